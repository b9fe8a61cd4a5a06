(* cats-dogs: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of out.W, out.b, dense1.W, dense1.b, conv4.W, conv4.b, conv3.W, conv3.b, conv2.W, conv2.b, conv1.W, conv1.b, input. *)
From derive Require Import Composed.
From derive Require conv_7dc05f71 relu_1ac88228 max_pool_f2006a31 flatten_599128f0 dense_ce5104c8 relu_cf38b72a sigmoid_ac3a40b0 binary_cross_entropy_d84d4dcf.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv1 *)
Definition conv_7dc05f71_holds (M K o_h o_w C f_h f_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
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
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (b@[k]) + (SUM c < C, SUM u < f_h, SUM v < f_w, W@[k, c, u, v] * x@[m, c, i + u, j + v])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, [[inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[k, c, u, v] * z_bar@[m, k, r - u, q - v])) /\
  (ALL k < K, ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c, i + u, j + v] * z_bar@[m, k, i, j])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j])).
Lemma conv_7dc05f71_pairs (M K o_h o_w C f_h f_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_7dc05f71_holds M K o_h o_w C f_h f_w n_h n_w z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + (pairing [K; C; f_h; f_w]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_f_h & least_f_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM k < K, SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[k, c, u, v] * D (W@[k, c, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (conv_7dc05f71.gathered R M K o_h o_w C f_h f_w n_h n_w z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

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

(* relu5 *)
Definition relu_cf38b72a_holds (M n : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < n, D (relu z@[m, c]) = step z@[m, c] * D (z@[m, c])) /\
  (ALL m < M, ALL c < n, a@[m, c] = (relu z@[m, c])) /\
  (ALL m < M, ALL c < n, z_bar@[m, c] = (a_bar@[m, c] * step z@[m, c])).
Lemma relu_cf38b72a_pairs (M n : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R) : relu_cf38b72a_holds M n relu step a z z_bar a_bar ->
  pairing [M; n]%Z a_bar a = pairing [M; n]%Z z_bar z.
Proof. intros (least_M & least_n & slope_0 & H_a & H_z_bar). transitivity (SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < n, z_bar@[m, c] * D (z@[m, c]))); [|whole].
  apply (relu_cf38b72a.gathered R M n relu step a z z_bar a_bar); assumption. Qed.

(* sigmoid1 *)
Definition sigmoid_ac3a40b0_holds (M n : Z) (sigmoid : R -> R) (a z z_bar a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < n, D (sigmoid z@[m, c]) = ((1 - sigmoid z@[m, c]) * sigmoid z@[m, c]) * D (z@[m, c])) /\
  (ALL m < M, ALL c < n, a@[m, c] = (sigmoid z@[m, c])) /\
  (ALL m < M, ALL c < n, z_bar@[m, c] = (a@[m, c] * a_bar@[m, c] * (1 - a@[m, c]))).
Lemma sigmoid_ac3a40b0_pairs (M n : Z) (sigmoid : R -> R) (a z z_bar a_bar : tensor R) : sigmoid_ac3a40b0_holds M n sigmoid a z z_bar a_bar ->
  pairing [M; n]%Z a_bar a = pairing [M; n]%Z z_bar z.
Proof. intros (least_M & least_n & slope_0 & H_a & H_z_bar). transitivity (SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < n, z_bar@[m, c] * D (z@[m, c]))); [|whole].
  apply (sigmoid_ac3a40b0.gathered R M n sigmoid a z z_bar a_bar); assumption. Qed.

(* loss *)
Definition binary_cross_entropy_d84d4dcf_holds (M n : Z) (log : R -> R) (J t a a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (t l) = 0) /\
  (unit (num M : R)) /\
  (ALL m < M, ALL c < n, unit (a@[m, c] : R)) /\
  (ALL m < M, ALL c < n, unit (1 - a@[m, c] : R)) /\
  (ALL m < M, ALL c < n, D (log a@[m, c]) = (1 / a@[m, c]) * D (a@[m, c])) /\
  (ALL m < M, ALL c < n, D (log (1 - a@[m, c])) = (1 / (1 - a@[m, c])) * D (1 - a@[m, c])) /\
  (J@[] = (SUM m < M, SUM c < n, (0 - (t@[m, c] * log a@[m, c]) - ((1 - t@[m, c]) * log (1 - a@[m, c]))) / num M)) /\
  (ALL m < M, ALL c < n, a_bar@[m, c] = (((1 - t@[m, c]) / (1 - a@[m, c]) - (t@[m, c] / a@[m, c])) / num M)).
Lemma binary_cross_entropy_d84d4dcf_pairs (M n : Z) (log : R -> R) (J t a a_bar : tensor R) : binary_cross_entropy_d84d4dcf_holds M n log J t a a_bar ->
  pairing []%Z (fun _ => 1) J = pairing [M; n]%Z a_bar a.
Proof. intros (least_M & least_n & held_t & unit_0 & unit_1 & unit_2 & slope_0 & slope_1 & H_J & H_a_bar). transitivity (D (J@[])); [whole|]. transitivity ((SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]))); [|whole].
  apply (binary_cross_entropy_d84d4dcf.gathered R M n log J t a a_bar); assumption. Qed.

Theorem network (M C_0 n_h_0 n_w_0 f_1 s_1 p_1 d_1 K_1 n_h_1 n_w_1 f_pool1 s_pool1 p_pool1 d_pool1 n_h_pool1 n_w_pool1 f_2 s_2 p_2 d_2 K_2 n_h_2 n_w_2 f_pool2 s_pool2 p_pool2 d_pool2 n_h_pool2 n_w_pool2 f_3 s_3 p_3 d_3 K_3 n_h_3 n_w_3 f_pool3 s_pool3 p_pool3 d_pool3 n_h_pool3 n_w_pool3 f_4 s_4 p_4 d_4 K_4 n_h_4 n_w_4 f_pool4 s_pool4 p_pool4 d_pool4 n_h_pool4 n_w_pool4 K_5 K_6 : Z) (relu step sigmoid log : R -> R) (input conv1_W conv1_b conv1 input_bar conv1_W_bar conv1_b_bar conv1_bar relu1 relu1_bar max_pool1_first max_pool1 max_pool1_bar conv2_W conv2_b conv2 conv2_W_bar conv2_b_bar conv2_bar relu2 relu2_bar max_pool2_first max_pool2 max_pool2_bar conv3_W conv3_b conv3 conv3_W_bar conv3_b_bar conv3_bar relu3 relu3_bar max_pool3_first max_pool3 max_pool3_bar conv4_W conv4_b conv4 conv4_W_bar conv4_b_bar conv4_bar relu4 relu4_bar max_pool4_first max_pool4 max_pool4_bar flatten1 flatten1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar relu5 relu5_bar out_W out_b out out_W_bar out_b_bar out_bar sigmoid1 sigmoid1_bar target loss loss_bar : tensor R)
  (of_0 : conv_7dc05f71_holds M K_1 n_h_1 n_w_1 C_0 f_1 f_1 n_h_0 n_w_0 conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar) (* conv1 *)
  (of_1 : relu_1ac88228_holds M K_1 n_h_1 n_w_1 relu step relu1 conv1 conv1_bar relu1_bar) (* relu1 *)
  (of_2 : max_pool_f2006a31_holds M K_1 n_h_pool1 n_w_pool1 f_pool1 f_pool1 s_pool1 s_pool1 n_h_1 n_w_1 max_pool1 relu1 max_pool1_first relu1_bar max_pool1_bar) (* max_pool1 *)
  (of_3 : conv_7dc05f71_holds M K_2 n_h_2 n_w_2 K_1 f_2 f_2 n_h_pool1 n_w_pool1 conv2 conv2_b conv2_W max_pool1 max_pool1_bar conv2_bar conv2_W_bar conv2_b_bar) (* conv2 *)
  (of_4 : relu_1ac88228_holds M K_2 n_h_2 n_w_2 relu step relu2 conv2 conv2_bar relu2_bar) (* relu2 *)
  (of_5 : max_pool_f2006a31_holds M K_2 n_h_pool2 n_w_pool2 f_pool2 f_pool2 s_pool2 s_pool2 n_h_2 n_w_2 max_pool2 relu2 max_pool2_first relu2_bar max_pool2_bar) (* max_pool2 *)
  (of_6 : conv_7dc05f71_holds M K_3 n_h_3 n_w_3 K_2 f_3 f_3 n_h_pool2 n_w_pool2 conv3 conv3_b conv3_W max_pool2 max_pool2_bar conv3_bar conv3_W_bar conv3_b_bar) (* conv3 *)
  (of_7 : relu_1ac88228_holds M K_3 n_h_3 n_w_3 relu step relu3 conv3 conv3_bar relu3_bar) (* relu3 *)
  (of_8 : max_pool_f2006a31_holds M K_3 n_h_pool3 n_w_pool3 f_pool3 f_pool3 s_pool3 s_pool3 n_h_3 n_w_3 max_pool3 relu3 max_pool3_first relu3_bar max_pool3_bar) (* max_pool3 *)
  (of_9 : conv_7dc05f71_holds M K_4 n_h_4 n_w_4 K_3 f_4 f_4 n_h_pool3 n_w_pool3 conv4 conv4_b conv4_W max_pool3 max_pool3_bar conv4_bar conv4_W_bar conv4_b_bar) (* conv4 *)
  (of_10 : relu_1ac88228_holds M K_4 n_h_4 n_w_4 relu step relu4 conv4 conv4_bar relu4_bar) (* relu4 *)
  (of_11 : max_pool_f2006a31_holds M K_4 n_h_pool4 n_w_pool4 f_pool4 f_pool4 s_pool4 s_pool4 n_h_4 n_w_4 max_pool4 relu4 max_pool4_first relu4_bar max_pool4_bar) (* max_pool4 *)
  (of_12 : flatten_599128f0_holds M K_4 n_h_pool4 n_w_pool4 flatten1 max_pool4 max_pool4_bar flatten1_bar) (* flatten1 *)
  (of_13 : dense_ce5104c8_holds M K_5 (K_4 * n_h_pool4 * n_w_pool4) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_14 : relu_cf38b72a_holds M K_5 relu step relu5 dense1 dense1_bar relu5_bar) (* relu5 *)
  (of_15 : dense_ce5104c8_holds M K_6 K_5 out out_b out_W relu5 relu5_bar out_bar out_W_bar out_b_bar) (* out *)
  (of_16 : sigmoid_ac3a40b0_holds M K_6 sigmoid sigmoid1 out out_bar sigmoid1_bar) (* sigmoid1 *)
  (of_17 : binary_cross_entropy_d84d4dcf_holds M K_6 log loss target sigmoid1 sigmoid1_bar) (* loss *)
  : D (loss@[]) =
    total [pairing [K_6; K_5]%Z out_W_bar out_W;
      pairing [K_6]%Z out_b_bar out_b;
      pairing [K_5; K_4 * n_h_pool4 * n_w_pool4]%Z dense1_W_bar dense1_W;
      pairing [K_5]%Z dense1_b_bar dense1_b;
      pairing [K_4; K_3; f_4; f_4]%Z conv4_W_bar conv4_W;
      pairing [K_4]%Z conv4_b_bar conv4_b;
      pairing [K_3; K_2; f_3; f_3]%Z conv3_W_bar conv3_W;
      pairing [K_3]%Z conv3_b_bar conv3_b;
      pairing [K_2; K_1; f_2; f_2]%Z conv2_W_bar conv2_W;
      pairing [K_2]%Z conv2_b_bar conv2_b;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input;
      pairing [K_1; C_0; f_1; f_1]%Z conv1_W_bar conv1_W;
      pairing [K_1]%Z conv1_b_bar conv1_b].
Proof.
  assert (L_13 : pairing [M; K_5]%Z dense1_bar dense1 = pairing [M; K_4 * n_h_pool4 * n_w_pool4]%Z flatten1_bar flatten1 + (pairing [K_5; K_4 * n_h_pool4 * n_w_pool4]%Z dense1_W_bar dense1_W + pairing [K_5]%Z dense1_b_bar dense1_b)).
  { pose proof (dense_ce5104c8_pairs M K_5 (K_4 * n_h_pool4 * n_w_pool4) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar of_13) as E. replace (pairing [M; (K_4 * n_h_pool4 * n_w_pool4)]%Z flatten1_bar flatten1) with (pairing [M; K_4 * n_h_pool4 * n_w_pool4]%Z flatten1_bar flatten1) in E by (clear; same_shape). replace (pairing [K_5; (K_4 * n_h_pool4 * n_w_pool4)]%Z dense1_W_bar dense1_W) with (pairing [K_5; K_4 * n_h_pool4 * n_w_pool4]%Z dense1_W_bar dense1_W) in E by (clear; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_6; K_5]%Z out_W_bar out_W; pairing [K_6]%Z out_b_bar out_b; pairing [K_5; K_4 * n_h_pool4 * n_w_pool4]%Z dense1_W_bar dense1_W; pairing [K_5]%Z dense1_b_bar dense1_b; pairing [K_4; K_3; f_4; f_4]%Z conv4_W_bar conv4_W; pairing [K_4]%Z conv4_b_bar conv4_b; pairing [K_3; K_2; f_3; f_3]%Z conv3_W_bar conv3_W; pairing [K_3]%Z conv3_b_bar conv3_b; pairing [K_2; K_1; f_2; f_2]%Z conv2_W_bar conv2_W; pairing [K_2]%Z conv2_b_bar conv2_b; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing [K_1; C_0; f_1; f_1]%Z conv1_W_bar conv1_W; pairing [K_1]%Z conv1_b_bar conv1_b; pairing []%Z (fun _ => 1) loss; pairing [M; K_6]%Z sigmoid1_bar sigmoid1; pairing [M; K_6]%Z out_bar out; pairing [M; K_5]%Z relu5_bar relu5; pairing [M; K_5]%Z dense1_bar dense1; pairing [M; K_4 * n_h_pool4 * n_w_pool4]%Z flatten1_bar flatten1; pairing [M; K_4; n_h_pool4; n_w_pool4]%Z max_pool4_bar max_pool4; pairing [M; K_4; n_h_4; n_w_4]%Z relu4_bar relu4; pairing [M; K_4; n_h_4; n_w_4]%Z conv4_bar conv4; pairing [M; K_3; n_h_pool3; n_w_pool3]%Z max_pool3_bar max_pool3; pairing [M; K_3; n_h_3; n_w_3]%Z relu3_bar relu3; pairing [M; K_3; n_h_3; n_w_3]%Z conv3_bar conv3; pairing [M; K_2; n_h_pool2; n_w_pool2]%Z max_pool2_bar max_pool2; pairing [M; K_2; n_h_2; n_w_2]%Z relu2_bar relu2; pairing [M; K_2; n_h_2; n_w_2]%Z conv2_bar conv2; pairing [M; K_1; n_h_pool1; n_w_pool1]%Z max_pool1_bar max_pool1; pairing [M; K_1; n_h_1; n_w_1]%Z relu1_bar relu1; pairing [M; K_1; n_h_1; n_w_1]%Z conv1_bar conv1]).
  assert (H : hold v [([13]%Z, [14]%Z); ([14]%Z, [15]%Z); ([15]%Z, [16; 0; 1]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 2; 3]%Z); ([18]%Z, [19]%Z); ([19]%Z, [20]%Z); ([20]%Z, [21]%Z); ([21]%Z, [22; 4; 5]%Z); ([22]%Z, [23]%Z); ([23]%Z, [24]%Z); ([24]%Z, [25; 6; 7]%Z); ([25]%Z, [26]%Z); ([26]%Z, [27]%Z); ([27]%Z, [28; 8; 9]%Z); ([28]%Z, [29]%Z); ([29]%Z, [30]%Z); ([30]%Z, [10; 11; 12]%Z)]) by exact (conj (binary_cross_entropy_d84d4dcf_pairs M K_6 log loss target sigmoid1 sigmoid1_bar of_17) (conj (sigmoid_ac3a40b0_pairs M K_6 sigmoid sigmoid1 out out_bar sigmoid1_bar of_16) (conj (dense_ce5104c8_pairs M K_6 K_5 out out_b out_W relu5 relu5_bar out_bar out_W_bar out_b_bar of_15) (conj (relu_cf38b72a_pairs M K_5 relu step relu5 dense1 dense1_bar relu5_bar of_14) (conj L_13 (conj (flatten_599128f0_pairs M K_4 n_h_pool4 n_w_pool4 flatten1 max_pool4 max_pool4_bar flatten1_bar of_12) (conj (max_pool_f2006a31_pairs M K_4 n_h_pool4 n_w_pool4 f_pool4 f_pool4 s_pool4 s_pool4 n_h_4 n_w_4 max_pool4 relu4 max_pool4_first relu4_bar max_pool4_bar of_11) (conj (relu_1ac88228_pairs M K_4 n_h_4 n_w_4 relu step relu4 conv4 conv4_bar relu4_bar of_10) (conj (conv_7dc05f71_pairs M K_4 n_h_4 n_w_4 K_3 f_4 f_4 n_h_pool3 n_w_pool3 conv4 conv4_b conv4_W max_pool3 max_pool3_bar conv4_bar conv4_W_bar conv4_b_bar of_9) (conj (max_pool_f2006a31_pairs M K_3 n_h_pool3 n_w_pool3 f_pool3 f_pool3 s_pool3 s_pool3 n_h_3 n_w_3 max_pool3 relu3 max_pool3_first relu3_bar max_pool3_bar of_8) (conj (relu_1ac88228_pairs M K_3 n_h_3 n_w_3 relu step relu3 conv3 conv3_bar relu3_bar of_7) (conj (conv_7dc05f71_pairs M K_3 n_h_3 n_w_3 K_2 f_3 f_3 n_h_pool2 n_w_pool2 conv3 conv3_b conv3_W max_pool2 max_pool2_bar conv3_bar conv3_W_bar conv3_b_bar of_6) (conj (max_pool_f2006a31_pairs M K_2 n_h_pool2 n_w_pool2 f_pool2 f_pool2 s_pool2 s_pool2 n_h_2 n_w_2 max_pool2 relu2 max_pool2_first relu2_bar max_pool2_bar of_5) (conj (relu_1ac88228_pairs M K_2 n_h_2 n_w_2 relu step relu2 conv2 conv2_bar relu2_bar of_4) (conj (conv_7dc05f71_pairs M K_2 n_h_2 n_w_2 K_1 f_2 f_2 n_h_pool1 n_w_pool1 conv2 conv2_b conv2_W max_pool1 max_pool1_bar conv2_bar conv2_W_bar conv2_b_bar of_3) (conj (max_pool_f2006a31_pairs M K_1 n_h_pool1 n_w_pool1 f_pool1 f_pool1 s_pool1 s_pool1 n_h_1 n_w_1 max_pool1 relu1 max_pool1_first relu1_bar max_pool1_bar of_2) (conj (relu_1ac88228_pairs M K_1 n_h_1 n_w_1 relu step relu1 conv1 conv1_bar relu1_bar of_1) (conj (conv_7dc05f71_pairs M K_1 n_h_1 n_w_1 C_0 f_1 f_1 n_h_0 n_w_0 conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar of_0) I)))))))))))))))))).
  exact (balance v [([13]%Z, [14]%Z); ([14]%Z, [15]%Z); ([15]%Z, [16; 0; 1]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 2; 3]%Z); ([18]%Z, [19]%Z); ([19]%Z, [20]%Z); ([20]%Z, [21]%Z); ([21]%Z, [22; 4; 5]%Z); ([22]%Z, [23]%Z); ([23]%Z, [24]%Z); ([24]%Z, [25; 6; 7]%Z); ([25]%Z, [26]%Z); ([26]%Z, [27]%Z); ([27]%Z, [28; 8; 9]%Z); ([28]%Z, [29]%Z); ([29]%Z, [30]%Z); ([30]%Z, [10; 11; 12]%Z)] [13]%Z [0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
