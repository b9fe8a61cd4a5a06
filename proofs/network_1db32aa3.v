(* symbolic-signal: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of global_avg_pool1, paired with what is given, is the sum of the pairings of batch_norm1.gamma, batch_norm1.beta, conv1.W, conv1.b, input. *)
From derive Require Import Composed.
From derive Require conv_789f159e batch_norm_708c74bd max_pool_fd3cc446 avg_pool_77b0efe7 global_avg_pool_b920097b.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv1 *)
Definition conv_789f159e_holds (M K o C f p s d n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f)%Z) /\
  ((0 <= p)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= d)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n + 2 * p + (-1) - d * (f + (-1)))) / (s)) + 1))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + d * u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + d * u - p])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM k < K, SUM i < o, SUM u < f, [[(s * i + d * u - p =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i])) /\
  (ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, [[inside (s * i + d * u - p) (n)]] x@[m, c, s * i + d * u - p] * z_bar@[m, k, i])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o, z_bar@[m, k, i])).
Lemma conv_789f159e_pairs (M K o C f p s d n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_789f159e_holds M K o C f p s d n z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o]%Z z_bar z = pairing [M; C; n]%Z x_bar x + (pairing [K; C; f]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_o & least_C & least_f & least_p & least_s & least_d & least_n & size_o & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, SUM i < o, z_bar@[m, k, i] * D (z@[m, k, i])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r])) + (SUM k < K, SUM c < C, SUM u < f, W_bar@[k, c, u] * D (W@[k, c, u])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (conv_789f159e.gathered R M K o C f p s d n z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

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

(* global_avg_pool1 *)
Definition global_avg_pool_b920097b_holds (M C n : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n)%Z) /\
  (unit (num n : R)) /\
  (ALL m < M, ALL c < C, y@[m, c] = (SUM r < n, x@[m, c, r] / num n)) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (y_bar@[m, c] / num n)).
Lemma global_avg_pool_b920097b_pairs (M C n : Z) (y x x_bar y_bar : tensor R) : global_avg_pool_b920097b_holds M C n y x x_bar y_bar ->
  pairing [M; C]%Z y_bar y = pairing [M; C; n]%Z x_bar x.
Proof. intros (least_M & least_C & least_n & unit_0 & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, y_bar@[m, c] * D (y@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n, x_bar@[m, c, r] * D (x@[m, c, r]))); [|whole].
  apply (global_avg_pool_b920097b.gathered R M C n y x x_bar y_bar); assumption. Qed.

Theorem network (M C n f s p d K n_1 f_p s_p p_max_pool1 d_max_pool1 n_max_pool1 f_a p_avg_pool1 d_avg_pool1 n_avg_pool1 : Z) (rsqrt : R -> R) (epsilon_batch_norm1 : R) (input conv1_W conv1_b conv1 input_bar conv1_W_bar conv1_b_bar conv1_bar batch_norm1_gamma batch_norm1_beta batch_norm1_mean batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_running_variance batch_norm1_running_mean batch_norm1_gamma_bar batch_norm1_beta_bar batch_norm1_xhat_bar batch_norm1_r_bar batch_norm1_variance_bar batch_norm1_centred_bar batch_norm1_mean_bar batch_norm1_bar max_pool1_first max_pool1 max_pool1_bar avg_pool1 avg_pool1_bar global_avg_pool1 global_avg_pool1_bar : tensor R)
  (of_0 : conv_789f159e_holds M K n_1 C f p s d n conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar) (* conv1 *)
  (of_1 : batch_norm_708c74bd_holds K M n_1 rsqrt epsilon_batch_norm1 batch_norm1_mean conv1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta conv1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar) (* batch_norm1 *)
  (of_2 : max_pool_fd3cc446_holds M K n_max_pool1 f_p s_p n_1 max_pool1 batch_norm1 max_pool1_first batch_norm1_bar max_pool1_bar) (* max_pool1 *)
  (of_3 : avg_pool_77b0efe7_holds M K n_avg_pool1 f_a f_a n_max_pool1 avg_pool1 max_pool1 max_pool1_bar avg_pool1_bar) (* avg_pool1 *)
  (of_4 : global_avg_pool_b920097b_holds M K n_avg_pool1 global_avg_pool1 avg_pool1 avg_pool1_bar global_avg_pool1_bar) (* global_avg_pool1 *)
  : total [pairing [M; K]%Z global_avg_pool1_bar global_avg_pool1] =
    total [pairing [K]%Z batch_norm1_gamma_bar batch_norm1_gamma;
      pairing [K]%Z batch_norm1_beta_bar batch_norm1_beta;
      pairing [M; C; n]%Z input_bar input;
      pairing [K; C; f]%Z conv1_W_bar conv1_W;
      pairing [K]%Z conv1_b_bar conv1_b].
Proof.
  pose (v := numbered [pairing [K]%Z batch_norm1_gamma_bar batch_norm1_gamma; pairing [K]%Z batch_norm1_beta_bar batch_norm1_beta; pairing [M; C; n]%Z input_bar input; pairing [K; C; f]%Z conv1_W_bar conv1_W; pairing [K]%Z conv1_b_bar conv1_b; pairing [M; K]%Z global_avg_pool1_bar global_avg_pool1; pairing [M; K; n_avg_pool1]%Z avg_pool1_bar avg_pool1; pairing [M; K; n_max_pool1]%Z max_pool1_bar max_pool1; pairing [M; K; n_1]%Z batch_norm1_bar batch_norm1; pairing [M; K; n_1]%Z conv1_bar conv1]).
  assert (H : hold v [([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8]%Z); ([8]%Z, [9; 0; 1]%Z); ([9]%Z, [2; 3; 4]%Z)]) by exact (conj (global_avg_pool_b920097b_pairs M K n_avg_pool1 global_avg_pool1 avg_pool1 avg_pool1_bar global_avg_pool1_bar of_4) (conj (avg_pool_77b0efe7_pairs M K n_avg_pool1 f_a f_a n_max_pool1 avg_pool1 max_pool1 max_pool1_bar avg_pool1_bar of_3) (conj (max_pool_fd3cc446_pairs M K n_max_pool1 f_p s_p n_1 max_pool1 batch_norm1 max_pool1_first batch_norm1_bar max_pool1_bar of_2) (conj (batch_norm_708c74bd_pairs K M n_1 rsqrt epsilon_batch_norm1 batch_norm1_mean conv1 batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta conv1_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar of_1) (conj (conv_789f159e_pairs M K n_1 C f p s d n conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar of_0) I))))).
  exact (balance v [([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8]%Z); ([8]%Z, [9; 0; 1]%Z); ([9]%Z, [2; 3; 4]%Z)] [5]%Z [0; 1; 2; 3; 4]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
