(* adaptive_avg_pool: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c, i, j] = 1/(f_h·f_w) · Σ_{u,v} x[m, c, f_h·i+u, f_w·j+v]
    ∂J/∂x[m, c, r, q] = 1/(f_h·f_w) · Σ_{i,j} ∂J/∂y[m, c, i, j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C o_h o_w f_h f_w n_h n_w : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_f_h : (n_h = o_h * f_h)%Z)
  (size_f_w : (n_w = o_w * f_w)%Z)
  (unit_0 : unit (num f_h : R))
  (unit_1 : unit (num f_w : R))
  (H_y : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, [[inside (r - f_h * i) (f_h) && inside (q - f_w * j) (f_w)]] y_bar@[m, c, i, j] / num f_h / num f_w)) :
  SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h - f_h * o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (f_h * o_h - n_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w * o_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (f_w * o_w - n_w))%Z) by size_fact.
  try clear size_f_h.
  try clear size_f_w.
  pose (c0_0 := (cond 6 (fun m c i j u v => true))).
  assert (F_y := pairing_forward [M; C; o_h; o_w]%Z [Term [f_h; f_w]%Z c0_0 (val 6 (fun m c i j u v => x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w))] (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 6 (fun m c i j u v => y_bar@[m, c, i, j] * (1 / num f_h / num f_w) * D (x@[m, c, f_h * i + u, f_w * j + v])))).
  rewrite (where_total [M; C; o_h; o_w; f_h; f_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 6 (fun m c r q i j => inside (r - f_h * i) (f_h) && inside (q - f_w * j) (f_w)))).
  pose (g_x0 := (val 6 (fun m c r q i j => y_bar@[m, c, i, j] / num f_h / num f_w))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term [o_h; o_w]%Z d_x0 g_x0] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_h; o_w; f_h; f_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w; o_h; o_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 6 (fun m c i j u v => [m; c; f_h * i + u; f_w * j + v; i; j]%Z)) (point 6 (fun m c r q i j => [m; c; i; j; r - f_h * i; q - f_w * j]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; o_h; o_w]%Z (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

Theorem scattered (M C o_h o_w f_h f_w n_h n_w : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_f_h : (n_h = o_h * f_h)%Z)
  (size_f_w : (n_w = o_w * f_w)%Z)
  (unit_0 : unit (num f_h : R))
  (unit_1 : unit (num f_w : R))
  (H_y : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[(f_h * i + u =? r)%Z && (f_w * j + v =? q)%Z]] y_bar@[m, c, i, j] / num f_h / num f_w)) :
  SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h - f_h * o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (f_h * o_h - n_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w * o_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (f_w * o_w - n_w))%Z) by size_fact.
  try clear size_f_h.
  try clear size_f_w.
  pose (c0_0 := (cond 6 (fun m c i j u v => true))).
  assert (F_y := pairing_forward [M; C; o_h; o_w]%Z [Term [f_h; f_w]%Z c0_0 (val 6 (fun m c i j u v => x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w))] (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 6 (fun m c i j u v => y_bar@[m, c, i, j] * (1 / num f_h / num f_w) * D (x@[m, c, f_h * i + u, f_w * j + v])))).
  rewrite (where_total [M; C; o_h; o_w; f_h; f_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 8 (fun m c r q i j u v => (f_h * i + u =? r)%Z && (f_w * j + v =? q)%Z))).
  pose (g_x0 := (val 8 (fun m c r q i j u v => y_bar@[m, c, i, j] / num f_h / num f_w))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term [o_h; o_w; f_h; f_w]%Z d_x0 g_x0] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o_h; o_w; f_h; f_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w; o_h; o_w; f_h; f_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 6 (fun m c i j u v => [m; c; f_h * i + u; f_w * j + v; i; j; u; v]%Z)) (point 8 (fun m c r q i j u v => [m; c; i; j; u; v]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; o_h; o_w]%Z (val 4 (fun m c i j => y_bar@[m, c, i, j])) (val 4 (fun m c i j => y@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
