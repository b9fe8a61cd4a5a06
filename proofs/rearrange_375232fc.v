(* rearrange: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, e_g·c+g, i, j] = x[m, e_c·g+c, i, j]
    ∂J/∂x[m, e_c·g+c, i, j] = ∂J/∂y[m, e_g·c+g, i, j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M e_g e_c n_h n_w C : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_e_g : (1 <= e_g)%Z)
  (least_e_c : (1 <= e_c)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (size_e_c : (C = e_g * e_c)%Z)
  (H_y : ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, y@[m, e_g * c + g, i, j] = (x@[m, c + e_c * g, i, j]))
  (H_x_bar : ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, x_bar@[m, c + e_c * g, i, j] = (y_bar@[m, e_g * c + g, i, j])) :
  SUM m < M, SUM g < e_g, SUM c < e_c, SUM i < n_h, SUM j < n_w, y_bar@[m, e_g * c + g, i, j] * D (y@[m, e_g * c + g, i, j]) =
    (SUM m < M, SUM g < e_g, SUM c < e_c, SUM i < n_h, SUM j < n_w, x_bar@[m, c + e_c * g, i, j] * D (x@[m, c + e_c * g, i, j])).
Proof.
  intros.
  pose (c0_0 := (cond 5 (fun m g c i j => true))).
  assert (F_y := pairing_forward [M; e_g; e_c; n_h; n_w]%Z [Term []%Z c0_0 (val 5 (fun m g c i j => x@[m, c + e_c * g, i, j]))] (val 5 (fun m g c i j => y_bar@[m, e_g * c + g, i, j])) (val 5 (fun m g c i j => y@[m, e_g * c + g, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 5 (fun m g c i j => y_bar@[m, e_g * c + g, i, j] * 1 * D (x@[m, c + e_c * g, i, j])))).
  rewrite (where_total [M; e_g; e_c; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 5 (fun m g c i j => true))).
  pose (g_x0 := (val 5 (fun m g c i j => y_bar@[m, e_g * c + g, i, j]))).
  assert (B_x := pairing_backward [M; e_g; e_c; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 5 (fun m g c i j => x_bar@[m, c + e_c * g, i, j])) (val 5 (fun m g c i j => x@[m, c + e_c * g, i, j])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; e_g; e_c; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; e_g; e_c; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m g c i j => x@[m, c + e_c * g, i, j])) (firstn 5 l)))).
  { apply (reindex (point 5 (fun m g c i j => [m; g; c; i; j]%Z)) (point 5 (fun m g c i j => [m; g; c; i; j]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_y by arithmetic; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; e_g; e_c; n_h; n_w]%Z (val 5 (fun m g c i j => y_bar@[m, e_g * c + g, i, j])) (val 5 (fun m g c i j => y@[m, e_g * c + g, i, j]))); [cbn; ring|].
  transitivity (pairing [M; e_g; e_c; n_h; n_w]%Z (val 5 (fun m g c i j => x_bar@[m, c + e_c * g, i, j])) (val 5 (fun m g c i j => x@[m, c + e_c * g, i, j]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
