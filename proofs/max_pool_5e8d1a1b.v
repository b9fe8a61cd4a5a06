(* max_pool: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c, l, i, j] = Σ_{t,u,v} x[m, c, l+t, s_h·i+u, s_w·j+v] · first[m, c, l, i, j, t, u, v]
    ∂J/∂x[m, c, o, r, q] = Σ_{i,j,t} ∂J/∂y[m, c, o−t, i, j] · first[m, c, o−t, i, j, t, r−s_h·i, q−s_w·j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C o_d o_h o_w f_d f_h f_w s_h s_w n_d n_h n_w : Z) (y x first x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z)
  (held_first : forall l, D (first l) = 0)
  (H_y : ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, y@[m, c, l, i, j] = (SUM t < f_d, SUM u < f_h, SUM v < f_w, first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v]))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM i < o_h, SUM j < o_w, SUM t < f_d, [[inside (o - t) (o_d) && inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w)]] first@[m, c, o - t, i, j, t, r - s_h * i, q - s_w * j] * y_bar@[m, c, o - t, i, j])) :
  SUM m < M, SUM c < C, SUM l < o_d, SUM i < o_h, SUM j < o_w, y_bar@[m, c, l, i, j] * D (y@[m, c, l, i, j]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 8 (fun m c l i j t u v => true))).
  assert (F_y := pairing_forward [M; C; o_d; o_h; o_w]%Z [Term [f_d; f_h; f_w]%Z c0_0 (val 8 (fun m c l i j t u v => first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v]))] (val 5 (fun m c l i j => y_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => y@[m, c, l, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 8 (fun m c l i j t u v => y_bar@[m, c, l, i, j] * first@[m, c, l, i, j, t, u, v] * D (x@[m, c, l + t, s_h * i + u, s_w * j + v])))).
  rewrite (where_total [M; C; o_d; o_h; o_w; f_d; f_h; f_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite held_first by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 8 (fun m c o r q i j t => inside (o - t) (o_d) && inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w)))).
  pose (g_x0 := (val 8 (fun m c o r q i j t => first@[m, c, o - t, i, j, t, r - s_h * i, q - s_w * j] * y_bar@[m, c, o - t, i, j]))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term [o_h; o_w; f_d]%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_d; o_h; o_w; f_d; f_h; f_w]%Z c0_0 f0_0_0 = where_ [M; C; n_d; n_h; n_w; o_h; o_w; f_d]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 8 (fun m c l i j t u v => [m; c; l + t; s_h * i + u; s_w * j + v; i; j; t]%Z)) (point 8 (fun m c o r q i j t => [m; c; o - t; i; j; t; r - s_h * i; q - s_w * j]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; o_d; o_h; o_w]%Z (val 5 (fun m c l i j => y_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => y@[m, c, l, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

Theorem scattered (M C o_d o_h o_w f_d f_h f_w s_h s_w n_d n_h n_w : Z) (y x first x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z)
  (held_first : forall l, D (first l) = 0)
  (H_y : ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, y@[m, c, l, i, j] = (SUM t < f_d, SUM u < f_h, SUM v < f_w, first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v]))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM l < o_d, SUM i < o_h, SUM j < o_w, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[(l + t =? o)%Z && (s_h * i + u =? r)%Z && (s_w * j + v =? q)%Z]] first@[m, c, l, i, j, t, u, v] * y_bar@[m, c, l, i, j])) :
  SUM m < M, SUM c < C, SUM l < o_d, SUM i < o_h, SUM j < o_w, y_bar@[m, c, l, i, j] * D (y@[m, c, l, i, j]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 8 (fun m c l i j t u v => true))).
  assert (F_y := pairing_forward [M; C; o_d; o_h; o_w]%Z [Term [f_d; f_h; f_w]%Z c0_0 (val 8 (fun m c l i j t u v => first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v]))] (val 5 (fun m c l i j => y_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => y@[m, c, l, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 8 (fun m c l i j t u v => y_bar@[m, c, l, i, j] * first@[m, c, l, i, j, t, u, v] * D (x@[m, c, l + t, s_h * i + u, s_w * j + v])))).
  rewrite (where_total [M; C; o_d; o_h; o_w; f_d; f_h; f_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite held_first by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 11 (fun m c o r q l i j t u v => (l + t =? o)%Z && (s_h * i + u =? r)%Z && (s_w * j + v =? q)%Z))).
  pose (g_x0 := (val 11 (fun m c o r q l i j t u v => first@[m, c, l, i, j, t, u, v] * y_bar@[m, c, l, i, j]))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term [o_d; o_h; o_w; f_d; f_h; f_w]%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_d; o_h; o_w; f_d; f_h; f_w]%Z c0_0 f0_0_0 = where_ [M; C; n_d; n_h; n_w; o_d; o_h; o_w; f_d; f_h; f_w]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 8 (fun m c l i j t u v => [m; c; l + t; s_h * i + u; s_w * j + v; l; i; j; t; u; v]%Z)) (point 11 (fun m c o r q l i j t u v => [m; c; l; i; j; t; u; v]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; o_d; o_h; o_w]%Z (val 5 (fun m c l i j => y_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => y@[m, c, l, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
