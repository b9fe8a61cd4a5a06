(* global_avg_pool: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c] = 1/(n_d·n_h·n_w) · Σ_{o,r,q} x[m, c, o, r, q]
    ∂J/∂x[m, c, o, r, q] = 1/(n_d·n_h·n_w) · ∂J/∂y[m, c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_d n_h n_w : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (unit_0 : unit (num n_d : R))
  (unit_1 : unit (num n_h : R))
  (unit_2 : unit (num n_w : R))
  (H_y : ALL m < M, ALL c < C, y@[m, c] = (SUM o < n_d, SUM r < n_h, SUM q < n_w, x@[m, c, o, r, q] / num n_d / num n_h / num n_w))
  (H_x_bar : ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (y_bar@[m, c] / num n_d / num n_h / num n_w)) :
  SUM m < M, SUM c < C, y_bar@[m, c] * D (y@[m, c]) =
    (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])).
Proof.
  intros.
  pose (c0_0 := (cond 5 (fun m c o r q => true))).
  assert (F_y := pairing_forward [M; C]%Z [Term [n_d; n_h; n_w]%Z c0_0 (val 5 (fun m c o r q => x@[m, c, o, r, q] / num n_d / num n_h / num n_w))] (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 5 (fun m c o r q => y_bar@[m, c] * (1 / num n_d / num n_h / num n_w) * D (x@[m, c, o, r, q])))).
  rewrite (where_total [M; C; n_d; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 5 (fun m c o r q => true))).
  pose (g_x0 := (val 5 (fun m c o r q => y_bar@[m, c] / num n_d / num n_h / num n_w))).
  assert (B_x := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; n_d; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_d; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 5 (fun m c o r q => x@[m, c, o, r, q])) (firstn 5 l)))).
  { apply (reindex (point 5 (fun m c o r q => [m; c; o; r; q]%Z)) (point 5 (fun m c o r q => [m; c; o; r; q]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C]%Z (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c o r q => x_bar@[m, c, o, r, q])) (val 5 (fun m c o r q => x@[m, c, o, r, q]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
