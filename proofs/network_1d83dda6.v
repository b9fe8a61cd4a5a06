(* symbolic-dropout: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of dropout1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require dropout_47208290.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* dropout1 *)
Definition dropout_47208290_holds (M n : Z) (rate : R) (y x mask x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (mask l) = 0) /\
  (D rate = 0) /\
  (unit (1 - rate : R)) /\
  (ALL m < M, ALL c < n, y@[m, c] = (mask@[m, c] * x@[m, c] / (1 - rate))) /\
  (ALL m < M, ALL c < n, x_bar@[m, c] = (mask@[m, c] * y_bar@[m, c] / (1 - rate))).
Lemma dropout_47208290_pairs (M n : Z) (rate : R) (y x mask x_bar y_bar : tensor R) : dropout_47208290_holds M n rate y x mask x_bar y_bar ->
  pairing [M; n]%Z y_bar y = pairing [M; n]%Z x_bar x.
Proof. intros (least_M & least_n & held_mask & held_rate & unit_0 & H_y & H_x_bar). transitivity (SUM m < M, SUM c < n, y_bar@[m, c] * D (y@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < n, x_bar@[m, c] * D (x@[m, c]))); [|whole].
  apply (dropout_47208290.gathered R M n rate y x mask x_bar y_bar); assumption. Qed.

Theorem network (M n : Z) (rate_dropout1 : R) (input dropout1 dropout1_mask input_bar dropout1_bar : tensor R)
  (of_0 : dropout_47208290_holds M n rate_dropout1 dropout1 input dropout1_mask input_bar dropout1_bar) (* dropout1 *)
  : total [pairing [M; n]%Z dropout1_bar dropout1] =
    total [pairing [M; n]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; n]%Z input_bar input; pairing [M; n]%Z dropout1_bar dropout1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (dropout_47208290_pairs M n rate_dropout1 dropout1 input dropout1_mask input_bar dropout1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
