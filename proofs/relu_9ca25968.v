(* relu: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    a[m, c, i] = max(0, z[m, c, i])
    ∂J/∂z[m, c, i] = ∂J/∂a[m, c, i] · [z[m, c, i] > 0]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n : (1 <= n)%Z)
  (slope_0 : ALL m < M, ALL c < C, ALL i < n, D (relu z@[m, c, i]) = step z@[m, c, i] * D (z@[m, c, i]))
  (H_a : ALL m < M, ALL c < C, ALL i < n, a@[m, c, i] = (relu z@[m, c, i]))
  (H_z_bar : ALL m < M, ALL c < C, ALL i < n, z_bar@[m, c, i] = (a_bar@[m, c, i] * step z@[m, c, i])) :
  SUM m < M, SUM c < C, SUM i < n, a_bar@[m, c, i] * D (a@[m, c, i]) =
    (SUM m < M, SUM c < C, SUM i < n, z_bar@[m, c, i] * D (z@[m, c, i])).
Proof.
  intros.
  pose (c0_0 := (cond 3 (fun m c i => true))).
  assert (F_a := pairing_forward [M; C; n]%Z [Term []%Z c0_0 (val 3 (fun m c i => relu z@[m, c, i]))] (val 3 (fun m c i => a_bar@[m, c, i])) (val 3 (fun m c i => a@[m, c, i])) H_a).
  cbn [map total bound condition body app length] in F_a.
  pose (f0_0_0 := (val 3 (fun m c i => a_bar@[m, c, i] * step z@[m, c, i] * D (z@[m, c, i])))).
  rewrite (where_total [M; C; n]%Z c0_0 _ [f0_0_0]) in F_a by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_a.
  pose (d_z0 := (cond 3 (fun m c i => true))).
  pose (g_z0 := (val 3 (fun m c i => a_bar@[m, c, i] * step z@[m, c, i]))).
  assert (B_z := pairing_backward [M; C; n]%Z [Term []%Z d_z0 g_z0] (val 3 (fun m c i => z_bar@[m, c, i])) (val 3 (fun m c i => z@[m, c, i])) H_z_bar).
  cbn [map total bound condition body app length] in B_z.
  assert (E_z0 : where_ [M; C; n]%Z c0_0 f0_0_0 = where_ [M; C; n]%Z d_z0 (fun l => g_z0 l * D ((val 3 (fun m c i => z@[m, c, i])) (firstn 3 l)))).
  { apply (reindex (point 3 (fun m c i => [m; c; i]%Z)) (point 3 (fun m c i => [m; c; i]%Z))); subst c0_0 f0_0_0 d_z0 g_z0; points; places. all: entries; repeat rewrite H_a by arithmetic; entries; algebra. }
  rewrite E_z0 in F_a.
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c i => a_bar@[m, c, i])) (val 3 (fun m c i => a@[m, c, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c i => z_bar@[m, c, i])) (val 3 (fun m c i => z@[m, c, i]))); [|cbn; ring].
  rewrite F_a, B_z.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
