(* global_avg_pool: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c] = 1/n · Σ_r x[m, c, r]
    ∂J/∂x[m, c, r] = 1/n · ∂J/∂y[m, c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n : (1 <= n)%Z)
  (unit_0 : unit (num n : R))
  (H_y : ALL m < M, ALL c < C, y@[m, c] = (SUM r < n, x@[m, c, r] / num n))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (y_bar@[m, c] / num n)) :
  SUM m < M, SUM c < C, y_bar@[m, c] * D (y@[m, c]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])).
Proof.
  intros.
  pose (c0_0 := (cond 3 (fun m c r => true))).
  assert (F_y := pairing_forward [M; C]%Z [Term [n]%Z c0_0 (val 3 (fun m c r => x@[m, c, r] / num n))] (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 3 (fun m c r => y_bar@[m, c] * (1 / num n) * D (x@[m, c, r])))).
  rewrite (where_total [M; C; n]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 3 (fun m c r => true))).
  pose (g_x0 := (val 3 (fun m c r => y_bar@[m, c] / num n))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term []%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; n]%Z c0_0 f0_0_0 = where_ [M; C; n]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun m c r => [m; c; r]%Z)) (point 3 (fun m c r => [m; c; r]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C]%Z (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
