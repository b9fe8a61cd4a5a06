(* flatten: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    v[m, n·c+r] = x[m, c, r]
    ∂J/∂x[m, c, r] = ∂J/∂v[m, n·c+r]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n : Z) (v x x_bar v_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n : (1 <= n)%Z)
  (H_v : ALL m < M, ALL c < C, ALL r < n, v@[m, n * c + r] = (x@[m, c, r]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (v_bar@[m, n * c + r])) :
  SUM m < M, SUM c < C, SUM r < n, v_bar@[m, n * c + r] * D (v@[m, n * c + r]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])).
Proof.
  intros.
  pose (c0_0 := (cond 3 (fun m c r => true))).
  assert (F_v := pairing_forward [M; C; n]%Z [Term []%Z c0_0 (val 3 (fun m c r => x@[m, c, r]))] (val 3 (fun m c r => v_bar@[m, n * c + r])) (val 3 (fun m c r => v@[m, n * c + r])) H_v).
  cbn [map total bound condition body app length] in F_v.
  pose (f0_0_0 := (val 3 (fun m c r => v_bar@[m, n * c + r] * 1 * D (x@[m, c, r])))).
  rewrite (where_total [M; C; n]%Z c0_0 _ [f0_0_0]) in F_v by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_v.
  pose (d_x0 := (cond 3 (fun m c r => true))).
  pose (g_x0 := (val 3 (fun m c r => v_bar@[m, n * c + r]))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term []%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; n]%Z c0_0 f0_0_0 = where_ [M; C; n]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun m c r => [m; c; r]%Z)) (point 3 (fun m c r => [m; c; r]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_v by arithmetic; entries; algebra. }
  rewrite E_x0 in F_v.
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => v_bar@[m, n * c + r])) (val 3 (fun m c r => v@[m, n * c + r]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r]))); [|cbn; ring].
  rewrite F_v, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
