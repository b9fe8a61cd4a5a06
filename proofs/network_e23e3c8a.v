(* symbolic-dense: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of dense1, paired with what is given, is the sum of the pairings of dense1.W, dense1.b, input. *)
From derive Require Import Composed.
From derive Require dense_ce5104c8.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* dense1 *)
Definition dense_ce5104c8_holds (M K n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL k < K, z@[m, k] = (b@[k]) + (SUM c < n, W@[k, c] * x@[m, c])) /\
  (ALL m < M, ALL c < n, x_bar@[m, c] = (SUM k < K, W@[k, c] * z_bar@[m, k])) /\
  (ALL k < K, ALL c < n, W_bar@[k, c] = (SUM m < M, x@[m, c] * z_bar@[m, k])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, z_bar@[m, k])).
Lemma dense_ce5104c8_pairs (M K n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : dense_ce5104c8_holds M K n z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K]%Z z_bar z = pairing [M; n]%Z x_bar x + (pairing [K; n]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_n & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, z_bar@[m, k] * D (z@[m, k])); [whole|]. transitivity ((SUM m < M, SUM c < n, x_bar@[m, c] * D (x@[m, c])) + (SUM k < K, SUM c < n, W_bar@[k, c] * D (W@[k, c])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (dense_ce5104c8.gathered R M K n z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

Theorem network (M n K : Z) (input dense1_W dense1_b dense1 input_bar dense1_W_bar dense1_b_bar dense1_bar : tensor R)
  (of_0 : dense_ce5104c8_holds M K n dense1 dense1_b dense1_W input input_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  : total [pairing [M; K]%Z dense1_bar dense1] =
    total [pairing [M; n]%Z input_bar input;
      pairing [K; n]%Z dense1_W_bar dense1_W;
      pairing [K]%Z dense1_b_bar dense1_b].
Proof.
  pose (v := numbered [pairing [M; n]%Z input_bar input; pairing [K; n]%Z dense1_W_bar dense1_W; pairing [K]%Z dense1_b_bar dense1_b; pairing [M; K]%Z dense1_bar dense1]).
  assert (H : hold v [([3]%Z, [0; 1; 2]%Z)]) by exact (conj (dense_ce5104c8_pairs M K n dense1 dense1_b dense1_W input input_bar dense1_bar dense1_W_bar dense1_b_bar of_0) I).
  exact (balance v [([3]%Z, [0; 1; 2]%Z)] [3]%Z [0; 1; 2]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
