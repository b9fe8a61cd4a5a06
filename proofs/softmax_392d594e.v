(* softmax: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    e[m, c] = e^(z[m, c] − peak[m])
    S[m] = Σ_j e[m, j]
    a[m, c] = e[m, c]/S[m]
    ∂J/∂z[m, c] = a[m, c] · (∂J/∂a[m, c] − Σ_c′ ∂J/∂a[m, c′] · a[m, c′])
    ∂J/∂S[m] = −1/S[m]² · Σ_c ∂J/∂a[m, c] · e[m, c]
    ∂J/∂e[m, c] = ∂J/∂S[m] + 1/S[m] · ∂J/∂a[m, c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M n : Z) (exp : R -> R) (e z peak s a z_bar e_bar s_bar a_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (held_peak : forall l, D (peak l) = 0)
  (unit_0 : ALL m < M, unit (s@[m] : R))
  (slope_0 : ALL m < M, ALL c < n, D (exp (z@[m, c] - peak@[m])) = exp (z@[m, c] - peak@[m]) * D (z@[m, c] - peak@[m]))
  (H_e : ALL m < M, ALL c < n, e@[m, c] = (exp (z@[m, c] - peak@[m])))
  (H_s : ALL m < M, s@[m] = (SUM j < n, e@[m, j]))
  (H_a : ALL m < M, ALL c < n, a@[m, c] = (e@[m, c] / s@[m]))
  (H_z_bar : ALL m < M, ALL c < n, z_bar@[m, c] = (e@[m, c] * e_bar@[m, c]))
  (H_s_bar : ALL m < M, s_bar@[m] = (SUM c < n, - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m])))
  (H_e_bar : ALL m < M, ALL c < n, e_bar@[m, c] = (s_bar@[m]) + (a_bar@[m, c] / s@[m])) :
  SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]) =
    (SUM m < M, SUM c < n, z_bar@[m, c] * D (z@[m, c])).
Proof.
  intros.
  pose (c0_0 := (cond 2 (fun m c => true))).
  assert (F_e := pairing_forward [M; n]%Z [Term []%Z c0_0 (val 2 (fun m c => exp (z@[m, c] - peak@[m])))] (val 2 (fun m c => e_bar@[m, c])) (val 2 (fun m c => e@[m, c])) H_e).
  cbn [map total bound condition body app length] in F_e.
  pose (f0_0_0 := (val 2 (fun m c => e_bar@[m, c] * exp (z@[m, c] - peak@[m]) * D (z@[m, c])))).
  rewrite (where_total [M; n]%Z c0_0 _ [f0_0_0]) in F_e by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_peak by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_e.
  pose (c1_0 := (cond 2 (fun m j => true))).
  assert (F_s := pairing_forward [M]%Z [Term [n]%Z c1_0 (val 2 (fun m j => e@[m, j]))] (val 1 (fun m => s_bar@[m])) (val 1 (fun m => s@[m])) H_s).
  cbn [map total bound condition body app length] in F_s.
  pose (f1_0_0 := (val 2 (fun m j => s_bar@[m] * 1 * D (e@[m, j])))).
  rewrite (where_total [M; n]%Z c1_0 _ [f1_0_0]) in F_s by (subst f1_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_peak by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_s.
  pose (c2_0 := (cond 2 (fun m c => true))).
  assert (F_a := pairing_forward [M; n]%Z [Term []%Z c2_0 (val 2 (fun m c => e@[m, c] / s@[m]))] (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c])) H_a).
  cbn [map total bound condition body app length] in F_a.
  pose (f2_0_0 := (val 2 (fun m c => a_bar@[m, c] * (1 / s@[m]) * D (e@[m, c])))).
  pose (f2_0_1 := (val 2 (fun m c => a_bar@[m, c] * (- (e@[m, c] / s@[m] / s@[m])) * D (s@[m])))).
  rewrite (where_total [M; n]%Z c2_0 _ [f2_0_0; f2_0_1]) in F_a by (subst f2_0_0 f2_0_1; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite held_peak by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_a.
  pose (d_z0 := (cond 2 (fun m c => true))).
  pose (g_z0 := (val 2 (fun m c => e@[m, c] * e_bar@[m, c]))).
  assert (B_z := pairing_backward [M; n]%Z [Term []%Z d_z0 g_z0] (val 2 (fun m c => z_bar@[m, c])) (val 2 (fun m c => z@[m, c])) H_z_bar).
  cbn [map total bound condition body app length] in B_z.
  assert (E_z0 : where_ [M; n]%Z c0_0 f0_0_0 = where_ [M; n]%Z d_z0 (fun l => g_z0 l * D ((val 2 (fun m c => z@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_0 f0_0_0 d_z0 g_z0; points; places. all: entries; repeat rewrite H_a by arithmetic; repeat rewrite H_e by arithmetic; entries; algebra. }
  rewrite E_z0 in F_e.
  pose (d_s0 := (cond 2 (fun m c => true))).
  pose (g_s0 := (val 2 (fun m c => - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m])))).
  assert (B_s := pairing_backward [M]%Z [Term [n]%Z d_s0 g_s0] (val 1 (fun m => s_bar@[m])) (val 1 (fun m => s@[m])) H_s_bar).
  cbn [map total bound condition body app length] in B_s.
  assert (E_s0 : where_ [M; n]%Z c2_0 f2_0_1 = where_ [M; n]%Z d_s0 (fun l => g_s0 l * D ((val 1 (fun m => s@[m])) (firstn 1 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c2_0 f2_0_1 d_s0 g_s0; points; places. all: entries; repeat rewrite H_a by arithmetic; repeat rewrite H_e by arithmetic; entries; algebra. }
  rewrite E_s0 in F_a.
  pose (d_e0 := (cond 2 (fun m c => true))).
  pose (g_e0 := (val 2 (fun m c => s_bar@[m]))).
  pose (d_e1 := (cond 2 (fun m c => true))).
  pose (g_e1 := (val 2 (fun m c => a_bar@[m, c] / s@[m]))).
  assert (B_e := pairing_backward [M; n]%Z [Term []%Z d_e0 g_e0; Term []%Z d_e1 g_e1] (val 2 (fun m c => e_bar@[m, c])) (val 2 (fun m c => e@[m, c])) H_e_bar).
  cbn [map total bound condition body app length] in B_e.
  assert (E_e0 : where_ [M; n]%Z c1_0 f1_0_0 = where_ [M; n]%Z d_e0 (fun l => g_e0 l * D ((val 2 (fun m c => e@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m j => [m; j]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c1_0 f1_0_0 d_e0 g_e0; points; places. all: entries; repeat rewrite H_a by arithmetic; repeat rewrite H_e by arithmetic; entries; algebra. }
  rewrite E_e0 in F_s.
  assert (E_e1 : where_ [M; n]%Z c2_0 f2_0_0 = where_ [M; n]%Z d_e1 (fun l => g_e1 l * D ((val 2 (fun m c => e@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c2_0 f2_0_0 d_e1 g_e1; points; places. all: entries; repeat rewrite H_a by arithmetic; repeat rewrite H_e by arithmetic; entries; algebra. }
  rewrite E_e1 in F_a.
  transitivity (pairing [M; n]%Z (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c]))); [cbn; ring|].
  transitivity (pairing [M; n]%Z (val 2 (fun m c => z_bar@[m, c])) (val 2 (fun m c => z@[m, c]))); [|cbn; ring].
  rewrite F_a, B_z.
  rewrite B_e in F_e.
  rewrite B_s in F_s.
  apply (by_difference _ _ _ _ (f_equal2 add F_e F_s)).
  ring.
Qed.

Theorem compact (M n : Z) (exp : R -> R) (e z peak s a z_bar a_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (held_peak : forall l, D (peak l) = 0)
  (unit_0 : ALL m < M, unit (s@[m] : R))
  (slope_0 : ALL m < M, ALL c < n, D (exp (z@[m, c] - peak@[m])) = exp (z@[m, c] - peak@[m]) * D (z@[m, c] - peak@[m]))
  (H_e : ALL m < M, ALL c < n, e@[m, c] = (exp (z@[m, c] - peak@[m])))
  (H_s : ALL m < M, s@[m] = (SUM j < n, e@[m, j]))
  (H_a : ALL m < M, ALL c < n, a@[m, c] = (e@[m, c] / s@[m]))
  (H_z_bar : ALL m < M, ALL c < n, z_bar@[m, c] = (a@[m, c] * a_bar@[m, c]) + (SUM c' < n, - (a@[m, c'] * a@[m, c] * a_bar@[m, c']))) :
  SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]) =
    (SUM m < M, SUM c < n, z_bar@[m, c] * D (z@[m, c])).
Proof.
  intros.
  unfold unit in *.
  assert (N_a : ALL m < M, ALL c < n, a@[m, c] = e@[m, c] / s@[m]).
  { intros. rewrite H_a by assumption. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring. }
  pose (s_bar := val 1 (fun m => (SUM c < n, - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m])))).
  assert (H_s_bar : ALL m < M, s_bar@[m] = (SUM c < n, - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m]))) by (intros; reflexivity).
  clearbody s_bar.
  assert (L_s_bar0 : ALL m < M, (SUM c < n, - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m])) = (- (1 / s@[m] / s@[m])) * (SUM c < n, a_bar@[m, c] * e@[m, c])).
  { intros. apply (Sum_linear [n]%Z (val 1 (fun c => - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m]))) [(- (1 / s@[m] / s@[m]), (val 1 (fun c => a_bar@[m, c] * e@[m, c])))]). points. repeat rewrite N_a by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring. }
  assert (N_s_bar : ALL m < M, s_bar@[m] = - ((SUM c < n, a_bar@[m, c] * e@[m, c]) / s@[m] / s@[m])).
  { intros. rewrite H_s_bar by assumption. repeat rewrite L_s_bar0 by arithmetic. repeat rewrite N_a by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring. }
  pose (e_bar := val 2 (fun m c => (s_bar@[m]) + (a_bar@[m, c] / s@[m]))).
  assert (H_e_bar : ALL m < M, ALL c < n, e_bar@[m, c] = (s_bar@[m]) + (a_bar@[m, c] / s@[m])) by (intros; reflexivity).
  clearbody e_bar.
  assert (N_e_bar : ALL m < M, ALL c < n, e_bar@[m, c] = a_bar@[m, c] / s@[m] - ((SUM c < n, a_bar@[m, c] * e@[m, c]) / s@[m] / s@[m])).
  { intros. rewrite H_e_bar by assumption. repeat rewrite N_s_bar by arithmetic. repeat rewrite N_a by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring. }
  assert (L_z_bar_c1 : ALL m < M, ALL c < n, (SUM c' < n, - (a@[m, c'] * a@[m, c] * a_bar@[m, c'])) = (- (e@[m, c] / s@[m] / s@[m])) * (SUM c' < n, a_bar@[m, c'] * e@[m, c'])).
  { intros. apply (Sum_linear [n]%Z (val 1 (fun c' => - (a@[m, c'] * a@[m, c] * a_bar@[m, c']))) [(- (e@[m, c] / s@[m] / s@[m]), (val 1 (fun c' => a_bar@[m, c'] * e@[m, c'])))]). points. repeat rewrite N_e_bar by arithmetic. repeat rewrite N_s_bar by arithmetic. repeat rewrite N_a by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring. }
  assert (K_z_bar : ALL m < M, ALL c < n, z_bar@[m, c] = (e@[m, c] * e_bar@[m, c])).
  { intros. rewrite H_z_bar by assumption. repeat rewrite L_z_bar_c1 by arithmetic. repeat rewrite N_e_bar by arithmetic. repeat rewrite N_s_bar by arithmetic. repeat rewrite N_a by arithmetic. rewrite ?sum_ones_4, ?sum_ones_3, ?sum_ones_2, ?sum_ones. ring. }
  apply (gathered M n exp e z peak s a z_bar e_bar s_bar a_bar); assumption.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions compact.
