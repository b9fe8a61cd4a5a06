(* global_max_pool: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c] = Σ_{u,v} x[m, c, u, v] · first[m, c, u, v]
    ∂J/∂x[m, c, u, v] = ∂J/∂y[m, c] · first[m, c, u, v]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_h n_w : Z) (y x first x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (held_first : forall l, D (first l) = 0)
  (H_y : ALL m < M, ALL c < C, y@[m, c] = (SUM u < n_h, SUM v < n_w, first@[m, c, u, v] * x@[m, c, u, v]))
  (H_x_bar : ALL m < M, ALL c < C, ALL u < n_h, ALL v < n_w, x_bar@[m, c, u, v] = (first@[m, c, u, v] * y_bar@[m, c])) :
  SUM m < M, SUM c < C, y_bar@[m, c] * D (y@[m, c]) =
    (SUM m < M, SUM c < C, SUM u < n_h, SUM v < n_w, x_bar@[m, c, u, v] * D (x@[m, c, u, v])).
Proof.
  intros.
  pose (c0_0 := (cond 4 (fun m c u v => true))).
  assert (F_y := pairing_forward [M; C]%Z [Term [n_h; n_w]%Z c0_0 (val 4 (fun m c u v => first@[m, c, u, v] * x@[m, c, u, v]))] (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 4 (fun m c u v => y_bar@[m, c] * first@[m, c, u, v] * D (x@[m, c, u, v])))).
  rewrite (where_total [M; C; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite held_first by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 4 (fun m c u v => true))).
  pose (g_x0 := (val 4 (fun m c u v => first@[m, c, u, v] * y_bar@[m, c]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 4 (fun m c u v => x_bar@[m, c, u, v])) (val 4 (fun m c u v => x@[m, c, u, v])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c u v => x@[m, c, u, v])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c u v => [m; c; u; v]%Z)) (point 4 (fun m c u v => [m; c; u; v]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C]%Z (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c u v => x_bar@[m, c, u, v])) (val 4 (fun m c u v => x@[m, c, u, v]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
