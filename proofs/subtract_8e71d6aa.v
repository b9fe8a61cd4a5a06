(* subtract: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    a[m, c] = x_1[m, c] − x_2[m, c]
    ∂J/∂x_1[m, c] = ∂J/∂a[m, c]
    ∂J/∂x_2[m, c] = −∂J/∂a[m, c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M n : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (H_a : ALL m < M, ALL c < n, a@[m, c] = (x1@[m, c]) + (- x2@[m, c]))
  (H_x1_bar : ALL m < M, ALL c < n, x1_bar@[m, c] = (a_bar@[m, c]))
  (H_x2_bar : ALL m < M, ALL c < n, x2_bar@[m, c] = (- a_bar@[m, c])) :
  SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]) =
    (SUM m < M, SUM c < n, x1_bar@[m, c] * D (x1@[m, c])) + (SUM m < M, SUM c < n, x2_bar@[m, c] * D (x2@[m, c])).
Proof.
  intros.
  pose (c0_0 := (cond 2 (fun m c => true))).
  pose (c0_1 := (cond 2 (fun m c => true))).
  assert (F_a := pairing_forward [M; n]%Z [Term []%Z c0_0 (val 2 (fun m c => x1@[m, c])); Term []%Z c0_1 (val 2 (fun m c => - x2@[m, c]))] (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c])) H_a).
  cbn [map total bound condition body app length] in F_a.
  pose (f0_0_0 := (val 2 (fun m c => a_bar@[m, c] * 1 * D (x1@[m, c])))).
  rewrite (where_total [M; n]%Z c0_0 _ [f0_0_0]) in F_a by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 2 (fun m c => a_bar@[m, c] * (0 - 1) * D (x2@[m, c])))).
  rewrite (where_total [M; n]%Z c0_1 _ [f0_1_0]) in F_a by (subst f0_1_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_a.
  pose (d_x10 := (cond 2 (fun m c => true))).
  pose (g_x10 := (val 2 (fun m c => a_bar@[m, c]))).
  assert (B_x1 := pairing_backward [M; n]%Z [Term []%Z d_x10 g_x10] (val 2 (fun m c => x1_bar@[m, c])) (val 2 (fun m c => x1@[m, c])) H_x1_bar).
  cbn [map total bound condition body app length] in B_x1.
  assert (E_x10 : where_ [M; n]%Z c0_0 f0_0_0 = where_ [M; n]%Z d_x10 (fun l => g_x10 l * D ((val 2 (fun m c => x1@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_0 f0_0_0 d_x10 g_x10; points; places. all: entries; entries; algebra. }
  rewrite E_x10 in F_a.
  pose (d_x20 := (cond 2 (fun m c => true))).
  pose (g_x20 := (val 2 (fun m c => - a_bar@[m, c]))).
  assert (B_x2 := pairing_backward [M; n]%Z [Term []%Z d_x20 g_x20] (val 2 (fun m c => x2_bar@[m, c])) (val 2 (fun m c => x2@[m, c])) H_x2_bar).
  cbn [map total bound condition body app length] in B_x2.
  assert (E_x20 : where_ [M; n]%Z c0_1 f0_1_0 = where_ [M; n]%Z d_x20 (fun l => g_x20 l * D ((val 2 (fun m c => x2@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_1 f0_1_0 d_x20 g_x20; points; places. all: entries; entries; algebra. }
  rewrite E_x20 in F_a.
  transitivity (pairing [M; n]%Z (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c]))); [cbn; ring|].
  transitivity (pairing [M; n]%Z (val 2 (fun m c => x1_bar@[m, c])) (val 2 (fun m c => x1@[m, c])) + pairing [M; n]%Z (val 2 (fun m c => x2_bar@[m, c])) (val 2 (fun m c => x2@[m, c]))); [|cbn; ring].
  rewrite F_a, B_x1, B_x2.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
