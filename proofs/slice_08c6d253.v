(* slice: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, k, i, j] = x[m, k+start, i, j]
    ∂J/∂x[m, c, i, j] = ∂J/∂y[m, c−start, i, j] · [0 ≤ c − start < K]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M K n_h n_w start C stop : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_start : (0 <= start)%Z)
  (least_C : (1 <= C)%Z)
  (least_stop : (1 <= stop)%Z)
  (limit_0 : (0 <= (C - stop))%Z)
  (limit_1 : (1 <= (stop - start))%Z)
  (size_K : (K = (stop - start))%Z)
  (H_y : ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = (x@[m, k + start, i, j]))
  (H_x_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = ([[inside (c - start) (K)]] y_bar@[m, c - start, i, j])) :
  SUM m < M, SUM k < K, SUM i < n_h, SUM j < n_w, y_bar@[m, k, i, j] * D (y@[m, k, i, j]) =
    (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x_bar@[m, c, i, j] * D (x@[m, c, i, j])).
Proof.
  intros.
  assert (fact_0 : (0 <= (C - stop))%Z) by size_fact.
  assert (fact_1 : (0 <= (stop + (-1) - start))%Z) by size_fact.
  assert (fact_2 : (0 <= (stop - K - start))%Z) by size_fact.
  try clear size_K.
  pose (c0_0 := (cond 4 (fun m k i j => true))).
  assert (F_y := pairing_forward [M; K; n_h; n_w]%Z [Term []%Z c0_0 (val 4 (fun m k i j => x@[m, k + start, i, j]))] (val 4 (fun m k i j => y_bar@[m, k, i, j])) (val 4 (fun m k i j => y@[m, k, i, j])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 4 (fun m k i j => y_bar@[m, k, i, j] * 1 * D (x@[m, k + start, i, j])))).
  rewrite (where_total [M; K; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 4 (fun m c i j => inside (c - start) (K)))).
  pose (g_x0 := (val 4 (fun m c i j => y_bar@[m, c - start, i, j]))).
  assert (B_x := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_x0 g_x0] (val 4 (fun m c i j => x_bar@[m, c, i, j])) (val 4 (fun m c i j => x@[m, c, i, j])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; K; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_x0 (fun l => g_x0 l * D ((val 4 (fun m c i j => x@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m k i j => [m; k + start; i; j]%Z)) (point 4 (fun m c i j => [m; c - start; i; j]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; repeat rewrite H_y by arithmetic; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; K; n_h; n_w]%Z (val 4 (fun m k i j => y_bar@[m, k, i, j])) (val 4 (fun m k i j => y@[m, k, i, j]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => x_bar@[m, c, i, j])) (val 4 (fun m c i j => x@[m, c, i, j]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
