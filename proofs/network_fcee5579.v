(* small-resnet: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense1.W, dense1.b, s2.shortcut.W, s2.main.gamma, s2.main.beta, s2.conv2.W, s2.batch_norm1.gamma, s2.batch_norm1.beta, s2.conv1.W, s1.shortcut.W, s1.main.gamma, s1.main.beta, s1.conv2.W, s1.batch_norm1.gamma, s1.batch_norm1.beta, s1.conv1.W, stem.W, stem.b, input. *)
From derive Require Import Composed.
From derive Require conv_4324d8c8 conv_8585e50e batch_norm_080f6772 relu_1ac88228 conv_94e0d2b0 add_d643977e conv_6b34fbfa conv_41b1c9f7 global_avg_pool_cba91d53 dense_ce5104c8 softmax_392d594e cross_entropy_18160ca1.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* stem *)
Definition conv_4324d8c8_holds (M K o_h o_w C f_h f_w p_h p_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
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
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (b@[k]) + (SUM c < C, SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] W@[k, c, u, v] * x@[m, c, i + u - p_h, j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, [[inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w)]] W@[k, c, u, v] * z_bar@[m, k, r + p_h - u, q + p_w - v])) /\
  (ALL k < K, ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] x@[m, c, i + u - p_h, j + v - p_w] * z_bar@[m, k, i, j])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j])).
Lemma conv_4324d8c8_pairs (M K o_h o_w C f_h f_w p_h p_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_4324d8c8_holds M K o_h o_w C f_h f_w p_h p_w n_h n_w z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + (pairing [K; C; f_h; f_w]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_f_h & least_f_w & least_p_h & least_p_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM k < K, SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[k, c, u, v] * D (W@[k, c, u, v])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (conv_4324d8c8.gathered R M K o_h o_w C f_h f_w p_h p_w n_h n_w z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

(* s1.conv1 *)
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

(* s1.batch_norm1 *)
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

(* s1.relu1 *)
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

(* s1.shortcut *)
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

(* s1.add1 *)
Definition add_d643977e_holds (M C n_h n_w : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a@[m, c, i, j] = (x1@[m, c, i, j]) + (x2@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (a_bar@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x2_bar@[m, c, i, j] = (a_bar@[m, c, i, j])).
Lemma add_d643977e_pairs (M C n_h n_w : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R) : add_d643977e_holds M C n_h n_w a x1 x2 x1_bar a_bar x2_bar ->
  pairing [M; C; n_h; n_w]%Z a_bar a = pairing [M; C; n_h; n_w]%Z x1_bar x1 + pairing [M; C; n_h; n_w]%Z x2_bar x2.
Proof. intros (least_M & least_C & least_n_h & least_n_w & H_a & H_x1_bar & H_x2_bar). transitivity (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * D (a@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x1_bar@[m, c, i, j] * D (x1@[m, c, i, j])) + (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x2_bar@[m, c, i, j] * D (x2@[m, c, i, j]))); [|whole].
  apply (add_d643977e.gathered R M C n_h n_w a x1 x2 x1_bar a_bar x2_bar); assumption. Qed.

(* s2.conv1 *)
Definition conv_6b34fbfa_holds (M K o_h o_w C f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
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
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (SUM c < C, SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[k, c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM i < o_h, SUM j < o_w, [[inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)]] W@[k, c, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, k, i, j])) /\
  (ALL k < K, ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, k, i, j])).
Lemma conv_6b34fbfa_pairs (M K o_h o_w C f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : conv_6b34fbfa_holds M K o_h o_w C f_h f_w p_h s_h p_w s_w n_h n_w z W x x_bar z_bar W_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + pairing [K; C; f_h; f_w]%Z W_bar W.
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_f_h & least_f_w & least_p_h & least_s_h & least_p_w & least_s_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM k < K, SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[k, c, u, v] * D (W@[k, c, u, v]))); [|whole].
  apply (conv_6b34fbfa.gathered R M K o_h o_w C f_h f_w p_h s_h p_w s_w n_h n_w z W x x_bar z_bar W_bar); assumption. Qed.

(* s2.shortcut *)
Definition conv_41b1c9f7_holds (M K o_h o_w C f_h f_w s_h s_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= s_h)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (SUM c < C, SUM u < f_h, SUM v < f_w, W@[k, c, u, v] * x@[m, c, s_h * i + u, s_w * j + v])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM i < o_h, SUM j < o_w, [[inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w)]] W@[k, c, r - s_h * i, q - s_w * j] * z_bar@[m, k, i, j])) /\
  (ALL k < K, ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c, s_h * i + u, s_w * j + v] * z_bar@[m, k, i, j])).
Lemma conv_41b1c9f7_pairs (M K o_h o_w C f_h f_w s_h s_w n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R) : conv_41b1c9f7_holds M K o_h o_w C f_h f_w s_h s_w n_h n_w z W x x_bar z_bar W_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + pairing [K; C; f_h; f_w]%Z W_bar W.
Proof. intros (least_M & least_K & least_o_h & least_o_w & least_C & least_f_h & least_f_w & least_s_h & least_s_w & least_n_h & least_n_w & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar). transitivity (SUM m < M, SUM k < K, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j] * D (z@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q])) + (SUM k < K, SUM c < C, SUM u < f_h, SUM v < f_w, W_bar@[k, c, u, v] * D (W@[k, c, u, v]))); [|whole].
  apply (conv_41b1c9f7.gathered R M K o_h o_w C f_h f_w s_h s_w n_h n_w z W x x_bar z_bar W_bar); assumption. Qed.

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

Theorem network (M C_0 n_h_0 n_w_0 f_stem s_stem p_stem d_stem K_stem n_h_stem n_w_stem f_s1_conv1 s_s1_conv1 p_s1_conv1 d_s1_conv1 K_s1_conv1 n_h_s1_conv1 n_w_s1_conv1 f_s1_conv2 s_s1_conv2 p_s1_conv2 d_s1_conv2 K_s1_conv2 n_h_s1_conv2 n_w_s1_conv2 f_s1_shortcut s_s1_shortcut p_s1_shortcut d_s1_shortcut K_s1_shortcut n_h_s1_shortcut n_w_s1_shortcut f_s2_conv1 s_s2_conv1 p_s2_conv1 d_s2_conv1 K_s2_conv1 n_h_s2_conv1 n_w_s2_conv1 f_s2_conv2 s_s2_conv2 p_s2_conv2 d_s2_conv2 K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 f_s2_shortcut s_s2_shortcut p_s2_shortcut d_s2_shortcut K_s2_shortcut n_h_s2_shortcut n_w_s2_shortcut K_dense1 : Z) (rsqrt relu step exp log : R -> R) (epsilon_s1_batch_norm1 epsilon_s1_main epsilon_s2_batch_norm1 epsilon_s2_main : R) (input stem_W stem_b stem input_bar stem_W_bar stem_b_bar stem_bar s1_conv1_W s1_conv1 stem_bar_through_s1_conv1 s1_conv1_W_bar s1_conv1_bar s1_batch_norm1_gamma s1_batch_norm1_beta s1_batch_norm1_mean s1_batch_norm1_centred s1_batch_norm1_variance s1_batch_norm1_r s1_batch_norm1_xhat s1_batch_norm1 s1_batch_norm1_running_variance s1_batch_norm1_running_mean s1_batch_norm1_gamma_bar s1_batch_norm1_beta_bar s1_batch_norm1_xhat_bar s1_batch_norm1_r_bar s1_batch_norm1_variance_bar s1_batch_norm1_centred_bar s1_batch_norm1_mean_bar s1_batch_norm1_bar s1_relu1 s1_relu1_bar s1_conv2_W s1_conv2 s1_conv2_W_bar s1_conv2_bar s1_main_gamma s1_main_beta s1_main_mean s1_main_centred s1_main_variance s1_main_r s1_main_xhat s1_main s1_main_running_variance s1_main_running_mean s1_main_gamma_bar s1_main_beta_bar s1_main_xhat_bar s1_main_r_bar s1_main_variance_bar s1_main_centred_bar s1_main_mean_bar s1_main_bar s1_shortcut_W s1_shortcut stem_bar_through_s1_shortcut s1_shortcut_W_bar s1_shortcut_bar s1_add1 s1_add1_bar s1_relu2 s1_relu2_bar s2_conv1_W s2_conv1 s1_relu2_bar_through_s2_conv1 s2_conv1_W_bar s2_conv1_bar s2_batch_norm1_gamma s2_batch_norm1_beta s2_batch_norm1_mean s2_batch_norm1_centred s2_batch_norm1_variance s2_batch_norm1_r s2_batch_norm1_xhat s2_batch_norm1 s2_batch_norm1_running_variance s2_batch_norm1_running_mean s2_batch_norm1_gamma_bar s2_batch_norm1_beta_bar s2_batch_norm1_xhat_bar s2_batch_norm1_r_bar s2_batch_norm1_variance_bar s2_batch_norm1_centred_bar s2_batch_norm1_mean_bar s2_batch_norm1_bar s2_relu1 s2_relu1_bar s2_conv2_W s2_conv2 s2_conv2_W_bar s2_conv2_bar s2_main_gamma s2_main_beta s2_main_mean s2_main_centred s2_main_variance s2_main_r s2_main_xhat s2_main s2_main_running_variance s2_main_running_mean s2_main_gamma_bar s2_main_beta_bar s2_main_xhat_bar s2_main_r_bar s2_main_variance_bar s2_main_centred_bar s2_main_mean_bar s2_main_bar s2_shortcut_W s2_shortcut s1_relu2_bar_through_s2_shortcut s2_shortcut_W_bar s2_shortcut_bar s2_add1 s2_add1_bar s2_relu2 s2_relu2_bar global_avg_pool1 global_avg_pool1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar : tensor R)
  (of_0 : conv_4324d8c8_holds M K_stem n_h_stem n_w_stem C_0 f_stem f_stem p_stem p_stem n_h_0 n_w_0 stem stem_b stem_W input input_bar stem_bar stem_W_bar stem_b_bar) (* stem *)
  (of_1 : conv_8585e50e_holds M K_s1_conv1 n_h_s1_conv1 n_w_s1_conv1 K_stem f_s1_conv1 f_s1_conv1 p_s1_conv1 p_s1_conv1 n_h_stem n_w_stem s1_conv1 s1_conv1_W stem stem_bar_through_s1_conv1 s1_conv1_bar s1_conv1_W_bar) (* s1.conv1 *)
  (of_2 : batch_norm_080f6772_holds K_s1_conv1 M n_h_s1_conv1 n_w_s1_conv1 rsqrt epsilon_s1_batch_norm1 s1_batch_norm1_mean s1_conv1 s1_batch_norm1_centred s1_batch_norm1_variance s1_batch_norm1_r s1_batch_norm1_xhat s1_batch_norm1 s1_batch_norm1_gamma s1_batch_norm1_beta s1_conv1_bar s1_batch_norm1_gamma_bar s1_batch_norm1_bar s1_batch_norm1_beta_bar) (* s1.batch_norm1 *)
  (of_3 : relu_1ac88228_holds M K_s1_conv1 n_h_s1_conv1 n_w_s1_conv1 relu step s1_relu1 s1_batch_norm1 s1_batch_norm1_bar s1_relu1_bar) (* s1.relu1 *)
  (of_4 : conv_8585e50e_holds M K_s1_conv2 n_h_s1_conv2 n_w_s1_conv2 K_s1_conv1 f_s1_conv2 f_s1_conv2 p_s1_conv2 p_s1_conv2 n_h_s1_conv1 n_w_s1_conv1 s1_conv2 s1_conv2_W s1_relu1 s1_relu1_bar s1_conv2_bar s1_conv2_W_bar) (* s1.conv2 *)
  (of_5 : batch_norm_080f6772_holds K_s1_conv2 M n_h_s1_conv2 n_w_s1_conv2 rsqrt epsilon_s1_main s1_main_mean s1_conv2 s1_main_centred s1_main_variance s1_main_r s1_main_xhat s1_main s1_main_gamma s1_main_beta s1_conv2_bar s1_main_gamma_bar s1_main_bar s1_main_beta_bar) (* s1.main *)
  (of_6 : conv_94e0d2b0_holds M K_s1_shortcut n_h_s1_shortcut n_w_s1_shortcut K_stem f_s1_shortcut f_s1_shortcut n_h_stem n_w_stem s1_shortcut s1_shortcut_W stem stem_bar_through_s1_shortcut s1_shortcut_bar s1_shortcut_W_bar) (* s1.shortcut *)
  (of_7 : add_d643977e_holds M K_s1_conv2 n_h_s1_conv2 n_w_s1_conv2 s1_add1 s1_main s1_shortcut s1_main_bar s1_add1_bar s1_shortcut_bar) (* s1.add1 *)
  (of_8 : relu_1ac88228_holds M K_s1_conv2 n_h_s1_conv2 n_w_s1_conv2 relu step s1_relu2 s1_add1 s1_add1_bar s1_relu2_bar) (* s1.relu2 *)
  (of_9 : conv_6b34fbfa_holds M K_s2_conv1 n_h_s2_conv1 n_w_s2_conv1 K_s1_conv2 f_s2_conv1 f_s2_conv1 p_s2_conv1 s_s2_conv1 p_s2_conv1 s_s2_conv1 n_h_s1_conv2 n_w_s1_conv2 s2_conv1 s2_conv1_W s1_relu2 s1_relu2_bar_through_s2_conv1 s2_conv1_bar s2_conv1_W_bar) (* s2.conv1 *)
  (of_10 : batch_norm_080f6772_holds K_s2_conv1 M n_h_s2_conv1 n_w_s2_conv1 rsqrt epsilon_s2_batch_norm1 s2_batch_norm1_mean s2_conv1 s2_batch_norm1_centred s2_batch_norm1_variance s2_batch_norm1_r s2_batch_norm1_xhat s2_batch_norm1 s2_batch_norm1_gamma s2_batch_norm1_beta s2_conv1_bar s2_batch_norm1_gamma_bar s2_batch_norm1_bar s2_batch_norm1_beta_bar) (* s2.batch_norm1 *)
  (of_11 : relu_1ac88228_holds M K_s2_conv1 n_h_s2_conv1 n_w_s2_conv1 relu step s2_relu1 s2_batch_norm1 s2_batch_norm1_bar s2_relu1_bar) (* s2.relu1 *)
  (of_12 : conv_8585e50e_holds M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 K_s2_conv1 f_s2_conv2 f_s2_conv2 p_s2_conv2 p_s2_conv2 n_h_s2_conv1 n_w_s2_conv1 s2_conv2 s2_conv2_W s2_relu1 s2_relu1_bar s2_conv2_bar s2_conv2_W_bar) (* s2.conv2 *)
  (of_13 : batch_norm_080f6772_holds K_s2_conv2 M n_h_s2_conv2 n_w_s2_conv2 rsqrt epsilon_s2_main s2_main_mean s2_conv2 s2_main_centred s2_main_variance s2_main_r s2_main_xhat s2_main s2_main_gamma s2_main_beta s2_conv2_bar s2_main_gamma_bar s2_main_bar s2_main_beta_bar) (* s2.main *)
  (of_14 : conv_41b1c9f7_holds M K_s2_shortcut n_h_s2_shortcut n_w_s2_shortcut K_s1_conv2 f_s2_shortcut f_s2_shortcut s_s2_shortcut s_s2_shortcut n_h_s1_conv2 n_w_s1_conv2 s2_shortcut s2_shortcut_W s1_relu2 s1_relu2_bar_through_s2_shortcut s2_shortcut_bar s2_shortcut_W_bar) (* s2.shortcut *)
  (of_15 : add_d643977e_holds M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 s2_add1 s2_main s2_shortcut s2_main_bar s2_add1_bar s2_shortcut_bar) (* s2.add1 *)
  (of_16 : relu_1ac88228_holds M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 relu step s2_relu2 s2_add1 s2_add1_bar s2_relu2_bar) (* s2.relu2 *)
  (of_17 : global_avg_pool_cba91d53_holds M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 global_avg_pool1 s2_relu2 s2_relu2_bar global_avg_pool1_bar) (* global_avg_pool1 *)
  (of_18 : dense_ce5104c8_holds M K_dense1 K_s2_conv2 dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_19 : softmax_392d594e_holds M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar) (* softmax1 *)
  (of_20 : cross_entropy_18160ca1_holds M K_dense1 log loss target softmax1 softmax1_bar) (* loss *)
  (same_0 : (K_s1_shortcut = K_s1_conv2)%Z)
  (same_1 : (n_h_s1_shortcut = n_h_s1_conv2)%Z)
  (same_2 : (n_w_s1_shortcut = n_w_s1_conv2)%Z)
  (same_3 : (K_s2_shortcut = K_s2_conv2)%Z)
  (same_4 : (n_h_s2_shortcut = n_h_s2_conv2)%Z)
  (same_5 : (n_w_s2_shortcut = n_w_s2_conv2)%Z)
  (total_0 : ALL m < M, ALL c < K_s1_conv2, ALL r < n_h_s1_conv2, ALL q < n_w_s1_conv2, s1_relu2_bar@[m, c, r, q] = (s1_relu2_bar_through_s2_shortcut@[m, c, r, q]) + (s1_relu2_bar_through_s2_conv1@[m, c, r, q]))
  (total_1 : ALL m < M, ALL c < K_stem, ALL r < n_h_stem, ALL q < n_w_stem, stem_bar@[m, c, r, q] = (stem_bar_through_s1_shortcut@[m, c, r, q]) + (stem_bar_through_s1_conv1@[m, c, r, q]))
  : D (loss@[]) =
    total [pairing [K_dense1; K_s2_conv2]%Z dense1_W_bar dense1_W;
      pairing [K_dense1]%Z dense1_b_bar dense1_b;
      pairing [K_s2_shortcut; K_s1_conv2; f_s2_shortcut; f_s2_shortcut]%Z s2_shortcut_W_bar s2_shortcut_W;
      pairing [K_s2_conv2]%Z s2_main_gamma_bar s2_main_gamma;
      pairing [K_s2_conv2]%Z s2_main_beta_bar s2_main_beta;
      pairing [K_s2_conv2; K_s2_conv1; f_s2_conv2; f_s2_conv2]%Z s2_conv2_W_bar s2_conv2_W;
      pairing [K_s2_conv1]%Z s2_batch_norm1_gamma_bar s2_batch_norm1_gamma;
      pairing [K_s2_conv1]%Z s2_batch_norm1_beta_bar s2_batch_norm1_beta;
      pairing [K_s2_conv1; K_s1_conv2; f_s2_conv1; f_s2_conv1]%Z s2_conv1_W_bar s2_conv1_W;
      pairing [K_s1_shortcut; K_stem; f_s1_shortcut; f_s1_shortcut]%Z s1_shortcut_W_bar s1_shortcut_W;
      pairing [K_s1_conv2]%Z s1_main_gamma_bar s1_main_gamma;
      pairing [K_s1_conv2]%Z s1_main_beta_bar s1_main_beta;
      pairing [K_s1_conv2; K_s1_conv1; f_s1_conv2; f_s1_conv2]%Z s1_conv2_W_bar s1_conv2_W;
      pairing [K_s1_conv1]%Z s1_batch_norm1_gamma_bar s1_batch_norm1_gamma;
      pairing [K_s1_conv1]%Z s1_batch_norm1_beta_bar s1_batch_norm1_beta;
      pairing [K_s1_conv1; K_stem; f_s1_conv1; f_s1_conv1]%Z s1_conv1_W_bar s1_conv1_W;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input;
      pairing [K_stem; C_0; f_stem; f_stem]%Z stem_W_bar stem_W;
      pairing [K_stem]%Z stem_b_bar stem_b].
Proof.
  assert (L_7 : pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_add1_bar s1_add1 = pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_main_bar s1_main + pairing [M; K_s1_shortcut; n_h_s1_shortcut; n_w_s1_shortcut]%Z s1_shortcut_bar s1_shortcut).
  { pose proof (add_d643977e_pairs M K_s1_conv2 n_h_s1_conv2 n_w_s1_conv2 s1_add1 s1_main s1_shortcut s1_main_bar s1_add1_bar s1_shortcut_bar of_7) as E. replace (pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_shortcut_bar s1_shortcut) with (pairing [M; K_s1_shortcut; n_h_s1_shortcut; n_w_s1_shortcut]%Z s1_shortcut_bar s1_shortcut) in E by (clear - same_0 same_1 same_2; same_shape). exact E. }
  assert (L_15 : pairing [M; K_s2_conv2; n_h_s2_conv2; n_w_s2_conv2]%Z s2_add1_bar s2_add1 = pairing [M; K_s2_conv2; n_h_s2_conv2; n_w_s2_conv2]%Z s2_main_bar s2_main + pairing [M; K_s2_shortcut; n_h_s2_shortcut; n_w_s2_shortcut]%Z s2_shortcut_bar s2_shortcut).
  { pose proof (add_d643977e_pairs M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 s2_add1 s2_main s2_shortcut s2_main_bar s2_add1_bar s2_shortcut_bar of_15) as E. replace (pairing [M; K_s2_conv2; n_h_s2_conv2; n_w_s2_conv2]%Z s2_shortcut_bar s2_shortcut) with (pairing [M; K_s2_shortcut; n_h_s2_shortcut; n_w_s2_shortcut]%Z s2_shortcut_bar s2_shortcut) in E by (clear - same_3 same_4 same_5; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_dense1; K_s2_conv2]%Z dense1_W_bar dense1_W; pairing [K_dense1]%Z dense1_b_bar dense1_b; pairing [K_s2_shortcut; K_s1_conv2; f_s2_shortcut; f_s2_shortcut]%Z s2_shortcut_W_bar s2_shortcut_W; pairing [K_s2_conv2]%Z s2_main_gamma_bar s2_main_gamma; pairing [K_s2_conv2]%Z s2_main_beta_bar s2_main_beta; pairing [K_s2_conv2; K_s2_conv1; f_s2_conv2; f_s2_conv2]%Z s2_conv2_W_bar s2_conv2_W; pairing [K_s2_conv1]%Z s2_batch_norm1_gamma_bar s2_batch_norm1_gamma; pairing [K_s2_conv1]%Z s2_batch_norm1_beta_bar s2_batch_norm1_beta; pairing [K_s2_conv1; K_s1_conv2; f_s2_conv1; f_s2_conv1]%Z s2_conv1_W_bar s2_conv1_W; pairing [K_s1_shortcut; K_stem; f_s1_shortcut; f_s1_shortcut]%Z s1_shortcut_W_bar s1_shortcut_W; pairing [K_s1_conv2]%Z s1_main_gamma_bar s1_main_gamma; pairing [K_s1_conv2]%Z s1_main_beta_bar s1_main_beta; pairing [K_s1_conv2; K_s1_conv1; f_s1_conv2; f_s1_conv2]%Z s1_conv2_W_bar s1_conv2_W; pairing [K_s1_conv1]%Z s1_batch_norm1_gamma_bar s1_batch_norm1_gamma; pairing [K_s1_conv1]%Z s1_batch_norm1_beta_bar s1_batch_norm1_beta; pairing [K_s1_conv1; K_stem; f_s1_conv1; f_s1_conv1]%Z s1_conv1_W_bar s1_conv1_W; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing [K_stem; C_0; f_stem; f_stem]%Z stem_W_bar stem_W; pairing [K_stem]%Z stem_b_bar stem_b; pairing []%Z (fun _ => 1) loss; pairing [M; K_dense1]%Z softmax1_bar softmax1; pairing [M; K_dense1]%Z dense1_bar dense1; pairing [M; K_s2_conv2]%Z global_avg_pool1_bar global_avg_pool1; pairing [M; K_s2_conv2; n_h_s2_conv2; n_w_s2_conv2]%Z s2_relu2_bar s2_relu2; pairing [M; K_s2_conv2; n_h_s2_conv2; n_w_s2_conv2]%Z s2_add1_bar s2_add1; pairing [M; K_s2_conv2; n_h_s2_conv2; n_w_s2_conv2]%Z s2_main_bar s2_main; pairing [M; K_s2_shortcut; n_h_s2_shortcut; n_w_s2_shortcut]%Z s2_shortcut_bar s2_shortcut; pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_relu2_bar_through_s2_shortcut s1_relu2; pairing [M; K_s2_conv2; n_h_s2_conv2; n_w_s2_conv2]%Z s2_conv2_bar s2_conv2; pairing [M; K_s2_conv1; n_h_s2_conv1; n_w_s2_conv1]%Z s2_relu1_bar s2_relu1; pairing [M; K_s2_conv1; n_h_s2_conv1; n_w_s2_conv1]%Z s2_batch_norm1_bar s2_batch_norm1; pairing [M; K_s2_conv1; n_h_s2_conv1; n_w_s2_conv1]%Z s2_conv1_bar s2_conv1; pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_relu2_bar_through_s2_conv1 s1_relu2; pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_relu2_bar s1_relu2; pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_add1_bar s1_add1; pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_main_bar s1_main; pairing [M; K_s1_shortcut; n_h_s1_shortcut; n_w_s1_shortcut]%Z s1_shortcut_bar s1_shortcut; pairing [M; K_stem; n_h_stem; n_w_stem]%Z stem_bar_through_s1_shortcut stem; pairing [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z s1_conv2_bar s1_conv2; pairing [M; K_s1_conv1; n_h_s1_conv1; n_w_s1_conv1]%Z s1_relu1_bar s1_relu1; pairing [M; K_s1_conv1; n_h_s1_conv1; n_w_s1_conv1]%Z s1_batch_norm1_bar s1_batch_norm1; pairing [M; K_s1_conv1; n_h_s1_conv1; n_w_s1_conv1]%Z s1_conv1_bar s1_conv1; pairing [M; K_stem; n_h_stem; n_w_stem]%Z stem_bar_through_s1_conv1 stem; pairing [M; K_stem; n_h_stem; n_w_stem]%Z stem_bar stem]).
  assert (H : hold v [([19]%Z, [20]%Z); ([20]%Z, [21]%Z); ([21]%Z, [22; 0; 1]%Z); ([22]%Z, [23]%Z); ([23]%Z, [24]%Z); ([24]%Z, [25; 26]%Z); ([26]%Z, [27; 2]%Z); ([25]%Z, [28; 3; 4]%Z); ([28]%Z, [29; 5]%Z); ([29]%Z, [30]%Z); ([30]%Z, [31; 6; 7]%Z); ([31]%Z, [32; 8]%Z); ([27; 32]%Z, [33]%Z); ([33]%Z, [34]%Z); ([34]%Z, [35; 36]%Z); ([36]%Z, [37; 9]%Z); ([35]%Z, [38; 10; 11]%Z); ([38]%Z, [39; 12]%Z); ([39]%Z, [40]%Z); ([40]%Z, [41; 13; 14]%Z); ([41]%Z, [42; 15]%Z); ([37; 42]%Z, [43]%Z); ([43]%Z, [16; 17; 18]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_dense1 log loss target softmax1 softmax1_bar of_20) (conj (softmax_392d594e_pairs M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar of_19) (conj (dense_ce5104c8_pairs M K_dense1 K_s2_conv2 dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar of_18) (conj (global_avg_pool_cba91d53_pairs M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 global_avg_pool1 s2_relu2 s2_relu2_bar global_avg_pool1_bar of_17) (conj (relu_1ac88228_pairs M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 relu step s2_relu2 s2_add1 s2_add1_bar s2_relu2_bar of_16) (conj L_15 (conj (conv_41b1c9f7_pairs M K_s2_shortcut n_h_s2_shortcut n_w_s2_shortcut K_s1_conv2 f_s2_shortcut f_s2_shortcut s_s2_shortcut s_s2_shortcut n_h_s1_conv2 n_w_s1_conv2 s2_shortcut s2_shortcut_W s1_relu2 s1_relu2_bar_through_s2_shortcut s2_shortcut_bar s2_shortcut_W_bar of_14) (conj (batch_norm_080f6772_pairs K_s2_conv2 M n_h_s2_conv2 n_w_s2_conv2 rsqrt epsilon_s2_main s2_main_mean s2_conv2 s2_main_centred s2_main_variance s2_main_r s2_main_xhat s2_main s2_main_gamma s2_main_beta s2_conv2_bar s2_main_gamma_bar s2_main_bar s2_main_beta_bar of_13) (conj (conv_8585e50e_pairs M K_s2_conv2 n_h_s2_conv2 n_w_s2_conv2 K_s2_conv1 f_s2_conv2 f_s2_conv2 p_s2_conv2 p_s2_conv2 n_h_s2_conv1 n_w_s2_conv1 s2_conv2 s2_conv2_W s2_relu1 s2_relu1_bar s2_conv2_bar s2_conv2_W_bar of_12) (conj (relu_1ac88228_pairs M K_s2_conv1 n_h_s2_conv1 n_w_s2_conv1 relu step s2_relu1 s2_batch_norm1 s2_batch_norm1_bar s2_relu1_bar of_11) (conj (batch_norm_080f6772_pairs K_s2_conv1 M n_h_s2_conv1 n_w_s2_conv1 rsqrt epsilon_s2_batch_norm1 s2_batch_norm1_mean s2_conv1 s2_batch_norm1_centred s2_batch_norm1_variance s2_batch_norm1_r s2_batch_norm1_xhat s2_batch_norm1 s2_batch_norm1_gamma s2_batch_norm1_beta s2_conv1_bar s2_batch_norm1_gamma_bar s2_batch_norm1_bar s2_batch_norm1_beta_bar of_10) (conj (conv_6b34fbfa_pairs M K_s2_conv1 n_h_s2_conv1 n_w_s2_conv1 K_s1_conv2 f_s2_conv1 f_s2_conv1 p_s2_conv1 s_s2_conv1 p_s2_conv1 s_s2_conv1 n_h_s1_conv2 n_w_s1_conv2 s2_conv1 s2_conv1_W s1_relu2 s1_relu2_bar_through_s2_conv1 s2_conv1_bar s2_conv1_W_bar of_9) (conj (eq_sym (pairing_shares [M; K_s1_conv2; n_h_s1_conv2; n_w_s1_conv2]%Z [s1_relu2_bar_through_s2_shortcut; s1_relu2_bar_through_s2_conv1] s1_relu2_bar s1_relu2 total_0)) (conj (relu_1ac88228_pairs M K_s1_conv2 n_h_s1_conv2 n_w_s1_conv2 relu step s1_relu2 s1_add1 s1_add1_bar s1_relu2_bar of_8) (conj L_7 (conj (conv_94e0d2b0_pairs M K_s1_shortcut n_h_s1_shortcut n_w_s1_shortcut K_stem f_s1_shortcut f_s1_shortcut n_h_stem n_w_stem s1_shortcut s1_shortcut_W stem stem_bar_through_s1_shortcut s1_shortcut_bar s1_shortcut_W_bar of_6) (conj (batch_norm_080f6772_pairs K_s1_conv2 M n_h_s1_conv2 n_w_s1_conv2 rsqrt epsilon_s1_main s1_main_mean s1_conv2 s1_main_centred s1_main_variance s1_main_r s1_main_xhat s1_main s1_main_gamma s1_main_beta s1_conv2_bar s1_main_gamma_bar s1_main_bar s1_main_beta_bar of_5) (conj (conv_8585e50e_pairs M K_s1_conv2 n_h_s1_conv2 n_w_s1_conv2 K_s1_conv1 f_s1_conv2 f_s1_conv2 p_s1_conv2 p_s1_conv2 n_h_s1_conv1 n_w_s1_conv1 s1_conv2 s1_conv2_W s1_relu1 s1_relu1_bar s1_conv2_bar s1_conv2_W_bar of_4) (conj (relu_1ac88228_pairs M K_s1_conv1 n_h_s1_conv1 n_w_s1_conv1 relu step s1_relu1 s1_batch_norm1 s1_batch_norm1_bar s1_relu1_bar of_3) (conj (batch_norm_080f6772_pairs K_s1_conv1 M n_h_s1_conv1 n_w_s1_conv1 rsqrt epsilon_s1_batch_norm1 s1_batch_norm1_mean s1_conv1 s1_batch_norm1_centred s1_batch_norm1_variance s1_batch_norm1_r s1_batch_norm1_xhat s1_batch_norm1 s1_batch_norm1_gamma s1_batch_norm1_beta s1_conv1_bar s1_batch_norm1_gamma_bar s1_batch_norm1_bar s1_batch_norm1_beta_bar of_2) (conj (conv_8585e50e_pairs M K_s1_conv1 n_h_s1_conv1 n_w_s1_conv1 K_stem f_s1_conv1 f_s1_conv1 p_s1_conv1 p_s1_conv1 n_h_stem n_w_stem s1_conv1 s1_conv1_W stem stem_bar_through_s1_conv1 s1_conv1_bar s1_conv1_W_bar of_1) (conj (eq_sym (pairing_shares [M; K_stem; n_h_stem; n_w_stem]%Z [stem_bar_through_s1_shortcut; stem_bar_through_s1_conv1] stem_bar stem total_1)) (conj (conv_4324d8c8_pairs M K_stem n_h_stem n_w_stem C_0 f_stem f_stem p_stem p_stem n_h_0 n_w_0 stem stem_b stem_W input input_bar stem_bar stem_W_bar stem_b_bar of_0) I))))))))))))))))))))))).
  exact (balance v [([19]%Z, [20]%Z); ([20]%Z, [21]%Z); ([21]%Z, [22; 0; 1]%Z); ([22]%Z, [23]%Z); ([23]%Z, [24]%Z); ([24]%Z, [25; 26]%Z); ([26]%Z, [27; 2]%Z); ([25]%Z, [28; 3; 4]%Z); ([28]%Z, [29; 5]%Z); ([29]%Z, [30]%Z); ([30]%Z, [31; 6; 7]%Z); ([31]%Z, [32; 8]%Z); ([27; 32]%Z, [33]%Z); ([33]%Z, [34]%Z); ([34]%Z, [35; 36]%Z); ([36]%Z, [37; 9]%Z); ([35]%Z, [38; 10; 11]%Z); ([38]%Z, [39; 12]%Z); ([39]%Z, [40]%Z); ([40]%Z, [41; 13; 14]%Z); ([41]%Z, [42; 15]%Z); ([37; 42]%Z, [43]%Z); ([43]%Z, [16; 17; 18]%Z)] [19]%Z [0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14; 15; 16; 17; 18]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
