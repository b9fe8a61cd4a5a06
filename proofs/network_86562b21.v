(* signal: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense1.W, dense1.b, conv2.W, batch_norm1.gamma, batch_norm1.beta, conv1.W, conv1.b, input. *)
From derive Require Import Composed.
From derive Require conv_2eb53fd1 batch_norm_708c74bd relu_9ca25968 max_pool_fd3cc446 conv_2012a2aa avg_pool_77b0efe7 flatten_cec9ab9c dense_ce5104c8 softmax_392d594e cross_entropy_18160ca1.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv1 *)
Definition conv_2eb53fd1_holds (M K o C f p s n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f)%Z) /\
  ((0 <= p)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n + 2 * p - f)) / (s)) + 1))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + u - p])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM k < K, SUM i < o, [[inside (r + p - s * i) (f)]] W@[k, c, r + p - s * i] * z_bar@[m, k, i])) /\
  (ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, [[inside (s * i + u - p) (n)]] x@[m, c, s * i + u - p] * z_bar@[m, k, i])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o, z_bar@[m, k, i])).
Lemma conv_2eb53fd1_pairs (M K o C f p s n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_2eb53fd1_holds M K o C f p s n z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o]%Z z_bar z = pairing [M; C; n]%Z x_bar x + (pairing [K; C; f]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_o & least_C & least_f & least_p & least_s & least_n & size_o & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, SUM i < o, z_bar@[m, k, i] * D (z@[m, k, i])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])) + (SUM k < K, SUM c < C, SUM u < f, W_bar@[k, c, u] * D (W@[k, c, u])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (conv_2eb53fd1.gathered R M K o C f p s n z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

(* batch_norm1 *)
Definition batch_norm_708c74bd_holds (C M n : Z) (rsqrt : R -> R) (epsilon : R) (mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar : tensor R) : Prop :=
  ((1 <= C)%Z) /\
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (D epsilon = 0) /\
  (unit (num M : R)) /\
  (unit (num n : R)) /\
  (unit (num 2 : R)) /\
  (ALL c < C, D (rsqrt (variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon) * rsqrt (variance@[c] + epsilon)))) * D (variance@[c] + epsilon)) /\
  (ALL c < C, mean@[c] = (SUM m < M, SUM i < n, x@[m, c, i] / num M / num n)) /\
  (ALL m < M, ALL c < C, ALL i < n, centred@[m, c, i] = (x@[m, c, i]) + (- mean@[c])) /\
  (ALL c < C, variance@[c] = (SUM m < M, SUM i < n, (centred@[m, c, i] * centred@[m, c, i]) / num M / num n)) /\
  (ALL c < C, r@[c] = (rsqrt (variance@[c] + epsilon))) /\
  (ALL m < M, ALL c < C, ALL i < n, xhat@[m, c, i] = (centred@[m, c, i] * r@[c])) /\
  (ALL m < M, ALL c < C, ALL i < n, y@[m, c, i] = (gamma@[c] * xhat@[m, c, i]) + (beta@[c])) /\
  (ALL m < M, ALL c < C, ALL i < n, x_bar@[m, c, i] = (gamma@[c] * r@[c] * (y_bar@[m, c, i] * num M * num n - beta_bar@[c] - (gamma_bar@[c] * xhat@[m, c, i])) / num M / num n)) /\
  (ALL c < C, gamma_bar@[c] = (SUM m < M, SUM i < n, xhat@[m, c, i] * y_bar@[m, c, i])) /\
  (ALL c < C, beta_bar@[c] = (SUM m < M, SUM i < n, y_bar@[m, c, i])).
Lemma batch_norm_708c74bd_pairs (C M n : Z) (rsqrt : R -> R) (epsilon : R) (mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar : tensor R) : batch_norm_708c74bd_holds C M n rsqrt epsilon mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar ->
  pairing [M; C; n]%Z y_bar y = pairing [M; C; n]%Z x_bar x + (pairing [C]%Z gamma_bar gamma + pairing [C]%Z beta_bar beta).
Proof. intros (least_C & least_M & least_n & held_epsilon & unit_0 & unit_1 & unit_2 & slope_0 & H_mean & H_centred & H_variance & H_r & H_xhat & H_y & H_x_bar & H_gamma_bar & H_beta_bar). transitivity (SUM m < M, SUM c < C, SUM i < n, y_bar@[m, c, i] * D (y@[m, c, i])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n, x_bar@[m, c, i] * D (x@[m, c, i])) + (SUM c < C, gamma_bar@[c] * D (gamma@[c])) + (SUM c < C, beta_bar@[c] * D (beta@[c]))); [|whole].
  apply (batch_norm_708c74bd.compact R C M n rsqrt epsilon mean x centred variance r xhat y gamma beta x_bar gamma_bar y_bar beta_bar); assumption. Qed.

(* relu1 *)
Definition relu_9ca25968_holds (M C n : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < C, ALL i < n, D (relu z@[m, c, i]) = step z@[m, c, i] * D (z@[m, c, i])) /\
  (ALL m < M, ALL c < C, ALL i < n, a@[m, c, i] = (relu z@[m, c, i])) /\
  (ALL m < M, ALL c < C, ALL i < n, z_bar@[m, c, i] = (a_bar@[m, c, i] * step z@[m, c, i])).
Lemma relu_9ca25968_pairs (M C n : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R) : relu_9ca25968_holds M C n relu step a z z_bar a_bar ->
  pairing [M; C; n]%Z a_bar a = pairing [M; C; n]%Z z_bar z.
Proof. intros (least_M & least_C & least_n & slope_0 & H_a & H_z_bar). transitivity (SUM m < M, SUM c < C, SUM i < n, a_bar@[m, c, i] * D (a@[m, c, i])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n, z_bar@[m, c, i] * D (z@[m, c, i]))); [|whole].
  apply (relu_9ca25968.gathered R M C n relu step a z z_bar a_bar); assumption. Qed.

(* max_pool1 *)
Definition max_pool_fd3cc446_holds (M C o f s n : Z) (y x first x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= f)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n - f)) / (s)) + 1))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL i < o, y@[m, c, i] = (SUM u < f, first@[m, c, i, u] * x@[m, c, s * i + u])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, [[inside (r - s * i) (f)]] first@[m, c, i, r - s * i] * y_bar@[m, c, i])).
Lemma max_pool_fd3cc446_pairs (M C o f s n : Z) (y x first x_bar y_bar : tensor R) : max_pool_fd3cc446_holds M C o f s n y x first x_bar y_bar ->
  pairing [M; C; o]%Z y_bar y = pairing [M; C; n]%Z x_bar x.
Proof. intros (least_M & least_C & least_o & least_f & least_s & least_n & size_o & held_first & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM i < o, y_bar@[m, c, i] * D (y@[m, c, i])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r]))); [|whole].
  apply (max_pool_fd3cc446.gathered R M C o f s n y x first x_bar y_bar); assumption. Qed.

(* conv2 *)
Definition conv_2012a2aa_holds (M K o C f d n : Z) (z W x x_bar z_bar W_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f)%Z) /\
  ((1 <= d)%Z) /\
  ((1 <= n)%Z) /\
  ((o = (n - d * (f + (-1))))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (SUM c < C, SUM u < f, W@[k, c, u] * x@[m, c, i + d * u])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM k < K, SUM u < f, [[inside (r - d * u) (o)]] W@[k, c, u] * z_bar@[m, k, r - d * u])) /\
  (ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, x@[m, c, i + d * u] * z_bar@[m, k, i])).
Lemma conv_2012a2aa_pairs (M K o C f d n : Z) (z W x x_bar z_bar W_bar : tensor R) : conv_2012a2aa_holds M K o C f d n z W x x_bar z_bar W_bar ->
  pairing [M; K; o]%Z z_bar z = pairing [M; C; n]%Z x_bar x + pairing [K; C; f]%Z W_bar W.
Proof. intros (least_M & least_K & least_o & least_C & least_f & least_d & least_n & size_o & H_z & H_x_bar & H_W_bar). transitivity (SUM m < M, SUM k < K, SUM i < o, z_bar@[m, k, i] * D (z@[m, k, i])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])) + (SUM k < K, SUM c < C, SUM u < f, W_bar@[k, c, u] * D (W@[k, c, u]))); [|whole].
  apply (conv_2012a2aa.gathered R M K o C f d n z W x x_bar z_bar W_bar); assumption. Qed.

(* avg_pool1 *)
Definition avg_pool_77b0efe7_holds (M C o f s n : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= f)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n - f)) / (s)) + 1))%Z) /\
  (unit (num f : R)) /\
  (ALL m < M, ALL c < C, ALL i < o, y@[m, c, i] = (SUM u < f, x@[m, c, s * i + u] / num f)) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, [[inside (r - s * i) (f)]] y_bar@[m, c, i] / num f)).
Lemma avg_pool_77b0efe7_pairs (M C o f s n : Z) (y x x_bar y_bar : tensor R) : avg_pool_77b0efe7_holds M C o f s n y x x_bar y_bar ->
  pairing [M; C; o]%Z y_bar y = pairing [M; C; n]%Z x_bar x.
Proof. intros (least_M & least_C & least_o & least_f & least_s & least_n & size_o & unit_0 & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM i < o, y_bar@[m, c, i] * D (y@[m, c, i])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r]))); [|whole].
  apply (avg_pool_77b0efe7.gathered R M C o f s n y x x_bar y_bar); assumption. Qed.

(* flatten1 *)
Definition flatten_cec9ab9c_holds (M C n : Z) (v x x_bar v_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, v@[m, n * c + r] = (x@[m, c, r])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (v_bar@[m, n * c + r])).
Lemma flatten_cec9ab9c_pairs (M C n : Z) (v x x_bar v_bar : tensor R) : flatten_cec9ab9c_holds M C n v x x_bar v_bar ->
  pairing [M; C * n]%Z v_bar v = pairing [M; C; n]%Z x_bar x.
Proof. intros (least_M & least_C & least_n & H_v & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM r < n, v_bar@[m, n * c + r] * D (v@[m, n * c + r])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r]))); [|whole].
  apply (flatten_cec9ab9c.gathered R M C n v x x_bar v_bar); assumption. Qed.

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

Theorem network (M C_0 n_0 f_1 s_1 p_1 d_1 K_1 n_1 f_max_pool1 s_max_pool1 p_max_pool1 d_max_pool1 n_max_pool1 f_2 s_2 p_2 d_2 K_2 n_2 f_avg_pool1 s_avg_pool1 p_avg_pool1 d_avg_pool1 n_avg_pool1 K_3 : Z) (rsqrt relu step exp log : R -> R) (epsilon_batch_norm1 : R) (input conv1_W conv1_b conv1 input_bar conv1_W_bar conv1_b_bar conv1_bar batch_norm1_gamma batch_norm1_beta batch_norm1_mean batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_running_variance batch_norm1_running_mean batch_norm1_gamma_bar batch_norm1_beta_bar batch_norm1_xhat_bar batch_norm1_r_bar batch_norm1_variance_bar batch_norm1_centred_bar batch_norm1_mean_bar batch_norm1_bar relu1 relu1_bar max_pool1_first max_pool1 max_pool1_bar conv2_W conv2 conv2_W_bar conv2_bar relu2 relu2_bar avg_pool1 avg_pool1_bar flatten1 flatten1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar : tensor R)
  (of_0 : conv_2eb53fd1_holds M K_1 n_1 C_0 f_1 p_1 s_1 n_0 conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar) (* conv1 *)
  (of_1 : batch_norm_708c74bd_holds K_1 M n_1 rsqrt epsilon_batch_norm1 batch_norm1_mean conv1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta conv1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar) (* batch_norm1 *)
  (of_2 : relu_9ca25968_holds M K_1 n_1 relu step relu1 batch_norm1 batch_norm1_bar relu1_bar) (* relu1 *)
  (of_3 : max_pool_fd3cc446_holds M K_1 n_max_pool1 f_max_pool1 s_max_pool1 n_1 max_pool1 relu1 max_pool1_first relu1_bar max_pool1_bar) (* max_pool1 *)
  (of_4 : conv_2012a2aa_holds M K_2 n_2 K_1 f_2 d_2 n_max_pool1 conv2 conv2_W max_pool1 max_pool1_bar conv2_bar conv2_W_bar) (* conv2 *)
  (of_5 : relu_9ca25968_holds M K_2 n_2 relu step relu2 conv2 conv2_bar relu2_bar) (* relu2 *)
  (of_6 : avg_pool_77b0efe7_holds M K_2 n_avg_pool1 f_avg_pool1 s_avg_pool1 n_2 avg_pool1 relu2 relu2_bar avg_pool1_bar) (* avg_pool1 *)
  (of_7 : flatten_cec9ab9c_holds M K_2 n_avg_pool1 flatten1 avg_pool1 avg_pool1_bar flatten1_bar) (* flatten1 *)
  (of_8 : dense_ce5104c8_holds M K_3 (K_2 * n_avg_pool1) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_9 : softmax_392d594e_holds M K_3 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar) (* softmax1 *)
  (of_10 : cross_entropy_18160ca1_holds M K_3 log loss target softmax1 softmax1_bar) (* loss *)
  : D (loss@[]) =
    total [pairing [K_3; K_2 * n_avg_pool1]%Z dense1_W_bar dense1_W;
      pairing [K_3]%Z dense1_b_bar dense1_b;
      pairing [K_2; K_1; f_2]%Z conv2_W_bar conv2_W;
      pairing [K_1]%Z batch_norm1_gamma_bar batch_norm1_gamma;
      pairing [K_1]%Z batch_norm1_beta_bar batch_norm1_beta;
      pairing [M; C_0; n_0]%Z input_bar input;
      pairing [K_1; C_0; f_1]%Z conv1_W_bar conv1_W;
      pairing [K_1]%Z conv1_b_bar conv1_b].
Proof.
  assert (L_8 : pairing [M; K_3]%Z dense1_bar dense1 = pairing [M; K_2 * n_avg_pool1]%Z flatten1_bar flatten1 + (pairing [K_3; K_2 * n_avg_pool1]%Z dense1_W_bar dense1_W + pairing [K_3]%Z dense1_b_bar dense1_b)).
  { pose proof (dense_ce5104c8_pairs M K_3 (K_2 * n_avg_pool1) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar of_8) as E. replace (pairing [M; (K_2 * n_avg_pool1)]%Z flatten1_bar flatten1) with (pairing [M; K_2 * n_avg_pool1]%Z flatten1_bar flatten1) in E by (clear; same_shape). replace (pairing [K_3; (K_2 * n_avg_pool1)]%Z dense1_W_bar dense1_W) with (pairing [K_3; K_2 * n_avg_pool1]%Z dense1_W_bar dense1_W) in E by (clear; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_3; K_2 * n_avg_pool1]%Z dense1_W_bar dense1_W; pairing [K_3]%Z dense1_b_bar dense1_b; pairing [K_2; K_1; f_2]%Z conv2_W_bar conv2_W; pairing [K_1]%Z batch_norm1_gamma_bar batch_norm1_gamma; pairing [K_1]%Z batch_norm1_beta_bar batch_norm1_beta; pairing [M; C_0; n_0]%Z input_bar input; pairing [K_1; C_0; f_1]%Z conv1_W_bar conv1_W; pairing [K_1]%Z conv1_b_bar conv1_b; pairing []%Z (fun _ => 1) loss; pairing [M; K_3]%Z softmax1_bar softmax1; pairing [M; K_3]%Z dense1_bar dense1; pairing [M; K_2 * n_avg_pool1]%Z flatten1_bar flatten1; pairing [M; K_2; n_avg_pool1]%Z avg_pool1_bar avg_pool1; pairing [M; K_2; n_2]%Z relu2_bar relu2; pairing [M; K_2; n_2]%Z conv2_bar conv2; pairing [M; K_1; n_max_pool1]%Z max_pool1_bar max_pool1; pairing [M; K_1; n_1]%Z relu1_bar relu1; pairing [M; K_1; n_1]%Z batch_norm1_bar batch_norm1; pairing [M; K_1; n_1]%Z conv1_bar conv1]).
  assert (H : hold v [([8]%Z, [9]%Z); ([9]%Z, [10]%Z); ([10]%Z, [11; 0; 1]%Z); ([11]%Z, [12]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14]%Z); ([14]%Z, [15; 2]%Z); ([15]%Z, [16]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 3; 4]%Z); ([18]%Z, [5; 6; 7]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_3 log loss target softmax1 softmax1_bar of_10) (conj (softmax_392d594e_pairs M K_3 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar of_9) (conj L_8 (conj (flatten_cec9ab9c_pairs M K_2 n_avg_pool1 flatten1 avg_pool1 avg_pool1_bar flatten1_bar of_7) (conj (avg_pool_77b0efe7_pairs M K_2 n_avg_pool1 f_avg_pool1 s_avg_pool1 n_2 avg_pool1 relu2 relu2_bar avg_pool1_bar of_6) (conj (relu_9ca25968_pairs M K_2 n_2 relu step relu2 conv2 conv2_bar relu2_bar of_5) (conj (conv_2012a2aa_pairs M K_2 n_2 K_1 f_2 d_2 n_max_pool1 conv2 conv2_W max_pool1 max_pool1_bar conv2_bar conv2_W_bar of_4) (conj (max_pool_fd3cc446_pairs M K_1 n_max_pool1 f_max_pool1 s_max_pool1 n_1 max_pool1 relu1 max_pool1_first relu1_bar max_pool1_bar of_3) (conj (relu_9ca25968_pairs M K_1 n_1 relu step relu1 batch_norm1 batch_norm1_bar relu1_bar of_2) (conj (batch_norm_708c74bd_pairs K_1 M n_1 rsqrt epsilon_batch_norm1 batch_norm1_mean conv1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta conv1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar of_1) (conj (conv_2eb53fd1_pairs M K_1 n_1 C_0 f_1 p_1 s_1 n_0 conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar of_0) I))))))))))).
  exact (balance v [([8]%Z, [9]%Z); ([9]%Z, [10]%Z); ([10]%Z, [11; 0; 1]%Z); ([11]%Z, [12]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14]%Z); ([14]%Z, [15; 2]%Z); ([15]%Z, [16]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 3; 4]%Z); ([18]%Z, [5; 6; 7]%Z)] [8]%Z [0; 1; 2; 3; 4; 5; 6; 7]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
