(* symbolic-volume: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of flatten1, paired with what is given, is the sum of the pairings of conv1.W, conv1.b, input. *)
From derive Require Import Composed.
From derive Require conv_d2f9cb68 flatten_7e6501e3.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv1 *)
Definition conv_d2f9cb68_holds (M K o_d o_h o_w C f_d f_h f_w p_d s_d p_h s_h p_w s_w n_d n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_d)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f_d)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_d)%Z) /\
  ((1 <= s_d)%Z) /\
  ((0 <= p_h)%Z) /\
  ((1 <= s_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_d = ((((n_d + 2 * p_d - f_d)) / (s_d)) + 1))%Z) /\
  ((o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z) /\
  (ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, z@[m, k, l, i, j] = (b@[k]) + (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[k, c, t, u, v] * x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM k < K, SUM l < o_d, SUM i < o_h, SUM j < o_w, [[inside (o + p_d - s_d * l) (f_d) && inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)]] W@[k, c, o + p_d - s_d * l, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, k, l, i, j])) /\
  (ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, W_bar@[k, c, t, u, v] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, [[inside (s_d * l + t - p_d) (n_d) && inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_d * l + t - p_d, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, k, l, i, j])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j])).
Lemma conv_d2f9cb68_pairs (M K o_d o_h o_w C f_d f_h f_w p_d s_d p_h s_h p_w s_w n_d n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_d2f9cb68_holds M K o_d o_h o_w C f_d f_h f_w p_d s_d p_h s_h p_w s_w n_d n_h n_w z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o_d; o_h; o_w]%Z z_bar z = pairing [M; C; n_d; n_h; n_w]%Z x_bar x + (pairing [K; C; f_d; f_h; f_w]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_o_d & least_o_h & least_o_w & least_C & least_f_d & least_f_h & least_f_w & least_p_d & least_s_d & least_p_h & least_s_h & least_p_w & least_s_w & least_n_d & least_n_h & least_n_w & size_o_d & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, SUM l < o_d, SUM i < o_h, SUM j < o_w, z_bar@[m, k, l, i, j] * D (z@[m, k, l, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q])) + (SUM k < K, SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W_bar@[k, c, t, u, v] * D (W@[k, c, t, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (conv_d2f9cb68.gathered R M K o_d o_h o_w C f_d f_h f_w p_d s_d p_h s_h p_w s_w n_d n_h n_w z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

(* flatten1 *)
Definition flatten_7e6501e3_holds (M C n_d n_h n_w : Z) (v x x_bar v_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, v@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r] = (x@[m, c, o, r, q])) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r])).
Lemma flatten_7e6501e3_pairs (M C n_d n_h n_w : Z) (v x x_bar v_bar : tensor R) : flatten_7e6501e3_holds M C n_d n_h n_w v x x_bar v_bar ->
  pairing [M; C * n_d * n_h * n_w]%Z v_bar v = pairing [M; C; n_d; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_d & least_n_h & least_n_w & H_v & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, v_bar@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r] * D (v@[m, n_d * n_h * n_w * c + n_h * n_w * o + q + n_w * r])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM o < n_d, SUM r < n_h, SUM q < n_w, x_bar@[m, c, o, r, q] * D (x@[m, c, o, r, q]))); [|whole].
  apply (flatten_7e6501e3.gathered R M C n_d n_h n_w v x x_bar v_bar); assumption. Qed.

Theorem network (M C n_d n_h n_w f s p d_1 K n_d_1 n_h_1 n_w_1 : Z) (input conv1_W conv1_b conv1 input_bar conv1_W_bar conv1_b_bar conv1_bar flatten1 flatten1_bar : tensor R)
  (of_0 : conv_d2f9cb68_holds M K n_d_1 n_h_1 n_w_1 C f f f p s p s p s n_d n_h n_w conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar) (* conv1 *)
  (of_1 : flatten_7e6501e3_holds M K n_d_1 n_h_1 n_w_1 flatten1 conv1 conv1_bar flatten1_bar) (* flatten1 *)
  : total [pairing [M; K * n_d_1 * n_h_1 * n_w_1]%Z flatten1_bar flatten1] =
    total [pairing [M; C; n_d; n_h; n_w]%Z input_bar input;
      pairing [K; C; f; f; f]%Z conv1_W_bar conv1_W;
      pairing [K]%Z conv1_b_bar conv1_b].
Proof.
  pose (v := numbered [pairing [M; C; n_d; n_h; n_w]%Z input_bar input; pairing [K; C; f; f; f]%Z conv1_W_bar conv1_W; pairing [K]%Z conv1_b_bar conv1_b; pairing [M; K * n_d_1 * n_h_1 * n_w_1]%Z flatten1_bar flatten1; pairing [M; K; n_d_1; n_h_1; n_w_1]%Z conv1_bar conv1]).
  assert (H : hold v [([3]%Z, [4]%Z); ([4]%Z, [0; 1; 2]%Z)]) by exact (conj (flatten_7e6501e3_pairs M K n_d_1 n_h_1 n_w_1 flatten1 conv1 conv1_bar flatten1_bar of_1) (conj (conv_d2f9cb68_pairs M K n_d_1 n_h_1 n_w_1 C f f f p s p s p s n_d n_h n_w conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar of_0) I)).
  exact (balance v [([3]%Z, [4]%Z); ([4]%Z, [0; 1; 2]%Z)] [3]%Z [0; 1; 2]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
