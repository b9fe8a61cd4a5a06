(* mean_squared_error: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    J = ω/M · Σ_{m,c} (a[m, c] − t[m, c])²
    ∂J/∂a[m, c] = ω · 2/M · (a[m, c] − t[m, c])
    ∂J/∂t[m, c] = ω · 2/M · (t[m, c] − a[m, c])

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M n : Z) (weight : R) (J a t a_bar t_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (held_weight : D weight = 0)
  (unit_0 : unit (num M : R))
  (H_J : J@[] = (SUM m < M, SUM c < n, weight * ((a@[m, c] - t@[m, c]) * (a@[m, c] - t@[m, c])) / num M))
  (H_a_bar : ALL m < M, ALL c < n, a_bar@[m, c] = (weight * (num 2 * a@[m, c] - (num 2 * t@[m, c])) / num M))
  (H_t_bar : ALL m < M, ALL c < n, t_bar@[m, c] = (weight * (num 2 * t@[m, c] - (num 2 * a@[m, c])) / num M)) :
  D (J@[]) =
    (SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c])) + (SUM m < M, SUM c < n, t_bar@[m, c] * D (t@[m, c])).
Proof.
  intros.
  pose (c0_0 := (cond 2 (fun m c => true))).
  assert (F_J := pairing_forward []%Z [Term [M; n]%Z c0_0 (val 2 (fun m c => weight * ((a@[m, c] - t@[m, c]) * (a@[m, c] - t@[m, c])) / num M))] (val 0 (1)) (val 0 (J@[])) H_J).
  cbn [map total bound condition body app length] in F_J.
  pose (f0_0_0 := (val 2 (fun m c => 1 * (weight * (num 2 * a@[m, c] - (num 2 * t@[m, c])) / num M) * D (a@[m, c])))).
  pose (f0_0_1 := (val 2 (fun m c => 1 * (weight * (num 2 * t@[m, c] - (num 2 * a@[m, c])) / num M) * D (t@[m, c])))).
  rewrite (where_total [M; n]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_J by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite held_weight by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_J.
  pose (d_a0 := (cond 2 (fun m c => true))).
  pose (g_a0 := (val 2 (fun m c => weight * (num 2 * a@[m, c] - (num 2 * t@[m, c])) / num M))).
  assert (B_a := pairing_backward [M; n]%Z [Term []%Z d_a0 g_a0] (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c])) H_a_bar).
  cbn [map total bound condition body app length] in B_a.
  assert (E_a0 : where_ [M; n]%Z c0_0 f0_0_0 = where_ [M; n]%Z d_a0 (fun l => g_a0 l * D ((val 2 (fun m c => a@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_0 f0_0_0 d_a0 g_a0; points; places. all: entries; entries; algebra. }
  rewrite E_a0 in F_J.
  pose (d_t0 := (cond 2 (fun m c => true))).
  pose (g_t0 := (val 2 (fun m c => weight * (num 2 * t@[m, c] - (num 2 * a@[m, c])) / num M))).
  assert (B_t := pairing_backward [M; n]%Z [Term []%Z d_t0 g_t0] (val 2 (fun m c => t_bar@[m, c])) (val 2 (fun m c => t@[m, c])) H_t_bar).
  cbn [map total bound condition body app length] in B_t.
  assert (E_t0 : where_ [M; n]%Z c0_0 f0_0_1 = where_ [M; n]%Z d_t0 (fun l => g_t0 l * D ((val 2 (fun m c => t@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_0 f0_0_1 d_t0 g_t0; points; places. all: entries; entries; algebra. }
  rewrite E_t0 in F_J.
  transitivity (pairing []%Z (val 0 (1)) (val 0 (J@[]))); [cbn; ring|].
  transitivity (pairing [M; n]%Z (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c])) + pairing [M; n]%Z (val 2 (fun m c => t_bar@[m, c])) (val 2 (fun m c => t@[m, c]))); [|cbn; ring].
  rewrite F_J, B_a, B_t.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
