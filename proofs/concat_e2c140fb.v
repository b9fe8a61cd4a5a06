(* concat: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, k] = x_1[m, k] · [0 ≤ k < n_1] + x_2[m, k−n_1] · [0 ≤ k − n_1 < n_2]
    ∂J/∂x_1[m, c] = ∂J/∂y[m, c]
    ∂J/∂x_2[m, c] = ∂J/∂y[m, c+n_1]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M n_1 n_2 : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n_1 : (1 <= n_1)%Z)
  (least_n_2 : (1 <= n_2)%Z)
  (H_y : ALL m < M, ALL k < (n_1 + n_2), y@[m, k] = ([[inside (k) (n_1)]] x1@[m, k]) + ([[inside (k - n_1) (n_2)]] x2@[m, k - n_1]))
  (H_x1_bar : ALL m < M, ALL c < n_1, x1_bar@[m, c] = (y_bar@[m, c]))
  (H_x2_bar : ALL m < M, ALL c < n_2, x2_bar@[m, c] = (y_bar@[m, c + n_1])) :
  SUM m < M, SUM k < (n_1 + n_2), y_bar@[m, k] * D (y@[m, k]) =
    (SUM m < M, SUM c < n_1, x1_bar@[m, c] * D (x1@[m, c])) + (SUM m < M, SUM c < n_2, x2_bar@[m, c] * D (x2@[m, c])).
Proof.
  intros.
  pose (c0_0 := (cond 2 (fun m k => inside (k) (n_1)))).
  pose (c0_1 := (cond 2 (fun m k => inside (k - n_1) (n_2)))).
  assert (F_y := pairing_forward [M; (n_1 + n_2)]%Z [Term []%Z c0_0 (val 2 (fun m k => x1@[m, k])); Term []%Z c0_1 (val 2 (fun m k => x2@[m, k - n_1]))] (val 2 (fun m k => y_bar@[m, k])) (val 2 (fun m k => y@[m, k])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 2 (fun m k => y_bar@[m, k] * 1 * D (x1@[m, k])))).
  rewrite (where_total [M; (n_1 + n_2)]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 2 (fun m k => y_bar@[m, k] * 1 * D (x2@[m, k - n_1])))).
  rewrite (where_total [M; (n_1 + n_2)]%Z c0_1 _ [f0_1_0]) in F_y by (subst f0_1_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x10 := (cond 2 (fun m c => true))).
  pose (g_x10 := (val 2 (fun m c => y_bar@[m, c]))).
  assert (B_x1 := pairing_backward [M; n_1]%Z [Term []%Z d_x10 g_x10] (val 2 (fun m c => x1_bar@[m, c])) (val 2 (fun m c => x1@[m, c])) H_x1_bar).
  cbn [map total bound condition body app length] in B_x1.
  assert (E_x10 : where_ [M; (n_1 + n_2)]%Z c0_0 f0_0_0 = where_ [M; n_1]%Z d_x10 (fun l => g_x10 l * D ((val 2 (fun m c => x1@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m k => [m; k]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_0 f0_0_0 d_x10 g_x10; points; places. all: entries; entries; algebra. }
  rewrite E_x10 in F_y.
  pose (d_x20 := (cond 2 (fun m c => true))).
  pose (g_x20 := (val 2 (fun m c => y_bar@[m, c + n_1]))).
  assert (B_x2 := pairing_backward [M; n_2]%Z [Term []%Z d_x20 g_x20] (val 2 (fun m c => x2_bar@[m, c])) (val 2 (fun m c => x2@[m, c])) H_x2_bar).
  cbn [map total bound condition body app length] in B_x2.
  assert (E_x20 : where_ [M; (n_1 + n_2)]%Z c0_1 f0_1_0 = where_ [M; n_2]%Z d_x20 (fun l => g_x20 l * D ((val 2 (fun m c => x2@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m k => [m; k - n_1]%Z)) (point 2 (fun m c => [m; c + n_1]%Z))); subst c0_1 f0_1_0 d_x20 g_x20; points; places. all: entries; entries; algebra. }
  rewrite E_x20 in F_y.
  transitivity (pairing [M; (n_1 + n_2)]%Z (val 2 (fun m k => y_bar@[m, k])) (val 2 (fun m k => y@[m, k]))); [cbn; ring|].
  transitivity (pairing [M; n_1]%Z (val 2 (fun m c => x1_bar@[m, c])) (val 2 (fun m c => x1@[m, c])) + pairing [M; n_2]%Z (val 2 (fun m c => x2_bar@[m, c])) (val 2 (fun m c => x2@[m, c]))); [|cbn; ring].
  rewrite F_y, B_x1, B_x2.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
