(* avg_pool: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    y[m, c, i] = 1/f · Σ_u x[m, c, s·i+u]
    ∂J/∂x[m, c, r] = 1/f · Σ_i ∂J/∂y[m, c, i]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C o f s n : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o : (1 <= o)%Z)
  (least_f : (1 <= f)%Z)
  (least_s : (1 <= s)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n - f)) / (s)) + 1))%Z)
  (unit_0 : unit (num f : R))
  (H_y : ALL m < M, ALL c < C, ALL i < o, y@[m, c, i] = (SUM u < f, x@[m, c, s * i + u] / num f))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, [[inside (r - s * i) (f)]] y_bar@[m, c, i] / num f)) :
  SUM m < M, SUM c < C, SUM i < o, y_bar@[m, c, i] * D (y@[m, c, i]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - f - s * (o + (-1))))%Z) by size_fact.
  try clear size_o.
  pose (c0_0 := (cond 4 (fun m c i u => true))).
  assert (F_y := pairing_forward [M; C; o]%Z [Term [f]%Z c0_0 (val 4 (fun m c i u => x@[m, c, s * i + u] / num f))] (val 3 (fun m c i => y_bar@[m, c, i])) (val 3 (fun m c i => y@[m, c, i])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 4 (fun m c i u => y_bar@[m, c, i] * (1 / num f) * D (x@[m, c, s * i + u])))).
  rewrite (where_total [M; C; o; f]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 4 (fun m c r i => inside (r - s * i) (f)))).
  pose (g_x0 := (val 4 (fun m c r i => y_bar@[m, c, i] / num f))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term [o]%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o; f]%Z c0_0 f0_0_0 = where_ [M; C; n; o]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 4 (fun m c i u => [m; c; s * i + u; i]%Z)) (point 4 (fun m c r i => [m; c; i; r - s * i]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; o]%Z (val 3 (fun m c i => y_bar@[m, c, i])) (val 3 (fun m c i => y@[m, c, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

Theorem scattered (M C o f s n : Z) (y x x_bar y_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o : (1 <= o)%Z)
  (least_f : (1 <= f)%Z)
  (least_s : (1 <= s)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n - f)) / (s)) + 1))%Z)
  (unit_0 : unit (num f : R))
  (H_y : ALL m < M, ALL c < C, ALL i < o, y@[m, c, i] = (SUM u < f, x@[m, c, s * i + u] / num f))
  (H_x_bar : ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, SUM u < f, [[(s * i + u =? r)%Z]] y_bar@[m, c, i] / num f)) :
  SUM m < M, SUM c < C, SUM i < o, y_bar@[m, c, i] * D (y@[m, c, i]) =
    (SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - f - s * (o + (-1))))%Z) by size_fact.
  try clear size_o.
  pose (c0_0 := (cond 4 (fun m c i u => true))).
  assert (F_y := pairing_forward [M; C; o]%Z [Term [f]%Z c0_0 (val 4 (fun m c i u => x@[m, c, s * i + u] / num f))] (val 3 (fun m c i => y_bar@[m, c, i])) (val 3 (fun m c i => y@[m, c, i])) H_y).
  cbn [map total bound condition body app length] in F_y.
  pose (f0_0_0 := (val 4 (fun m c i u => y_bar@[m, c, i] * (1 / num f) * D (x@[m, c, s * i + u])))).
  rewrite (where_total [M; C; o; f]%Z c0_0 _ [f0_0_0]) in F_y by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_y.
  pose (d_x0 := (cond 5 (fun m c r i u => (s * i + u =? r)%Z))).
  pose (g_x0 := (val 5 (fun m c r i u => y_bar@[m, c, i] / num f))).
  assert (B_x := pairing_backward [M; C; n]%Z [Term [o; f]%Z d_x0 g_x0] (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r])) H_x_bar).
  cbn [map total bound condition body app length] in B_x.
  assert (E_x0 : where_ [M; C; o; f]%Z c0_0 f0_0_0 = where_ [M; C; n; o; f]%Z d_x0 (fun l => g_x0 l * D ((val 3 (fun m c r => x@[m, c, r])) (firstn 3 l)))).
  { apply (reindex (point 4 (fun m c i u => [m; c; s * i + u; i; u]%Z)) (point 5 (fun m c r i u => [m; c; i; u]%Z))); subst c0_0 f0_0_0 d_x0 g_x0; points; places. all: entries; entries; algebra. }
  rewrite E_x0 in F_y.
  transitivity (pairing [M; C; o]%Z (val 3 (fun m c i => y_bar@[m, c, i])) (val 3 (fun m c i => y@[m, c, i]))); [cbn; ring|].
  transitivity (pairing [M; C; n]%Z (val 3 (fun m c r => x_bar@[m, c, r])) (val 3 (fun m c r => x@[m, c, r]))); [|cbn; ring].
  rewrite F_y, B_x.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
Print Assumptions scattered.
