(* conv: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    z[m, k, i] = b[k] + Σ_{c,u} W[k, c, u] · x[m, c, s·i+u−p]
    ∂J/∂x[m, c, r] = Σ_{k,i} ∂J/∂z[m, k, i] · W[k, c, r+p−s·i]
    ∂J/∂W[k, c, u] = Σ_{m,i} ∂J/∂z[m, k, i] · x[m, c, s·i+u−p]
    ∂J/∂b[k] = Σ_{m,i} ∂J/∂z[m, k, i]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M K o C f p s n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_p : (0 <= p)%Z)
  (least_s : (1 <= s)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n + 2 * p - f)) / (s)) + 1))%Z)
  (H_z : ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + u - p]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM k < K, SUM i < o, [[inside (r + p - s * i) (f)]] W@[k, c, r + p - s * i] * z_bar@[m, k, i]))
  (H_W_bar : ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, [[inside (s * i + u - p) (n)]] x@[m, c, s * i + u - p] * z_bar@[m, k, i]))
  (H_b_bar : ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o, z_bar@[m, k, i])) :
  SUM m < M, SUM k < K, SUM i < o, z_bar@[m, k, i] * D (z@[m, k, i]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])) + (SUM k < K, SUM c < C, SUM u < f, W_bar@[k, c, u] * D (W@[k, c, u])) + (SUM k < K, b_bar@[k] * D (b@[k])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n + 2 * p - f - s * (o + (-1))))%Z) by size_fact.
  try clear size_o.
  pose (c0_0 := (cond 3 (fun m k i => true))).
  pose (c0_1 := (cond 5 (fun m k i c u => inside (s * i + u - p) (n)))).
  assert (F_z := pairing_forward [M; K; o]%Z [Term []%Z c0_0 (val 3 (fun m k i => b@[k])); Term [C; f]%Z c0_1 (val 5 (fun m k i c u => W@[k, c, u] * x@[m, c, s * i + u - p]))] (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 3 (fun m k i => z_bar@[m, k, i] * 1 * D (b@[k])))).
  rewrite (where_total [M; K; o]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 5 (fun m k i c u => z_bar@[m, k, i] * x@[m, c, s * i + u - p] * D (W@[k, c, u])))).
  pose (f0_1_1 := (val 5 (fun m k i c u => z_bar@[m, k, i] * W@[k, c, u] * D (x@[m, c, s * i + u - p])))).
  rewrite (where_total [M; K; o; C; f]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 5 (fun m c r k i => inside (r + p - s * i) (f)))).
  pose (g_x0 := (val 5 (fun m c r k i => W@[k, c, r + p - s * i] * z_bar@[m, k, i]))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term [K; o]%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o; C; f]%Z c0_1 f0_1_1 = where_ [M; C; n; K; o]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [m; c; s * i + u - p; k; i]%Z)) (point 5 (fun m c r k i => [m; k; i; c; r + p - s * i]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 5 (fun k c u m i => inside (s * i + u - p) (n)))).
  pose (g_W0 := (val 5 (fun k c u m i => x@[m, c, s * i + u - p] * z_bar@[m, k, i]))).
  assert (B_W := pairing_backward [K; C; f]%Z [Term [M; o]%Z d_W0 g_W0] (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o; C; f]%Z c0_1 f0_1_0 = where_ [K; C; f; M; o]%Z d_W0 (fun l => g_W0 l * D ((val 3 (fun k c u => W@[k, c, u])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [k; c; u; m; i]%Z)) (point 5 (fun k c u m i => [m; k; i; c; u]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 3 (fun k m i => true))).
  pose (g_b0 := (val 3 (fun k m i => z_bar@[m, k, i]))).
  assert (B_b := pairing_backward [K]%Z [Term [M; o]%Z d_b0 g_b0] (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; K; o]%Z c0_0 f0_0_0 = where_ [K; M; o]%Z d_b0 (fun l => g_b0 l * D ((val 1 (fun k => b@[k])) (firstn 1 l)))).
  { apply (reindex (point 3 (fun m k i => [k; m; i]%Z)) (point 3 (fun k m i => [m; k; i]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; K; o]%Z (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) + pairing [K; C; f]%Z (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u])) + pairing [K]%Z (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

Theorem scattered (M K o C f p s n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_p : (0 <= p)%Z)
  (least_s : (1 <= s)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n + 2 * p - f)) / (s)) + 1))%Z)
  (H_z : ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + u - p]))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, SUM u < f, SUM k < K, [[inside (s * i + u - p) (n) && (s * i + u - p =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i]))
  (H_W_bar : ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, [[inside (s * i + u - p) (n)]] x@[m, c, s * i + u - p] * z_bar@[m, k, i]))
  (H_b_bar : ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o, z_bar@[m, k, i])) :
  SUM m < M, SUM k < K, SUM i < o, z_bar@[m, k, i] * D (z@[m, k, i]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])) + (SUM k < K, SUM c < C, SUM u < f, W_bar@[k, c, u] * D (W@[k, c, u])) + (SUM k < K, b_bar@[k] * D (b@[k])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n + 2 * p - f - s * (o + (-1))))%Z) by size_fact.
  try clear size_o.
  pose (c0_0 := (cond 3 (fun m k i => true))).
  pose (c0_1 := (cond 5 (fun m k i c u => inside (s * i + u - p) (n)))).
  assert (F_z := pairing_forward [M; K; o]%Z [Term []%Z c0_0 (val 3 (fun m k i => b@[k])); Term [C; f]%Z c0_1 (val 5 (fun m k i c u => W@[k, c, u] * x@[m, c, s * i + u - p]))] (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i])) H_z).
  cbn [map total bound condition body app length] in F_z.
  pose (f0_0_0 := (val 3 (fun m k i => z_bar@[m, k, i] * 1 * D (b@[k])))).
  rewrite (where_total [M; K; o]%Z c0_0 _ [f0_0_0]) in F_z by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  pose (f0_1_0 := (val 5 (fun m k i c u => z_bar@[m, k, i] * x@[m, c, s * i + u - p] * D (W@[k, c, u])))).
  pose (f0_1_1 := (val 5 (fun m k i c u => z_bar@[m, k, i] * W@[k, c, u] * D (x@[m, c, s * i + u - p])))).
  rewrite (where_total [M; K; o; C; f]%Z c0_1 _ [f0_1_0; f0_1_1]) in F_z by (subst f0_1_0 f0_1_1; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_z.
  pose (d_x0 := (cond 6 (fun m c r i u k => inside (s * i + u - p) (n) && (s * i + u - p =? r)%Z))).
  pose (g_x0 := (val 6 (fun m c r i u k => W@[k, c, u] * z_bar@[m, k, i]))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term [o; f; K]%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; o; C; f]%Z c0_1 f0_1_1 = where_ [M; C; n; o; f; K]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [m; c; s * i + u - p; i; u; k]%Z)) (point 6 (fun m c r i u k => [m; k; i; c; u]%Z))); subst c0_1 f0_1_1 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_z.
  pose (d_W0 := (cond 5 (fun k c u m i => inside (s * i + u - p) (n)))).
  pose (g_W0 := (val 5 (fun k c u m i => x@[m, c, s * i + u - p] * z_bar@[m, k, i]))).
  assert (B_W := pairing_backward [K; C; f]%Z [Term [M; o]%Z d_W0 g_W0] (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [M; K; o; C; f]%Z c0_1 f0_1_0 = where_ [K; C; f; M; o]%Z d_W0 (fun l => g_W0 l * D ((val 3 (fun k c u => W@[k, c, u])) (firstn 3 l)))).
  { apply (reindex (point 5 (fun m k i c u => [k; c; u; m; i]%Z)) (point 5 (fun k c u m i => [m; k; i; c; u]%Z))); subst c0_1 f0_1_0 d_W0 g_W0; points; places. all: entries; entries; algebra. }
  rewrite E_W0 in F_z.
  pose (d_b0 := (cond 3 (fun k m i => true))).
  pose (g_b0 := (val 3 (fun k m i => z_bar@[m, k, i]))).
  assert (B_b := pairing_backward [K]%Z [Term [M; o]%Z d_b0 g_b0] (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k])) H_b_bar).
  cbn [map total bound condition body app length] in B_b.
  assert (E_b0 : where_ [M; K; o]%Z c0_0 f0_0_0 = where_ [K; M; o]%Z d_b0 (fun l => g_b0 l * D ((val 1 (fun k => b@[k])) (firstn 1 l)))).
  { apply (reindex (point 3 (fun m k i => [k; m; i]%Z)) (point 3 (fun k m i => [m; k; i]%Z))); subst c0_0 f0_0_0 d_b0 g_b0; points; places. all: entries; entries; algebra. }
  rewrite E_b0 in F_z.
  transitivity (pairing [M; K; o]%Z (val 3 (fun m k i => z_bar@[m, k, i])) (val 3 (fun m k i => z@[m, k, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) + pairing [K; C; f]%Z (val 3 (fun k c u => W_bar@[k, c, u])) (val 3 (fun k c u => W@[k, c, u])) + pairing [K]%Z (val 1 (fun k => b_bar@[k])) (val 1 (fun k => b@[k]))); [|cbn; ring].
  rewrite F_z, B_x, B_W, B_b.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
