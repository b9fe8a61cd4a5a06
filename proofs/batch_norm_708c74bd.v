(* batch_norm: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    μ[c] = 1/(M·n) · Σ_{m,i} x[m, c, i]
    D[m, c, i] = x[m, c, i] − μ[c]
    var[c] = 1/(M·n) · Σ_{m,i} D[m, c, i]²
    r[c] = 1/√(var[c] + ε)
    x̂[m, c, i] = D[m, c, i] · r[c]
    y[m, c, i] = γ[c] · x̂[m, c, i] + β[c]
    ∂J/∂x[m, c, i] = 1/(M·n) · γ[c] · r[c] · (M·n · ∂J/∂y[m, c, i] − ∂J/∂β[c] − ∂J/∂γ[c] · x̂[m, c, i])
    ∂J/∂γ[c] = Σ_{m,i} ∂J/∂y[m, c, i] · x̂[m, c, i]
    ∂J/∂β[c] = Σ_{m,i} ∂J/∂y[m, c, i]
    ∂J/∂x̂[m, c, i] = ∂J/∂y[m, c, i] · γ[c]
    ∂J/∂r[c] = Σ_{m,i} ∂J/∂x̂[m, c, i] · D[m, c, i]
    ∂J/∂var[c] = −1/2 · ∂J/∂r[c] · r[c]³
    ∂J/∂D[m, c, i] = 2/(M·n) · ∂J/∂var[c] · D[m, c, i] + ∂J/∂x̂[m, c, i] · r[c]
    ∂J/∂μ[c] = −Σ_{m,i} ∂J/∂D[m, c, i]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (C M n : Z) (rsqrt : R -> R) (epsilon : R) (mean x centred variance r xhat y gamma beta x_bar mean_bar centred_bar gamma_bar y_bar beta_bar xhat_bar r_bar variance_bar : tensor R)
  (least_C : (1 <= C)%Z)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (held_epsilon : D epsilon = 0)
  (unit_0 : unit (num M : R))
  (unit_1 : unit (num n : R))
  (unit_2 : unit (num 2 : R))
  (slope_0 : ALL c < C, D (rsqrt (variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon)))) * D (variance@[c] + epsilon))
  (H_mean : ALL c < C, mean@[c] = (SUM m < M, SUM i < n, x@[m, c, i] / num M / num n))
  (H_centred : ALL m < M, ALL c < C, ALL i < n, centred@[m, c, i] = (x@[m, c, i]) + (- mean@[c]))
  (H_variance : ALL c < C, variance@[c] = (SUM m < M, SUM i < n, (centred@[m, c, i] * centred@[m, c, i]) / num M / num n))
  (H_r : ALL c < C, r@[c] = (rsqrt (variance@[c] + epsilon)))
  (H_xhat : ALL m < M, ALL c < C, ALL i < n, xhat@[m, c, i] = (centred@[m, c, i] * r@[c]))
  (H_y : ALL m < M, ALL c < C, ALL i < n, y@[m, c, i] = (gamma@[c] * xhat@[m, c, i]) + (beta@[c]))
  (H_x_bar : ALL m < M, ALL c < C, ALL i < n, x_bar@[m, c, i] = (mean_bar@[c] / num M / num n) + (centred_bar@[m, c, i]))
  (H_gamma_bar : ALL c < C, gamma_bar@[c] = (SUM m < M, SUM i < n, xhat@[m, c, i] * y_bar@[m, c, i]))
  (H_beta_bar : ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n, y_bar@[m, c, i]))
  (H_xhat_bar : ALL m < M, ALL c < C, ALL i < n, xhat_bar@[m, c, i] = (gamma@[c] * y_bar@[m, c, i]))
  (H_r_bar : ALL c < C, r_bar@[c] = (SUM m < M, SUM i < n, centred@[m, c, i] * xhat_bar@[m, c, i]))
  (H_variance_bar : ALL c < C, variance_bar@[c] = (- ((1 / num 2) * (r@[c] * r@[c] * r@[c]) * r_bar@[c])))
  (H_centred_bar : ALL m < M, ALL c < C, ALL i < n, centred_bar@[m, c, i] = (num 2 * centred@[m, c, i] * variance_bar@[c] / num M / num n) + (r@[c] * xhat_bar@[m, c, i]))
  (H_mean_bar : ALL c < C, mean_bar@[c] = (SUM m < M, SUM i < n, - centred_bar@[m, c, i])) :
  SUM m < M, SUM c < C, SUM i < n, y_bar@[m, c, i] * D (y@[m, c, i]) =
    (SUM m < M, SUM c < C, SUM i < n, x_bar@[m, c, i] * D (x@[m, c, i])) + (SUM c < C, gamma_bar@[c] * D (gamma@[c])) + (SUM c < C, beta_bar@[c] * D (beta@[c])).
Proof.
  intros.
  pose (c0_0 := (cond 3 (fun c m i => true))).
  assert (F_mean := pairing_forward [C]%Z [Term [M; n]%Z c0_0 (val 3 (fun c m i => x@[m, c, i] / num M / num n))] (val 1 (fun c => mean_bar@[c])) (val 1 (fun c => mean@[c])) H_mean).
  cbn [map total bound condition body app length] in F_mean.
  pose (f0_0_0 := (val 3 (fun c m i => mean_bar@[c] * (1 / num M / num n) * D (x@[m, c, i])))).
  rewrite (where_total [C; M; n]%Z c0_0 _ [f0_0_0]) in F_mean by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_mean.
  pose (c1_0 := (cond 3 (fun m c i => true))).
  pose (c1_1 := (cond 3 (fun m c i => true))).
  assert (F_centred := pairing_forward [M; C; n]%Z [Term []%Z c1_0 (val 3 (fun m c i => x@[m, c, i])); Term []%Z c1_1 (val 3 (fun m c i => - mean@[c]))] (val 3 (fun m c i => centred_bar@[m, c, i])) (val 3 (fun m c i => centred@[m, c, i])) H_centred).
  cbn [map total bound condition body app length] in F_centred.
  pose (f1_0_0 := (val 3 (fun m c i => centred_bar@[m, c, i] * 1 * D (x@[m, c, i])))).
  rewrite (where_total [M; C; n]%Z c1_0 _ [f1_0_0]) in F_centred by (subst f1_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  pose (f1_1_0 := (val 3 (fun m c i => centred_bar@[m, c, i] * (0 - 1) * D (mean@[c])))).
  rewrite (where_total [M; C; n]%Z c1_1 _ [f1_1_0]) in F_centred by (subst f1_1_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_centred.
  pose (c2_0 := (cond 3 (fun c m i => true))).
  assert (F_variance := pairing_forward [C]%Z [Term [M; n]%Z c2_0 (val 3 (fun c m i => (centred@[m, c, i] * centred@[m, c, i]) / num M / num n))] (val 1 (fun c => variance_bar@[c])) (val 1 (fun c => variance@[c])) H_variance).
  cbn [map total bound condition body app length] in F_variance.
  pose (f2_0_0 := (val 3 (fun c m i => variance_bar@[c] * (num 2 * centred@[m, c, i] / num M / num n) * D (centred@[m, c, i])))).
  rewrite (where_total [C; M; n]%Z c2_0 _ [f2_0_0]) in F_variance by (subst f2_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_variance.
  pose (c3_0 := (cond 1 (fun c => true))).
  assert (F_r := pairing_forward [C]%Z [Term []%Z c3_0 (val 1 (fun c => rsqrt (variance@[c] + epsilon)))] (val 1 (fun c => r_bar@[c])) (val 1 (fun c => r@[c])) H_r).
  cbn [map total bound condition body app length] in F_r.
  pose (f3_0_0 := (val 1 (fun c => r_bar@[c] * (- ((1 / num 2) * (rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon)))) * D (variance@[c])))).
  rewrite (where_total [C]%Z c3_0 _ [f3_0_0]) in F_r by (subst f3_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_r.
  pose (c4_0 := (cond 3 (fun m c i => true))).
  assert (F_xhat := pairing_forward [M; C; n]%Z [Term []%Z c4_0 (val 3 (fun m c i => centred@[m, c, i] * r@[c]))] (val 3 (fun m c i => xhat_bar@[m, c, i])) (val 3 (fun m c i => xhat@[m, c, i])) H_xhat).
  cbn [map total bound condition body app length] in F_xhat.
  pose (f4_0_0 := (val 3 (fun m c i => xhat_bar@[m, c, i] * r@[c] * D (centred@[m, c, i])))).
  pose (f4_0_1 := (val 3 (fun m c i => xhat_bar@[m, c, i] * centred@[m, c, i] * D (r@[c])))).
  rewrite (where_total [M; C; n]%Z c4_0 _ [f4_0_0; f4_0_1]) in F_xhat by (subst f4_0_0 f4_0_1; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_xhat.
  pose (c5_0 := (cond 3 (fun m c i => true))).
  pose (c5_1 := (cond 3 (fun m c i => true))).
  assert (F_y := pairing_forward [M; C; n]%Z [Term []%Z c5_0 (val 3 (fun m c i => gamma@[c] * xhat@[m, c, i])); Term []%Z c5_1 (val 3 (fun m c i => beta@[c]))] (val 3 (fun m c i => y_bar@[m, c, i])) (val 3 (fun m c i => y@[m, c, i])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f5_0_0 := (val 3 (fun m c i => y_bar@[m, c, i] * xhat@[m, c, i] * D (gamma@[c])))).
  pose (f5_0_1 := (val 3 (fun m c i => y_bar@[m, c, i] * gamma@[c] * D (xhat@[m, c, i])))).
  rewrite (where_total [M; C; n]%Z c5_0 _ [f5_0_0; f5_0_1]) in F_y by (subst f5_0_0 f5_0_1; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  pose (f5_1_0 := (val 3 (fun m c i => y_bar@[m, c, i] * 1 * D (beta@[c])))).
  rewrite (where_total [M; C; n]%Z c5_1 _ [f5_1_0]) in F_y by (subst f5_1_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_epsilon by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 3 (fun m c i => true))).
  pose (g_x0 := (val 3 (fun m c i => mean_bar@[c] / num M / num n))).
  pose (d_x1 := (cond 3 (fun m c i => true))).
  pose (g_x1 := (val 3 (fun m c i => centred_bar@[m, c, i]))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term []%Z d_x0 g_x0; Term []%Z d_x1 g_x1] (val 3 (fun m c i => x_bar@[m, c, i])) (val 3 (fun m c i => x@[m, c, i])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [C; M; n]%Z c0_0 f0_0_0 = where_ [M; C; n]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c i => x@[m, c, i])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun c m i => [m; c; i]%Z)) (point 3 (fun m c i => [c; m; i]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_x0 in F_mean.
  assert (E_x1 : where_ [M; C; n]%Z c1_0 f1_0_0 = where_ [M; C; n]%Z d_x1 (fun l => g_x1 l * D ((val 3 (fun m c i => x@[m, c, i])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun m c i => [m; c; i]%Z)) (point 3 (fun m c i => [m; c; i]%Z))); subst c1_0 f1_0_0 d_x1 g_x1; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_x1 in F_centred.
  pose (d_gamma0 := (cond 3 (fun c m i => true))).
  pose (g_gamma0 := (val 3 (fun c m i => xhat@[m, c, i] * y_bar@[m, c, i]))).
  assert (B_gamma := pairing_backward [C]%Z [Term [M; n]%Z d_gamma0 g_gamma0] (val 1 (fun c => gamma_bar@[c])) (val 1 (fun c => gamma@[c])) H_gamma_bar).
  cbn [map total bound condition body app length] in B_gamma.
  assert (E_gamma0 : where_ [M; C; n]%Z c5_0 f5_0_0 = where_ [C; M; n]%Z d_gamma0 (fun l => g_gamma0 l * D ((val 1 (fun c => gamma@[c])) (firstn 1 l)))).
  { apply (reindex (point 3 (fun m c i => [c; m; i]%Z)) (point 3 (fun c m i => [m; c; i]%Z))); subst c5_0 f5_0_0 d_gamma0 g_gamma0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_gamma0 in F_y.
  pose (d_beta0 := (cond 3 (fun c m i => true))).
  pose (g_beta0 := (val 3 (fun c m i => y_bar@[m, c, i]))).
  assert (B_beta := pairing_backward [C]%Z [Term [M; n]%Z d_beta0 g_beta0] (val 1 (fun c => beta_bar@[c])) (val 1 (fun c => beta@[c])) H_beta_bar).
  cbn [map total bound condition body app length] in B_beta.
  assert (E_beta0 : where_ [M; C; n]%Z c5_1 f5_1_0 = where_ [C; M; n]%Z d_beta0 (fun l => g_beta0 l * D ((val 1 (fun c => beta@[c])) (firstn 1 l)))).
  { apply (reindex (point 3 (fun m c i => [c; m; i]%Z)) (point 3 (fun c m i => [m; c; i]%Z))); subst c5_1 f5_1_0 d_beta0 g_beta0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_beta0 in F_y.
  pose (d_xhat0 := (cond 3 (fun m c i => true))).
  pose (g_xhat0 := (val 3 (fun m c i => gamma@[c] * y_bar@[m, c, i]))).
  assert (B_xhat := pairing_backward [M; C; n]%Z [Term []%Z d_xhat0 g_xhat0] (val 3 (fun m c i => xhat_bar@[m, c, i])) (val 3 (fun m c i => xhat@[m, c, i])) H_xhat_bar).
  cbn [map total bound condition body app length] in B_xhat.
  assert (E_xhat0 : where_ [M; C; n]%Z c5_0 f5_0_1 = where_ [M; C; n]%Z d_xhat0 (fun l => g_xhat0 l * D ((val 3 (fun m c i => xhat@[m, c, i])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun m c i => [m; c; i]%Z)) (point 3 (fun m c i => [m; c; i]%Z))); subst c5_0 f5_0_1 d_xhat0 g_xhat0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_xhat0 in F_y.
  pose (d_r0 := (cond 3 (fun c m i => true))).
  pose (g_r0 := (val 3 (fun c m i => centred@[m, c, i] * xhat_bar@[m, c, i]))).
  assert (B_r := pairing_backward [C]%Z [Term [M; n]%Z d_r0 g_r0] (val 1 (fun c => r_bar@[c])) (val 1 (fun c => r@[c])) H_r_bar).
  cbn [map total bound condition body app length] in B_r.
  assert (E_r0 : where_ [M; C; n]%Z c4_0 f4_0_1 = where_ [C; M; n]%Z d_r0 (fun l => g_r0 l * D ((val 1 (fun c => r@[c])) (firstn 1 l)))).
  { apply (reindex (point 3 (fun m c i => [c; m; i]%Z)) (point 3 (fun c m i => [m; c; i]%Z))); subst c4_0 f4_0_1 d_r0 g_r0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_r0 in F_xhat.
  pose (d_variance0 := (cond 1 (fun c => true))).
  pose (g_variance0 := (val 1 (fun c => - ((1 / num 2) * (r@[c] * r@[c] * r@[c]) * r_bar@[c])))).
  assert (B_variance := pairing_backward [C]%Z [Term []%Z d_variance0 g_variance0] (val 1 (fun c => variance_bar@[c])) (val 1 (fun c => variance@[c])) H_variance_bar).
  cbn [map total bound condition body app length] in B_variance.
  assert (E_variance0 : where_ [C]%Z c3_0 f3_0_0 = where_ [C]%Z d_variance0 (fun l => g_variance0 l * D ((val 1 (fun c => variance@[c])) (firstn 1 l)))).
  { apply (reindex (point 1 (fun c => [c]%Z)) (point 1 (fun c => [c]%Z))); subst c3_0 f3_0_0 d_variance0 g_variance0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_variance0 in F_r.
  pose (d_centred0 := (cond 3 (fun m c i => true))).
  pose (g_centred0 := (val 3 (fun m c i => num 2 * centred@[m, c, i] * variance_bar@[c] / num M / num n))).
  pose (d_centred1 := (cond 3 (fun m c i => true))).
  pose (g_centred1 := (val 3 (fun m c i => r@[c] * xhat_bar@[m, c, i]))).
  assert (B_centred := pairing_backward [M; C; n]%Z [Term []%Z d_centred0 g_centred0; Term []%Z d_centred1 g_centred1] (val 3 (fun m c i => centred_bar@[m, c, i])) (val 3 (fun m c i => centred@[m, c, i])) H_centred_bar).
  cbn [map total bound condition body app length] in B_centred.
  assert (E_centred0 : where_ [C; M; n]%Z c2_0 f2_0_0 = where_ [M; C; n]%Z d_centred0 (fun l => g_centred0 l * D ((val 3 (fun m c i => centred@[m, c, i])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun c m i => [m; c; i]%Z)) (point 3 (fun m c i => [c; m; i]%Z))); subst c2_0 f2_0_0 d_centred0 g_centred0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_centred0 in F_variance.
  assert (E_centred1 : where_ [M; C; n]%Z c4_0 f4_0_0 = where_ [M; C; n]%Z d_centred1 (fun l => g_centred1 l * D ((val 3 (fun m c i => centred@[m, c, i])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun m c i => [m; c; i]%Z)) (point 3 (fun m c i => [m; c; i]%Z))); subst c4_0 f4_0_0 d_centred1 g_centred1; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_centred1 in F_xhat.
  pose (d_mean0 := (cond 3 (fun c m i => true))).
  pose (g_mean0 := (val 3 (fun c m i => - centred_bar@[m, c, i]))).
  assert (B_mean := pairing_backward [C]%Z [Term [M; n]%Z d_mean0 g_mean0] (val 1 (fun c => mean_bar@[c])) (val 1 (fun c => mean@[c])) H_mean_bar).
  cbn [map total bound condition body app length] in B_mean.
  assert (E_mean0 : where_ [M; C; n]%Z c1_1 f1_1_0 = where_ [C; M; n]%Z d_mean0 (fun l => g_mean0 l * D ((val 1 (fun c => mean@[c])) (firstn 1 l)))).
  { apply (reindex (point 3 (fun m c i => [c; m; i]%Z)) (point 3 (fun c m i => [m; c; i]%Z))); subst c1_1 f1_1_0 d_mean0 g_mean0; points; places. all: entries; repeat rewrite H_xhat by arithmetic; repeat rewrite H_r by arithmetic; entries; algebra. }
  rewrite E_mean0 in F_centred.
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c i => y_bar@[m, c, i])) (val 3 (fun m c i => y@[m, c, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c i => x_bar@[m, c, i])) (val 3 (fun m c i => x@[m, c, i])) + pairing [C]%Z (val 1 (fun c => gamma_bar@[c])) (val 1 (fun c => gamma@[c])) + pairing [C]%Z (val 1 (fun c => beta_bar@[c])) (val 1 (fun c => beta@[c]))); [|cbn; ring].
  rewrite F_y, B_x, B_gamma, B_beta.
  rewrite B_mean in F_mean.
  rewrite B_centred in F_centred.
  rewrite B_variance in F_variance.
  rewrite B_r in F_r.
  rewrite B_xhat in F_xhat.
  apply (by_difference _ _ _ _ (f_equal2 add (f_equal2 add (f_equal2 add (f_equal2 add F_mean F_centred) F_variance) F_r) F_xhat)).
  ring.
Qed.

Theorem compact (C M n : Z) (rsqrt : R -> R) (epsilon : R) (mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar : tensor R)
  (least_C : (1 <= C)%Z)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (held_epsilon : D epsilon = 0)
  (unit_0 : unit (num M : R))
  (unit_1 : unit (num n : R))
  (unit_2 : unit (num 2 : R))
  (slope_0 : ALL c < C, D (rsqrt (variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon)))) * D (variance@[c] + epsilon))
  (H_mean : ALL c < C, mean@[c] = (SUM m < M, SUM i < n, x@[m, c, i] / num M / num n))
  (H_centred : ALL m < M, ALL c < C, ALL i < n, centred@[m, c, i] = (x@[m, c, i]) + (- mean@[c]))
  (H_variance : ALL c < C, variance@[c] = (SUM m < M, SUM i < n, (centred@[m, c, i] * centred@[m, c, i]) / num M / num n))
  (H_r : ALL c < C, r@[c] = (rsqrt (variance@[c] + epsilon)))
  (H_xhat : ALL m < M, ALL c < C, ALL i < n, xhat@[m, c, i] = (centred@[m, c, i] * r@[c]))
  (H_y : ALL m < M, ALL c < C, ALL i < n, y@[m, c, i] = (gamma@[c] * xhat@[m, c, i]) + (beta@[c]))
  (H_x_bar : ALL m < M, ALL c < C, ALL i < n, x_bar@[m, c, i] = (gamma@[c] * r@[c] * (y_bar@[m, c, i] * num M * num n - beta_bar@[c] - (gamma_bar@[c] * xhat@[m, c, i])) / num M / num n))
  (H_gamma_bar : ALL c < C, gamma_bar@[c] = (SUM m < M, SUM i < n, xhat@[m, c, i] * y_bar@[m, c, i]))
  (H_beta_bar : ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n, y_bar@[m, c, i])) :
  SUM m < M, SUM c < C, SUM i < n, y_bar@[m, c, i] * D (y@[m, c, i]) =
    (SUM m < M, SUM c < C, SUM i < n, x_bar@[m, c, i] * D (x@[m, c, i])) + (SUM c < C, gamma_bar@[c] * D (gamma@[c])) + (SUM c < C, beta_bar@[c] * D (beta@[c])).
Proof.
  intros.
  unfold unit in *.
  assert (L_mean0 : ALL c < C, (SUM m < M, SUM i < n, x@[m, c, i] / num M / num n) = (1 / num M / num n) * (SUM m < M, SUM i < n, x@[m, c, i])).
  { intros. apply (Sum_linear [M; n]%Z (val 2 (fun m i => x@[m, c, i] / num M / num n)) [(1 / num M / num n, (val 2 (fun m i => x@[m, c, i])))]). points. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_mean : ALL c < C, mean@[c] = (SUM m < M, SUM i < n, x@[m, c, i]) / num M / num n).
  { intros. rewrite H_mean by assumption. repeat rewrite L_mean0 by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_centred : ALL m < M, ALL c < C, ALL i < n, centred@[m, c, i] = x@[m, c, i] - ((SUM m < M, SUM i < n, x@[m, c, i]) / num M / num n)).
  { intros. rewrite H_centred by assumption. repeat rewrite N_mean by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (L_centred : ALL c < C, (SUM m < M, SUM i < n, centred@[m, c, i]) = (- ((SUM m < M, SUM i < n, x@[m, c, i]) / num M / num n)) * (SUM m < M, SUM i < n, 1) + ((1) * (SUM m < M, SUM i < n, x@[m, c, i]))).
  { intros. apply (Sum_linear [M; n]%Z (val 2 (fun m i => centred@[m, c, i])) [(- ((SUM m < M, SUM i < n, x@[m, c, i]) / num M / num n), (val 2 (fun m i => 1))); (1, (val 2 (fun m i => x@[m, c, i])))]). points. repeat rewrite N_centred by arithmetic. repeat rewrite N_mean by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (Z_centred : ALL c < C, (SUM m < M, SUM i < n, centred@[m, c, i]) = 0).
  { intros. rewrite L_centred by assumption. repeat rewrite N_centred by arithmetic. repeat rewrite N_mean by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_xhat : ALL m < M, ALL c < C, ALL i < n, xhat@[m, c, i] = centred@[m, c, i] * r@[c]).
  { intros. rewrite H_xhat by assumption. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_y : ALL m < M, ALL c < C, ALL i < n, y@[m, c, i] = beta@[c] + centred@[m, c, i] * gamma@[c] * r@[c]).
  { intros. rewrite H_y by assumption. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (L_gamma_bar0 : ALL c < C, (SUM m < M, SUM i < n, xhat@[m, c, i] * y_bar@[m, c, i]) = (r@[c]) * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i])).
  { intros. apply (Sum_linear [M; n]%Z (val 2 (fun m i => xhat@[m, c, i] * y_bar@[m, c, i])) [(r@[c], (val 2 (fun m i => centred@[m, c, i] * y_bar@[m, c, i])))]). points. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_gamma_bar : ALL c < C, gamma_bar@[c] = r@[c] * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i])).
  { intros. rewrite H_gamma_bar by assumption. repeat rewrite L_gamma_bar0 by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_beta_bar : ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n, y_bar@[m, c, i])).
  { intros. rewrite H_beta_bar by assumption. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  pose (xhat_bar := val 3 (fun m c i => (gamma@[c] * y_bar@[m, c, i]))).
  assert (H_xhat_bar : ALL m < M, ALL c < C, ALL i < n, xhat_bar@[m, c, i] = (gamma@[c] * y_bar@[m, c, i])) by (intros; reflexivity).
  clearbody xhat_bar.
  assert (N_xhat_bar : ALL m < M, ALL c < C, ALL i < n, xhat_bar@[m, c, i] = gamma@[c] * y_bar@[m, c, i]).
  { intros. rewrite H_xhat_bar by assumption. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  pose (r_bar := val 1 (fun c => (SUM m < M, SUM i < n, centred@[m, c, i] * xhat_bar@[m, c, i]))).
  assert (H_r_bar : ALL c < C, r_bar@[c] = (SUM m < M, SUM i < n, centred@[m, c, i] * xhat_bar@[m, c, i])) by (intros; reflexivity).
  clearbody r_bar.
  assert (L_r_bar0 : ALL c < C, (SUM m < M, SUM i < n, centred@[m, c, i] * xhat_bar@[m, c, i]) = (gamma@[c]) * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i])).
  { intros. apply (Sum_linear [M; n]%Z (val 2 (fun m i => centred@[m, c, i] * xhat_bar@[m, c, i])) [(gamma@[c], (val 2 (fun m i => centred@[m, c, i] * y_bar@[m, c, i])))]). points. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_r_bar : ALL c < C, r_bar@[c] = gamma@[c] * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i])).
  { intros. rewrite H_r_bar by assumption. repeat rewrite L_r_bar0 by arithmetic. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  pose (variance_bar := val 1 (fun c => (- ((1 / num 2) * (r@[c] * r@[c] * r@[c]) * r_bar@[c])))).
  assert (H_variance_bar : ALL c < C, variance_bar@[c] = (- ((1 / num 2) * (r@[c] * r@[c] * r@[c]) * r_bar@[c]))) by (intros; reflexivity).
  clearbody variance_bar.
  assert (N_variance_bar : ALL c < C, variance_bar@[c] = - ((1 / num 2) * gamma@[c] * (r@[c] * r@[c] * r@[c]) * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i]))).
  { intros. rewrite H_variance_bar by assumption. repeat rewrite N_r_bar by arithmetic. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  pose (centred_bar := val 3 (fun m c i => (num 2 * centred@[m, c, i] * variance_bar@[c] / num M / num n) + (r@[c] * xhat_bar@[m, c, i]))).
  assert (H_centred_bar : ALL m < M, ALL c < C, ALL i < n, centred_bar@[m, c, i] = (num 2 * centred@[m, c, i] * variance_bar@[c] / num M / num n) + (r@[c] * xhat_bar@[m, c, i])) by (intros; reflexivity).
  clearbody centred_bar.
  assert (N_centred_bar : ALL m < M, ALL c < C, ALL i < n, centred_bar@[m, c, i] = gamma@[c] * r@[c] * y_bar@[m, c, i] - (centred@[m, c, i] * gamma@[c] * (r@[c] * r@[c] * r@[c]) * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i]) / num M / num n)).
  { intros. rewrite H_centred_bar by assumption. repeat rewrite N_variance_bar by arithmetic. repeat rewrite N_r_bar by arithmetic. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  pose (mean_bar := val 1 (fun c => (SUM m < M, SUM i < n, - centred_bar@[m, c, i]))).
  assert (H_mean_bar : ALL c < C, mean_bar@[c] = (SUM m < M, SUM i < n, - centred_bar@[m, c, i])) by (intros; reflexivity).
  clearbody mean_bar.
  assert (L_mean_bar0 : ALL c < C, (SUM m < M, SUM i < n, - centred_bar@[m, c, i]) = (- (gamma@[c] * r@[c])) * (SUM m < M, SUM i < n, y_bar@[m, c, i]) + ((gamma@[c] * (r@[c] * r@[c] * r@[c]) * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i]) / num M / num n) * (SUM m < M, SUM i < n, centred@[m, c, i]))).
  { intros. apply (Sum_linear [M; n]%Z (val 2 (fun m i => - centred_bar@[m, c, i])) [(- (gamma@[c] * r@[c]), (val 2 (fun m i => y_bar@[m, c, i]))); (gamma@[c] * (r@[c] * r@[c] * r@[c]) * (SUM m < M, SUM i < n, centred@[m, c, i] * y_bar@[m, c, i]) / num M / num n, (val 2 (fun m i => centred@[m, c, i])))]). points. repeat rewrite N_centred_bar by arithmetic. repeat rewrite N_variance_bar by arithmetic. repeat rewrite N_r_bar by arithmetic. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (N_mean_bar : ALL c < C, mean_bar@[c] = - (gamma@[c] * r@[c] * (SUM m < M, SUM i < n, y_bar@[m, c, i]))).
  { intros. rewrite H_mean_bar by assumption. repeat rewrite L_mean_bar0 by arithmetic. repeat rewrite N_centred_bar by arithmetic. repeat rewrite N_variance_bar by arithmetic. repeat rewrite N_r_bar by arithmetic. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  assert (K_x_bar : ALL m < M, ALL c < C, ALL i < n, x_bar@[m, c, i] = (mean_bar@[c] / num M / num n) + (centred_bar@[m, c, i])).
  { intros. rewrite H_x_bar by assumption. repeat rewrite N_mean_bar by arithmetic. repeat rewrite N_centred_bar by arithmetic. repeat rewrite N_variance_bar by arithmetic. repeat rewrite N_r_bar by arithmetic. repeat rewrite N_xhat_bar by arithmetic. repeat rewrite N_beta_bar by arithmetic. repeat rewrite N_gamma_bar by arithmetic. repeat rewrite N_y by arithmetic. repeat rewrite N_xhat by arithmetic. repeat rewrite N_mean by arithmetic. repeat rewrite Z_centred by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring [unit_0 unit_1 unit_2]. }
  apply (gathered C M n rsqrt epsilon mean x centred variance r xhat y gamma beta x_bar mean_bar centred_bar gamma_bar y_bar beta_bar xhat_bar r_bar variance_bar); assumption.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions compact.
