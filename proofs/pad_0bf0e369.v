(* pad: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y_h[m, c, i, q] = x[m, c, p_h−i, q] · [0 ≤ i < p_h] + x[m, c, i−p_h, q] · [0 ≤ i − p_h < n_h] + x[m, c, 2n_h+p_h−i−2, q] · [0 ≤ i − n_h − p_h < b_h]
    y[m, c, i, j] = y_h[m, c, i, p_w−j] · [0 ≤ j < p_w] + y_h[m, c, i, j−p_w] · [0 ≤ j − p_w < n_w] + y_h[m, c, i, 2n_w+p_w−j−2] · [0 ≤ j − n_w − p_w < b_w]
    ∂J/∂x[m, c, r, q] = ∂J/∂y_h[m, c, p_h−r, q] · [0 ≤ p_h − r < p_h] + ∂J/∂y_h[m, c, r+p_h, q] + ∂J/∂y_h[m, c, 2n_h+p_h−r−2, q] · [0 ≤ n_h − r − 2 < b_h]
    ∂J/∂y_h[m, c, i, q] = ∂J/∂y[m, c, i, p_w−q] · [0 ≤ p_w − q < p_w] + ∂J/∂y[m, c, i, q+p_w] + ∂J/∂y[m, c, i, 2n_w+p_w−q−2] · [0 ≤ n_w − q − 2 < b_w]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C o_h n_w p_h n_h b_h o_w p_w b_w : Z) (y_h x y x_bar y_h_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_b_h : (0 <= b_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_b_w : (0 <= b_w)%Z)
  (limit_0 : (0 <= (n_h + (-1) - p_h))%Z)
  (limit_1 : (0 <= (n_h + (-1) - b_h))%Z)
  (limit_2 : (0 <= (n_w + (-1) - p_w))%Z)
  (limit_3 : (0 <= (n_w + (-1) - b_w))%Z)
  (size_o_h : (o_h = (b_h + n_h + p_h))%Z)
  (size_o_w : (o_w = (b_w + n_w + p_w))%Z)
  (H_y_h : ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, y_h@[m, c, i, q] = ([[inside (i) (p_h)]] x@[m, c, p_h - i, q]) + (([[inside (i - p_h) (n_h)]] x@[m, c, i - p_h, q]) + ([[inside (i + (- n_h - p_h)) (b_h)]] x@[m, c, (2 * n_h + p_h + (-2)) - i, q])))
  (H_y : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = ([[inside (j) (p_w)]] y_h@[m, c, i, p_w - j]) + (([[inside (j - p_w) (n_w)]] y_h@[m, c, i, j - p_w]) + ([[inside (j + (- n_w - p_w)) (b_w)]] y_h@[m, c, i, (2 * n_w + p_w + (-2)) - j])))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = ([[inside (p_h - r) (p_h)]] y_h_bar@[m, c, p_h - r, q]) + ((y_h_bar@[m, c, r + p_h, q]) + ([[inside ((n_h + (-2)) - r) (b_h)]] y_h_bar@[m, c, (2 * n_h + p_h + (-2)) - r, q])))
  (H_y_h_bar : ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, y_h_bar@[m, c, i, q] = ([[inside (p_w - q) (p_w)]] y_bar@[m, c, i, p_w - q]) + ((y_bar@[m, c, i, q + p_w]) + ([[inside ((n_w + (-2)) - q) (b_w)]] y_bar@[m, c, i, (2 * n_w + p_w + (-2)) - q]))) :
  SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + (-1) - p_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + (-1) - b_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + (-1) - p_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (n_w + (-1) - b_w))%Z) by size_fact.
  assert (fact_4 : (0 <= (b_h + n_h + p_h - o_h))%Z) by size_fact.
  assert (fact_5 : (0 <= (b_w + n_w + p_w - o_w))%Z) by size_fact.
  assert (fact_6 : (0 <= (o_h - b_h - n_h - p_h))%Z) by size_fact.
  assert (fact_7 : (0 <= (o_w - b_w - n_w - p_w))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 4 (fun m c i q => inside (i) (p_h)))).
  pose (c0_1 := (cond 4 (fun m c i q => inside (i - p_h) (n_h)))).
  pose (c0_2 := (cond 4 (fun m c i q => inside (i + (- n_h - p_h)) (b_h)))).
  assert (F_y_h := pairing_forward [M; C; o_h; n_w]%Z [Term []%Z c0_0 (val 4 (fun m c i q => x@[m, c, p_h - i, q])); Term []%Z c0_1 (val 4 (fun m c i q => x@[m, c, i - p_h, q])); Term []%Z c0_2 (val 4 (fun m c i q => x@[m, c, (2 * n_h + p_h + (-2)) - i, q]))] (val 4 (fun m c i q => y_h_bar@[m, c, i, q])) (val 4 (fun m c i q => y_h@[m, c, i, q])) H_y_h).
  cbn [map total bound condition body app length] in F_y_h.
  pose (f0_0_0 := (val 4 (fun m c i q => y_h_bar@[m, c, i, q] * 1 * D (x@[m, c, p_h - i, q])))).
  rewrite (where_total [M; C; o_h; n_w]%Z c0_0 _ [f0_0_0]) in F_y_h by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 4 (fun m c i q => y_h_bar@[m, c, i, q] * 1 * D (x@[m, c, i - p_h, q])))).
  rewrite (where_total [M; C; o_h; n_w]%Z c0_1 _ [f0_1_0]) in F_y_h by (subst f0_1_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_2_0 := (val 4 (fun m c i q => y_h_bar@[m, c, i, q] * 1 * D (x@[m, c, (2 * n_h + p_h + (-2)) - i, q])))).
  rewrite (where_total [M; C; o_h; n_w]%Z c0_2 _ [f0_2_0]) in F_y_h by (subst f0_2_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y_h.
  pose (c1_0 := (cond 4 (fun m c i j => inside (j) (p_w)))).
  pose (c1_1 := (cond 4 (fun m c i j => inside (j - p_w) (n_w)))).
  pose (c1_2 := (cond 4 (fun m c i j => inside (j + (- n_w - p_w)) (b_w)))).
  assert (F_y := pairing_forward [M; C; o_h; o_w]%Z [Term []%Z c1_0 (val 4 (fun m c i j => y_h@[m, c, i, p_w - j])); Term []%Z c1_1 (val 4 (fun m c i j => y_h@[m, c, i, j - p_w])); Term []%Z c1_2 (val 4 (fun m c i j => y_h@[m, c, i, (2 * n_w + p_w + (-2)) - j]))] (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f1_0_0 := (val 4 (fun m c i j => y_bar@[m, c, i, j] * 1 * D (y_h@[m, c, i, p_w - j])))).
  rewrite (where_total [M; C; o_h; o_w]%Z c1_0 _ [f1_0_0]) in F_y by (subst f1_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f1_1_0 := (val 4 (fun m c i j => y_bar@[m, c, i, j] * 1 * D (y_h@[m, c, i, j - p_w])))).
  rewrite (where_total [M; C; o_h; o_w]%Z c1_1 _ [f1_1_0]) in F_y by (subst f1_1_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f1_2_0 := (val 4 (fun m c i j => y_bar@[m, c, i, j] * 1 * D (y_h@[m, c, i, (2 * n_w + p_w + (-2)) - j])))).
  rewrite (where_total [M; C; o_h; o_w]%Z c1_2 _ [f1_2_0]) in F_y by (subst f1_2_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 4 (fun m c r q => inside (p_h - r) (p_h)))).
  pose (g_x0 := (val 4 (fun m c r q => y_h_bar@[m, c, p_h - r, q]))).
  pose (d_x1 := (cond 4 (fun m c r q => true))).
  pose (g_x1 := (val 4 (fun m c r q => y_h_bar@[m, c, r + p_h, q]))).
  pose (d_x2 := (cond 4 (fun m c r q => inside ((n_h + (-2)) - r) (b_h)))).
  pose (g_x2 := (val 4 (fun m c r q => y_h_bar@[m, c, (2 * n_h + p_h + (-2)) - r, q]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_x0 g_x0; Term []%Z d_x1 g_x1; Term []%Z d_x2 g_x2] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i q => [m; c; p_h - i; q]%Z)) (point 4 (fun m c r q => [m; c; p_h - r; q]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y_h.
  assert (E_x1 : where_ [M; C; o_h; n_w]%Z c0_1 f0_1_0 = where_ [M; C; n_h; n_w]%Z d_x1 (fun l => g_x1 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i q => [m; c; i - p_h; q]%Z)) (point 4 (fun m c r q => [m; c; r + p_h; q]%Z))); subst c0_1 f0_1_0 d_x1 g_x1; points; places. all: entries; entries; algebra. }
  rewrite E_x1 in F_y_h.
  assert (E_x2 : where_ [M; C; o_h; n_w]%Z c0_2 f0_2_0 = where_ [M; C; n_h; n_w]%Z d_x2 (fun l => g_x2 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i q => [m; c; (2 * n_h + p_h + (-2)) - i; q]%Z)) (point 4 (fun m c r q => [m; c; (2 * n_h + p_h + (-2)) - r; q]%Z))); subst c0_2 f0_2_0 d_x2 g_x2; points; places. all: entries; entries; algebra. }
  rewrite E_x2 in F_y_h.
  pose (d_y_h0 := (cond 4 (fun m c i q => inside (p_w - q) (p_w)))).
  pose (g_y_h0 := (val 4 (fun m c i q => y_bar@[m, c, i, p_w - q]))).
  pose (d_y_h1 := (cond 4 (fun m c i q => true))).
  pose (g_y_h1 := (val 4 (fun m c i q => y_bar@[m, c, i, q + p_w]))).
  pose (d_y_h2 := (cond 4 (fun m c i q => inside ((n_w + (-2)) - q) (b_w)))).
  pose (g_y_h2 := (val 4 (fun m c i q => y_bar@[m, c, i, (2 * n_w + p_w + (-2)) - q]))).
  assert (B_y_h := pairing_backward [M; C; o_h; n_w]%Z [Term []%Z d_y_h0 g_y_h0; Term []%Z d_y_h1 g_y_h1; Term []%Z d_y_h2 g_y_h2] (val 4 (fun m c i q => y_h_bar@[m, c, i, q])) (val 4 (fun m c i q => y_h@[m, c, i, q])) H_y_h_bar).
  cbn [map total bound condition body app length] in B_y_h.
  assert (E_y_h0 : where_ [M; C; o_h; o_w]%Z c1_0 f1_0_0 = where_ [M; C; o_h; n_w]%Z d_y_h0 (fun l => g_y_h0 l * D ((val 4 (fun m c i q => y_h@[m, c, i, q])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; p_w - j]%Z)) (point 4 (fun m c i q => [m; c; i; p_w - q]%Z))); subst c1_0 f1_0_0 d_y_h0 g_y_h0; points; places. all: entries; entries; algebra. }
  rewrite E_y_h0 in F_y.
  assert (E_y_h1 : where_ [M; C; o_h; o_w]%Z c1_1 f1_1_0 = where_ [M; C; o_h; n_w]%Z d_y_h1 (fun l => g_y_h1 l * D ((val 4 (fun m c i q => y_h@[m, c, i, q])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; j - p_w]%Z)) (point 4 (fun m c i q => [m; c; i; q + p_w]%Z))); subst c1_1 f1_1_0 d_y_h1 g_y_h1; points; places. all: entries; entries; algebra. }
  rewrite E_y_h1 in F_y.
  assert (E_y_h2 : where_ [M; C; o_h; o_w]%Z c1_2 f1_2_0 = where_ [M; C; o_h; n_w]%Z d_y_h2 (fun l => g_y_h2 l * D ((val 4 (fun m c i q => y_h@[m, c, i, q])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; (2 * n_w + p_w + (-2)) - j]%Z)) (point 4 (fun m c i q => [m; c; i; (2 * n_w + p_w + (-2)) - q]%Z))); subst c1_2 f1_2_0 d_y_h2 g_y_h2; points; places. all: entries; entries; algebra. }
  rewrite E_y_h2 in F_y.
  transitivity (pairing [M; C; o_h; o_w]%Z (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  rewrite B_y_h in F_y_h.
  apply (by_difference _ _ _ _ F_y_h).
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
