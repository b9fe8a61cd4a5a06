(* max: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, 0, i, j] = Σ_c x[m, c, i, j] · first[m, i, j, c]
    ∂J/∂x[m, c, i, j] = ∂J/∂y[m, 0, i, j] · first[m, i, j, c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M n_h n_w C : Z) (y x first x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (held_first : forall l, D (first l) = 0)
  (H_y : ALL m < M, ALL i < n_h, ALL j < n_w, y@[m, 0, i, j] = (SUM c < C, first@[m, i, j, c] * x@[m, c, i, j]))
  (H_x_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = (first@[m, i, j, c] * y_bar@[m, 0, i, j])) :
  SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, 0, i, j] * D (y@[m, 0, i, j]) =
    (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x_bar@[m, c, i, j] * D (x@[m, c, i, j])).
Proof.
  intros.
  pose (c0_0 := (cond 4 (fun m i j c => true))).
  assert (F_y := pairing_forward [M; n_h; n_w]%Z [Term [C]%Z c0_0 (val 4 (fun m i j c => first@[m, i, j, c] * x@[m, c, i, j]))] (val 3 (fun m i j => y_bar@[m, 0, i, j])) (val 3 (fun m i j => y@[m, 0, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 4 (fun m i j c => y_bar@[m, 0, i, j] * first@[m, i, j, c] * D (x@[m, c, i, j])))).
  rewrite (where_total [M; n_h; n_w; C]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite held_first by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 4 (fun m c i j => true))).
  pose (g_x0 := (val 4 (fun m c i j => first@[m, i, j, c] * y_bar@[m, 0, i, j]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 4 (fun m c i j => x_bar@[m, c, i, j])) (val 4 (fun m c i j => x@[m, c, i, j])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; n_h; n_w; C]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c i j => x@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m i j c => [m; c; i; j]%Z)) (point 4 (fun m c i j => [m; i; j; c]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; n_h; n_w]%Z (val 3 (fun m i j => y_bar@[m, 0, i, j])) (val 3 (fun m i j => y@[m, 0, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => x_bar@[m, c, i, j])) (val 4 (fun m c i j => x@[m, c, i, j]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
