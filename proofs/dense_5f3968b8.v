(* dense: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, k] = b[k] + Σ_c W[c, k] · x[m, c]
    ∂J/∂x[m, c] = Σ_k ∂J/∂z[m, k] · W[c, k]
    ∂J/∂W[c, k] = Σ_m ∂J/∂z[m, k] · x[m, c]
    ∂J/∂b[k] = Σ_m ∂J/∂z[m, k]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M K n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_n : (1 <= n)%Z)
  (H_z : ALL m < M, ALL k < K, z@[m, k] = (b@[k]) + (SUM c < n, W@[c, k] * x@[m, c]))
  (H_x_bar : ALL m < M, ALL c < n, x_bar@[m, c] = (SUM k < K, W@[c, k] * z_bar@[m, k]))
  (H_W_bar : ALL c < n, ALL k < K, W_bar@[c, k] = (SUM m < M, x@[m, c] * z_bar@[m, k]))
  (H_b_bar : ALL k < K, b_bar@[k] = (SUM m < M, z_bar@[m, k])) :
  SUM m < M, SUM k < K, z_bar@[m, k] * D (z@[m, k]) =
    (SUM m < M, SUM c < n, x_bar@[m, c] * D (x@[m, c])) + (SUM c < n, SUM k < K, W_bar@[c, k] * D (W@[c, k])) + (SUM k < K, b_bar@[k] * D (b@[k])).
Proof.
  intros.
  pose (c0_0 := (cond 2 (fun m k => true))).
  pose (c0_1 := (cond 3 (fun m k c => true))).
  assert (F_z := pairing_forward [M; K]%Z [Term []%Z c0_0 (val 2 (fun m k => b@[k])); Term [n]%Z c0_1 (val 3 (fun m k c => W@[c, k] * x@[m, c]))] (val 2 (fun m k => z_bar@[m, k])) (val 2 (fun m k => z@[m, k])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 2 (fun m k => z_bar@[m, k] * 1 * D (b@[k])))).
  rewrite (where_total [M; K]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 3 (fun m k c => z_bar@[m, k] * x@[m, c] * D (W@[c, k])))).
  pose (f0_1_1 := (val 3 (fun m k c => z_bar@[m, k] * W@[c, k] * D (x@[m, c])))).
  rewrite (where_total [M; K; n]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 3 (fun m c k => true))).
  pose (g_x0 := (val 3 (fun m c k => W@[c, k] * z_bar@[m, k]))).
  assert (B_x := pairing_backward [M; n]%Z [Term [K]%Z d_x0 g_x0] (val 2 (fun m c => x_bar@[m, c])) (val 2 (fun m c => x@[m, c])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; n]%Z c0_1 f0_1_1 = where_ [M; n; K]%Z d_x0 (fun l => g_x0 l * D ((val 2 (fun m c => x@[m, c])) (firstn 2 l)))).
  { apply (reindex (point 3 (fun m k c => [m; c; k]%Z)) (point 3 (fun m c k => [m; k; c]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 3 (fun c k m => true))).
  pose (g_W0 := (val 3 (fun c k m => x@[m, c] * z_bar@[m, k]))).
  assert (B_W := pairing_backward [n; K]%Z [Term [M]%Z d_W0 g_W0] (val 2 (fun c k => W_bar@[c, k])) (val 2 (fun c k => W@[c, k])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; n]%Z c0_1 f0_1_0 = where_ [n; K; M]%Z d_W0 (fun l => g_W0 l * D ((val 2 (fun c k => W@[c, k])) (firstn 2 l)))).
  { apply (reindex (point 3 (fun m k c => [c; k; m]%Z)) (point 3 (fun c k m => [m; k; c]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 2 (fun k m => true))).
  pose (g_b0 := (val 2 (fun k m => z_bar@[m, k]))).
  assert (B_b := pairing_backward [K]%Z [Term [M]%Z d_b0 g_b0] (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; K]%Z c0_0 f0_0_0 = where_ [K; M]%Z d_b0 (fun l => g_b0 l * D ((val 1 (fun k => b@[k])) (firstn 1 l)))).
  { apply (reindex (point 2 (fun m k => [k; m]%Z)) (point 2 (fun k m => [m; k]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; K]%Z (val 2 (fun m k => z_bar@[m, k])) (val 2 (fun m k => z@[m, k]))); [cbn; ring|].
  transitivity (pairing [M; n]%Z (val 2 (fun m c => x_bar@[m, c])) (val 2 (fun m c => x@[m, c])) + pairing [n; K]%Z (val 2 (fun c k => W_bar@[c, k])) (val 2 (fun c k => W@[c, k])) + pairing [K]%Z (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
