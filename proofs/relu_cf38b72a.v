(* relu: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    a[m, c] = max(0, z[m, c])
    ∂J/∂z[m, c] = ∂J/∂a[m, c] · [z[m, c] > 0]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M n : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z)
  (slope_0 : ALL m < M, ALL c < n, D (relu z@[m, c]) = step z@[m, c] * D (z@[m, c]))
  (H_a : ALL m < M, ALL c < n, a@[m, c] = (relu z@[m, c]))
  (H_z_bar : ALL m < M, ALL c < n, z_bar@[m, c] = (a_bar@[m, c] * step z@[m, c])) :
  SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]) =
    (SUM m < M, SUM c < n, z_bar@[m, c] * D (z@[m, c])).
Proof.
  intros.
  pose (c0_0 := (cond 2 (fun m c => true))).
  assert (F_a := pairing_forward [M; n]%Z [Term []%Z c0_0 (val 2 (fun m c => relu z@[m, c]))] (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c])) H_a).
  cbn [map total bound condition body app length] in F_a.
  pose (f0_0_0 := (val 2 (fun m c => a_bar@[m, c] * step z@[m, c] * D (z@[m, c])))).
  rewrite (where_total [M; n]%Z c0_0 _ [f0_0_0]) in F_a by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_a.
  pose (d_z0 := (cond 2 (fun m c => true))).
  pose (g_z0 := (val 2 (fun m c => a_bar@[m, c] * step z@[m, c]))).
  assert (B_z := pairing_backward [M; n]%Z [Term []%Z d_z0 g_z0] (val 2 (fun m c => z_bar@[m, c])) (val 2 (fun m c => z@[m, c])) H_z_bar).
  cbn [map total bound condition body app length] in B_z.
  assert (E_z0 : where_ [M; n]%Z c0_0 f0_0_0 = where_ [M; n]%Z d_z0 (fun l => g_z0 l * D ((val 2 (fun m c => z@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun m c => [m; c]%Z)) (point 2 (fun m c => [m; c]%Z))); subst c0_0 f0_0_0 d_z0 g_z0; points; places. all: entries; repeat rewrite H_a by arithmetic; entries; algebra. }
  rewrite E_z0 in F_a.
  transitivity (pairing [M; n]%Z (val 2 (fun m c => a_bar@[m, c])) (val 2 (fun m c => a@[m, c]))); [cbn; ring|].
  transitivity (pairing [M; n]%Z (val 2 (fun m c => z_bar@[m, c])) (val 2 (fun m c => z@[m, c]))); [|cbn; ring].
  rewrite F_a, B_z.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
