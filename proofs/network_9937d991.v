(* edge-detection: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of edges, paired with what is given, is the sum of the pairings of edges.W, input. *)
From derive Require Import Composed.
From derive Require conv_94e0d2b0.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* edges *)
Definition conv_94e0d2b0_holds (M K o_h o_w C f_h f_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = (n_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (SUM c < C, SUM u < f_h, SUM v < f_w, W@[k, c, u, v] * x@[m, c, i + u, j + v])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, [[inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[k, c, u, v] * z_bar@[m, k, r - u, q - v])) /\
  (ALL k < K, ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c, i + u, j + v] * z_bar@[m, k, i, j])).
Lemma conv_94e0d2b0_pairs (M K o_h o_w C f_h f_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : conv_94e0d2b0_holds M K o_h o_w C f_h f_w n_h n_w z W x x_bar z_bar W_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + pairing [K; C; f_h; f_w]%Z W_bar W.
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_f_h & least_f_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM k < K, SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[k, c, u, v] * D (W@[k, c, u, v]))); [|whole].
  apply (conv_94e0d2b0.gathered R M K o_h o_w C f_h f_w n_h n_w z W x x_bar z_bar W_bar); assumption. Qed.

Theorem network (M C_0 n_h_0 n_w_0 f_1 s_1 p_1 d_1 K_1 n_h_1 n_w_1 : Z) (input edges_W edges input_bar edges_W_bar edges_bar : tensor R)
  (of_0 : conv_94e0d2b0_holds M K_1 n_h_1 n_w_1 C_0 f_1 f_1 n_h_0 n_w_0 edges edges_W input input_bar edges_bar edges_W_bar) (* edges *)
  : total [pairing [M; K_1; n_h_1; n_w_1]%Z edges_bar edges] =
    total [pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input;
      pairing [K_1; C_0; f_1; f_1]%Z edges_W_bar edges_W].
Proof.
  pose (v := numbered [pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing [K_1; C_0; f_1; f_1]%Z edges_W_bar edges_W; pairing [M; K_1; n_h_1; n_w_1]%Z edges_bar edges]).
  assert (H : hold v [([2]%Z, [0; 1]%Z)]) by exact (conj (conv_94e0d2b0_pairs M K_1 n_h_1 n_w_1 C_0 f_1 f_1 n_h_0 n_w_0 edges edges_W input input_bar edges_bar edges_W_bar of_0) I).
  exact (balance v [([2]%Z, [0; 1]%Z)] [2]%Z [0; 1]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
