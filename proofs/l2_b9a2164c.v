(* l2: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    R = λ/2 · Σ_{k,c} W[k, c]²
    ∂J/∂W[k, c] = λ · W[k, c]

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (K n : Z) (l2 : R) (R_ W W_bar : tensor R)
  (least_K : (1 <= K)%Z)
  (least_n : (1 <= n)%Z)
  (held_l2 : D l2 = 0)
  (unit_0 : unit (num 2 : R))
  (H_R_ : R_@[] = (SUM k < K, SUM c < n, (1 / num 2) * (W@[k, c] * W@[k, c]) * l2))
  (H_W_bar : ALL k < K, ALL c < n, W_bar@[k, c] = (W@[k, c] * l2)) :
  D (R_@[]) =
    (SUM k < K, SUM c < n, W_bar@[k, c] * D (W@[k, c])).
Proof.
  intros.
  assert (halves : inv (num 2) + inv (num 2) = (1 : R)) by (rewrite <- unit_0; rewrite ?num_2; ring).
  pose (c0_0 := (cond 2 (fun k c => true))).
  assert (F_R_ := pairing_forward []%Z [Term [K; n]%Z c0_0 (val 2 (fun k c => (1 / num 2) * (W@[k, c] * W@[k, c]) * l2))] (val 0 (1)) (val 0 (R_@[])) H_R_).
  cbn [map total bound condition body app length] in F_R_.
  pose (f0_0_0 := (val 2 (fun k c => 1 * (W@[k, c] * l2) * D (W@[k, c])))).
  rewrite (where_total [K; n]%Z c0_0 _ [f0_0_0]) in F_R_ by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite held_l2 by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | fail])]; slopes)); first [algebra | match goal with |- ?a = ?b => transitivity ((inv (num 2) + inv (num 2)) * b); [ring | rewrite halves; ring] end]).
  cbn [map total] in F_R_.
  pose (d_W0 := (cond 2 (fun k c => true))).
  pose (g_W0 := (val 2 (fun k c => W@[k, c] * l2))).
  assert (B_W := pairing_backward [K; n]%Z [Term []%Z d_W0 g_W0] (val 2 (fun k c => W_bar@[k, c])) (val 2 (fun k c => W@[k, c])) H_W_bar).
  cbn [map total bound condition body app length] in B_W.
  assert (E_W0 : where_ [K; n]%Z c0_0 f0_0_0 = where_ [K; n]%Z d_W0 (fun l => g_W0 l * D ((val 2 (fun k c => W@[k, c])) (firstn 2 l)))).
  { apply (reindex (point 2 (fun k c => [k; c]%Z)) (point 2 (fun k c => [k; c]%Z))); subst c0_0 f0_0_0 d_W0 g_W0; points; places. all: entries; entries; first [algebra | match goal with |- ?a = ?b => transitivity ((inv (num 2) + inv (num 2)) * b); [ring | rewrite halves; ring] end]. }
  rewrite E_W0 in F_R_.
  transitivity (pairing []%Z (val 0 (1)) (val 0 (R_@[]))); [cbn; ring|].
  transitivity (pairing [K; n]%Z (val 2 (fun k c => W_bar@[k, c])) (val 2 (fun k c => W@[k, c]))); [|cbn; ring].
  rewrite F_R_, B_W.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
