(* relu6: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    a[m, c, i, j] = min(6, max(0, z[m, c, i, j]))
    ∂J/∂z[m, c, i, j] = ∂J/∂a[m, c, i, j] · [6 − z[m, c, i, j] > 0] · [z[m, c, i, j] > 0]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_h n_w : Z) (relu6 step : R -> R) (a z z_bar a_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (slope_0 : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, D (relu6 z@[m, c, i, j]) = (step z@[m, c, i, j] * step (num 6 - z@[m, c, i, j])) * D (z@[m, c, i, j]))
  (H_a : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a@[m, c, i, j] = (relu6 z@[m, c, i, j]))
  (H_z_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, z_bar@[m, c, i, j] = (a_bar@[m, c, i, j] * step z@[m, c, i, j] * step (num 6 - z@[m, c, i, j]))) :
  SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * D (a@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, z_bar@[m, c, i, j] * D (z@[m, c, i, j])).
Proof.
  intros.
  pose (c0_0 := (cond 4 (fun m c i j => true))).
  assert (F_a := pairing_forward [M; C; n_h; n_w]%Z [Term []%Z c0_0 (val 4 (fun m c i j => relu6 z@[m, c, i, j]))] (val 4 (fun m c i j => a_bar@[m, c, i, j])) (val 4 (fun m c i j => a@[m, c, i, j])) H_a).
  cbn [map total bound condition body app length] in F_a.
  pose (f0_0_0 := (val 4 (fun m c i j => a_bar@[m, c, i, j] * (step z@[m, c, i, j] * step (num 6 - z@[m, c, i, j])) * D (z@[m, c, i, j])))).
  rewrite (where_total [M; C; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_a by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_a.
  pose (d_z0 := (cond 4 (fun m c i j => true))).
  pose (g_z0 := (val 4 (fun m c i j => a_bar@[m, c, i, j] * step z@[m, c, i, j] * step (num 6 - z@[m, c, i, j])))).
  assert (B_z := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_z0 g_z0] (val 4 (fun m c i j => z_bar@[m, c, i, j])) (val 4 (fun m c i j => z@[m, c, i, j])) H_z_bar).
  cbn [map total bound condition body app length] in B_z.
  assert (E_z0 : where_ [M; C; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_z0 (fun l => g_z0 l * D ((val 4 (fun m c i j => z@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; j]%Z)) (point 4 (fun m c i j => [m; c; i; j]%Z))); subst c0_0 f0_0_0 d_z0 g_z0; points; places. all: entries; repeat rewrite H_a by arithmetic; entries; algebra. }
  rewrite E_z0 in F_a.
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => a_bar@[m, c, i, j])) (val 4 (fun m c i j => a@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => z_bar@[m, c, i, j])) (val 4 (fun m c i j => z@[m, c, i, j]))); [|cbn; ring].
  rewrite F_a, B_z.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
