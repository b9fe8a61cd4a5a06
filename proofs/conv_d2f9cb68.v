(* conv: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, k, l, i, j] = b[k] + Σ_{c,t,u,v} W[k, c, t, u, v] · x[m, c, s_d·l+t−p_d, s_h·i+u−p_h, s_w·j+v−p_w]
    ∂J/∂x[m, c, o, r, q] = Σ_{k,l,i,j} ∂J/∂z[m, k, l, i, j] · W[k, c, o+p_d−s_d·l, r+p_h−s_h·i, q+p_w−s_w·j]
    ∂J/∂W[k, c, t, u, v] = Σ_{m,l,i,j} ∂J/∂z[m, k, l, i, j] · x[m, c, s_d·l+t−p_d, s_h·i+u−p_h, s_w·j+v−p_w]
    ∂J/∂b[k] = Σ_{m,l,i,j} ∂J/∂z[m, k, l, i, j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M K o_d o_h o_w C f_d f_h f_w p_d s_d p_h s_h p_w s_w n_d n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_d : (0 <= p_d)%Z)
  (least_s_d : (1 <= s_d)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = ((((n_d + 2 * p_d - f_d)) / (s_d)) + 1))%Z)
  (size_o_h : (o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z)
  (H_z : ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, z@[m, k, l, i, j] = (b@[k]) + (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[k, c, t, u, v] * x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w]))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM k < K, SUM l < o_d, SUM i < o_h, SUM j < o_w, [[inside (o + p_d - s_d * l) (f_d) && inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)]] W@[k, c, o + p_d - s_d * l, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, k, l, i, j]))
  (H_W_bar : ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, W_bar@[k, c, t, u, v] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, [[inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, k, l, i, j]))
  (H_b_bar : ALL k < K, b_bar@[k] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j])) :
  SUM m < M, SUM k < K, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j] * D (z@[m, k, l, i, j]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])) + (SUM k < K, SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W_bar@[k, c, t, u, v] * D (W@[k, c, t, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 2 * p_d - f_d - s_d * (o_d + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + 2 * p_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + 2 * p_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 5 (fun m k l i j => true))).
  pose (c0_1 := (cond 9 (fun m k l i j c t u v => inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  assert (F_z := pairing_forward [M; K; o_d; o_h; o_w]%Z [Term []%Z c0_0 (val 5 (fun m k l i j => b@[k])); Term [C; f_d; f_h; f_w]%Z c0_1 (val 9 (fun m k l i j c t u v => W@[k, c, t, u, v] * x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w]))] (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 5 (fun m k l i j => z_bar@[m, k, l, i, j] * 1 * D (b@[k])))).
  rewrite (where_total [M; K; o_d; o_h; o_w]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w] * D (W@[k, c, t, u, v])))).
  pose (f0_1_1 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * W@[k, c, t, u, v] * D (x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w])))).
  rewrite (where_total [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 9 (fun m c o r q k l i j => inside (o + p_d - s_d * l) (f_d) && inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)))).
  pose (g_x0 := (val 9 (fun m c o r q k l i j => W@[k, c, o + p_d - s_d * l, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, k, l, i, j]))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term [K; o_d; o_h; o_w]%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_1 f0_1_1 = where_ [M; C; n_d; n_h; n_w; K; o_d; o_h; o_w]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [m; c; s_d * l + t - p_d; s_h * i + u - p_h; s_w * j + v - p_w; k; l; i; j]%Z)) (point 9 (fun m c o r q k l i j => [m; k; l; i; j; c; o + p_d - s_d * l; r + p_h - s_h * i; q + p_w - s_w * j]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 9 (fun k c t u v m l i j => inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  pose (g_W0 := (val 9 (fun k c t u v m l i j => x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, k, l, i, j]))).
  assert (B_W := pairing_backward [K; C; f_d; f_h; f_w]%Z [Term [M; o_d; o_h; o_w]%Z d_W0 g_W0] (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_1 f0_1_0 = where_ [K; C; f_d; f_h; f_w; M; o_d; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 5 (fun k c t u v => W@[k, c, t, u, v])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [k; c; t; u; v; m; l; i; j]%Z)) (point 9 (fun k c t u v m l i j => [m; k; l; i; j; c; t; u; v]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 5 (fun k m l i j => true))).
  pose (g_b0 := (val 5 (fun k m l i j => z_bar@[m, k, l, i, j]))).
  assert (B_b := pairing_backward [K]%Z [Term [M; o_d; o_h; o_w]%Z d_b0 g_b0] (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; K; o_d; o_h; o_w]%Z c0_0 f0_0_0 = where_ [K; M; o_d; o_h; o_w]%Z d_b0 (fun l => g_b0 l * D ((val 1 (fun k => b@[k])) (firstn 1 l)))).
  { apply (reindex (point 5 (fun m k l i j => [k; m; l; i; j]%Z)) (point 5 (fun k m l i j => [m; k; l; i; j]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; K; o_d; o_h; o_w]%Z (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) + pairing [K; C; f_d; f_h; f_w]%Z (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v])) + pairing [K]%Z (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

Theorem scattered (M K o_d o_h o_w C f_d f_h f_w p_d s_d p_h s_h p_w s_w n_d n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_d : (0 <= p_d)%Z)
  (least_s_d : (1 <= s_d)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = ((((n_d + 2 * p_d - f_d)) / (s_d)) + 1))%Z)
  (size_o_h : (o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z)
  (H_z : ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, z@[m, k, l, i, j] = (b@[k]) + (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[k, c, t, u, v] * x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w]))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM l < o_d, SUM i < o_h, SUM j < o_w, SUM t < f_d, SUM u < f_h, SUM v < f_w, SUM k < K, [[inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_d * l + t - p_d =? o)%Z && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z]] W@[k, c, t, u, v] * z_bar@[m, k, l, i, j]))
  (H_W_bar : ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, W_bar@[k, c, t, u, v] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, [[inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, k, l, i, j]))
  (H_b_bar : ALL k < K, b_bar@[k] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j])) :
  SUM m < M, SUM k < K, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j] * D (z@[m, k, l, i, j]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])) + (SUM k < K, SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W_bar@[k, c, t, u, v] * D (W@[k, c, t, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 2 * p_d - f_d - s_d * (o_d + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + 2 * p_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + 2 * p_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 5 (fun m k l i j => true))).
  pose (c0_1 := (cond 9 (fun m k l i j c t u v => inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  assert (F_z := pairing_forward [M; K; o_d; o_h; o_w]%Z [Term []%Z c0_0 (val 5 (fun m k l i j => b@[k])); Term [C; f_d; f_h; f_w]%Z c0_1 (val 9 (fun m k l i j c t u v => W@[k, c, t, u, v] * x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w]))] (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 5 (fun m k l i j => z_bar@[m, k, l, i, j] * 1 * D (b@[k])))).
  rewrite (where_total [M; K; o_d; o_h; o_w]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w] * D (W@[k, c, t, u, v])))).
  pose (f0_1_1 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * W@[k, c, t, u, v] * D (x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w])))).
  rewrite (where_total [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 12 (fun m c o r q l i j t u v k => inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_d * l + t - p_d =? o)%Z && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z))).
  pose (g_x0 := (val 12 (fun m c o r q l i j t u v k => W@[k, c, t, u, v] * z_bar@[m, k, l, i, j]))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term [o_d; o_h; o_w; f_d; f_h; f_w; K]%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_1 f0_1_1 = where_ [M; C; n_d; n_h; n_w; o_d; o_h; o_w; f_d; f_h; f_w; K]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [m; c; s_d * l + t - p_d; s_h * i + u - p_h; s_w * j + v - p_w; l; i; j; t; u; v; k]%Z)) (point 12 (fun m c o r q l i j t u v k => [m; k; l; i; j; c; t; u; v]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 9 (fun k c t u v m l i j => inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  pose (g_W0 := (val 9 (fun k c t u v m l i j => x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, k, l, i, j]))).
  assert (B_W := pairing_backward [K; C; f_d; f_h; f_w]%Z [Term [M; o_d; o_h; o_w]%Z d_W0 g_W0] (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_1 f0_1_0 = where_ [K; C; f_d; f_h; f_w; M; o_d; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 5 (fun k c t u v => W@[k, c, t, u, v])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [k; c; t; u; v; m; l; i; j]%Z)) (point 9 (fun k c t u v m l i j => [m; k; l; i; j; c; t; u; v]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 5 (fun k m l i j => true))).
  pose (g_b0 := (val 5 (fun k m l i j => z_bar@[m, k, l, i, j]))).
  assert (B_b := pairing_backward [K]%Z [Term [M; o_d; o_h; o_w]%Z d_b0 g_b0] (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; K; o_d; o_h; o_w]%Z c0_0 f0_0_0 = where_ [K; M; o_d; o_h; o_w]%Z d_b0 (fun l => g_b0 l * D ((val 1 (fun k => b@[k])) (firstn 1 l)))).
  { apply (reindex (point 5 (fun m k l i j => [k; m; l; i; j]%Z)) (point 5 (fun k m l i j => [m; k; l; i; j]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; K; o_d; o_h; o_w]%Z (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) + pairing [K; C; f_d; f_h; f_w]%Z (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v])) + pairing [K]%Z (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
