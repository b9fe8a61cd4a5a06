(* symbolic-depthwise: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of depthwise1, paired with what is given, is the sum of the pairings of depthwise1.W, depthwise1.b, input. *)
From derive Require Import Composed.
From derive Require depthwise_15a5d343.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* depthwise1 *)
Definition depthwise_15a5d343_holds (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((1 <= s_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, z@[m, c, i, j] = (b@[c]) + (SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, [[inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)]] W@[c, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, c, i, j])) /\
  (ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j])) /\
  (ALL c < C, b_bar@[c] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j])).
Lemma depthwise_15a5d343_pairs (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : depthwise_15a5d343_holds M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; C; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + (pairing [C; f_h; f_w]%Z W_bar W + pairing [C]%Z b_bar b).
Proof. intros (least_M & least_C & least_o_h & least_o_w & least_f_h & least_f_w & least_p_h & least_s_h & least_p_w & least_s_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j] * D (z@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[c, u, v] * D (W@[c, u, v])) + (SUM c < C, b_bar@[c] * D (b@[c]))); [|whole].
  apply (depthwise_15a5d343.gathered R M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

Theorem network (M C h w f s p d_1 n_h_1 n_w_1 : Z) (input depthwise1_W depthwise1_b depthwise1 input_bar depthwise1_W_bar depthwise1_b_bar depthwise1_bar : tensor R)
  (of_0 : depthwise_15a5d343_holds M C n_h_1 n_w_1 f f p s p s h w depthwise1 depthwise1_b depthwise1_W input input_bar depthwise1_bar depthwise1_W_bar depthwise1_b_bar) (* depthwise1 *)
  : total [pairing [M; C; n_h_1; n_w_1]%Z depthwise1_bar depthwise1] =
    total [pairing [M; C; h; w]%Z input_bar input;
      pairing [C; f; f]%Z depthwise1_W_bar depthwise1_W;
      pairing [C]%Z depthwise1_b_bar depthwise1_b].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [C; f; f]%Z depthwise1_W_bar depthwise1_W; pairing [C]%Z depthwise1_b_bar depthwise1_b; pairing [M; C; n_h_1; n_w_1]%Z depthwise1_bar depthwise1]).
  assert (H : hold v [([3]%Z, [0; 1; 2]%Z)]) by exact (conj (depthwise_15a5d343_pairs M C n_h_1 n_w_1 f f p s p s h w depthwise1 depthwise1_b depthwise1_W input input_bar depthwise1_bar depthwise1_W_bar depthwise1_b_bar of_0) I).
  exact (balance v [([3]%Z, [0; 1; 2]%Z)] [3]%Z [0; 1; 2]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
