(* conv-same: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of conv1, paired with what is given, is the sum of the pairings of conv1.W, conv1.b, input. *)
From derive Require Import Composed.
From derive Require conv_1dfda00a.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv1 *)
Definition conv_1dfda00a_holds (M K o_h o_w C f_h f_w p_h p_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = n_h)%Z) /\
  ((p_h = (((Z.max ((f_h + o_h + (-1) - n_h)) (0))) / (2)))%Z) /\
  ((o_w = n_w)%Z) /\
  ((p_w = (((Z.max ((f_w + o_w + (-1) - n_w)) (0))) / (2)))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (b@[k]) + (SUM c < C, SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] W@[k, c, u, v] * x@[m, c, i + u - p_h, j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, [[inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w)]] W@[k, c, u, v] * z_bar@[m, k, r + p_h - u, q + p_w - v])) /\
  (ALL k < K, ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] x@[m, c, i + u - p_h, j + v - p_w] * z_bar@[m, k, i, j])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j])).
Lemma conv_1dfda00a_pairs (M K o_h o_w C f_h f_w p_h p_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_1dfda00a_holds M K o_h o_w C f_h f_w p_h p_w n_h n_w z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + (pairing [K; C; f_h; f_w]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_f_h & least_f_w & least_p_h & least_p_w & least_n_h & least_n_w & size_o_h & size_p_h & size_o_w & size_p_w & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM k < K, SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[k, c, u, v] * D (W@[k, c, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (conv_1dfda00a.gathered R M K o_h o_w C f_h f_w p_h p_w n_h n_w z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

Theorem network (M C n f s_1 d_1 K n_1 p_1 : Z) (input conv1_W conv1_b conv1 input_bar conv1_W_bar conv1_b_bar conv1_bar : tensor R)
  (of_0 : conv_1dfda00a_holds M K n_1 n_1 C f f p_1 p_1 n n conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar) (* conv1 *)
  : total [pairing [M; K; n_1; n_1]%Z conv1_bar conv1] =
    total [pairing [M; C; n; n]%Z input_bar input;
      pairing [K; C; f; f]%Z conv1_W_bar conv1_W;
      pairing [K]%Z conv1_b_bar conv1_b].
Proof.
  pose (v := numbered [pairing [M; C; n; n]%Z input_bar input; pairing [K; C; f; f]%Z conv1_W_bar conv1_W; pairing [K]%Z conv1_b_bar conv1_b; pairing [M; K; n_1; n_1]%Z conv1_bar conv1]).
  assert (H : hold v [([3]%Z, [0; 1; 2]%Z)]) by exact (conj (conv_1dfda00a_pairs M K n_1 n_1 C f f p_1 p_1 n n conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar of_0) I).
  exact (balance v [([3]%Z, [0; 1; 2]%Z)] [3]%Z [0; 1; 2]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
