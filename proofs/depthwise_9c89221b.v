(* depthwise: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, c, i, j] = Σ_{u,v} W[c, u, v] · x[m, c, s_h·i+u−p_h, s_w·j+v−p_w]
    ∂J/∂x[m, c, r, q] = Σ_{i,j} ∂J/∂z[m, c, i, j] · W[c, r+p_h−s_h·i, q+p_w−s_w·j]
    ∂J/∂W[c, u, v] = Σ_{m,i,j} ∂J/∂z[m, c, i, j] · x[m, c, s_h·i+u−p_h, s_w·j+v−p_w]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_h : (o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z)
  (H_z : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, z@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, [[inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)]] W@[c, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, c, i, j]))
  (H_W_bar : ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j])) :
  SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j] * D (z@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[c, u, v] * D (W@[c, u, v])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 2 * p_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 2 * p_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 6 (fun m c i j u v => inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  assert (F_z := pairing_forward [M; C; o_h; o_w]%Z [Term [f_h; f_w]%Z c0_0 (val 6 (fun m c i j u v => W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w]))] (val 4 (fun m c i j => z_bar@[m, c, i, j])) (val 4 (fun m c i j => z@[m, c, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 6 (fun m c i j u v => z_bar@[m, c, i, j] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * D (W@[c, u, v])))).
  pose (f0_0_1 := (val 6 (fun m c i j u v => z_bar@[m, c, i, j] * W@[c, u, v] * D (x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w])))).
  rewrite (where_total [M; C; o_h; o_w; f_h; f_w]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_z by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 6 (fun m c r q i j => inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)))).
  pose (g_x0 := (val 6 (fun m c r q i j => W@[c, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, c, i, j]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term [o_h; o_w]%Z d_x0 g_x0] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_h; o_w; f_h; f_w]%Z c0_0 f0_0_1 = where_ [M; C; n_h; n_w; o_h; o_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 6 (fun m c i j u v => [m; c; s_h * i + u - p_h; s_w * j + v - p_w; i; j]%Z)) (point 6 (fun m c r q i j => [m; c; i; j; r + p_h - s_h * i; q + p_w - s_w * j]%Z))); subst c0_0 f0_0_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 6 (fun c u v m i j => inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  pose (g_W0 := (val 6 (fun c u v m i j => x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j]))).
  assert (B_W := pairing_backward [C; f_h; f_w]%Z [Term [M; o_h; o_w]%Z d_W0 g_W0] (val 3 (fun c u v => W_bar@[c, u, v])) (val 3 (fun c u v => W@[c, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; C; o_h; o_w; f_h; f_w]%Z c0_0 f0_0_0 = where_ [C; f_h; f_w; M; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 3 (fun c u v => W@[c, u, v])) (firstn 3 l)))).
  { apply (reindex (point 6 (fun m c i j u v => [c; u; v; m; i; j]%Z)) (point 6 (fun c u v m i j => [m; c; i; j; u; v]%Z))); subst c0_0 f0_0_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  transitivity (pairing [M; C; o_h; o_w]%Z (val 4 (fun m c i j => z_bar@[m, c, i, j])) (val 4 (fun m c i j => z@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) + pairing [C; f_h; f_w]%Z (val 3 (fun c u v => W_bar@[c, u, v])) (val 3 (fun c u v => W@[c, u, v]))); [|cbn; ring].
  rewrite F_z, B_x, B_W.
  ring.
Qed.

Theorem scattered (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_h : (o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z)
  (H_z : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, z@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z]] W@[c, u, v] * z_bar@[m, c, i, j]))
  (H_W_bar : ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j])) :
  SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j] * D (z@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[c, u, v] * D (W@[c, u, v])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 2 * p_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 2 * p_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 6 (fun m c i j u v => inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  assert (F_z := pairing_forward [M; C; o_h; o_w]%Z [Term [f_h; f_w]%Z c0_0 (val 6 (fun m c i j u v => W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w]))] (val 4 (fun m c i j => z_bar@[m, c, i, j])) (val 4 (fun m c i j => z@[m, c, i, j])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 6 (fun m c i j u v => z_bar@[m, c, i, j] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * D (W@[c, u, v])))).
  pose (f0_0_1 := (val 6 (fun m c i j u v => z_bar@[m, c, i, j] * W@[c, u, v] * D (x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w])))).
  rewrite (where_total [M; C; o_h; o_w; f_h; f_w]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_z by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 8 (fun m c r q i j u v => inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z))).
  pose (g_x0 := (val 8 (fun m c r q i j u v => W@[c, u, v] * z_bar@[m, c, i, j]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term [o_h; o_w; f_h; f_w]%Z d_x0 g_x0] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_h; o_w; f_h; f_w]%Z c0_0 f0_0_1 = where_ [M; C; n_h; n_w; o_h; o_w; f_h; f_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 6 (fun m c i j u v => [m; c; s_h * i + u - p_h; s_w * j + v - p_w; i; j; u; v]%Z)) (point 8 (fun m c r q i j u v => [m; c; i; j; u; v]%Z))); subst c0_0 f0_0_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 6 (fun c u v m i j => inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)))).
  pose (g_W0 := (val 6 (fun c u v m i j => x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j]))).
  assert (B_W := pairing_backward [C; f_h; f_w]%Z [Term [M; o_h; o_w]%Z d_W0 g_W0] (val 3 (fun c u v => W_bar@[c, u, v])) (val 3 (fun c u v => W@[c, u, v])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; C; o_h; o_w; f_h; f_w]%Z c0_0 f0_0_0 = where_ [C; f_h; f_w; M; o_h; o_w]%Z d_W0 (fun l => g_W0 l * D ((val 3 (fun c u v => W@[c, u, v])) (firstn 3 l)))).
  { apply (reindex (point 6 (fun m c i j u v => [c; u; v; m; i; j]%Z)) (point 6 (fun c u v m i j => [m; c; i; j; u; v]%Z))); subst c0_0 f0_0_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  transitivity (pairing [M; C; o_h; o_w]%Z (val 4 (fun m c i j => z_bar@[m, c, i, j])) (val 4 (fun m c i j => z@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) + pairing [C; f_h; f_w]%Z (val 3 (fun c u v => W_bar@[c, u, v])) (val 3 (fun c u v => W@[c, u, v]))); [|cbn; ring].
  rewrite F_z, B_x, B_W.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
