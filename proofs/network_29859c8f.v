(* symbolic-conv-transpose: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of conv_transpose1, paired with what is given, is the sum of the pairings of conv_transpose1.W, conv_transpose1.b, input. *)
From derive Require Import Composed.
From derive Require conv_transpose_e83c7b9a.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv_transpose1 *)
Definition conv_transpose_e83c7b9a_holds (M K o_h o_w C n_h n_w f_h f_w p_h s_h p_w s_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((1 <= s_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= (f_h + (-1) * 2 * p_h + s_h * (n_h + (-1))))%Z) /\
  ((1 <= (f_w + (-1) * 2 * p_w + s_w * (n_w + (-1))))%Z) /\
  ((o_h = (f_h + (-1) * 2 * p_h + s_h * (n_h + (-1))))%Z) /\
  ((o_w = (f_w + (-1) * 2 * p_w + s_w * (n_w + (-1))))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (b@[k]) + (SUM c < C, SUM r < n_h, SUM q < n_w, SUM u < f_h, SUM v < f_w, [[(s_h * r + u - p_h =? i)%Z && (s_w * q + v - p_w =? j)%Z]] W@[c, k, u, v] * x@[m, c, r, q])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, [[inside (s_h * r + u - p_h) (o_h) && inside (s_w * q + v - p_w) (o_w)]] W@[c, k, u, v] * z_bar@[m, k, s_h * r + u - p_h, s_w * q + v - p_w])) /\
  (ALL c < C, ALL k < K, ALL u < f_h, ALL v < f_w, W_bar@[c, k, u, v] = (SUM m < M, SUM r < n_h, SUM q < n_w, [[inside (s_h * r + u - p_h) (o_h) && inside (s_w * q + v - p_w) (o_w)]] x@[m, c, r, q] * z_bar@[m, k, s_h * r + u - p_h, s_w * q + v - p_w])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j])).
Lemma conv_transpose_e83c7b9a_pairs (M K o_h o_w C n_h n_w f_h f_w p_h s_h p_w s_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_transpose_e83c7b9a_holds M K o_h o_w C n_h n_w f_h f_w p_h s_h p_w s_w z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + (pairing [C; K; f_h; f_w]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_n_h & least_n_w & least_f_h & least_f_w & least_p_h & least_s_h & least_p_w & least_s_w & limit_0 & limit_1 & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM c < C, SUM k < K, SUM u < f_h, SUM v < f_w, W_bar@[c, k, u, v] * D (W@[c, k, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (conv_transpose_e83c7b9a.gathered R M K o_h o_w C n_h n_w f_h f_w p_h s_h p_w s_w z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

Theorem network (M C h w f s p d_1 K n_h_1 n_w_1 : Z) (input conv_transpose1_W conv_transpose1_b conv_transpose1 input_bar conv_transpose1_W_bar conv_transpose1_b_bar conv_transpose1_bar : tensor R)
  (of_0 : conv_transpose_e83c7b9a_holds M K n_h_1 n_w_1 C h w f f p s p s conv_transpose1 conv_transpose1_b conv_transpose1_W input input_bar conv_transpose1_bar conv_transpose1_W_bar conv_transpose1_b_bar) (* conv_transpose1 *)
  : total [pairing [M; K; n_h_1; n_w_1]%Z conv_transpose1_bar conv_transpose1] =
    total [pairing [M; C; h; w]%Z input_bar input;
      pairing [C; K; f; f]%Z conv_transpose1_W_bar conv_transpose1_W;
      pairing [K]%Z conv_transpose1_b_bar conv_transpose1_b].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [C; K; f; f]%Z conv_transpose1_W_bar conv_transpose1_W; pairing [K]%Z conv_transpose1_b_bar conv_transpose1_b; pairing [M; K; n_h_1; n_w_1]%Z conv_transpose1_bar conv_transpose1]).
  assert (H : hold v [([3]%Z, [0; 1; 2]%Z)]) by exact (conj (conv_transpose_e83c7b9a_pairs M K n_h_1 n_w_1 C h w f f p s p s conv_transpose1 conv_transpose1_b conv_transpose1_W input input_bar conv_transpose1_bar conv_transpose1_W_bar conv_transpose1_b_bar of_0) I).
  exact (balance v [([3]%Z, [0; 1; 2]%Z)] [3]%Z [0; 1; 2]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
