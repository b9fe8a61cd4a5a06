(* flatten: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    v[m, n_d·n_h·n_w·c+n_h·n_w·o+n_w·r+q] = x[m, c, o, r, q]
    ∂J/∂x[m, c, o, r, q] = ∂J/∂v[m, n_d·n_h·n_w·c+n_h·n_w·o+n_w·r+q]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_d n_h n_w : Z) (v x x_bar v_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (H_v : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, v@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r] = (x@[m, c, o, r, q]))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r])) :
  SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r] * D (v@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])).
Proof.
  intros.
  pose (c0_0 := (cond 5 (fun m c o r q => true))).
  assert (F_v := pairing_forward [M; C; n_d; n_h; n_w]%Z [Term []%Z c0_0 (val 5 (fun m c o r q => x@[m, c, o, r, q]))] (val 5 (fun m c o r q => v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r])) (val 5 (fun m c o r q => v@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r])) H_v).
  cbn [map total bound condition body app length] in F_v.
  pose (f0_0_0 := (val 5 (fun m c o r q => v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r] * 1 * D (x@[m, c, o, r, q])))).
  rewrite (where_total [M; C; n_d; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_v by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_v.
  pose (d_x0 := (cond 5 (fun m c o r q => true))).
  pose (g_x0 := (val 5 (fun m c o r q => v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r]))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; n_d; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_d; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 5 (fun m c o r q => [m; c; o; r; q]%Z)) (point 5 (fun m c o r q => [m; c; o; r; q]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_v by arithmetic; entries; algebra. }
  rewrite E_x0 in F_v.
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r])) (val 5 (fun m c o r q => v@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q]))); [|cbn; ring].
  rewrite F_v, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
