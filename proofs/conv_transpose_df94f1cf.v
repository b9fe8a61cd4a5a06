(* conv_transpose: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, k, i, j] = b[k] + Σ_{c,r,q,u,v} W[c, k, u, v] · x[m, c, r, q] · [s_h·r + u = i] · [s_w·q + v = j]
    ∂J/∂x[m, c, r, q] = Σ_{k,u,v} ∂J/∂z[m, k, s_h·r+u, s_w·q+v] · W[c, k, u, v]
    ∂J/∂W[c, k, u, v] = Σ_{m,r,q} ∂J/∂z[m, k, s_h·r+u, s_w·q+v] · x[m, c, r, q]
    ∂J/∂b[k] = Σ_{m,i,j} ∂J/∂z[m, k, i, j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M K o_h o_w C n_h n_w f_h f_w s_h s_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (size_o_h : (o_h = (f_h + s_h * (n_h + (-1))))%Z)
  (size_o_w : (o_w = (f_w + s_w * (n_w + (-1))))%Z)
  (H_z : ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (b@[k]) + (SUM c < C, SUM r < n_h, SUM q < n_w, SUM u < f_h, SUM v < f_w, [[(s_h * r + u =? i)%Z && (s_w * q + v =? j)%Z]] W@[c, k, u, v] * x@[m, c, r, q]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, W@[c, k, u, v] * z_bar@[m, k, s_h * r + u, s_w * q + v]))
  (H_W_bar : ALL c < C, ALL k < K, ALL u < f_h, ALL v < f_w, W_bar@[c, k, u, v] = (SUM m < M, SUM r < n_h, SUM q < n_w, x@[m, c, r, q] * z_bar@[m, k, s_h * r + u, s_w * q + v]))
  (H_b_bar : ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j])) :
  SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM c < C, SUM k < K, SUM u < f_h, SUM v < f_w, W_bar@[c, k, u, v] * D (W@[c, k, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k])).
Proof.
  intros.
  assert (fact_0 : (0 <= (o_h - f_h - s_h * (n_h + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (o_w - f_w - s_w * (n_w + (-1))))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 4 (fun m k i j => true))).
  pose (c0_1 := (cond 9 (fun m k i j c r q u v => (s_h * r + u =? i)%Z && (s_w * q + v =? j)%Z))).
  assert (F_z := pairing_forward [M; K; o_h; o_w]%Z [Term []%Z c0_0 (val 4 (fun m k i j => b@[k])); Term [C; n_h; n_w; f_h; f_w]%Z c0_1 (val 9 (fun m k i j c r q u v => W@[c, k, u, v] * x@[m, c, r, q]))] (val 4 (fun m k i j => z_bar@[m, k, i, j])) (val 4 (fun m k i j => z@[m, k, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 4 (fun m k i j => z_bar@[m, k, i, j] * 1 * D (b@[k])))).
  rewrite (where_total [M; K; o_h; o_w]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 9 (fun m k i j c r q u v => z_bar@[m, k, i, j] * x@[m, c, r, q] * D (W@[c, k, u, v])))).
  pose (f0_1_1 := (val 9 (fun m k i j c r q u v => z_bar@[m, k, i, j] * W@[c, k, u, v] * D (x@[m, c, r, q])))).
  rewrite (where_total [M; K; o_h; o_w; C; n_h; n_w; f_h; f_w]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 7 (fun m c r q k u v => true))).
  pose (g_x0 := (val 7 (fun m c r q k u v => W@[c, k, u, v] * z_bar@[m, k, s_h * r + u, s_w * q + v]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term [K; f_h; f_w]%Z d_x0 g_x0] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o_h; o_w; C; n_h; n_w; f_h; f_w]%Z c0_1 f0_1_1 = where_ [M; C; n_h; n_w; K; f_h; f_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 9 (fun m k i j c r q u v => [m; c; r; q; k; u; v]%Z)) (point 7 (fun m c r q k u v => [m; k; s_h * r + u; s_w * q + v; c; r; q; u; v]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 7 (fun c k u v m r q => true))).
  pose (g_W0 := (val 7 (fun c k u v m r q => x@[m, c, r, q] * z_bar@[m, k, s_h * r + u, s_w * q + v]))).
  assert (B_W := pairing_backward [C; K; f_h; f_w]%Z [Term [M; n_h; n_w]%Z d_W0 g_W0] (val 4 (fun c k u v => W_bar@[c, k, u, v])) (val 4 (fun c k u v => W@[c, k, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o_h; o_w; C; n_h; n_w; f_h; f_w]%Z c0_1 f0_1_0 = where_ [C; K; f_h; f_w; M; n_h; n_w]%Z d_W0 (fun l => g_W0 l * D ((val 4 (fun c k u v => W@[c, k, u, v])) (firstn 4 l)))).
  { apply (reindex (point 9 (fun m k i j c r q u v => [c; k; u; v; m; r; q]%Z)) (point 7 (fun c k u v m r q => [m; k; s_h * r + u; s_w * q + v; c; r; q; u; v]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 4 (fun k m i j => true))).
  pose (g_b0 := (val 4 (fun k m i j => z_bar@[m, k, i, j]))).
  assert (B_b := pairing_backward [K]%Z [Term [M; o_h; o_w]%Z d_b0 g_b0] (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; K; o_h; o_w]%Z c0_0 f0_0_0 = where_ [K; M; o_h; o_w]%Z d_b0 (fun l => g_b0 l * D ((val 1 (fun k => b@[k])) (firstn 1 l)))).
  { apply (reindex (point 4 (fun m k i j => [k; m; i; j]%Z)) (point 4 (fun k m i j => [m; k; i; j]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; K; o_h; o_w]%Z (val 4 (fun m k i j => z_bar@[m, k, i, j])) (val 4 (fun m k i j => z@[m, k, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) + pairing [C; K; f_h; f_w]%Z (val 4 (fun c k u v => W_bar@[c, k, u, v])) (val 4 (fun c k u v => W@[c, k, u, v])) + pairing [K]%Z (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
