(* crop: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c, i, j] = x[m, c, i+p_h, j+p_w]
    ∂J/∂x[m, c, r, q] = ∂J/∂y[m, c, r−p_h, q−p_w] · [0 ≤ r − p_h < o_h] · [0 ≤ q − p_w < o_w]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C o_h o_w p_h p_w n_h n_w b_h b_w : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_b_h : (0 <= b_h)%Z)
  (least_b_w : (0 <= b_w)%Z)
  (limit_0 : (1 <= (n_h - b_h - p_h))%Z)
  (limit_1 : (1 <= (n_w - b_w - p_w))%Z)
  (size_o_h : (o_h = (n_h - b_h - p_h))%Z)
  (size_o_w : (o_w = (n_w - b_w - p_w))%Z)
  (H_y : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (x@[m, c, i + p_h, j + p_w]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = ([[inside (r - p_h) (o_h) && inside (q - p_w) (o_w)]] y_bar@[m, c, r - p_h, q - p_w])) :
  SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h - b_h - o_h - p_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w - b_w - o_w - p_w))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 4 (fun m c i j => true))).
  assert (F_y := pairing_forward [M; C; o_h; o_w]%Z [Term []%Z c0_0 (val 4 (fun m c i j => x@[m, c, i + p_h, j + p_w]))] (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 4 (fun m c i j => y_bar@[m, c, i, j] * 1 * D (x@[m, c, i + p_h, j + p_w])))).
  rewrite (where_total [M; C; o_h; o_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 4 (fun m c r q => inside (r - p_h) (o_h) && inside (q - p_w) (o_w)))).
  pose (g_x0 := (val 4 (fun m c r q => y_bar@[m, c, r - p_h, q - p_w]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_h; o_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i + p_h; j + p_w]%Z)) (point 4 (fun m c r q => [m; c; r - p_h; q - p_w]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_y by arithmetic; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; o_h; o_w]%Z (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
