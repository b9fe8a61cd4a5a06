(* concat: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, k, i, j] = x_1[m, k, i, j] · [0 ≤ k < C_1] + x_2[m, k−C_1, i, j] · [0 ≤ k − C_1 < C_2] + x_3[m, k−C_1−C_2, i, j] · [0 ≤ k − C_1 − C_2 < C_3] + x_4[m, k−C_1−C_2−C_3, i, j] · [0 ≤ k − C_1 − C_2 − C_3 < C_4] + x_5[m, k−C_1−C_2−C_3−C_4, i, j] · [0 ≤ k − C_1 − C_2 − C_3 − C_4 < C_5] + x_6[m, k−C_1−C_2−C_3−C_4−C_5, i, j] · [0 ≤ k − C_1 − C_2 − C_3 − C_4 − C_5 < C_6]
    ∂J/∂x_1[m, c, i, j] = ∂J/∂y[m, c, i, j]
    ∂J/∂x_2[m, c, i, j] = ∂J/∂y[m, c+C_1, i, j]
    ∂J/∂x_3[m, c, i, j] = ∂J/∂y[m, c+C_1+C_2, i, j]
    ∂J/∂x_4[m, c, i, j] = ∂J/∂y[m, c+C_1+C_2+C_3, i, j]
    ∂J/∂x_5[m, c, i, j] = ∂J/∂y[m, c+C_1+C_2+C_3+C_4, i, j]
    ∂J/∂x_6[m, c, i, j] = ∂J/∂y[m, c+C_1+C_2+C_3+C_4+C_5, i, j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C_1 C_2 C_3 C_4 C_5 C_6 n_h n_w : Z) (y x1 x2 x3 x4 x5 x6 x1_bar y_bar x2_bar x3_bar x4_bar x5_bar x6_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C_1 : (1 <= C_1)%Z)
  (least_C_2 : (1 <= C_2)%Z)
  (least_C_3 : (1 <= C_3)%Z)
  (least_C_4 : (1 <= C_4)%Z)
  (least_C_5 : (1 <= C_5)%Z)
  (least_C_6 : (1 <= C_6)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (H_y : ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = ([[inside (k) (C_1)]] x1@[m, k, i, j]) + (([[inside (k - C_1) (C_2)]] x2@[m, k - C_1, i, j]) + (([[inside (k + (- C_1 - C_2)) (C_3)]] x3@[m, k + (- C_1 - C_2), i, j]) + (([[inside (k + (- C_1 - C_2 - C_3)) (C_4)]] x4@[m, k + (- C_1 - C_2 - C_3), i, j]) + (([[inside (k + (- C_1 - C_2 - C_3 - C_4)) (C_5)]] x5@[m, k + (- C_1 - C_2 - C_3 - C_4), i, j]) + ([[inside (k + (- C_1 - C_2 - C_3 - C_4 - C_5)) (C_6)]] x6@[m, k + (- C_1 - C_2 - C_3 - C_4 - C_5), i, j]))))))
  (H_x1_bar : ALL m < M, ALL c < C_1, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (y_bar@[m, c, i, j]))
  (H_x2_bar : ALL m < M, ALL c < C_2, ALL i < n_h, ALL j < n_w, x2_bar@[m, c, i, j] = (y_bar@[m, c + C_1, i, j]))
  (H_x3_bar : ALL m < M, ALL c < C_3, ALL i < n_h, ALL j < n_w, x3_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2), i, j]))
  (H_x4_bar : ALL m < M, ALL c < C_4, ALL i < n_h, ALL j < n_w, x4_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2 + C_3), i, j]))
  (H_x5_bar : ALL m < M, ALL c < C_5, ALL i < n_h, ALL j < n_w, x5_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2 + C_3 + C_4), i, j]))
  (H_x6_bar : ALL m < M, ALL c < C_6, ALL i < n_h, ALL j < n_w, x6_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2 + C_3 + C_4 + C_5), i, j])) :
  SUM m < M, SUM k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), SUM i < n_h, SUM j < n_w, y_bar@[m, k, i, j] * D (y@[m, k, i, j]) =
    (SUM m < M, SUM c < C_1, SUM i < n_h, SUM j < n_w, x1_bar@[m, c, i, j] * D (x1@[m, c, i, j])) + (SUM m < M, SUM c < C_2, SUM i < n_h, SUM j < n_w, x2_bar@[m, c, i, j] * D (x2@[m, c, i, j])) + (SUM m < M, SUM c < C_3, SUM i < n_h, SUM j < n_w, x3_bar@[m, c, i, j] * D (x3@[m, c, i, j])) + (SUM m < M, SUM c < C_4, SUM i < n_h, SUM j < n_w, x4_bar@[m, c, i, j] * D (x4@[m, c, i, j])) + (SUM m < M, SUM c < C_5, SUM i < n_h, SUM j < n_w, x5_bar@[m, c, i, j] * D (x5@[m, c, i, j])) + (SUM m < M, SUM c < C_6, SUM i < n_h, SUM j < n_w, x6_bar@[m, c, i, j] * D (x6@[m, c, i, j])).
Proof.
  intros.
  pose (c0_0 := (cond 4 (fun m k i j => inside (k) (C_1)))).
  pose (c0_1 := (cond 4 (fun m k i j => inside (k - C_1) (C_2)))).
  pose (c0_2 := (cond 4 (fun m k i j => inside (k + (- C_1 - C_2)) (C_3)))).
  pose (c0_3 := (cond 4 (fun m k i j => inside (k + (- C_1 - C_2 - C_3)) (C_4)))).
  pose (c0_4 := (cond 4 (fun m k i j => inside (k + (- C_1 - C_2 - C_3 - C_4)) (C_5)))).
  pose (c0_5 := (cond 4 (fun m k i j => inside (k + (- C_1 - C_2 - C_3 - C_4 - C_5)) (C_6)))).
  assert (F_y := pairing_forward [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [Term []%Z c0_0 (val 4 (fun m k i j => x1@[m, k, i, j])); Term []%Z c0_1 (val 4 (fun m k i j => x2@[m, k - C_1, i, j])); Term []%Z c0_2 (val 4 (fun m k i j => x3@[m, k + (- C_1 - C_2), i, j])); Term []%Z c0_3 (val 4 (fun m k i j => x4@[m, k + (- C_1 - C_2 - C_3), i, j])); Term []%Z c0_4 (val 4 (fun m k i j => x5@[m, k + (- C_1 - C_2 - C_3 - C_4), i, j])); Term []%Z c0_5 (val 4 (fun m k i j => x6@[m, k + (- C_1 - C_2 - C_3 - C_4 - C_5), i, j]))] (val 4 (fun m k i j => y_bar@[m, k, i, j])) (val 4 (fun m k i j => y@[m, k, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 4 (fun m k i j => y_bar@[m, k, i, j] * 1 * D (x1@[m, k, i, j])))).
  rewrite (where_total [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 4 (fun m k i j => y_bar@[m, k, i, j] * 1 * D (x2@[m, k - C_1, i, j])))).
  rewrite (where_total [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_1 _ [f0_1_0]) in F_y by (subst f0_1_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_2_0 := (val 4 (fun m k i j => y_bar@[m, k, i, j] * 1 * D (x3@[m, k + (- C_1 - C_2), i, j])))).
  rewrite (where_total [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_2 _ [f0_2_0]) in F_y by (subst f0_2_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_3_0 := (val 4 (fun m k i j => y_bar@[m, k, i, j] * 1 * D (x4@[m, k + (- C_1 - C_2 - C_3), i, j])))).
  rewrite (where_total [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_3 _ [f0_3_0]) in F_y by (subst f0_3_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_4_0 := (val 4 (fun m k i j => y_bar@[m, k, i, j] * 1 * D (x5@[m, k + (- C_1 - C_2 - C_3 - C_4), i, j])))).
  rewrite (where_total [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_4 _ [f0_4_0]) in F_y by (subst f0_4_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_5_0 := (val 4 (fun m k i j => y_bar@[m, k, i, j] * 1 * D (x6@[m, k + (- C_1 - C_2 - C_3 - C_4 - C_5), i, j])))).
  rewrite (where_total [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_5 _ [f0_5_0]) in F_y by (subst f0_5_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x10 := (cond 4 (fun m c i j => true))).
  pose (g_x10 := (val 4 (fun m c i j => y_bar@[m, c, i, j]))).
  assert (B_x1 := pairing_backward [M; C_1; n_h; n_w]%Z [Term []%Z d_x10 g_x10] (val 4 (fun m c i j => x1_bar@[m, c, i, j])) (val 4 (fun m c i j => x1@[m, c, i, j])) H_x1_bar).
  cbn [map total bound condition body app length] in B_x1.
  assert (E_x10 : where_ [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C_1; n_h; n_w]%Z d_x10 (fun l => g_x10 l * D ((val 4 (fun m c i j => x1@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m k i j => [m; k; i; j]%Z)) (point 4 (fun m c i j => [m; c; i; j]%Z))); subst c0_0 f0_0_0 d_x10 g_x10; points; places. all: entries; entries; algebra. }
  rewrite E_x10 in F_y.
  pose (d_x20 := (cond 4 (fun m c i j => true))).
  pose (g_x20 := (val 4 (fun m c i j => y_bar@[m, c + C_1, i, j]))).
  assert (B_x2 := pairing_backward [M; C_2; n_h; n_w]%Z [Term []%Z d_x20 g_x20] (val 4 (fun m c i j => x2_bar@[m, c, i, j])) (val 4 (fun m c i j => x2@[m, c, i, j])) H_x2_bar).
  cbn [map total bound condition body app length] in B_x2.
  assert (E_x20 : where_ [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_1 f0_1_0 = where_ [M; C_2; n_h; n_w]%Z d_x20 (fun l => g_x20 l * D ((val 4 (fun m c i j => x2@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m k i j => [m; k - C_1; i; j]%Z)) (point 4 (fun m c i j => [m; c + C_1; i; j]%Z))); subst c0_1 f0_1_0 d_x20 g_x20; points; places. all: entries; entries; algebra. }
  rewrite E_x20 in F_y.
  pose (d_x30 := (cond 4 (fun m c i j => true))).
  pose (g_x30 := (val 4 (fun m c i j => y_bar@[m, c + (C_1 + C_2), i, j]))).
  assert (B_x3 := pairing_backward [M; C_3; n_h; n_w]%Z [Term []%Z d_x30 g_x30] (val 4 (fun m c i j => x3_bar@[m, c, i, j])) (val 4 (fun m c i j => x3@[m, c, i, j])) H_x3_bar).
  cbn [map total bound condition body app length] in B_x3.
  assert (E_x30 : where_ [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_2 f0_2_0 = where_ [M; C_3; n_h; n_w]%Z d_x30 (fun l => g_x30 l * D ((val 4 (fun m c i j => x3@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m k i j => [m; k + (- C_1 - C_2); i; j]%Z)) (point 4 (fun m c i j => [m; c + (C_1 + C_2); i; j]%Z))); subst c0_2 f0_2_0 d_x30 g_x30; points; places. all: entries; entries; algebra. }
  rewrite E_x30 in F_y.
  pose (d_x40 := (cond 4 (fun m c i j => true))).
  pose (g_x40 := (val 4 (fun m c i j => y_bar@[m, c + (C_1 + C_2 + C_3), i, j]))).
  assert (B_x4 := pairing_backward [M; C_4; n_h; n_w]%Z [Term []%Z d_x40 g_x40] (val 4 (fun m c i j => x4_bar@[m, c, i, j])) (val 4 (fun m c i j => x4@[m, c, i, j])) H_x4_bar).
  cbn [map total bound condition body app length] in B_x4.
  assert (E_x40 : where_ [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_3 f0_3_0 = where_ [M; C_4; n_h; n_w]%Z d_x40 (fun l => g_x40 l * D ((val 4 (fun m c i j => x4@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m k i j => [m; k + (- C_1 - C_2 - C_3); i; j]%Z)) (point 4 (fun m c i j => [m; c + (C_1 + C_2 + C_3); i; j]%Z))); subst c0_3 f0_3_0 d_x40 g_x40; points; places. all: entries; entries; algebra. }
  rewrite E_x40 in F_y.
  pose (d_x50 := (cond 4 (fun m c i j => true))).
  pose (g_x50 := (val 4 (fun m c i j => y_bar@[m, c + (C_1 + C_2 + C_3 + C_4), i, j]))).
  assert (B_x5 := pairing_backward [M; C_5; n_h; n_w]%Z [Term []%Z d_x50 g_x50] (val 4 (fun m c i j => x5_bar@[m, c, i, j])) (val 4 (fun m c i j => x5@[m, c, i, j])) H_x5_bar).
  cbn [map total bound condition body app length] in B_x5.
  assert (E_x50 : where_ [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_4 f0_4_0 = where_ [M; C_5; n_h; n_w]%Z d_x50 (fun l => g_x50 l * D ((val 4 (fun m c i j => x5@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m k i j => [m; k + (- C_1 - C_2 - C_3 - C_4); i; j]%Z)) (point 4 (fun m c i j => [m; c + (C_1 + C_2 + C_3 + C_4); i; j]%Z))); subst c0_4 f0_4_0 d_x50 g_x50; points; places. all: entries; entries; algebra. }
  rewrite E_x50 in F_y.
  pose (d_x60 := (cond 4 (fun m c i j => true))).
  pose (g_x60 := (val 4 (fun m c i j => y_bar@[m, c + (C_1 + C_2 + C_3 + C_4 + C_5), i, j]))).
  assert (B_x6 := pairing_backward [M; C_6; n_h; n_w]%Z [Term []%Z d_x60 g_x60] (val 4 (fun m c i j => x6_bar@[m, c, i, j])) (val 4 (fun m c i j => x6@[m, c, i, j])) H_x6_bar).
  cbn [map total bound condition body app length] in B_x6.
  assert (E_x60 : where_ [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z c0_5 f0_5_0 = where_ [M; C_6; n_h; n_w]%Z d_x60 (fun l => g_x60 l * D ((val 4 (fun m c i j => x6@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m k i j => [m; k + (- C_1 - C_2 - C_3 - C_4 - C_5); i; j]%Z)) (point 4 (fun m c i j => [m; c + (C_1 + C_2 + C_3 + C_4 + C_5); i; j]%Z))); subst c0_5 f0_5_0 d_x60 g_x60; points; places. all: entries; entries; algebra. }
  rewrite E_x60 in F_y.
  transitivity (pairing [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z (val 4 (fun m k i j => y_bar@[m, k, i, j])) (val 4 (fun m k i j => y@[m, k, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C_1; n_h; n_w]%Z (val 4 (fun m c i j => x1_bar@[m, c, i, j])) (val 4 (fun m c i j => x1@[m, c, i, j])) + pairing [M; C_2; n_h; n_w]%Z (val 4 (fun m c i j => x2_bar@[m, c, i, j])) (val 4 (fun m c i j => x2@[m, c, i, j])) + pairing [M; C_3; n_h; n_w]%Z (val 4 (fun m c i j => x3_bar@[m, c, i, j])) (val 4 (fun m c i j => x3@[m, c, i, j])) + pairing [M; C_4; n_h; n_w]%Z (val 4 (fun m c i j => x4_bar@[m, c, i, j])) (val 4 (fun m c i j => x4@[m, c, i, j])) + pairing [M; C_5; n_h; n_w]%Z (val 4 (fun m c i j => x5_bar@[m, c, i, j])) (val 4 (fun m c i j => x5@[m, c, i, j])) + pairing [M; C_6; n_h; n_w]%Z (val 4 (fun m c i j => x6_bar@[m, c, i, j])) (val 4 (fun m c i j => x6@[m, c, i, j]))); [|cbn; ring].
  rewrite F_y, B_x1, B_x2, B_x3, B_x4, B_x5, B_x6.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
