(* upsample: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c, s_h·r+u, s_w·q+v] = x[m, c, r, q]
    ∂J/∂x[m, c, r, q] = Σ_{u,v} ∂J/∂y[m, c, s_h·r+u, s_w·q+v]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_h n_w s_h s_w o_h o_w : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (size_o_h : (o_h = n_h * s_h)%Z)
  (size_o_w : (o_w = n_w * s_w)%Z)
  (H_y : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < s_h, ALL v < s_w, y@[m, c, s_h * r + u, s_w * q + v] = (x@[m, c, r, q]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM u < s_h, SUM v < s_w, y_bar@[m, c, s_h * r + u, s_w * q + v])) :
  SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, SUM u < s_h, SUM v < s_w, y_bar@[m, c, s_h * r + u, s_w * q + v] * D (y@[m, c, s_h * r + u, s_w * q + v]) =
    (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])).
Proof.
  intros.
  assert (fact_0 : (0 <= (o_h - n_h * s_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h * s_h - o_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (o_w - n_w * s_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (n_w * s_w - o_w))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  pose (c0_0 := (cond 6 (fun m c r q u v => true))).
  assert (F_y := pairing_forward [M; C; n_h; n_w; s_h; s_w]%Z [Term []%Z c0_0 (val 6 (fun m c r q u v => x@[m, c, r, q]))] (val 6 (fun m c r q u v => y_bar@[m, c, s_h * r + u, s_w * q + v])) (val 6 (fun m c r q u v => y@[m, c, s_h * r + u, s_w * q + v])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 6 (fun m c r q u v => y_bar@[m, c, s_h * r + u, s_w * q + v] * 1 * D (x@[m, c, r, q])))).
  rewrite (where_total [M; C; n_h; n_w; s_h; s_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 6 (fun m c r q u v => true))).
  pose (g_x0 := (val 6 (fun m c r q u v => y_bar@[m, c, s_h * r + u, s_w * q + v]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term [s_h; s_w]%Z d_x0 g_x0] (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; n_h; n_w; s_h; s_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w; s_h; s_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c r q => x@[m, c, r, q])) (firstn 4 l)))).
  { apply (reindex (point 6 (fun m c r q u v => [m; c; r; q; u; v]%Z)) (point 6 (fun m c r q u v => [m; c; r; q; u; v]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_y by arithmetic; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; n_h; n_w; s_h; s_w]%Z (val 6 (fun m c r q u v => y_bar@[m, c, s_h * r + u, s_w * q + v])) (val 6 (fun m c r q u v => y@[m, c, s_h * r + u, s_w * q + v]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c r q => x_bar@[m, c, r, q])) (val 4 (fun m c r q => x@[m, c, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
