(* dropout: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c] = 1/(1 − ρ) · x[m, c] · mask[m, c]
    ∂J/∂x[m, c] = 1/(1 − ρ) · ∂J/∂y[m, c] · mask[m, c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M n : Z) (rate : R) (y x mask x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (held_mask : forall l, D (mask l) = 0)
  (held_rate : D rate = 0)
  (unit_0 : unit (1 - rate : R))
  (H_y : ALL m < M, ALL c < n, y@[m, c] = (mask@[m, c] * x@[m, c] / (1 - rate)))
  (H_x_bar : ALL m < M, ALL c < n, x_bar@[m, c] = (mask@[m, c] * y_bar@[m, c] / (1 - rate))) :
  SUM m < M, SUM c < n, y_bar@[m, c] * D (y@[m, c]) =
    (SUM m < M, SUM c < n, x_bar@[m, c] * D (x@[m, c])).
Proof.
  intros.
  pose (c0_0 := (cond 2 (fun m c => true))).
  assert (F_y := pairing_forward [M; n]%Z [Term []%Z c0_0 (val 2 (fun m c => mask@[m, c] * x@[m, c] / (1 - rate)))] (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 2 (fun m c => y_bar@[m, c] * (mask@[m, c] / (1 - rate)) * D (x@[m, c])))).
  rewrite (where_total [M; n]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite held_mask by arithmetic | rewrite held_rate by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 2 (fun m c => true))).
  pose (g_x0 := (val 2 (fun m c => mask@[m, c] * y_bar@[m, c] / (1 - rate)))).
  assert (B_x := pairing_backward [M; n]%Z [Term []%Z d_x0 g_x0] (val 2 (fun m c => x_bar@[m, c])) (val 2 (fun m c => x@[m, c])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; n]%Z c0_0 f0_0_0 = where_ [M; n]%Z d_x0 (fun l => g_x0 l * D ((val 2 (fun m c => x@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_y by arithmetic; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; n]%Z (val 2 (fun m c => y_bar@[m, c])) (val 2 (fun m c => y@[m, c]))); [cbn; ring|].
  transitivity (pairing [M; n]%Z (val 2 (fun m c => x_bar@[m, c])) (val 2 (fun m c => x@[m, c]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
