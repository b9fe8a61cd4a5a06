(* conv: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, k, i] = Σ_{c,u} W[k, c, u] · x[m, c, i+d·u]
    ∂J/∂x[m, c, r] = Σ_{k,u} ∂J/∂z[m, k, r−d·u] · W[k, c, u]
    ∂J/∂W[k, c, u] = Σ_{m,i} ∂J/∂z[m, k, i] · x[m, c, i+d·u]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M K o C f d n : Z) (z W x x_bar z_bar W_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_d : (1 <= d)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = (n - d * (f + (-1))))%Z)
  (H_z : ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (SUM c < C, SUM u < f, W@[k, c, u] * x@[m, c, i + d * u]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM k < K, SUM u < f, [[inside (r - d * u) (o)]] W@[k, c, u] * z_bar@[m, k, r - d * u]))
  (H_W_bar : ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, x@[m, c, i + d * u] * z_bar@[m, k, i])) :
  SUM m < M, SUM k < K, SUM i < o, z_bar@[m, k, i] * D (z@[m, k, i]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])) + (SUM k < K, SUM c < C, SUM u < f, W_bar@[k, c, u] * D (W@[k, c, u])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - d * (f + (-1)) - o))%Z) by size_fact.
  try clear size_o.
  pose (c0_0 := (cond 5 (fun m k i c u => true))).
  assert (F_z := pairing_forward [M; K; o]%Z [Term [C; f]%Z c0_0 (val 5 (fun m k i c u => W@[k, c, u] * x@[m, c, i + d * u]))] (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 5 (fun m k i c u => z_bar@[m, k, i] * x@[m, c, i + d * u] * D (W@[k, c, u])))).
  pose (f0_0_1 := (val 5 (fun m k i c u => z_bar@[m, k, i] * W@[k, c, u] * D (x@[m, c, i + d * u])))).
  rewrite (where_total [M; K; o; C; f]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_z by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 5 (fun m c r k u => inside (r - d * u) (o)))).
  pose (g_x0 := (val 5 (fun m c r k u => W@[k, c, u] * z_bar@[m, k, r - d * u]))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term [K; f]%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o; C; f]%Z c0_0 f0_0_1 = where_ [M; C; n; K; f]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [m; c; i + d * u; k; u]%Z)) (point 5 (fun m c r k u => [m; k; r - d * u; c; u]%Z))); subst c0_0 f0_0_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 5 (fun k c u m i => true))).
  pose (g_W0 := (val 5 (fun k c u m i => x@[m, c, i + d * u] * z_bar@[m, k, i]))).
  assert (B_W := pairing_backward [K; C; f]%Z [Term [M; o]%Z d_W0 g_W0] (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o; C; f]%Z c0_0 f0_0_0 = where_ [K; C; f; M; o]%Z d_W0 (fun l => g_W0 l * D ((val 3 (fun k c u => W@[k, c, u])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [k; c; u; m; i]%Z)) (point 5 (fun k c u m i => [m; k; i; c; u]%Z))); subst c0_0 f0_0_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  transitivity (pairing [M; K; o]%Z (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) + pairing [K; C; f]%Z (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u]))); [|cbn; ring].
  rewrite F_z, B_x, B_W.
  ring.
Qed.

Theorem scattered (M K o C f d n : Z) (z W x x_bar z_bar W_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_d : (1 <= d)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = (n - d * (f + (-1))))%Z)
  (H_z : ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (SUM c < C, SUM u < f, W@[k, c, u] * x@[m, c, i + d * u]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, SUM u < f, SUM k < K, [[(i + d * u =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i]))
  (H_W_bar : ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, x@[m, c, i + d * u] * z_bar@[m, k, i])) :
  SUM m < M, SUM k < K, SUM i < o, z_bar@[m, k, i] * D (z@[m, k, i]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])) + (SUM k < K, SUM c < C, SUM u < f, W_bar@[k, c, u] * D (W@[k, c, u])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - d * (f + (-1)) - o))%Z) by size_fact.
  try clear size_o.
  pose (c0_0 := (cond 5 (fun m k i c u => true))).
  assert (F_z := pairing_forward [M; K; o]%Z [Term [C; f]%Z c0_0 (val 5 (fun m k i c u => W@[k, c, u] * x@[m, c, i + d * u]))] (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 5 (fun m k i c u => z_bar@[m, k, i] * x@[m, c, i + d * u] * D (W@[k, c, u])))).
  pose (f0_0_1 := (val 5 (fun m k i c u => z_bar@[m, k, i] * W@[k, c, u] * D (x@[m, c, i + d * u])))).
  rewrite (where_total [M; K; o; C; f]%Z c0_0 _ [f0_0_0; f0_0_1]) in F_z by (subst f0_0_0 f0_0_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 6 (fun m c r i u k => (i + d * u =? r)%Z))).
  pose (g_x0 := (val 6 (fun m c r i u k => W@[k, c, u] * z_bar@[m, k, i]))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term [o; f; K]%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o; C; f]%Z c0_0 f0_0_1 = where_ [M; C; n; o; f; K]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [m; c; i + d * u; i; u; k]%Z)) (point 6 (fun m c r i u k => [m; k; i; c; u]%Z))); subst c0_0 f0_0_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 5 (fun k c u m i => true))).
  pose (g_W0 := (val 5 (fun k c u m i => x@[m, c, i + d * u] * z_bar@[m, k, i]))).
  assert (B_W := pairing_backward [K; C; f]%Z [Term [M; o]%Z d_W0 g_W0] (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o; C; f]%Z c0_0 f0_0_0 = where_ [K; C; f; M; o]%Z d_W0 (fun l => g_W0 l * D ((val 3 (fun k c u => W@[k, c, u])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [k; c; u; m; i]%Z)) (point 5 (fun k c u m i => [m; k; i; c; u]%Z))); subst c0_0 f0_0_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  transitivity (pairing [M; K; o]%Z (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) + pairing [K; C; f]%Z (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u]))); [|cbn; ring].
  rewrite F_z, B_x, B_W.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
