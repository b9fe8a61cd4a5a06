(* conv: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, K_g·g+k, i, j] = b[K_g·g+k] + Σ_{c,u,v} W[K_g·g+k, c, u, v] · x[m, C_g·g+c, i+u, j+v]
    ∂J/∂x[m, C_g·g+c, r, q] = Σ_{k,u,v} ∂J/∂z[m, K_g·g+k, r−u, q−v] · W[K_g·g+k, c, u, v]
    ∂J/∂W[K_g·g+k, c, u, v] = Σ_{m,i,j} ∂J/∂z[m, K_g·g+k, i, j] · x[m, C_g·g+c, i+u, j+v]
    ∂J/∂b[K_g·g+k] = Σ_{m,i,j} ∂J/∂z[m, K_g·g+k, i, j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_G : (1 <= G)%Z)
  (least_K_g : (1 <= K_g)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C_g : (1 <= C_g)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_K : (1 <= K)%Z)
  (size_C_g : (C = G * C_g)%Z)
  (size_K_g : (K = G * K_g)%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z)
  (H_z : ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, z@[m, K_g * g + k, i, j] = (b@[K_g * g + k]) + (SUM c < C_g, SUM u < f_h, SUM v < f_w, W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v]))
  (H_x_bar : ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, x_bar@[m, c + C_g * g, r, q] = (SUM k < K_g, SUM u < f_h, SUM v < f_w, [[inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, r - u, q - v]))
  (H_W_bar : ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, W_bar@[K_g * g + k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j]))
  (H_b_bar : ALL g < G, ALL k < K_g, b_bar@[K_g * g + k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j])) :
  SUM m < M, SUM g < G, SUM k < K_g, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j] * D (z@[m, K_g * g + k, i, j]) =
    (SUM m < M, SUM g < G, SUM c < C_g, SUM r < n_h, SUM q < n_w, x_bar@[m, c + C_g * g, r, q] * D (x@[m, c + C_g * g, r, q])) + (SUM g < G, SUM k < K_g, SUM c < C_g, SUM u < f_h, SUM v < f_w, W_bar@[K_g * g + k, c, u, v] * D (W@[K_g * g + k, c, u, v])) + (SUM g < G, SUM k < K_g, b_bar@[K_g * g + k] * D (b@[K_g * g + k])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_C_g.
  try clear size_K_g.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 5 (fun m g k i j => true))).
  pose (c0_1 := (cond 8 (fun m g k i j c u v => true))).
  assert (F_z := pairing_forward [M; G; K_g; o_h; o_w]%Z [Term []%Z c0_0 (val 5 (fun m g k i j => b@[K_g * g + k])); Term [C_g; f_h; f_w]%Z c0_1 (val 8 (fun m g k i j c u v => W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v]))] (val 5 (fun m g k i j => z_bar@[m, K_g * g + k, i, j])) (val 5 (fun m g k i j => z@[m, K_g * g + k, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 5 (fun m g k i j => z_bar@[m, K_g * g + k, i, j] * 1 * D (b@[K_g * g + k])))).
  rewrite (where_total [M; G; K_g; o_h; o_w]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 8 (fun m g k i j c u v => z_bar@[m, K_g * g + k, i, j] * x@[m, c + C_g * g, i + u, j + v] * D (W@[K_g * g + k, c, u, v])))).
  pose (f0_1_1 := (val 8 (fun m g k i j c u v => z_bar@[m, K_g * g + k, i, j] * W@[K_g * g + k, c, u, v] * D (x@[m, c + C_g * g, i + u, j + v])))).
  rewrite (where_total [M; G; K_g; o_h; o_w; C_g; f_h; f_w]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 8 (fun m g c r q k u v => inside (r - u) (o_h) && inside (q - v) (o_w)))).
  pose (g_x0 := (val 8 (fun m g c r q k u v => W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, r - u, q - v]))).
  assert (B_x := pairing_backward [M; G; C_g; n_h; n_w]%Z [Term [K_g; f_h; f_w]%Z d_x0 g_x0] (val 5 (fun m g c r q => x_bar@[m, c + C_g * g, r, q])) (val 5 (fun m g c r q => x@[m, c + C_g * g, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; G; K_g; o_h; o_w; C_g; f_h; f_w]%Z c0_1 f0_1_1 = where_ [M; G; C_g; n_h; n_w; K_g; f_h; f_w]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m g c r q => x@[m, c + C_g * g, r, q])) (firstn 5 l)))).
  { apply (reindex (point 8 (fun m g k i j c u v => [m; g; c; i + u; j + v; k; u; v]%Z)) (point 8 (fun m g c r q k u v => [m; g; k; r - u; q - v; c; u; v]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 8 (fun g k c u v m i j => true))).
  pose (g_W0 := (val 8 (fun g k c u v m i j => x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j]))).
  assert (B_W := pairing_backward [G; K_g; C_g; f_h; f_w]%Z [Term [M; o_h; o_w]%Z d_W0 g_W0] (val 5 (fun g k c u v => W_bar@[K_g * g + k, c, u, v])) (val 5 (fun g k c u v => W@[K_g * g + k, c, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; G; K_g; o_h; o_w; C_g; f_h; f_w]%Z c0_1 f0_1_0 = where_ [G; K_g; C_g; f_h; f_w; M; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 5 (fun g k c u v => W@[K_g * g + k, c, u, v])) (firstn 5 l)))).
  { apply (reindex (point 8 (fun m g k i j c u v => [g; k; c; u; v; m; i; j]%Z)) (point 8 (fun g k c u v m i j => [m; g; k; i; j; c; u; v]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 5 (fun g k m i j => true))).
  pose (g_b0 := (val 5 (fun g k m i j => z_bar@[m, K_g * g + k, i, j]))).
  assert (B_b := pairing_backward [G; K_g]%Z [Term [M; o_h; o_w]%Z d_b0 g_b0] (val 2 (fun g k => b_bar@[K_g * g + k])) (val 2 (fun g k => b@[K_g * g + k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; G; K_g; o_h; o_w]%Z c0_0 f0_0_0 = where_ [G; K_g; M; o_h; o_w]%Z d_b0 (fun l => g_b0 l * D ((val 2 (fun g k => b@[K_g * g + k])) (firstn 2 l)))).
  { apply (reindex (point 5 (fun m g k i j => [g; k; m; i; j]%Z)) (point 5 (fun g k m i j => [m; g; k; i; j]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; G; K_g; o_h; o_w]%Z (val 5 (fun m g k i j => z_bar@[m, K_g * g + k, i, j])) (val 5 (fun m g k i j => z@[m, K_g * g + k, i, j]))); [cbn; ring|].
  transitivity (pairing [M; G; C_g; n_h; n_w]%Z (val 5 (fun m g c r q => x_bar@[m, c + C_g * g, r, q])) (val 5 (fun m g c r q => x@[m, c + C_g * g, r, q])) + pairing [G; K_g; C_g; f_h; f_w]%Z (val 5 (fun g k c u v => W_bar@[K_g * g + k, c, u, v])) (val 5 (fun g k c u v => W@[K_g * g + k, c, u, v])) + pairing [G; K_g]%Z (val 2 (fun g k => b_bar@[K_g * g + k])) (val 2 (fun g k => b@[K_g * g + k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

Theorem scattered (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_G : (1 <= G)%Z)
  (least_K_g : (1 <= K_g)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C_g : (1 <= C_g)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_K : (1 <= K)%Z)
  (size_C_g : (C = G * C_g)%Z)
  (size_K_g : (K = G * K_g)%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z)
  (H_z : ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, z@[m, K_g * g + k, i, j] = (b@[K_g * g + k]) + (SUM c < C_g, SUM u < f_h, SUM v < f_w, W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v]))
  (H_x_bar : ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, x_bar@[m, c + C_g * g, r, q] = (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, SUM k < K_g, [[(i + u =? r)%Z && (j + v =? q)%Z]] W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, i, j]))
  (H_W_bar : ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, W_bar@[K_g * g + k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j]))
  (H_b_bar : ALL g < G, ALL k < K_g, b_bar@[K_g * g + k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j])) :
  SUM m < M, SUM g < G, SUM k < K_g, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j] * D (z@[m, K_g * g + k, i, j]) =
    (SUM m < M, SUM g < G, SUM c < C_g, SUM r < n_h, SUM q < n_w, x_bar@[m, c + C_g * g, r, q] * D (x@[m, c + C_g * g, r, q])) + (SUM g < G, SUM k < K_g, SUM c < C_g, SUM u < f_h, SUM v < f_w, W_bar@[K_g * g + k, c, u, v] * D (W@[K_g * g + k, c, u, v])) + (SUM g < G, SUM k < K_g, b_bar@[K_g * g + k] * D (b@[K_g * g + k])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_C_g.
  try clear size_K_g.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 5 (fun m g k i j => true))).
  pose (c0_1 := (cond 8 (fun m g k i j c u v => true))).
  assert (F_z := pairing_forward [M; G; K_g; o_h; o_w]%Z [Term []%Z c0_0 (val 5 (fun m g k i j => b@[K_g * g + k])); Term [C_g; f_h; f_w]%Z c0_1 (val 8 (fun m g k i j c u v => W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v]))] (val 5 (fun m g k i j => z_bar@[m, K_g * g + k, i, j])) (val 5 (fun m g k i j => z@[m, K_g * g + k, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 5 (fun m g k i j => z_bar@[m, K_g * g + k, i, j] * 1 * D (b@[K_g * g + k])))).
  rewrite (where_total [M; G; K_g; o_h; o_w]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 8 (fun m g k i j c u v => z_bar@[m, K_g * g + k, i, j] * x@[m, c + C_g * g, i + u, j + v] * D (W@[K_g * g + k, c, u, v])))).
  pose (f0_1_1 := (val 8 (fun m g k i j c u v => z_bar@[m, K_g * g + k, i, j] * W@[K_g * g + k, c, u, v] * D (x@[m, c + C_g * g, i + u, j + v])))).
  rewrite (where_total [M; G; K_g; o_h; o_w; C_g; f_h; f_w]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 10 (fun m g c r q i j u v k => (i + u =? r)%Z && (j + v =? q)%Z))).
  pose (g_x0 := (val 10 (fun m g c r q i j u v k => W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, i, j]))).
  assert (B_x := pairing_backward [M; G; C_g; n_h; n_w]%Z [Term [o_h; o_w; f_h; f_w; K_g]%Z d_x0 g_x0] (val 5 (fun m g c r q => x_bar@[m, c + C_g * g, r, q])) (val 5 (fun m g c r q => x@[m, c + C_g * g, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; G; K_g; o_h; o_w; C_g; f_h; f_w]%Z c0_1 f0_1_1 = where_ [M; G; C_g; n_h; n_w; o_h; o_w; f_h; f_w; K_g]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m g c r q => x@[m, c + C_g * g, r, q])) (firstn 5 l)))).
  { apply (reindex (point 8 (fun m g k i j c u v => [m; g; c; i + u; j + v; i; j; u; v; k]%Z)) (point 10 (fun m g c r q i j u v k => [m; g; k; i; j; c; u; v]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 8 (fun g k c u v m i j => true))).
  pose (g_W0 := (val 8 (fun g k c u v m i j => x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j]))).
  assert (B_W := pairing_backward [G; K_g; C_g; f_h; f_w]%Z [Term [M; o_h; o_w]%Z d_W0 g_W0] (val 5 (fun g k c u v => W_bar@[K_g * g + k, c, u, v])) (val 5 (fun g k c u v => W@[K_g * g + k, c, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; G; K_g; o_h; o_w; C_g; f_h; f_w]%Z c0_1 f0_1_0 = where_ [G; K_g; C_g; f_h; f_w; M; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 5 (fun g k c u v => W@[K_g * g + k, c, u, v])) (firstn 5 l)))).
  { apply (reindex (point 8 (fun m g k i j c u v => [g; k; c; u; v; m; i; j]%Z)) (point 8 (fun g k c u v m i j => [m; g; k; i; j; c; u; v]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 5 (fun g k m i j => true))).
  pose (g_b0 := (val 5 (fun g k m i j => z_bar@[m, K_g * g + k, i, j]))).
  assert (B_b := pairing_backward [G; K_g]%Z [Term [M; o_h; o_w]%Z d_b0 g_b0] (val 2 (fun g k => b_bar@[K_g * g + k])) (val 2 (fun g k => b@[K_g * g + k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; G; K_g; o_h; o_w]%Z c0_0 f0_0_0 = where_ [G; K_g; M; o_h; o_w]%Z d_b0 (fun l => g_b0 l * D ((val 2 (fun g k => b@[K_g * g + k])) (firstn 2 l)))).
  { apply (reindex (point 5 (fun m g k i j => [g; k; m; i; j]%Z)) (point 5 (fun g k m i j => [m; g; k; i; j]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; G; K_g; o_h; o_w]%Z (val 5 (fun m g k i j => z_bar@[m, K_g * g + k, i, j])) (val 5 (fun m g k i j => z@[m, K_g * g + k, i, j]))); [cbn; ring|].
  transitivity (pairing [M; G; C_g; n_h; n_w]%Z (val 5 (fun m g c r q => x_bar@[m, c + C_g * g, r, q])) (val 5 (fun m g c r q => x@[m, c + C_g * g, r, q])) + pairing [G; K_g; C_g; f_h; f_w]%Z (val 5 (fun g k c u v => W_bar@[K_g * g + k, c, u, v])) (val 5 (fun g k c u v => W@[K_g * g + k, c, u, v])) + pairing [G; K_g]%Z (val 2 (fun g k => b_bar@[K_g * g + k])) (val 2 (fun g k => b@[K_g * g + k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
