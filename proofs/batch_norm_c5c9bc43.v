(* batch_norm: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    r[c] = 1/√(var_run[c] + ε)
    x̂[m, c, i, j] = r[c] · (x[m, c, i, j] − μ_run[c])
    y[m, c, i, j] = γ[c] · x̂[m, c, i, j] + β[c]
    ∂J/∂x[m, c, i, j] = ∂J/∂y[m, c, i, j] · γ[c] · r[c]
    ∂J/∂γ[c] = Σ_{m,i,j} ∂J/∂y[m, c, i, j] · x̂[m, c, i, j]
    ∂J/∂β[c] = Σ_{m,i,j} ∂J/∂y[m, c, i, j]
    ∂J/∂x̂[m, c, i, j] = ∂J/∂y[m, c, i, j] · γ[c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (C M n_h n_w : Z) (rsqrt : R -> R) (epsilon : R) (r running_variance xhat x running_mean y gamma beta x_bar xhat_bar gamma_bar y_bar beta_bar : tensor R)
  (least_C : (1 <= C)%Z)
  (least_M : (1 <= M)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (held_running_mean : forall l, D (running_mean l) = 0)
  (held_running_variance : forall l, D (running_variance l) = 0)
  (held_epsilon : D epsilon = 0)
  (unit_0 : unit (num 2 : R))
  (slope_0 : ALL c < C, D (rsqrt (running_variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon)))) * D (running_variance@[c] + epsilon))
  (H_r : ALL c < C, r@[c] = (rsqrt (running_variance@[c] + epsilon)))
  (H_xhat : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, xhat@[m, c, i, j] = (r@[c] * (x@[m, c, i, j] - running_mean@[c])))
  (H_y : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, y@[m, c, i, j] = (gamma@[c] * xhat@[m, c, i, j]) + (beta@[c]))
  (H_x_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = (r@[c] * xhat_bar@[m, c, i, j]))
  (H_gamma_bar : ALL c < C, gamma_bar@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, xhat@[m, c, i, j] * y_bar@[m, c, i, j]))
  (H_beta_bar : ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j]))
  (H_xhat_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, xhat_bar@[m, c, i, j] = (gamma@[c] * y_bar@[m, c, i, j])) :
  SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x_bar@[m, c, i, j] * D (x@[m, c, i, j])) + (SUM c < C, gamma_bar@[c] * D (gamma@[c])) + (SUM c < C, beta_bar@[c] * D (beta@[c])).
Proof.
  intros.
  assert (held_r : ALL c < C, D (r@[c]) = 0) by (intros; rewrite H_r by assumption; first [held; fail | slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_running_mean by arithmetic | rewrite held_running_variance by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra]).
  pose (c1_0 := (cond 4 (fun m c i j => true))).
  assert (F_xhat := pairing_forward [M; C; n_h; n_w]%Z [Term []%Z c1_0 (val 4 (fun m c i j => r@[c] * (x@[m, c, i, j] - running_mean@[c])))] (val 4 (fun m c i j => xhat_bar@[m, c, i, j])) (val 4 (fun m c i j => xhat@[m, c, i, j])) H_xhat).
  cbn [map total bound condition body app length] in F_xhat.
  pose (f1_0_0 := (val 4 (fun m c i j => xhat_bar@[m, c, i, j] * r@[c] * D (x@[m, c, i, j])))).
  rewrite (where_total [M; C; n_h; n_w]%Z c1_0 _ [f1_0_0]) in F_xhat by (subst f1_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_running_mean by arithmetic | rewrite held_running_variance by arithmetic | rewrite held_epsilon by arithmetic | rewrite held_r by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_xhat.
  pose (c2_0 := (cond 4 (fun m c i j => true))).
  pose (c2_1 := (cond 4 (fun m c i j => true))).
  assert (F_y := pairing_forward [M; C; n_h; n_w]%Z [Term []%Z c2_0 (val 4 (fun m c i j => gamma@[c] * xhat@[m, c, i, j])); Term []%Z c2_1 (val 4 (fun m c i j => beta@[c]))] (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f2_0_0 := (val 4 (fun m c i j => y_bar@[m, c, i, j] * xhat@[m, c, i, j] * D (gamma@[c])))).
  pose (f2_0_1 := (val 4 (fun m c i j => y_bar@[m, c, i, j] * gamma@[c] * D (xhat@[m, c, i, j])))).
  rewrite (where_total [M; C; n_h; n_w]%Z c2_0 _ [f2_0_0; f2_0_1]) in F_y by (subst f2_0_0 f2_0_1; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_running_mean by arithmetic | rewrite held_running_variance by arithmetic | rewrite held_epsilon by arithmetic | rewrite held_r by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  pose (f2_1_0 := (val 4 (fun m c i j => y_bar@[m, c, i, j] * 1 * D (beta@[c])))).
  rewrite (where_total [M; C; n_h; n_w]%Z c2_1 _ [f2_1_0]) in F_y by (subst f2_1_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_running_mean by arithmetic | rewrite held_running_variance by arithmetic | rewrite held_epsilon by arithmetic | rewrite held_r by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 4 (fun m c i j => true))).
  pose (g_x0 := (val 4 (fun m c i j => r@[c] * xhat_bar@[m, c, i, j]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 4 (fun m c i j => x_bar@[m, c, i, j])) (val 4 (fun m c i j => x@[m, c, i, j])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; n_h; n_w]%Z c1_0 f1_0_0 = where_ [M; C; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c i j => x@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; j]%Z)) (point 4 (fun m c i j => [m; c; i; j]%Z))); subst c1_0 f1_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_x0 in F_xhat.
  pose (d_gamma0 := (cond 4 (fun c m i j => true))).
  pose (g_gamma0 := (val 4 (fun c m i j => xhat@[m, c, i, j] * y_bar@[m, c, i, j]))).
  assert (B_gamma := pairing_backward [C]%Z [Term [M; n_h; n_w]%Z d_gamma0 g_gamma0] (val 1 (fun c => gamma_bar@[c])) (val 1 (fun c => gamma@[c])) H_gamma_bar).
  cbn [map total bound condition body app length] in B_gamma.
  assert (E_gamma0 : where_ [M; C; n_h; n_w]%Z c2_0 f2_0_0 = where_ [C; M; n_h; n_w]%Z d_gamma0 (fun l => g_gamma0 l * D ((val 1 (fun c => gamma@[c])) (firstn 1 l)))).
  { apply (reindex (point 4 (fun m c i j => [c; m; i; j]%Z)) (point 4 (fun c m i j => [m; c; i; j]%Z))); subst c2_0 f2_0_0 d_gamma0 g_gamma0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_gamma0 in F_y.
  pose (d_beta0 := (cond 4 (fun c m i j => true))).
  pose (g_beta0 := (val 4 (fun c m i j => y_bar@[m, c, i, j]))).
  assert (B_beta := pairing_backward [C]%Z [Term [M; n_h; n_w]%Z d_beta0 g_beta0] (val 1 (fun c => beta_bar@[c])) (val 1 (fun c => beta@[c])) H_beta_bar).
  cbn [map total bound condition body app length] in B_beta.
  assert (E_beta0 : where_ [M; C; n_h; n_w]%Z c2_1 f2_1_0 = where_ [C; M; n_h; n_w]%Z d_beta0 (fun l => g_beta0 l * D ((val 1 (fun c => beta@[c])) (firstn 1 l)))).
  { apply (reindex (point 4 (fun m c i j => [c; m; i; j]%Z)) (point 4 (fun c m i j => [m; c; i; j]%Z))); subst c2_1 f2_1_0 d_beta0 g_beta0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_beta0 in F_y.
  pose (d_xhat0 := (cond 4 (fun m c i j => true))).
  pose (g_xhat0 := (val 4 (fun m c i j => gamma@[c] * y_bar@[m, c, i, j]))).
  assert (B_xhat := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_xhat0 g_xhat0] (val 4 (fun m c i j => xhat_bar@[m, c, i, j])) (val 4 (fun m c i j => xhat@[m, c, i, j])) H_xhat_bar).
  cbn [map total bound condition body app length] in B_xhat.
  assert (E_xhat0 : where_ [M; C; n_h; n_w]%Z c2_0 f2_0_1 = where_ [M; C; n_h; n_w]%Z d_xhat0 (fun l => g_xhat0 l * D ((val 4 (fun m c i j => xhat@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; j]%Z)) (point 4 (fun m c i j => [m; c; i; j]%Z))); subst c2_0 f2_0_1 d_xhat0 g_xhat0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_xhat0 in F_y.
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => x_bar@[m, c, i, j])) (val 4 (fun m c i j => x@[m, c, i, j])) + pairing [C]%Z (val 1 (fun c => gamma_bar@[c])) (val 1 (fun c => gamma@[c])) + pairing [C]%Z (val 1 (fun c => beta_bar@[c])) (val 1 (fun c => beta@[c]))); [|cbn; ring].
  rewrite F_y, B_x, B_gamma, B_beta.
  rewrite B_xhat in F_xhat.
  apply (by_difference _ _ _ _ F_xhat).
  ring.
Qed.

Theorem compact (C M n_h n_w : Z) (rsqrt : R -> R) (epsilon : R) (r running_variance xhat x running_mean y gamma beta x_bar gamma_bar y_bar beta_bar : tensor R)
  (least_C : (1 <= C)%Z)
  (least_M : (1 <= M)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (held_running_mean : forall l, D (running_mean l) = 0)
  (held_running_variance : forall l, D (running_variance l) = 0)
  (held_epsilon : D epsilon = 0)
  (unit_0 : unit (num 2 : R))
  (slope_0 : ALL c < C, D (rsqrt (running_variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon)))) * D (running_variance@[c] + epsilon))
  (H_r : ALL c < C, r@[c] = (rsqrt (running_variance@[c] + epsilon)))
  (H_xhat : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, xhat@[m, c, i, j] = (r@[c] * (x@[m, c, i, j] - running_mean@[c])))
  (H_y : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, y@[m, c, i, j] = (gamma@[c] * xhat@[m, c, i, j]) + (beta@[c]))
  (H_x_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = (gamma@[c] * r@[c] * y_bar@[m, c, i, j]))
  (H_gamma_bar : ALL c < C, gamma_bar@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, xhat@[m, c, i, j] * y_bar@[m, c, i, j]))
  (H_beta_bar : ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j])) :
  SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x_bar@[m, c, i, j] * D (x@[m, c, i, j])) + (SUM c < C, gamma_bar@[c] * D (gamma@[c])) + (SUM c < C, beta_bar@[c] * D (beta@[c])).
Proof.
  intros.
  unfold unit in *.
  assert (N_xhat : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, xhat@[m, c, i, j] = r@[c] * x@[m, c, i, j] - (r@[c] * running_mean@[c])).
  { intros. rewrite H_xhat by assumption. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0]. }
  assert (N_y : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, y@[m, c, i, j] = beta@[c] + gamma@[c] * r@[c] * x@[m, c, i, j] - (gamma@[c] * r@[c] * running_mean@[c])).
  { intros. rewrite H_y by assumption. repeat rewrite N_xhat by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0]. }
  assert (L_gamma_bar0 : ALL c < C, (SUM m < M, SUM i < n_h, SUM j < n_w, xhat@[m, c, i, j] * y_bar@[m, c, i, j]) = (r@[c]) * (SUM m < M, SUM i < n_h, SUM j < n_w, x@[m, c, i, j] * y_bar@[m, c, i, j]) + ((- (r@[c] * running_mean@[c])) * (SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j]))).
  { intros. apply (Sum_linear [M; n_h; n_w]%Z (val 3 (fun m i j => xhat@[m, c, i, j] * y_bar@[m, c, i, j])) [(r@[c], (val 3 (fun m i j => x@[m, c, i, j] * y_bar@[m, c, i, j]))); (- (r@[c] * running_mean@[c]), (val 3 (fun m i j => y_bar@[m, c, i, j])))]). points. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0]. }
  assert (N_gamma_bar : ALL c < C, gamma_bar@[c] = r@[c] * (SUM m < M, SUM i < n_h, SUM j < n_w, x@[m, c, i, j] * y_bar@[m, c, i, j]) - (r@[c] * running_mean@[c] * (SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j]))).
  { intros. rewrite H_gamma_bar by assumption. repeat rewrite L_gamma_bar0 by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0]. }
  assert (N_beta_bar : ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j])).
  { intros. rewrite H_beta_bar by assumption. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0]. }
  pose (xhat_bar := val 4 (fun m c i j => (gamma@[c] * y_bar@[m, c, i, j]))).
  assert (H_xhat_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, xhat_bar@[m, c, i, j] = (gamma@[c] * y_bar@[m, c, i, j])) by (intros; reflexivity).
  clearbody xhat_bar.
  assert (N_xhat_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, xhat_bar@[m, c, i, j] = gamma@[c] * y_bar@[m, c, i, j]).
  { intros. rewrite H_xhat_bar by assumption. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0]. }
  assert (K_x_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = (r@[c] * xhat_bar@[m, c, i, j])).
  { intros. rewrite H_x_bar by assumption. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0]. }
  apply (gathered C M n_h n_w rsqrt epsilon r running_variance xhat x running_mean y gamma beta x_bar xhat_bar gamma_bar y_bar beta_bar); assumption.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions compact.
