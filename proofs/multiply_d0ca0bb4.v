(* multiply: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    a[m, c, i, j] = x_1[m, c, i, j] · x_2[m, c, 0, 0]
    ∂J/∂x_1[m, c, i, j] = ∂J/∂a[m, c, i, j] · x_2[m, c, 0, 0]
    ∂J/∂x_2[m, c, 0, 0] = Σ_{i,j} ∂J/∂a[m, c, i, j] · x_1[m, c, i, j]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_h n_w : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (H_a : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a@[m, c, i, j] = (x1@[m, c, i, j] * x2@[m, c, 0, 0]))
  (H_x1_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (a_bar@[m, c, i, j] * x2@[m, c, 0, 0]))
  (H_x2_bar : ALL m < M, ALL c < C, x2_bar@[m, c, 0, 0] = (SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * x1@[m, c, i, j])) :
  SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * D (a@[m, c, i, j]) =
    (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x1_bar@[m, c, i, j] * D (x1@[m, c, i, j])) + (SUM m < M, SUM c < C, x2_bar@[m, c, 0, 0] * D (x2@[m, c, 0, 0])).
Proof.
  intros.
  pose (c0_0 := (cond 4 (fun m c i j => true))).
  assert (F_a := pairing_forward [M; C; n_h; n_w]%Z [Term []%Z c0_0 (val 4 (fun m c i j => x1@[m, c, i, j] * x2@[m, c, 0, 0]))] (val 4 (fun m c i j => a_bar@[m, c, i, j])) (val 4 (fun m c i j => a@[m, c, i, j])) H_a).
  cbn [map total bound condition body app length] in F_a.
  pose (f0_0_0 := (val 4 (fun m c i j => a_bar@[m, c, i, j] * x2@[m, c, 0, 0] * D (x1@[m, c, i, j])))).
  pose (f0_0_1 := (val 4 (fun m c i j => a_bar@[m, c, i, j] * x1@[m, c, i, j] * D (x2@[m, c, 0, 0])))).
  rewrite (where_total [M; C; n_h; n_w]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_a by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_a.
  pose (d_x10 := (cond 4 (fun m c i j => true))).
  pose (g_x10 := (val 4 (fun m c i j => a_bar@[m, c, i, j] * x2@[m, c, 0, 0]))).
  assert (B_x1 := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_x10 g_x10] (val 4 (fun m c i j => x1_bar@[m, c, i, j])) (val 4 (fun m c i j => x1@[m, c, i, j])) H_x1_bar).
  cbn [map total bound condition body app length] in B_x1.
  assert (E_x10 : where_ [M; C; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_x10 (fun l => g_x10 l * D ((val 4 (fun m c i j => x1@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; j]%Z)) (point 4 (fun m c i j => [m; c; i; j]%Z))); subst c0_0 f0_0_0 d_x10 g_x10; points; places. all: entries; repeat rewrite H_a by arithmetic; entries; algebra. }
  rewrite E_x10 in F_a.
  pose (d_x20 := (cond 4 (fun m c i j => true))).
  pose (g_x20 := (val 4 (fun m c i j => a_bar@[m, c, i, j] * x1@[m, c, i, j]))).
  assert (B_x2 := pairing_backward [M; C]%Z [Term [n_h; n_w]%Z d_x20 g_x20] (val 2 (fun m c => x2_bar@[m, c, 0, 0])) (val 2 (fun m c => x2@[m, c, 0, 0])) H_x2_bar).
  cbn [map total bound condition body app length] in B_x2.
  assert (E_x20 : where_ [M; C; n_h; n_w]%Z c0_0 f0_0_1 = where_ [M; C; n_h; n_w]%Z d_x20 (fun l => g_x20 l * D ((val 2 (fun m c => x2@[m, c, 0, 0])) (firstn 2 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; j]%Z)) (point 4 (fun m c i j => [m; c; i; j]%Z))); subst c0_0 f0_0_1 d_x20 g_x20; points; places. all: entries; repeat rewrite H_a by arithmetic; entries; algebra. }
  rewrite E_x20 in F_a.
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => a_bar@[m, c, i, j])) (val 4 (fun m c i j => a@[m, c, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => x1_bar@[m, c, i, j])) (val 4 (fun m c i j => x1@[m, c, i, j])) + pairing [M; C]%Z (val 2 (fun m c => x2_bar@[m, c, 0, 0])) (val 2 (fun m c => x2@[m, c, 0, 0]))); [|cbn; ring].
  rewrite F_a, B_x1, B_x2.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
