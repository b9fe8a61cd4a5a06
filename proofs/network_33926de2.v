(* translation: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of dense1, paired with what is given, is the sum of the pairings of dense1.W, dense1.b, conv1.W, input. *)
From derive Require Import Composed.
From derive Require conv_94e0d2b0 relu_1ac88228 max_pool_f2006a31 flatten_599128f0 dense_ce5104c8.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv1 *)
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

(* relu1 *)
Definition relu_1ac88228_holds (M C n_h n_w : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, D (relu z@[m, c, i, j]) = step z@[m, c, i, j] * D (z@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a@[m, c, i, j] = (relu z@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, z_bar@[m, c, i, j] = (a_bar@[m, c, i, j] * step z@[m, c, i, j])).
Lemma relu_1ac88228_pairs (M C n_h n_w : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R) : relu_1ac88228_holds M C n_h n_w relu step a z z_bar a_bar ->
  pairing [M; C; n_h; n_w]%Z a_bar a = pairing [M; C; n_h; n_w]%Z z_bar z.
Proof. intros (least_M & least_C & least_n_h & least_n_w & slope_0 & H_a & H_z_bar). transitivity (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * D (a@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, z_bar@[m, c, i, j] * D (z@[m, c, i, j]))); [|whole].
  apply (relu_1ac88228.gathered R M C n_h n_w relu step a z z_bar a_bar); assumption. Qed.

(* max_pool1 *)
Definition max_pool_f2006a31_holds (M C o_h o_w f_h f_w s_h s_w n_h n_w : Z) (y x first x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= s_h)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, first@[m, c, i, j, u, v] * x@[m, c, s_h * i + u, s_w * j + v])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, [[inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w)]] first@[m, c, i, j, r - s_h * i, q - s_w * j] * y_bar@[m, c, i, j])).
Lemma max_pool_f2006a31_pairs (M C o_h o_w f_h f_w s_h s_w n_h n_w : Z) (y x first x_bar y_bar : tensor R) : max_pool_f2006a31_holds M C o_h o_w f_h f_w s_h s_w n_h n_w y x first x_bar y_bar ->
  pairing [M; C; o_h; o_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_o_h & least_o_w & least_f_h & least_f_w & least_s_h & least_s_w & least_n_h & least_n_w & size_o_h & size_o_w & held_first & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (max_pool_f2006a31.gathered R M C o_h o_w f_h f_w s_h s_w n_h n_w y x first x_bar y_bar); assumption. Qed.

(* flatten1 *)
Definition flatten_599128f0_holds (M C n_h n_w : Z) (v x x_bar v_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, v@[m, n_h * n_w * c + q + n_w * r] = (x@[m, c, r, q])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (v_bar@[m, n_h * n_w * c + q + n_w * r])).
Lemma flatten_599128f0_pairs (M C n_h n_w : Z) (v x x_bar v_bar : tensor R) : flatten_599128f0_holds M C n_h n_w v x x_bar v_bar ->
  pairing [M; C * n_h * n_w]%Z v_bar v = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_h & least_n_w & H_v & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, v_bar@[m, n_h * n_w * c + q + n_w * r] * D (v@[m, n_h * n_w * c + q + n_w * r])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (flatten_599128f0.gathered R M C n_h n_w v x x_bar v_bar); assumption. Qed.

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

Theorem network (M C_0 n_h_0 n_w_0 f_1 s_1 p_1 d_1 K_1 n_h_1 n_w_1 f_pool1 s_pool1 p_pool1 d_pool1 n_h_pool1 n_w_pool1 K_2 : Z) (relu step : R -> R) (input conv1_W conv1 input_bar conv1_W_bar conv1_bar relu1 relu1_bar max_pool1_first max_pool1 max_pool1_bar flatten1 flatten1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar : tensor R)
  (of_0 : conv_94e0d2b0_holds M K_1 n_h_1 n_w_1 C_0 f_1 f_1 n_h_0 n_w_0 conv1 conv1_W input input_bar conv1_bar conv1_W_bar) (* conv1 *)
  (of_1 : relu_1ac88228_holds M K_1 n_h_1 n_w_1 relu step relu1 conv1 conv1_bar relu1_bar) (* relu1 *)
  (of_2 : max_pool_f2006a31_holds M K_1 n_h_pool1 n_w_pool1 f_pool1 f_pool1 s_pool1 s_pool1 n_h_1 n_w_1 max_pool1 relu1 max_pool1_first relu1_bar max_pool1_bar) (* max_pool1 *)
  (of_3 : flatten_599128f0_holds M K_1 n_h_pool1 n_w_pool1 flatten1 max_pool1 max_pool1_bar flatten1_bar) (* flatten1 *)
  (of_4 : dense_ce5104c8_holds M K_2 (K_1 * n_h_pool1 * n_w_pool1) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  : total [pairing [M; K_2]%Z dense1_bar dense1] =
    total [pairing [K_2; K_1 * n_h_pool1 * n_w_pool1]%Z dense1_W_bar dense1_W;
      pairing [K_2]%Z dense1_b_bar dense1_b;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input;
      pairing [K_1; C_0; f_1; f_1]%Z conv1_W_bar conv1_W].
Proof.
  assert (L_4 : pairing [M; K_2]%Z dense1_bar dense1 = pairing [M; K_1 * n_h_pool1 * n_w_pool1]%Z flatten1_bar flatten1 + (pairing [K_2; K_1 * n_h_pool1 * n_w_pool1]%Z dense1_W_bar dense1_W + pairing [K_2]%Z dense1_b_bar dense1_b)).
  { pose proof (dense_ce5104c8_pairs M K_2 (K_1 * n_h_pool1 * n_w_pool1) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar of_4) as E. replace (pairing [M; (K_1 * n_h_pool1 * n_w_pool1)]%Z flatten1_bar flatten1) with (pairing [M; K_1 * n_h_pool1 * n_w_pool1]%Z flatten1_bar flatten1) in E by (clear; same_shape). replace (pairing [K_2; (K_1 * n_h_pool1 * n_w_pool1)]%Z dense1_W_bar dense1_W) with (pairing [K_2; K_1 * n_h_pool1 * n_w_pool1]%Z dense1_W_bar dense1_W) in E by (clear; same_shape). exact E. }
  pose (v := numbered [pairing [K_2; K_1 * n_h_pool1 * n_w_pool1]%Z dense1_W_bar dense1_W; pairing [K_2]%Z dense1_b_bar dense1_b; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing [K_1; C_0; f_1; f_1]%Z conv1_W_bar conv1_W; pairing [M; K_2]%Z dense1_bar dense1; pairing [M; K_1 * n_h_pool1 * n_w_pool1]%Z flatten1_bar flatten1; pairing [M; K_1; n_h_pool1; n_w_pool1]%Z max_pool1_bar max_pool1; pairing [M; K_1; n_h_1; n_w_1]%Z relu1_bar relu1; pairing [M; K_1; n_h_1; n_w_1]%Z conv1_bar conv1]).
  assert (H : hold v [([4]%Z, [5; 0; 1]%Z); ([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8]%Z); ([8]%Z, [2; 3]%Z)]) by exact (conj L_4 (conj (flatten_599128f0_pairs M K_1 n_h_pool1 n_w_pool1 flatten1 max_pool1 max_pool1_bar flatten1_bar of_3) (conj (max_pool_f2006a31_pairs M K_1 n_h_pool1 n_w_pool1 f_pool1 f_pool1 s_pool1 s_pool1 n_h_1 n_w_1 max_pool1 relu1 max_pool1_first relu1_bar max_pool1_bar of_2) (conj (relu_1ac88228_pairs M K_1 n_h_1 n_w_1 relu step relu1 conv1 conv1_bar relu1_bar of_1) (conj (conv_94e0d2b0_pairs M K_1 n_h_1 n_w_1 C_0 f_1 f_1 n_h_0 n_w_0 conv1 conv1_W input input_bar conv1_bar conv1_W_bar of_0) I))))).
  exact (balance v [([4]%Z, [5; 0; 1]%Z); ([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8]%Z); ([8]%Z, [2; 3]%Z)] [4]%Z [0; 1; 2; 3]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
