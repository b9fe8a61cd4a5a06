(* depthwise-separable: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense1.W, dense1.b, batch_norm2.gamma, batch_norm2.beta, conv1.W, batch_norm1.gamma, batch_norm1.beta, depthwise1.W, input. *)
From derive Require Import Composed.
From derive Require depthwise_f28eec6e batch_norm_080f6772 relu6_0533a0c2 conv_94e0d2b0 global_avg_pool_cba91d53 dense_ce5104c8 softmax_392d594e cross_entropy_18160ca1.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* depthwise1 *)
Definition depthwise_f28eec6e_holds (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = (n_h + 2 * p_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 2 * p_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, z@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, i + u - p_h, j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM u < f_h, SUM v < f_w, [[inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w)]] W@[c, u, v] * z_bar@[m, c, r + p_h - u, q + p_w - v])) /\
  (ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] x@[m, c, i + u - p_h, j + v - p_w] * z_bar@[m, c, i, j])).
Lemma depthwise_f28eec6e_pairs (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : depthwise_f28eec6e_holds M C o_h o_w f_h f_w p_h p_w n_h n_w z W x x_bar z_bar W_bar ->
  pairing [M; C; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + pairing [C; f_h; f_w]%Z W_bar W.
Proof. intros (least_M & least_C & least_o_h & least_o_w & least_f_h & least_f_w & least_p_h & least_p_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar). transitivity (SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j] * D (z@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[c, u, v] * D (W@[c, u, v]))); [|whole].
  apply (depthwise_f28eec6e.gathered R M C o_h o_w f_h f_w p_h p_w n_h n_w z W x x_bar z_bar W_bar); assumption. Qed.

(* batch_norm1 *)
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

(* relu61 *)
Definition relu6_0533a0c2_holds (M C n_h n_w : Z) (relu6 step : R -> R) (a z z_bar a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, D (relu6 z@[m, c, i, j]) = (step z@[m, c, i, j] * step (num 6 - z@[m, c, i, j])) * D (z@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a@[m, c, i, j] = (relu6 z@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, z_bar@[m, c, i, j] = (a_bar@[m, c, i, j] * step z@[m, c, i, j] * step (num 6 - z@[m, c, i, j]))).
Lemma relu6_0533a0c2_pairs (M C n_h n_w : Z) (relu6 step : R -> R) (a z z_bar a_bar : tensor R) : relu6_0533a0c2_holds M C n_h n_w relu6 step a z z_bar a_bar ->
  pairing [M; C; n_h; n_w]%Z a_bar a = pairing [M; C; n_h; n_w]%Z z_bar z.
Proof. intros (least_M & least_C & least_n_h & least_n_w & slope_0 & H_a & H_z_bar). transitivity (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * D (a@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, z_bar@[m, c, i, j] * D (z@[m, c, i, j]))); [|whole].
  apply (relu6_0533a0c2.gathered R M C n_h n_w relu6 step a z z_bar a_bar); assumption. Qed.

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

Theorem network (M C_0 n_h_0 n_w_0 f_1 s_1 p_1 d_1 n_h_1 n_w_1 f_2 s_2 p_2 d_2 K_2 n_h_2 n_w_2 K_3 : Z) (rsqrt relu6 step exp log : R -> R) (epsilon_batch_norm1 epsilon_batch_norm2 : R) (input depthwise1_W depthwise1 input_bar depthwise1_W_bar depthwise1_bar batch_norm1_gamma batch_norm1_beta batch_norm1_mean batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_running_variance batch_norm1_running_mean batch_norm1_gamma_bar batch_norm1_beta_bar batch_norm1_xhat_bar batch_norm1_r_bar batch_norm1_variance_bar batch_norm1_centred_bar batch_norm1_mean_bar batch_norm1_bar relu61 relu61_bar conv1_W conv1 conv1_W_bar conv1_bar batch_norm2_gamma batch_norm2_beta batch_norm2_mean batch_norm2_centred batch_norm2_variance batch_norm2_r batch_norm2_xhat batch_norm2 batch_norm2_running_variance batch_norm2_running_mean batch_norm2_gamma_bar batch_norm2_beta_bar batch_norm2_xhat_bar batch_norm2_r_bar batch_norm2_variance_bar batch_norm2_centred_bar batch_norm2_mean_bar batch_norm2_bar relu62 relu62_bar global_avg_pool1 global_avg_pool1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar : tensor R)
  (of_0 : depthwise_f28eec6e_holds M C_0 n_h_1 n_w_1 f_1 f_1 p_1 p_1 n_h_0 n_w_0 depthwise1 depthwise1_W input input_bar depthwise1_bar depthwise1_W_bar) (* depthwise1 *)
  (of_1 : batch_norm_080f6772_holds C_0 M n_h_1 n_w_1 rsqrt epsilon_batch_norm1 batch_norm1_mean depthwise1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta depthwise1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar) (* batch_norm1 *)
  (of_2 : relu6_0533a0c2_holds M C_0 n_h_1 n_w_1 relu6 step relu61 batch_norm1 batch_norm1_bar relu61_bar) (* relu61 *)
  (of_3 : conv_94e0d2b0_holds M K_2 n_h_2 n_w_2 C_0 f_2 f_2 n_h_1 n_w_1 conv1 conv1_W relu61 relu61_bar conv1_bar conv1_W_bar) (* conv1 *)
  (of_4 : batch_norm_080f6772_holds K_2 M n_h_2 n_w_2 rsqrt epsilon_batch_norm2 batch_norm2_mean conv1 batch_norm2_centred batch_norm2_variance batch_norm2_r batch_norm2_xhat batch_norm2 batch_norm2_gamma batch_norm2_beta conv1_bar batch_norm2_gamma_bar batch_norm2_bar batch_norm2_beta_bar) (* batch_norm2 *)
  (of_5 : relu6_0533a0c2_holds M K_2 n_h_2 n_w_2 relu6 step relu62 batch_norm2 batch_norm2_bar relu62_bar) (* relu62 *)
  (of_6 : global_avg_pool_cba91d53_holds M K_2 n_h_2 n_w_2 global_avg_pool1 relu62 relu62_bar global_avg_pool1_bar) (* global_avg_pool1 *)
  (of_7 : dense_ce5104c8_holds M K_3 K_2 dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_8 : softmax_392d594e_holds M K_3 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar) (* softmax1 *)
  (of_9 : cross_entropy_18160ca1_holds M K_3 log loss target softmax1 softmax1_bar) (* loss *)
  : D (loss@[]) =
    total [pairing [K_3; K_2]%Z dense1_W_bar dense1_W;
      pairing [K_3]%Z dense1_b_bar dense1_b;
      pairing [K_2]%Z batch_norm2_gamma_bar batch_norm2_gamma;
      pairing [K_2]%Z batch_norm2_beta_bar batch_norm2_beta;
      pairing [K_2; C_0; f_2; f_2]%Z conv1_W_bar conv1_W;
      pairing [C_0]%Z batch_norm1_gamma_bar batch_norm1_gamma;
      pairing [C_0]%Z batch_norm1_beta_bar batch_norm1_beta;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input;
      pairing [C_0; f_1; f_1]%Z depthwise1_W_bar depthwise1_W].
Proof.
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_3; K_2]%Z dense1_W_bar dense1_W; pairing [K_3]%Z dense1_b_bar dense1_b; pairing [K_2]%Z batch_norm2_gamma_bar batch_norm2_gamma; pairing [K_2]%Z batch_norm2_beta_bar batch_norm2_beta; pairing [K_2; C_0; f_2; f_2]%Z conv1_W_bar conv1_W; pairing [C_0]%Z batch_norm1_gamma_bar batch_norm1_gamma; pairing [C_0]%Z batch_norm1_beta_bar batch_norm1_beta; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing [C_0; f_1; f_1]%Z depthwise1_W_bar depthwise1_W; pairing []%Z (fun _ => 1) loss; pairing [M; K_3]%Z softmax1_bar softmax1; pairing [M; K_3]%Z dense1_bar dense1; pairing [M; K_2]%Z global_avg_pool1_bar global_avg_pool1; pairing [M; K_2; n_h_2; n_w_2]%Z relu62_bar relu62; pairing [M; K_2; n_h_2; n_w_2]%Z batch_norm2_bar batch_norm2; pairing [M; K_2; n_h_2; n_w_2]%Z conv1_bar conv1; pairing [M; C_0; n_h_1; n_w_1]%Z relu61_bar relu61; pairing [M; C_0; n_h_1; n_w_1]%Z batch_norm1_bar batch_norm1; pairing [M; C_0; n_h_1; n_w_1]%Z depthwise1_bar depthwise1]).
  assert (H : hold v [([9]%Z, [10]%Z); ([10]%Z, [11]%Z); ([11]%Z, [12; 0; 1]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14]%Z); ([14]%Z, [15; 2; 3]%Z); ([15]%Z, [16; 4]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 5; 6]%Z); ([18]%Z, [7; 8]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_3 log loss target softmax1 softmax1_bar of_9) (conj (softmax_392d594e_pairs M K_3 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar of_8) (conj (dense_ce5104c8_pairs M K_3 K_2 dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar of_7) (conj (global_avg_pool_cba91d53_pairs M K_2 n_h_2 n_w_2 global_avg_pool1 relu62 relu62_bar global_avg_pool1_bar of_6) (conj (relu6_0533a0c2_pairs M K_2 n_h_2 n_w_2 relu6 step relu62 batch_norm2 batch_norm2_bar relu62_bar of_5) (conj (batch_norm_080f6772_pairs K_2 M n_h_2 n_w_2 rsqrt epsilon_batch_norm2 batch_norm2_mean conv1 batch_norm2_centred batch_norm2_variance batch_norm2_r batch_norm2_xhat batch_norm2 batch_norm2_gamma batch_norm2_beta conv1_bar batch_norm2_gamma_bar batch_norm2_bar batch_norm2_beta_bar of_4) (conj (conv_94e0d2b0_pairs M K_2 n_h_2 n_w_2 C_0 f_2 f_2 n_h_1 n_w_1 conv1 conv1_W relu61 relu61_bar conv1_bar conv1_W_bar of_3) (conj (relu6_0533a0c2_pairs M C_0 n_h_1 n_w_1 relu6 step relu61 batch_norm1 batch_norm1_bar relu61_bar of_2) (conj (batch_norm_080f6772_pairs C_0 M n_h_1 n_w_1 rsqrt epsilon_batch_norm1 batch_norm1_mean depthwise1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta depthwise1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar of_1) (conj (depthwise_f28eec6e_pairs M C_0 n_h_1 n_w_1 f_1 f_1 p_1 p_1 n_h_0 n_w_0 depthwise1 depthwise1_W input input_bar depthwise1_bar depthwise1_W_bar of_0) I)))))))))).
  exact (balance v [([9]%Z, [10]%Z); ([10]%Z, [11]%Z); ([11]%Z, [12; 0; 1]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14]%Z); ([14]%Z, [15; 2; 3]%Z); ([15]%Z, [16; 4]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 5; 6]%Z); ([18]%Z, [7; 8]%Z)] [9]%Z [0; 1; 2; 3; 4; 5; 6; 7; 8]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
