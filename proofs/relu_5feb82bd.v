(* relu: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    a[m, c, l, i, j] = max(0, z[m, c, l, i, j])
    ∂J/∂z[m, c, l, i, j] = ∂J/∂a[m, c, l, i, j] · [z[m, c, l, i, j] > 0]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_d n_h n_w : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (slope_0 : ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, D (relu z@[m, c, l, i, j]) = step z@[m, c, l, i, j] * D (z@[m, c, l, i, j]))
  (H_a : ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, a@[m, c, l, i, j] = (relu z@[m, c, l, i, j]))
  (H_z_bar : ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, z_bar@[m, c, l, i, j] = (a_bar@[m, c, l, i, j] * step z@[m, c, l, i, j])) :
  SUM m < M, SUM c < C, SUM l < n_d, SUM i < n_h, SUM j < n_w, a_bar@[m, c, l, i, j] * D (a@[m, c, l, i, j]) =
    (SUM m < M, SUM c < C, SUM l < n_d, SUM i < n_h, SUM j < n_w, z_bar@[m, c, l, i, j] * D (z@[m, c, l, i, j])).
Proof.
  intros.
  pose (c0_0 := (cond 5 (fun m c l i j => true))).
  assert (F_a := pairing_forward [M; C; n_d; n_h; n_w]%Z [Term []%Z c0_0 (val 5 (fun m c l i j => relu z@[m, c, l, i, j]))] (val 5 (fun m c l i j => a_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => a@[m, c, l, i, j])) H_a).
  cbn [map total bound condition body app length] in F_a.
  pose (f0_0_0 := (val 5 (fun m c l i j => a_bar@[m, c, l, i, j] * step z@[m, c, l, i, j] * D (z@[m, c, l, i, j])))).
  rewrite (where_total [M; C; n_d; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_a by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite slope_0 by arithmetic | rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_a.
  pose (d_z0 := (cond 5 (fun m c l i j => true))).
  pose (g_z0 := (val 5 (fun m c l i j => a_bar@[m, c, l, i, j] * step z@[m, c, l, i, j]))).
  assert (B_z := pairing_backward [M; C; n_d; n_h; n_w]%Z [Term []%Z d_z0 g_z0] (val 5 (fun m c l i j => z_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => z@[m, c, l, i, j])) H_z_bar).
  cbn [map total bound condition body app length] in B_z.
  assert (E_z0 : where_ [M; C; n_d; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_d; n_h; n_w]%Z d_z0 (fun l => g_z0 l * D ((val 5 (fun m c l i j => z@[m, c, l, i, j])) (firstn 5 l)))).
  { apply (reindex (point 5 (fun m c l i j => [m; c; l; i; j]%Z)) (point 5 (fun m c l i j => [m; c; l; i; j]%Z))); subst c0_0 f0_0_0 d_z0 g_z0; points; places. all: entries; repeat rewrite H_a by arithmetic; entries; algebra. }
  rewrite E_z0 in F_a.
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c l i j => a_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => a@[m, c, l, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_d; n_h; n_w]%Z (val 5 (fun m c l i j => z_bar@[m, c, l, i, j])) (val 5 (fun m c l i j => z@[m, c, l, i, j]))); [|cbn; ring].
  rewrite F_a, B_z.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
