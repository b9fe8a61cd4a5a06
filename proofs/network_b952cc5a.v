(* densenet-block: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense1.W, dense1.b, batch_norm1.gamma, batch_norm1.beta, dense_layer2.new.W, dense_layer2.batch_norm1.gamma, dense_layer2.batch_norm1.beta, dense_layer1.new.W, dense_layer1.batch_norm1.gamma, dense_layer1.batch_norm1.beta, input. *)
From derive Require Import Composed.
From derive Require batch_norm_080f6772 relu_1ac88228 conv_8585e50e concat_42d3e811 global_avg_pool_cba91d53 dense_ce5104c8 softmax_392d594e cross_entropy_18160ca1.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* dense_layer1.batch_norm1 *)
Definition batch_norm_080f6772_holds (C M n_h n_w : Z) (rsqrt : R -> R) (epsilon : R) (mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar : tensor R) : Prop :=
  ((1 <= C)%Z) /\
  ((1 <= M)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (D epsilon = 0) /\
  (unit (num M : R)) /\
  (unit (num n_h : R)) /\
  (unit (num n_w : R)) /\
  (unit (num 2 : R)) /\
  (ALL c < C, D (rsqrt (variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon)))) * D (variance@[c] + epsilon)) /\
  (ALL c < C, mean@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, x@[m, c, i, j] / num M / num n_h / num n_w)) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, centred@[m, c, i, j] = (x@[m, c, i, j]) + (- mean@[c])) /\
  (ALL c < C, variance@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, (centred@[m, c, i, j] * centred@[m, c, i, j]) / num M / num n_h / num n_w)) /\
  (ALL c < C, r@[c] = (rsqrt (variance@[c] + epsilon))) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, xhat@[m, c, i, j] = (centred@[m, c, i, j] * r@[c])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, y@[m, c, i, j] = (gamma@[c] * xhat@[m, c, i, j]) + (beta@[c])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = (gamma@[c] * r@[c] * (y_bar@[m, c, i, j] * num M * num n_h * num n_w - beta_bar@[c] - (gamma_bar@[c] * xhat@[m, c, i, j])) / num M / num n_h / num n_w)) /\
  (ALL c < C, gamma_bar@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, xhat@[m, c, i, j] * y_bar@[m, c, i, j])) /\
  (ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j])).
Lemma batch_norm_080f6772_pairs (C M n_h n_w : Z) (rsqrt : R -> R) (epsilon : R) (mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar : tensor R) : batch_norm_080f6772_holds C M n_h n_w rsqrt epsilon mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar ->
  pairing [M; C; n_h; n_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x + (pairing [C]%Z gamma_bar gamma + pairing [C]%Z beta_bar beta).
Proof. intros (least_C & least_M & least_n_h & least_n_w & held_epsilon & unit_0 & unit_1 & unit_2 & unit_3 & slope_0 & H_mean & H_centred & H_variance & H_r & H_xhat & H_y & H_x_bar & H_gamma_bar & H_beta_bar). transitivity (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x_bar@[m, c, i, j] * D (x@[m, c, i, j])) + (SUM c < C, gamma_bar@[c] * D (gamma@[c])) + (SUM c < C, beta_bar@[c] * D (beta@[c]))); [|whole].
  apply (batch_norm_080f6772.compact R C M n_h n_w rsqrt epsilon mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar); assumption. Qed.

(* dense_layer1.relu1 *)
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

(* dense_layer1.new *)
Definition conv_8585e50e_holds (M K o_h o_w C f_h f_w p_h p_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : Prop :=
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
  ((o_h = (n_h + 2 * p_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 2 * p_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (SUM c < C, SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] W@[k, c, u, v] * x@[m, c, i + u - p_h, j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, [[inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w)]] W@[k, c, u, v] * z_bar@[m, k, r + p_h - u, q + p_w - v])) /\
  (ALL k < K, ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] x@[m, c, i + u - p_h, j + v - p_w] * z_bar@[m, k, i, j])).
Lemma conv_8585e50e_pairs (M K o_h o_w C f_h f_w p_h p_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : conv_8585e50e_holds M K o_h o_w C f_h f_w p_h p_w n_h n_w z W x x_bar z_bar W_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + pairing [K; C; f_h; f_w]%Z W_bar W.
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_f_h & least_f_w & least_p_h & least_p_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM k < K, SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[k, c, u, v] * D (W@[k, c, u, v]))); [|whole].
  apply (conv_8585e50e.gathered R M K o_h o_w C f_h f_w p_h p_w n_h n_w z W x x_bar z_bar W_bar); assumption. Qed.

(* dense_layer1.concat1 *)
Definition concat_42d3e811_holds (M C_1 C_2 n_h n_w : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C_1)%Z) /\
  ((1 <= C_2)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2), ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = ([[inside (k) (C_1)]] x1@[m, k, i, j]) + ([[inside (k - C_1) (C_2)]] x2@[m, k - C_1, i, j])) /\
  (ALL m < M, ALL c < C_1, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (y_bar@[m, c, i, j])) /\
  (ALL m < M, ALL c < C_2, ALL i < n_h, ALL j < n_w, x2_bar@[m, c, i, j] = (y_bar@[m, c + C_1, i, j])).
Lemma concat_42d3e811_pairs (M C_1 C_2 n_h n_w : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R) : concat_42d3e811_holds M C_1 C_2 n_h n_w y x1 x2 x1_bar y_bar x2_bar ->
  pairing [M; (C_1 + C_2); n_h; n_w]%Z y_bar y = pairing [M; C_1; n_h; n_w]%Z x1_bar x1 + pairing [M; C_2; n_h; n_w]%Z x2_bar x2.
Proof. intros (least_M & least_C_1 & least_C_2 & least_n_h & least_n_w & H_y & H_x1_bar & H_x2_bar). transitivity (SUM m < M, SUM k < (C_1 + C_2), SUM i < n_h, SUM j < n_w, y_bar@[m, k, i, j] * D (y@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C_1, SUM i < n_h, SUM j < n_w, x1_bar@[m, c, i, j] * D (x1@[m, c, i, j])) + (SUM m < M, SUM c < C_2, SUM i < n_h, SUM j < n_w, x2_bar@[m, c, i, j] * D (x2@[m, c, i, j]))); [|whole].
  apply (concat_42d3e811.gathered R M C_1 C_2 n_h n_w y x1 x2 x1_bar y_bar x2_bar); assumption. Qed.

(* global_avg_pool1 *)
Definition global_avg_pool_cba91d53_holds (M C n_h n_w : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (unit (num n_h : R)) /\
  (unit (num n_w : R)) /\
  (ALL m < M, ALL c < C, y@[m, c] = (SUM r < n_h, SUM q < n_w, x@[m, c, r, q] / num n_h / num n_w)) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (y_bar@[m, c] / num n_h / num n_w)).
Lemma global_avg_pool_cba91d53_pairs (M C n_h n_w : Z) (y x x_bar y_bar : tensor R) : global_avg_pool_cba91d53_holds M C n_h n_w y x x_bar y_bar ->
  pairing [M; C]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_h & least_n_w & unit_0 & unit_1 & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, y_bar@[m, c] * D (y@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (global_avg_pool_cba91d53.gathered R M C n_h n_w y x x_bar y_bar); assumption. Qed.

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

(* softmax1 *)
Definition softmax_392d594e_holds (M n : Z) (exp : R -> R) (e z peak s a z_bar a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (peak l) = 0) /\
  (ALL m < M, unit (s@[m] : R)) /\
  (ALL m < M, ALL c < n, D (exp (z@[m, c] - peak@[m])) = exp (z@[m, c] - peak@[m]) * D (z@[m, c] - peak@[m])) /\
  (ALL m < M, ALL c < n, e@[m, c] = (exp (z@[m, c] - peak@[m]))) /\
  (ALL m < M, s@[m] = (SUM j < n, e@[m, j])) /\
  (ALL m < M, ALL c < n, a@[m, c] = (e@[m, c] / s@[m])) /\
  (ALL m < M, ALL c < n, z_bar@[m, c] = (a@[m, c] * a_bar@[m, c]) + (SUM c' < n, - (a@[m, c'] * a@[m, c] * a_bar@[m, c']))).
Lemma softmax_392d594e_pairs (M n : Z) (exp : R -> R) (e z peak s a z_bar a_bar : tensor R) : softmax_392d594e_holds M n exp e z peak s a z_bar a_bar ->
  pairing [M; n]%Z a_bar a = pairing [M; n]%Z z_bar z.
Proof. intros (least_M & least_n & held_peak & unit_0 & slope_0 & H_e & H_s & H_a & H_z_bar). transitivity (SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < n, z_bar@[m, c] * D (z@[m, c]))); [|whole].
  apply (softmax_392d594e.compact R M n exp e z peak s a z_bar a_bar); assumption. Qed.

(* loss *)
Definition cross_entropy_18160ca1_holds (M n : Z) (log : R -> R) (J t a a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (t l) = 0) /\
  (unit (num M : R)) /\
  (ALL m < M, ALL c < n, unit (a@[m, c] : R)) /\
  (ALL m < M, ALL c < n, D (log a@[m, c]) = (1 / a@[m, c]) * D (a@[m, c])) /\
  (J@[] = (SUM m < M, SUM c < n, - (t@[m, c] * log a@[m, c] / num M))) /\
  (ALL m < M, ALL c < n, a_bar@[m, c] = (- (t@[m, c] / a@[m, c] / num M))).
Lemma cross_entropy_18160ca1_pairs (M n : Z) (log : R -> R) (J t a a_bar : tensor R) : cross_entropy_18160ca1_holds M n log J t a a_bar ->
  pairing []%Z (fun _ => 1) J = pairing [M; n]%Z a_bar a.
Proof. intros (least_M & least_n & held_t & unit_0 & unit_1 & slope_0 & H_J & H_a_bar). transitivity (D (J@[])); [whole|]. transitivity ((SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]))); [|whole].
  apply (cross_entropy_18160ca1.gathered R M n log J t a a_bar); assumption. Qed.

Theorem network (M C_0 n_h_0 n_w_0 f_dense_layer1_new s_dense_layer1_new p_dense_layer1_new d_dense_layer1_new K_dense_layer1_new n_h_dense_layer1_new n_w_dense_layer1_new f_dense_layer2_new s_dense_layer2_new p_dense_layer2_new d_dense_layer2_new K_dense_layer2_new n_h_dense_layer2_new n_w_dense_layer2_new K_dense1 : Z) (rsqrt relu step exp log : R -> R) (epsilon_dense_layer1_batch_norm1 epsilon_dense_layer2_batch_norm1 epsilon_batch_norm1 : R) (input dense_layer1_batch_norm1_gamma dense_layer1_batch_norm1_beta dense_layer1_batch_norm1_mean dense_layer1_batch_norm1_centred dense_layer1_batch_norm1_variance dense_layer1_batch_norm1_r dense_layer1_batch_norm1_xhat dense_layer1_batch_norm1 dense_layer1_batch_norm1_running_variance dense_layer1_batch_norm1_running_mean input_bar_through_dense_layer1_batch_norm1 dense_layer1_batch_norm1_gamma_bar dense_layer1_batch_norm1_beta_bar dense_layer1_batch_norm1_xhat_bar dense_layer1_batch_norm1_r_bar dense_layer1_batch_norm1_variance_bar dense_layer1_batch_norm1_centred_bar dense_layer1_batch_norm1_mean_bar dense_layer1_batch_norm1_bar dense_layer1_relu1 dense_layer1_relu1_bar dense_layer1_new_W dense_layer1_new dense_layer1_new_W_bar dense_layer1_new_bar dense_layer1_concat1 input_bar_through_dense_layer1_concat1 dense_layer1_concat1_bar dense_layer2_batch_norm1_gamma dense_layer2_batch_norm1_beta dense_layer2_batch_norm1_mean dense_layer2_batch_norm1_centred dense_layer2_batch_norm1_variance dense_layer2_batch_norm1_r dense_layer2_batch_norm1_xhat dense_layer2_batch_norm1 dense_layer2_batch_norm1_running_variance dense_layer2_batch_norm1_running_mean dense_layer1_concat1_bar_through_dense_layer2_batch_norm1 dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_beta_bar dense_layer2_batch_norm1_xhat_bar dense_layer2_batch_norm1_r_bar dense_layer2_batch_norm1_variance_bar dense_layer2_batch_norm1_centred_bar dense_layer2_batch_norm1_mean_bar dense_layer2_batch_norm1_bar dense_layer2_relu1 dense_layer2_relu1_bar dense_layer2_new_W dense_layer2_new dense_layer2_new_W_bar dense_layer2_new_bar dense_layer2_concat1 dense_layer1_concat1_bar_through_dense_layer2_concat1 dense_layer2_concat1_bar batch_norm1_gamma batch_norm1_beta batch_norm1_mean batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_running_variance batch_norm1_running_mean batch_norm1_gamma_bar batch_norm1_beta_bar batch_norm1_xhat_bar batch_norm1_r_bar batch_norm1_variance_bar batch_norm1_centred_bar batch_norm1_mean_bar batch_norm1_bar relu1 relu1_bar global_avg_pool1 global_avg_pool1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar input_bar : tensor R)
  (of_0 : batch_norm_080f6772_holds C_0 M n_h_0 n_w_0 rsqrt epsilon_dense_layer1_batch_norm1 dense_layer1_batch_norm1_mean input dense_layer1_batch_norm1_centred dense_layer1_batch_norm1_variance dense_layer1_batch_norm1_r dense_layer1_batch_norm1_xhat dense_layer1_batch_norm1 dense_layer1_batch_norm1_gamma dense_layer1_batch_norm1_beta input_bar_through_dense_layer1_batch_norm1 dense_layer1_batch_norm1_gamma_bar dense_layer1_batch_norm1_bar dense_layer1_batch_norm1_beta_bar) (* dense_layer1.batch_norm1 *)
  (of_1 : relu_1ac88228_holds M C_0 n_h_0 n_w_0 relu step dense_layer1_relu1 dense_layer1_batch_norm1 dense_layer1_batch_norm1_bar dense_layer1_relu1_bar) (* dense_layer1.relu1 *)
  (of_2 : conv_8585e50e_holds M K_dense_layer1_new n_h_dense_layer1_new n_w_dense_layer1_new C_0 f_dense_layer1_new f_dense_layer1_new p_dense_layer1_new p_dense_layer1_new n_h_0 n_w_0 dense_layer1_new dense_layer1_new_W dense_layer1_relu1 dense_layer1_relu1_bar dense_layer1_new_bar dense_layer1_new_W_bar) (* dense_layer1.new *)
  (of_3 : concat_42d3e811_holds M C_0 K_dense_layer1_new n_h_0 n_w_0 dense_layer1_concat1 input dense_layer1_new input_bar_through_dense_layer1_concat1 dense_layer1_concat1_bar dense_layer1_new_bar) (* dense_layer1.concat1 *)
  (of_4 : batch_norm_080f6772_holds ((C_0 + K_dense_layer1_new)) M n_h_0 n_w_0 rsqrt epsilon_dense_layer2_batch_norm1 dense_layer2_batch_norm1_mean dense_layer1_concat1 dense_layer2_batch_norm1_centred dense_layer2_batch_norm1_variance dense_layer2_batch_norm1_r dense_layer2_batch_norm1_xhat dense_layer2_batch_norm1 dense_layer2_batch_norm1_gamma dense_layer2_batch_norm1_beta dense_layer1_concat1_bar_through_dense_layer2_batch_norm1 dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_bar dense_layer2_batch_norm1_beta_bar) (* dense_layer2.batch_norm1 *)
  (of_5 : relu_1ac88228_holds M ((C_0 + K_dense_layer1_new)) n_h_0 n_w_0 relu step dense_layer2_relu1 dense_layer2_batch_norm1 dense_layer2_batch_norm1_bar dense_layer2_relu1_bar) (* dense_layer2.relu1 *)
  (of_6 : conv_8585e50e_holds M K_dense_layer2_new n_h_dense_layer2_new n_w_dense_layer2_new ((C_0 + K_dense_layer1_new)) f_dense_layer2_new f_dense_layer2_new p_dense_layer2_new p_dense_layer2_new n_h_0 n_w_0 dense_layer2_new dense_layer2_new_W dense_layer2_relu1 dense_layer2_relu1_bar dense_layer2_new_bar dense_layer2_new_W_bar) (* dense_layer2.new *)
  (of_7 : concat_42d3e811_holds M ((C_0 + K_dense_layer1_new)) K_dense_layer2_new n_h_0 n_w_0 dense_layer2_concat1 dense_layer1_concat1 dense_layer2_new dense_layer1_concat1_bar_through_dense_layer2_concat1 dense_layer2_concat1_bar dense_layer2_new_bar) (* dense_layer2.concat1 *)
  (of_8 : batch_norm_080f6772_holds ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) M n_h_0 n_w_0 rsqrt epsilon_batch_norm1 batch_norm1_mean dense_layer2_concat1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta dense_layer2_concat1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar) (* batch_norm1 *)
  (of_9 : relu_1ac88228_holds M ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) n_h_0 n_w_0 relu step relu1 batch_norm1 batch_norm1_bar relu1_bar) (* relu1 *)
  (of_10 : global_avg_pool_cba91d53_holds M ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) n_h_0 n_w_0 global_avg_pool1 relu1 relu1_bar global_avg_pool1_bar) (* global_avg_pool1 *)
  (of_11 : dense_ce5104c8_holds M K_dense1 ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_12 : softmax_392d594e_holds M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar) (* softmax1 *)
  (of_13 : cross_entropy_18160ca1_holds M K_dense1 log loss target softmax1 softmax1_bar) (* loss *)
  (same_0 : (n_h_dense_layer1_new = n_h_0)%Z)
  (same_1 : (n_w_dense_layer1_new = n_w_0)%Z)
  (same_2 : (n_h_dense_layer2_new = n_h_0)%Z)
  (same_3 : (n_w_dense_layer2_new = n_w_0)%Z)
  (total_0 : ALL m < M, ALL c < (C_0 + K_dense_layer1_new), ALL i < n_h_0, ALL j < n_w_0, dense_layer1_concat1_bar@[m, c, i, j] = (dense_layer1_concat1_bar_through_dense_layer2_concat1@[m, c, i, j]) + (dense_layer1_concat1_bar_through_dense_layer2_batch_norm1@[m, c, i, j]))
  (total_1 : ALL m < M, ALL c < C_0, ALL i < n_h_0, ALL j < n_w_0, input_bar@[m, c, i, j] = (input_bar_through_dense_layer1_concat1@[m, c, i, j]) + (input_bar_through_dense_layer1_batch_norm1@[m, c, i, j]))
  : D (loss@[]) =
    total [pairing [K_dense1; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z dense1_W_bar dense1_W;
      pairing [K_dense1]%Z dense1_b_bar dense1_b;
      pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_gamma_bar batch_norm1_gamma;
      pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_beta_bar batch_norm1_beta;
      pairing [K_dense_layer2_new; (C_0 + K_dense_layer1_new); f_dense_layer2_new; f_dense_layer2_new]%Z dense_layer2_new_W_bar dense_layer2_new_W;
      pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_gamma;
      pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_beta_bar dense_layer2_batch_norm1_beta;
      pairing [K_dense_layer1_new; C_0; f_dense_layer1_new; f_dense_layer1_new]%Z dense_layer1_new_W_bar dense_layer1_new_W;
      pairing [C_0]%Z dense_layer1_batch_norm1_gamma_bar dense_layer1_batch_norm1_gamma;
      pairing [C_0]%Z dense_layer1_batch_norm1_beta_bar dense_layer1_batch_norm1_beta;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input].
Proof.
  assert (L_3 : pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar dense_layer1_concat1 = pairing [M; C_0; n_h_0; n_w_0]%Z input_bar_through_dense_layer1_concat1 input + pairing [M; K_dense_layer1_new; n_h_dense_layer1_new; n_w_dense_layer1_new]%Z dense_layer1_new_bar dense_layer1_new).
  { pose proof (concat_42d3e811_pairs M C_0 K_dense_layer1_new n_h_0 n_w_0 dense_layer1_concat1 input dense_layer1_new input_bar_through_dense_layer1_concat1 dense_layer1_concat1_bar dense_layer1_new_bar of_3) as E. replace (pairing [M; K_dense_layer1_new; n_h_0; n_w_0]%Z dense_layer1_new_bar dense_layer1_new) with (pairing [M; K_dense_layer1_new; n_h_dense_layer1_new; n_w_dense_layer1_new]%Z dense_layer1_new_bar dense_layer1_new) in E by (clear - same_0 same_1; same_shape). exact E. }
  assert (L_4 : pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_batch_norm1_bar dense_layer2_batch_norm1 = pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_batch_norm1 dense_layer1_concat1 + (pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_gamma + pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_beta_bar dense_layer2_batch_norm1_beta)).
  { pose proof (batch_norm_080f6772_pairs ((C_0 + K_dense_layer1_new)) M n_h_0 n_w_0 rsqrt epsilon_dense_layer2_batch_norm1 dense_layer2_batch_norm1_mean dense_layer1_concat1 dense_layer2_batch_norm1_centred dense_layer2_batch_norm1_variance dense_layer2_batch_norm1_r dense_layer2_batch_norm1_xhat dense_layer2_batch_norm1 dense_layer2_batch_norm1_gamma dense_layer2_batch_norm1_beta dense_layer1_concat1_bar_through_dense_layer2_batch_norm1 dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_bar dense_layer2_batch_norm1_beta_bar of_4) as E. replace (pairing [M; ((C_0 + K_dense_layer1_new)); n_h_0; n_w_0]%Z dense_layer2_batch_norm1_bar dense_layer2_batch_norm1) with (pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_batch_norm1_bar dense_layer2_batch_norm1) in E by (clear; same_shape). replace (pairing [M; ((C_0 + K_dense_layer1_new)); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_batch_norm1 dense_layer1_concat1) with (pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_batch_norm1 dense_layer1_concat1) in E by (clear; same_shape). replace (pairing [((C_0 + K_dense_layer1_new))]%Z dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_gamma) with (pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_gamma) in E by (clear; same_shape). replace (pairing [((C_0 + K_dense_layer1_new))]%Z dense_layer2_batch_norm1_beta_bar dense_layer2_batch_norm1_beta) with (pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_beta_bar dense_layer2_batch_norm1_beta) in E by (clear; same_shape). exact E. }
  assert (L_5 : pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_relu1_bar dense_layer2_relu1 = pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_batch_norm1_bar dense_layer2_batch_norm1).
  { pose proof (relu_1ac88228_pairs M ((C_0 + K_dense_layer1_new)) n_h_0 n_w_0 relu step dense_layer2_relu1 dense_layer2_batch_norm1 dense_layer2_batch_norm1_bar dense_layer2_relu1_bar of_5) as E. replace (pairing [M; ((C_0 + K_dense_layer1_new)); n_h_0; n_w_0]%Z dense_layer2_relu1_bar dense_layer2_relu1) with (pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_relu1_bar dense_layer2_relu1) in E by (clear; same_shape). replace (pairing [M; ((C_0 + K_dense_layer1_new)); n_h_0; n_w_0]%Z dense_layer2_batch_norm1_bar dense_layer2_batch_norm1) with (pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_batch_norm1_bar dense_layer2_batch_norm1) in E by (clear; same_shape). exact E. }
  assert (L_6 : pairing [M; K_dense_layer2_new; n_h_dense_layer2_new; n_w_dense_layer2_new]%Z dense_layer2_new_bar dense_layer2_new = pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_relu1_bar dense_layer2_relu1 + pairing [K_dense_layer2_new; (C_0 + K_dense_layer1_new); f_dense_layer2_new; f_dense_layer2_new]%Z dense_layer2_new_W_bar dense_layer2_new_W).
  { pose proof (conv_8585e50e_pairs M K_dense_layer2_new n_h_dense_layer2_new n_w_dense_layer2_new ((C_0 + K_dense_layer1_new)) f_dense_layer2_new f_dense_layer2_new p_dense_layer2_new p_dense_layer2_new n_h_0 n_w_0 dense_layer2_new dense_layer2_new_W dense_layer2_relu1 dense_layer2_relu1_bar dense_layer2_new_bar dense_layer2_new_W_bar of_6) as E. replace (pairing [M; ((C_0 + K_dense_layer1_new)); n_h_0; n_w_0]%Z dense_layer2_relu1_bar dense_layer2_relu1) with (pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_relu1_bar dense_layer2_relu1) in E by (clear; same_shape). replace (pairing [K_dense_layer2_new; ((C_0 + K_dense_layer1_new)); f_dense_layer2_new; f_dense_layer2_new]%Z dense_layer2_new_W_bar dense_layer2_new_W) with (pairing [K_dense_layer2_new; (C_0 + K_dense_layer1_new); f_dense_layer2_new; f_dense_layer2_new]%Z dense_layer2_new_W_bar dense_layer2_new_W) in E by (clear; same_shape). exact E. }
  assert (L_7 : pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z dense_layer2_concat1_bar dense_layer2_concat1 = pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_concat1 dense_layer1_concat1 + pairing [M; K_dense_layer2_new; n_h_dense_layer2_new; n_w_dense_layer2_new]%Z dense_layer2_new_bar dense_layer2_new).
  { pose proof (concat_42d3e811_pairs M ((C_0 + K_dense_layer1_new)) K_dense_layer2_new n_h_0 n_w_0 dense_layer2_concat1 dense_layer1_concat1 dense_layer2_new dense_layer1_concat1_bar_through_dense_layer2_concat1 dense_layer2_concat1_bar dense_layer2_new_bar of_7) as E. replace (pairing [M; (((C_0 + K_dense_layer1_new)) + K_dense_layer2_new); n_h_0; n_w_0]%Z dense_layer2_concat1_bar dense_layer2_concat1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z dense_layer2_concat1_bar dense_layer2_concat1) in E by (clear - same_2 same_3; same_shape). replace (pairing [M; ((C_0 + K_dense_layer1_new)); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_concat1 dense_layer1_concat1) with (pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_concat1 dense_layer1_concat1) in E by (clear - same_2 same_3; same_shape). replace (pairing [M; K_dense_layer2_new; n_h_0; n_w_0]%Z dense_layer2_new_bar dense_layer2_new) with (pairing [M; K_dense_layer2_new; n_h_dense_layer2_new; n_w_dense_layer2_new]%Z dense_layer2_new_bar dense_layer2_new) in E by (clear - same_2 same_3; same_shape). exact E. }
  assert (L_8 : pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z batch_norm1_bar batch_norm1 = pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z dense_layer2_concat1_bar dense_layer2_concat1 + (pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_gamma_bar batch_norm1_gamma + pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_beta_bar batch_norm1_beta)).
  { pose proof (batch_norm_080f6772_pairs ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) M n_h_0 n_w_0 rsqrt epsilon_batch_norm1 batch_norm1_mean dense_layer2_concat1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta dense_layer2_concat1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar of_8) as E. replace (pairing [M; ((C_0 + K_dense_layer1_new + K_dense_layer2_new)); n_h_0; n_w_0]%Z batch_norm1_bar batch_norm1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z batch_norm1_bar batch_norm1) in E by (clear; same_shape). replace (pairing [M; ((C_0 + K_dense_layer1_new + K_dense_layer2_new)); n_h_0; n_w_0]%Z dense_layer2_concat1_bar dense_layer2_concat1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z dense_layer2_concat1_bar dense_layer2_concat1) in E by (clear; same_shape). replace (pairing [((C_0 + K_dense_layer1_new + K_dense_layer2_new))]%Z batch_norm1_gamma_bar batch_norm1_gamma) with (pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_gamma_bar batch_norm1_gamma) in E by (clear; same_shape). replace (pairing [((C_0 + K_dense_layer1_new + K_dense_layer2_new))]%Z batch_norm1_beta_bar batch_norm1_beta) with (pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_beta_bar batch_norm1_beta) in E by (clear; same_shape). exact E. }
  assert (L_9 : pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z relu1_bar relu1 = pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z batch_norm1_bar batch_norm1).
  { pose proof (relu_1ac88228_pairs M ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) n_h_0 n_w_0 relu step relu1 batch_norm1 batch_norm1_bar relu1_bar of_9) as E. replace (pairing [M; ((C_0 + K_dense_layer1_new + K_dense_layer2_new)); n_h_0; n_w_0]%Z relu1_bar relu1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z relu1_bar relu1) in E by (clear; same_shape). replace (pairing [M; ((C_0 + K_dense_layer1_new + K_dense_layer2_new)); n_h_0; n_w_0]%Z batch_norm1_bar batch_norm1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z batch_norm1_bar batch_norm1) in E by (clear; same_shape). exact E. }
  assert (L_10 : pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z global_avg_pool1_bar global_avg_pool1 = pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z relu1_bar relu1).
  { pose proof (global_avg_pool_cba91d53_pairs M ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) n_h_0 n_w_0 global_avg_pool1 relu1 relu1_bar global_avg_pool1_bar of_10) as E. replace (pairing [M; ((C_0 + K_dense_layer1_new + K_dense_layer2_new))]%Z global_avg_pool1_bar global_avg_pool1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z global_avg_pool1_bar global_avg_pool1) in E by (clear; same_shape). replace (pairing [M; ((C_0 + K_dense_layer1_new + K_dense_layer2_new)); n_h_0; n_w_0]%Z relu1_bar relu1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z relu1_bar relu1) in E by (clear; same_shape). exact E. }
  assert (L_11 : pairing [M; K_dense1]%Z dense1_bar dense1 = pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z global_avg_pool1_bar global_avg_pool1 + (pairing [K_dense1; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z dense1_W_bar dense1_W + pairing [K_dense1]%Z dense1_b_bar dense1_b)).
  { pose proof (dense_ce5104c8_pairs M K_dense1 ((C_0 + K_dense_layer1_new + K_dense_layer2_new)) dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar of_11) as E. replace (pairing [M; ((C_0 + K_dense_layer1_new + K_dense_layer2_new))]%Z global_avg_pool1_bar global_avg_pool1) with (pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z global_avg_pool1_bar global_avg_pool1) in E by (clear; same_shape). replace (pairing [K_dense1; ((C_0 + K_dense_layer1_new + K_dense_layer2_new))]%Z dense1_W_bar dense1_W) with (pairing [K_dense1; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z dense1_W_bar dense1_W) in E by (clear; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_dense1; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z dense1_W_bar dense1_W; pairing [K_dense1]%Z dense1_b_bar dense1_b; pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_gamma_bar batch_norm1_gamma; pairing [(C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z batch_norm1_beta_bar batch_norm1_beta; pairing [K_dense_layer2_new; (C_0 + K_dense_layer1_new); f_dense_layer2_new; f_dense_layer2_new]%Z dense_layer2_new_W_bar dense_layer2_new_W; pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_gamma_bar dense_layer2_batch_norm1_gamma; pairing [(C_0 + K_dense_layer1_new)]%Z dense_layer2_batch_norm1_beta_bar dense_layer2_batch_norm1_beta; pairing [K_dense_layer1_new; C_0; f_dense_layer1_new; f_dense_layer1_new]%Z dense_layer1_new_W_bar dense_layer1_new_W; pairing [C_0]%Z dense_layer1_batch_norm1_gamma_bar dense_layer1_batch_norm1_gamma; pairing [C_0]%Z dense_layer1_batch_norm1_beta_bar dense_layer1_batch_norm1_beta; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing []%Z (fun _ => 1) loss; pairing [M; K_dense1]%Z softmax1_bar softmax1; pairing [M; K_dense1]%Z dense1_bar dense1; pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new)]%Z global_avg_pool1_bar global_avg_pool1; pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z relu1_bar relu1; pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z batch_norm1_bar batch_norm1; pairing [M; (C_0 + K_dense_layer1_new + K_dense_layer2_new); n_h_0; n_w_0]%Z dense_layer2_concat1_bar dense_layer2_concat1; pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_concat1 dense_layer1_concat1; pairing [M; K_dense_layer2_new; n_h_dense_layer2_new; n_w_dense_layer2_new]%Z dense_layer2_new_bar dense_layer2_new; pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_relu1_bar dense_layer2_relu1; pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer2_batch_norm1_bar dense_layer2_batch_norm1; pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar_through_dense_layer2_batch_norm1 dense_layer1_concat1; pairing [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z dense_layer1_concat1_bar dense_layer1_concat1; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar_through_dense_layer1_concat1 input; pairing [M; K_dense_layer1_new; n_h_dense_layer1_new; n_w_dense_layer1_new]%Z dense_layer1_new_bar dense_layer1_new; pairing [M; C_0; n_h_0; n_w_0]%Z dense_layer1_relu1_bar dense_layer1_relu1; pairing [M; C_0; n_h_0; n_w_0]%Z dense_layer1_batch_norm1_bar dense_layer1_batch_norm1; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar_through_dense_layer1_batch_norm1 input]).
  assert (H : hold v [([11]%Z, [12]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14; 0; 1]%Z); ([14]%Z, [15]%Z); ([15]%Z, [16]%Z); ([16]%Z, [17; 2; 3]%Z); ([17]%Z, [18; 19]%Z); ([19]%Z, [20; 4]%Z); ([20]%Z, [21]%Z); ([21]%Z, [22; 5; 6]%Z); ([18; 22]%Z, [23]%Z); ([23]%Z, [24; 25]%Z); ([25]%Z, [26; 7]%Z); ([26]%Z, [27]%Z); ([27]%Z, [28; 8; 9]%Z); ([24; 28]%Z, [10]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_dense1 log loss target softmax1 softmax1_bar of_13) (conj (softmax_392d594e_pairs M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar of_12) (conj L_11 (conj L_10 (conj L_9 (conj L_8 (conj L_7 (conj L_6 (conj L_5 (conj L_4 (conj (eq_sym (pairing_shares [M; (C_0 + K_dense_layer1_new); n_h_0; n_w_0]%Z [dense_layer1_concat1_bar_through_dense_layer2_concat1; dense_layer1_concat1_bar_through_dense_layer2_batch_norm1] dense_layer1_concat1_bar dense_layer1_concat1 total_0)) (conj L_3 (conj (conv_8585e50e_pairs M K_dense_layer1_new n_h_dense_layer1_new n_w_dense_layer1_new C_0 f_dense_layer1_new f_dense_layer1_new p_dense_layer1_new p_dense_layer1_new n_h_0 n_w_0 dense_layer1_new dense_layer1_new_W dense_layer1_relu1 dense_layer1_relu1_bar dense_layer1_new_bar dense_layer1_new_W_bar of_2) (conj (relu_1ac88228_pairs M C_0 n_h_0 n_w_0 relu step dense_layer1_relu1 dense_layer1_batch_norm1 dense_layer1_batch_norm1_bar dense_layer1_relu1_bar of_1) (conj (batch_norm_080f6772_pairs C_0 M n_h_0 n_w_0 rsqrt epsilon_dense_layer1_batch_norm1 dense_layer1_batch_norm1_mean input dense_layer1_batch_norm1_centred dense_layer1_batch_norm1_variance dense_layer1_batch_norm1_r dense_layer1_batch_norm1_xhat dense_layer1_batch_norm1 dense_layer1_batch_norm1_gamma dense_layer1_batch_norm1_beta input_bar_through_dense_layer1_batch_norm1 dense_layer1_batch_norm1_gamma_bar dense_layer1_batch_norm1_bar dense_layer1_batch_norm1_beta_bar of_0) (conj (eq_sym (pairing_shares [M; C_0; n_h_0; n_w_0]%Z [input_bar_through_dense_layer1_concat1; input_bar_through_dense_layer1_batch_norm1] input_bar input total_1)) I)))))))))))))))).
  exact (balance v [([11]%Z, [12]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14; 0; 1]%Z); ([14]%Z, [15]%Z); ([15]%Z, [16]%Z); ([16]%Z, [17; 2; 3]%Z); ([17]%Z, [18; 19]%Z); ([19]%Z, [20; 4]%Z); ([20]%Z, [21]%Z); ([21]%Z, [22; 5; 6]%Z); ([18; 22]%Z, [23]%Z); ([23]%Z, [24; 25]%Z); ([25]%Z, [26; 7]%Z); ([26]%Z, [27]%Z); ([27]%Z, [28; 8; 9]%Z); ([24; 28]%Z, [10]%Z)] [11]%Z [0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
