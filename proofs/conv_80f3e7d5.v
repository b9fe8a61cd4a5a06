(* conv: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, k, l, i, j] = Σ_{c,t,u,v} W[k, c, t, u, v] · x[m, c, l+t, i+u, j+v]
    ∂J/∂x[m, c, o, r, q] = Σ_{k,t,u,v} ∂J/∂z[m, k, o−t, r−u, q−v] · W[k, c, t, u, v]
    ∂J/∂W[k, c, t, u, v] = Σ_{m,l,i,j} ∂J/∂z[m, k, l, i, j] · x[m, c, l+t, i+u, j+v]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M K o_d o_h o_w C f_d f_h f_w n_d n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z)
  (H_z : ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, z@[m, k, l, i, j] = (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v]))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM k < K, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[inside (o - t) (o_d) && inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[k, c, t, u, v] * z_bar@[m, k, o - t, r - u, q - v]))
  (H_W_bar : ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, W_bar@[k, c, t, u, v] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j])) :
  SUM m < M, SUM k < K, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j] * D (z@[m, k, l, i, j]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])) + (SUM k < K, SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W_bar@[k, c, t, u, v] * D (W@[k, c, t, u, v])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 9 (fun m k l i j c t u v => true))).
  assert (F_z := pairing_forward [M; K; o_d; o_h; o_w]%Z [Term [C; f_d; f_h; f_w]%Z c0_0 (val 9 (fun m k l i j c t u v => W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v]))] (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * x@[m, c, l + t, i + u, j + v] * D (W@[k, c, t, u, v])))).
  pose (f0_0_1 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * W@[k, c, t, u, v] * D (x@[m, c, l + t, i + u, j + v])))).
  rewrite (where_total [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_z by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 9 (fun m c o r q k t u v => inside (o - t) (o_d) && inside (r - u) (o_h) && inside (q - v) (o_w)))).
  pose (g_x0 := (val 9 (fun m c o r q k t u v => W@[k, c, t, u, v] * z_bar@[m, k, o - t, r - u, q - v]))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term [K; f_d; f_h; f_w]%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_0 f0_0_1 = where_ [M; C; n_d; n_h; n_w; K; f_d; f_h; f_w]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [m; c; l + t; i + u; j + v; k; t; u; v]%Z)) (point 9 (fun m c o r q k t u v => [m; k; o - t; r - u; q - v; c; t; u; v]%Z))); subst c0_0 f0_0_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 9 (fun k c t u v m l i j => true))).
  pose (g_W0 := (val 9 (fun k c t u v m l i j => x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j]))).
  assert (B_W := pairing_backward [K; C; f_d; f_h; f_w]%Z [Term [M; o_d; o_h; o_w]%Z d_W0 g_W0] (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_0 f0_0_0 = where_ [K; C; f_d; f_h; f_w; M; o_d; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 5 (fun k c t u v => W@[k, c, t, u, v])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [k; c; t; u; v; m; l; i; j]%Z)) (point 9 (fun k c t u v m l i j => [m; k; l; i; j; c; t; u; v]%Z))); subst c0_0 f0_0_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  transitivity (pairing [M; K; o_d; o_h; o_w]%Z (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) + pairing [K; C; f_d; f_h; f_w]%Z (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v]))); [|cbn; ring].
  rewrite F_z, B_x, B_W.
  ring.
Qed.

Theorem scattered (M K o_d o_h o_w C f_d f_h f_w n_d n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z)
  (H_z : ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, z@[m, k, l, i, j] = (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v]))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM l < o_d, SUM i < o_h, SUM j < o_w, SUM t < f_d, SUM u < f_h, SUM v < f_w, SUM k < K, [[(l + t =? o)%Z && (i + u =? r)%Z && (j + v =? q)%Z]] W@[k, c, t, u, v] * z_bar@[m, k, l, i, j]))
  (H_W_bar : ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, W_bar@[k, c, t, u, v] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j])) :
  SUM m < M, SUM k < K, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j] * D (z@[m, k, l, i, j]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])) + (SUM k < K, SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W_bar@[k, c, t, u, v] * D (W@[k, c, t, u, v])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 9 (fun m k l i j c t u v => true))).
  assert (F_z := pairing_forward [M; K; o_d; o_h; o_w]%Z [Term [C; f_d; f_h; f_w]%Z c0_0 (val 9 (fun m k l i j c t u v => W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v]))] (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * x@[m, c, l + t, i + u, j + v] * D (W@[k, c, t, u, v])))).
  pose (f0_0_1 := (val 9 (fun m k l i j c t u v => z_bar@[m, k, l, i, j] * W@[k, c, t, u, v] * D (x@[m, c, l + t, i + u, j + v])))).
  rewrite (where_total [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_z by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 12 (fun m c o r q l i j t u v k => (l + t =? o)%Z && (i + u =? r)%Z && (j + v =? q)%Z))).
  pose (g_x0 := (val 12 (fun m c o r q l i j t u v k => W@[k, c, t, u, v] * z_bar@[m, k, l, i, j]))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term [o_d; o_h; o_w; f_d; f_h; f_w; K]%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_0 f0_0_1 = where_ [M; C; n_d; n_h; n_w; o_d; o_h; o_w; f_d; f_h; f_w; K]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [m; c; l + t; i + u; j + v; l; i; j; t; u; v; k]%Z)) (point 12 (fun m c o r q l i j t u v k => [m; k; l; i; j; c; t; u; v]%Z))); subst c0_0 f0_0_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 9 (fun k c t u v m l i j => true))).
  pose (g_W0 := (val 9 (fun k c t u v m l i j => x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j]))).
  assert (B_W := pairing_backward [K; C; f_d; f_h; f_w]%Z [Term [M; o_d; o_h; o_w]%Z d_W0 g_W0] (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o_d; o_h; o_w; C; f_d; f_h; f_w]%Z c0_0 f0_0_0 = where_ [K; C; f_d; f_h; f_w; M; o_d; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 5 (fun k c t u v => W@[k, c, t, u, v])) (firstn 5 l)))).
  { apply (reindex (point 9 (fun m k l i j c t u v => [k; c; t; u; v; m; l; i; j]%Z)) (point 9 (fun k c t u v m l i j => [m; k; l; i; j; c; t; u; v]%Z))); subst c0_0 f0_0_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  transitivity (pairing [M; K; o_d; o_h; o_w]%Z (val 5 (fun m k l i j => z_bar@[m, k, l, i, j])) (val 5 (fun m k l i j => z@[m, k, l, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) + pairing [K; C; f_d; f_h; f_w]%Z (val 5 (fun k c t u v => W_bar@[k, c, t, u, v])) (val 5 (fun k c t u v => W@[k, c, t, u, v]))); [|cbn; ring].
  rewrite F_z, B_x, B_W.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
