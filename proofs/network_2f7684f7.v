(* inception-block: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense1.W, dense1.b, mix.pooled.W, mix.pooled.b, mix.five.W, mix.five.b, mix.conv4.W, mix.conv4.b, mix.three.W, mix.three.b, mix.conv2.W, mix.conv2.b, mix.one.W, mix.one.b, input. *)
From derive Require Import Composed.
From derive Require conv_7dc05f71 conv_4324d8c8 max_pool_3d62dadc concat_902ccc85 relu_1ac88228 global_avg_pool_cba91d53 dense_ce5104c8 softmax_392d594e cross_entropy_18160ca1.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* mix.one *)
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

(* mix.three *)
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

(* mix.max_pool1 *)
Definition max_pool_3d62dadc_holds (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z) (y x first x_bar y_bar : tensor R) : Prop :=
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
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] first@[m, c, i, j, u, v] * x@[m, c, i + u - p_h, j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM u < f_h, SUM v < f_w, [[inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w)]] first@[m, c, r + p_h - u, q + p_w - v, u, v] * y_bar@[m, c, r + p_h - u, q + p_w - v])).
Lemma max_pool_3d62dadc_pairs (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z) (y x first x_bar y_bar : tensor R) : max_pool_3d62dadc_holds M C o_h o_w f_h f_w p_h p_w n_h n_w y x first x_bar y_bar ->
  pairing [M; C; o_h; o_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_o_h & least_o_w & least_f_h & least_f_w & least_p_h & least_p_w & least_n_h & least_n_w & size_o_h & size_o_w & held_first & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (max_pool_3d62dadc.gathered R M C o_h o_w f_h f_w p_h p_w n_h n_w y x first x_bar y_bar); assumption. Qed.

(* mix.concat1 *)
Definition concat_902ccc85_holds (M C_1 C_2 C_3 C_4 n_h n_w : Z) (y x1 x2 x3 x4 x1_bar y_bar x2_bar x3_bar x4_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C_1)%Z) /\
  ((1 <= C_2)%Z) /\
  ((1 <= C_3)%Z) /\
  ((1 <= C_4)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4), ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = ([[inside (k) (C_1)]] x1@[m, k, i, j]) + (([[inside (k - C_1) (C_2)]] x2@[m, k - C_1, i, j]) + (([[inside (k + (- C_1 - C_2)) (C_3)]] x3@[m, k + (- C_1 - C_2), i, j]) + ([[inside (k + (- C_1 - C_2 - C_3)) (C_4)]] x4@[m, k + (- C_1 - C_2 - C_3), i, j])))) /\
  (ALL m < M, ALL c < C_1, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (y_bar@[m, c, i, j])) /\
  (ALL m < M, ALL c < C_2, ALL i < n_h, ALL j < n_w, x2_bar@[m, c, i, j] = (y_bar@[m, c + C_1, i, j])) /\
  (ALL m < M, ALL c < C_3, ALL i < n_h, ALL j < n_w, x3_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2), i, j])) /\
  (ALL m < M, ALL c < C_4, ALL i < n_h, ALL j < n_w, x4_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2 + C_3), i, j])).
Lemma concat_902ccc85_pairs (M C_1 C_2 C_3 C_4 n_h n_w : Z) (y x1 x2 x3 x4 x1_bar y_bar x2_bar x3_bar x4_bar : tensor R) : concat_902ccc85_holds M C_1 C_2 C_3 C_4 n_h n_w y x1 x2 x3 x4 x1_bar y_bar x2_bar x3_bar x4_bar ->
  pairing [M; (C_1 + C_2 + C_3 + C_4); n_h; n_w]%Z y_bar y = pairing [M; C_1; n_h; n_w]%Z x1_bar x1 + (pairing [M; C_2; n_h; n_w]%Z x2_bar x2 + (pairing [M; C_3; n_h; n_w]%Z x3_bar x3 + pairing [M; C_4; n_h; n_w]%Z x4_bar x4)).
Proof. intros (least_M & least_C_1 & least_C_2 & least_C_3 & least_C_4 & least_n_h & least_n_w & H_y & H_x1_bar & H_x2_bar & H_x3_bar & H_x4_bar). transitivity (SUM m < M, SUM k < (C_1 + C_2 + C_3 + C_4), SUM i < n_h, SUM j < n_w, y_bar@[m, k, i, j] * D (y@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C_1, SUM i < n_h, SUM j < n_w, x1_bar@[m, c, i, j] * D (x1@[m, c, i, j])) + (SUM m < M, SUM c < C_2, SUM i < n_h, SUM j < n_w, x2_bar@[m, c, i, j] * D (x2@[m, c, i, j])) + (SUM m < M, SUM c < C_3, SUM i < n_h, SUM j < n_w, x3_bar@[m, c, i, j] * D (x3@[m, c, i, j])) + (SUM m < M, SUM c < C_4, SUM i < n_h, SUM j < n_w, x4_bar@[m, c, i, j] * D (x4@[m, c, i, j]))); [|whole].
  apply (concat_902ccc85.gathered R M C_1 C_2 C_3 C_4 n_h n_w y x1 x2 x3 x4 x1_bar y_bar x2_bar x3_bar x4_bar); assumption. Qed.

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

Theorem network (M C_0 n_h_0 n_w_0 f_mix_one s_mix_one p_mix_one d_mix_one K_mix_one n_h_mix_one n_w_mix_one f_mix_conv2 s_mix_conv2 p_mix_conv2 d_mix_conv2 K_mix_conv2 n_h_mix_conv2 n_w_mix_conv2 f_mix_three s_mix_three p_mix_three d_mix_three K_mix_three n_h_mix_three n_w_mix_three f_mix_conv4 s_mix_conv4 p_mix_conv4 d_mix_conv4 K_mix_conv4 n_h_mix_conv4 n_w_mix_conv4 f_mix_five s_mix_five p_mix_five d_mix_five K_mix_five n_h_mix_five n_w_mix_five f_mix_pool1 s_mix_pool1 p_mix_pool1 d_mix_pool1 n_h_mix_pool1 n_w_mix_pool1 f_mix_pooled s_mix_pooled p_mix_pooled d_mix_pooled K_mix_pooled n_h_mix_pooled n_w_mix_pooled K_dense1 : Z) (relu step exp log : R -> R) (input mix_one_W mix_one_b mix_one input_bar_through_mix_one mix_one_W_bar mix_one_b_bar mix_one_bar mix_conv2_W mix_conv2_b mix_conv2 input_bar_through_mix_conv2 mix_conv2_W_bar mix_conv2_b_bar mix_conv2_bar mix_three_W mix_three_b mix_three mix_three_W_bar mix_three_b_bar mix_three_bar mix_conv4_W mix_conv4_b mix_conv4 input_bar_through_mix_conv4 mix_conv4_W_bar mix_conv4_b_bar mix_conv4_bar mix_five_W mix_five_b mix_five mix_five_W_bar mix_five_b_bar mix_five_bar mix_max_pool1_first mix_max_pool1 input_bar_through_mix_max_pool1 mix_max_pool1_bar mix_pooled_W mix_pooled_b mix_pooled mix_pooled_W_bar mix_pooled_b_bar mix_pooled_bar mix_concat1 mix_concat1_bar relu1 relu1_bar global_avg_pool1 global_avg_pool1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar input_bar : tensor R)
  (of_0 : conv_7dc05f71_holds M K_mix_one n_h_mix_one n_w_mix_one C_0 f_mix_one f_mix_one n_h_0 n_w_0 mix_one mix_one_b mix_one_W input input_bar_through_mix_one mix_one_bar mix_one_W_bar mix_one_b_bar) (* mix.one *)
  (of_1 : conv_7dc05f71_holds M K_mix_conv2 n_h_mix_conv2 n_w_mix_conv2 C_0 f_mix_conv2 f_mix_conv2 n_h_0 n_w_0 mix_conv2 mix_conv2_b mix_conv2_W input input_bar_through_mix_conv2 mix_conv2_bar mix_conv2_W_bar mix_conv2_b_bar) (* mix.conv2 *)
  (of_2 : conv_4324d8c8_holds M K_mix_three n_h_mix_three n_w_mix_three K_mix_conv2 f_mix_three f_mix_three p_mix_three p_mix_three n_h_mix_conv2 n_w_mix_conv2 mix_three mix_three_b mix_three_W mix_conv2 mix_conv2_bar mix_three_bar mix_three_W_bar mix_three_b_bar) (* mix.three *)
  (of_3 : conv_7dc05f71_holds M K_mix_conv4 n_h_mix_conv4 n_w_mix_conv4 C_0 f_mix_conv4 f_mix_conv4 n_h_0 n_w_0 mix_conv4 mix_conv4_b mix_conv4_W input input_bar_through_mix_conv4 mix_conv4_bar mix_conv4_W_bar mix_conv4_b_bar) (* mix.conv4 *)
  (of_4 : conv_4324d8c8_holds M K_mix_five n_h_mix_five n_w_mix_five K_mix_conv4 f_mix_five f_mix_five p_mix_five p_mix_five n_h_mix_conv4 n_w_mix_conv4 mix_five mix_five_b mix_five_W mix_conv4 mix_conv4_bar mix_five_bar mix_five_W_bar mix_five_b_bar) (* mix.five *)
  (of_5 : max_pool_3d62dadc_holds M C_0 n_h_mix_pool1 n_w_mix_pool1 f_mix_pool1 f_mix_pool1 p_mix_pool1 p_mix_pool1 n_h_0 n_w_0 mix_max_pool1 input mix_max_pool1_first input_bar_through_mix_max_pool1 mix_max_pool1_bar) (* mix.max_pool1 *)
  (of_6 : conv_7dc05f71_holds M K_mix_pooled n_h_mix_pooled n_w_mix_pooled C_0 f_mix_pooled f_mix_pooled n_h_mix_pool1 n_w_mix_pool1 mix_pooled mix_pooled_b mix_pooled_W mix_max_pool1 mix_max_pool1_bar mix_pooled_bar mix_pooled_W_bar mix_pooled_b_bar) (* mix.pooled *)
  (of_7 : concat_902ccc85_holds M K_mix_one K_mix_three K_mix_five K_mix_pooled n_h_mix_one n_w_mix_one mix_concat1 mix_one mix_three mix_five mix_pooled mix_one_bar mix_concat1_bar mix_three_bar mix_five_bar mix_pooled_bar) (* mix.concat1 *)
  (of_8 : relu_1ac88228_holds M ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)) n_h_mix_one n_w_mix_one relu step relu1 mix_concat1 mix_concat1_bar relu1_bar) (* relu1 *)
  (of_9 : global_avg_pool_cba91d53_holds M ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)) n_h_mix_one n_w_mix_one global_avg_pool1 relu1 relu1_bar global_avg_pool1_bar) (* global_avg_pool1 *)
  (of_10 : dense_ce5104c8_holds M K_dense1 ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)) dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_11 : softmax_392d594e_holds M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar) (* softmax1 *)
  (of_12 : cross_entropy_18160ca1_holds M K_dense1 log loss target softmax1 softmax1_bar) (* loss *)
  (same_0 : (n_h_mix_three = n_h_mix_one)%Z)
  (same_1 : (n_w_mix_three = n_w_mix_one)%Z)
  (same_2 : (n_h_mix_five = n_h_mix_one)%Z)
  (same_3 : (n_w_mix_five = n_w_mix_one)%Z)
  (same_4 : (n_h_mix_pooled = n_h_mix_one)%Z)
  (same_5 : (n_w_mix_pooled = n_w_mix_one)%Z)
  (total_0 : ALL m < M, ALL c < C_0, ALL r < n_h_0, ALL q < n_w_0, input_bar@[m, c, r, q] = (input_bar_through_mix_max_pool1@[m, c, r, q]) + ((input_bar_through_mix_conv4@[m, c, r, q]) + ((input_bar_through_mix_conv2@[m, c, r, q]) + (input_bar_through_mix_one@[m, c, r, q]))))
  : D (loss@[]) =
    total [pairing [K_dense1; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z dense1_W_bar dense1_W;
      pairing [K_dense1]%Z dense1_b_bar dense1_b;
      pairing [K_mix_pooled; C_0; f_mix_pooled; f_mix_pooled]%Z mix_pooled_W_bar mix_pooled_W;
      pairing [K_mix_pooled]%Z mix_pooled_b_bar mix_pooled_b;
      pairing [K_mix_five; K_mix_conv4; f_mix_five; f_mix_five]%Z mix_five_W_bar mix_five_W;
      pairing [K_mix_five]%Z mix_five_b_bar mix_five_b;
      pairing [K_mix_conv4; C_0; f_mix_conv4; f_mix_conv4]%Z mix_conv4_W_bar mix_conv4_W;
      pairing [K_mix_conv4]%Z mix_conv4_b_bar mix_conv4_b;
      pairing [K_mix_three; K_mix_conv2; f_mix_three; f_mix_three]%Z mix_three_W_bar mix_three_W;
      pairing [K_mix_three]%Z mix_three_b_bar mix_three_b;
      pairing [K_mix_conv2; C_0; f_mix_conv2; f_mix_conv2]%Z mix_conv2_W_bar mix_conv2_W;
      pairing [K_mix_conv2]%Z mix_conv2_b_bar mix_conv2_b;
      pairing [K_mix_one; C_0; f_mix_one; f_mix_one]%Z mix_one_W_bar mix_one_W;
      pairing [K_mix_one]%Z mix_one_b_bar mix_one_b;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input].
Proof.
  assert (L_7 : pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z mix_concat1_bar mix_concat1 = pairing [M; K_mix_one; n_h_mix_one; n_w_mix_one]%Z mix_one_bar mix_one + (pairing [M; K_mix_three; n_h_mix_three; n_w_mix_three]%Z mix_three_bar mix_three + (pairing [M; K_mix_five; n_h_mix_five; n_w_mix_five]%Z mix_five_bar mix_five + pairing [M; K_mix_pooled; n_h_mix_pooled; n_w_mix_pooled]%Z mix_pooled_bar mix_pooled))).
  { pose proof (concat_902ccc85_pairs M K_mix_one K_mix_three K_mix_five K_mix_pooled n_h_mix_one n_w_mix_one mix_concat1 mix_one mix_three mix_five mix_pooled mix_one_bar mix_concat1_bar mix_three_bar mix_five_bar mix_pooled_bar of_7) as E. replace (pairing [M; (K_mix_one + K_mix_three + K_mix_five + K_mix_pooled); n_h_mix_one; n_w_mix_one]%Z mix_concat1_bar mix_concat1) with (pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z mix_concat1_bar mix_concat1) in E by (clear - same_0 same_1 same_2 same_3 same_4 same_5; same_shape). replace (pairing [M; K_mix_three; n_h_mix_one; n_w_mix_one]%Z mix_three_bar mix_three) with (pairing [M; K_mix_three; n_h_mix_three; n_w_mix_three]%Z mix_three_bar mix_three) in E by (clear - same_0 same_1 same_2 same_3 same_4 same_5; same_shape). replace (pairing [M; K_mix_five; n_h_mix_one; n_w_mix_one]%Z mix_five_bar mix_five) with (pairing [M; K_mix_five; n_h_mix_five; n_w_mix_five]%Z mix_five_bar mix_five) in E by (clear - same_0 same_1 same_2 same_3 same_4 same_5; same_shape). replace (pairing [M; K_mix_pooled; n_h_mix_one; n_w_mix_one]%Z mix_pooled_bar mix_pooled) with (pairing [M; K_mix_pooled; n_h_mix_pooled; n_w_mix_pooled]%Z mix_pooled_bar mix_pooled) in E by (clear - same_0 same_1 same_2 same_3 same_4 same_5; same_shape). exact E. }
  assert (L_8 : pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z relu1_bar relu1 = pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z mix_concat1_bar mix_concat1).
  { pose proof (relu_1ac88228_pairs M ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)) n_h_mix_one n_w_mix_one relu step relu1 mix_concat1 mix_concat1_bar relu1_bar of_8) as E. replace (pairing [M; ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)); n_h_mix_one; n_w_mix_one]%Z relu1_bar relu1) with (pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z relu1_bar relu1) in E by (clear; same_shape). replace (pairing [M; ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)); n_h_mix_one; n_w_mix_one]%Z mix_concat1_bar mix_concat1) with (pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z mix_concat1_bar mix_concat1) in E by (clear; same_shape). exact E. }
  assert (L_9 : pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z global_avg_pool1_bar global_avg_pool1 = pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z relu1_bar relu1).
  { pose proof (global_avg_pool_cba91d53_pairs M ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)) n_h_mix_one n_w_mix_one global_avg_pool1 relu1 relu1_bar global_avg_pool1_bar of_9) as E. replace (pairing [M; ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three))]%Z global_avg_pool1_bar global_avg_pool1) with (pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z global_avg_pool1_bar global_avg_pool1) in E by (clear; same_shape). replace (pairing [M; ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)); n_h_mix_one; n_w_mix_one]%Z relu1_bar relu1) with (pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z relu1_bar relu1) in E by (clear; same_shape). exact E. }
  assert (L_10 : pairing [M; K_dense1]%Z dense1_bar dense1 = pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z global_avg_pool1_bar global_avg_pool1 + (pairing [K_dense1; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z dense1_W_bar dense1_W + pairing [K_dense1]%Z dense1_b_bar dense1_b)).
  { pose proof (dense_ce5104c8_pairs M K_dense1 ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)) dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar of_10) as E. replace (pairing [M; ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three))]%Z global_avg_pool1_bar global_avg_pool1) with (pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z global_avg_pool1_bar global_avg_pool1) in E by (clear; same_shape). replace (pairing [K_dense1; ((K_mix_five + K_mix_one + K_mix_pooled + K_mix_three))]%Z dense1_W_bar dense1_W) with (pairing [K_dense1; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z dense1_W_bar dense1_W) in E by (clear; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_dense1; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z dense1_W_bar dense1_W; pairing [K_dense1]%Z dense1_b_bar dense1_b; pairing [K_mix_pooled; C_0; f_mix_pooled; f_mix_pooled]%Z mix_pooled_W_bar mix_pooled_W; pairing [K_mix_pooled]%Z mix_pooled_b_bar mix_pooled_b; pairing [K_mix_five; K_mix_conv4; f_mix_five; f_mix_five]%Z mix_five_W_bar mix_five_W; pairing [K_mix_five]%Z mix_five_b_bar mix_five_b; pairing [K_mix_conv4; C_0; f_mix_conv4; f_mix_conv4]%Z mix_conv4_W_bar mix_conv4_W; pairing [K_mix_conv4]%Z mix_conv4_b_bar mix_conv4_b; pairing [K_mix_three; K_mix_conv2; f_mix_three; f_mix_three]%Z mix_three_W_bar mix_three_W; pairing [K_mix_three]%Z mix_three_b_bar mix_three_b; pairing [K_mix_conv2; C_0; f_mix_conv2; f_mix_conv2]%Z mix_conv2_W_bar mix_conv2_W; pairing [K_mix_conv2]%Z mix_conv2_b_bar mix_conv2_b; pairing [K_mix_one; C_0; f_mix_one; f_mix_one]%Z mix_one_W_bar mix_one_W; pairing [K_mix_one]%Z mix_one_b_bar mix_one_b; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing []%Z (fun _ => 1) loss; pairing [M; K_dense1]%Z softmax1_bar softmax1; pairing [M; K_dense1]%Z dense1_bar dense1; pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three)]%Z global_avg_pool1_bar global_avg_pool1; pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z relu1_bar relu1; pairing [M; (K_mix_five + K_mix_one + K_mix_pooled + K_mix_three); n_h_mix_one; n_w_mix_one]%Z mix_concat1_bar mix_concat1; pairing [M; K_mix_one; n_h_mix_one; n_w_mix_one]%Z mix_one_bar mix_one; pairing [M; K_mix_three; n_h_mix_three; n_w_mix_three]%Z mix_three_bar mix_three; pairing [M; K_mix_five; n_h_mix_five; n_w_mix_five]%Z mix_five_bar mix_five; pairing [M; K_mix_pooled; n_h_mix_pooled; n_w_mix_pooled]%Z mix_pooled_bar mix_pooled; pairing [M; C_0; n_h_mix_pool1; n_w_mix_pool1]%Z mix_max_pool1_bar mix_max_pool1; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar_through_mix_max_pool1 input; pairing [M; K_mix_conv4; n_h_mix_conv4; n_w_mix_conv4]%Z mix_conv4_bar mix_conv4; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar_through_mix_conv4 input; pairing [M; K_mix_conv2; n_h_mix_conv2; n_w_mix_conv2]%Z mix_conv2_bar mix_conv2; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar_through_mix_conv2 input; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar_through_mix_one input]).
  assert (H : hold v [([15]%Z, [16]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 0; 1]%Z); ([18]%Z, [19]%Z); ([19]%Z, [20]%Z); ([20]%Z, [21; 22; 23; 24]%Z); ([24]%Z, [25; 2; 3]%Z); ([25]%Z, [26]%Z); ([23]%Z, [27; 4; 5]%Z); ([27]%Z, [28; 6; 7]%Z); ([22]%Z, [29; 8; 9]%Z); ([29]%Z, [30; 10; 11]%Z); ([21]%Z, [31; 12; 13]%Z); ([26; 28; 30; 31]%Z, [14]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_dense1 log loss target softmax1 softmax1_bar of_12) (conj (softmax_392d594e_pairs M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar of_11) (conj L_10 (conj L_9 (conj L_8 (conj L_7 (conj (conv_7dc05f71_pairs M K_mix_pooled n_h_mix_pooled n_w_mix_pooled C_0 f_mix_pooled f_mix_pooled n_h_mix_pool1 n_w_mix_pool1 mix_pooled mix_pooled_b mix_pooled_W mix_max_pool1 mix_max_pool1_bar mix_pooled_bar mix_pooled_W_bar mix_pooled_b_bar of_6) (conj (max_pool_3d62dadc_pairs M C_0 n_h_mix_pool1 n_w_mix_pool1 f_mix_pool1 f_mix_pool1 p_mix_pool1 p_mix_pool1 n_h_0 n_w_0 mix_max_pool1 input mix_max_pool1_first input_bar_through_mix_max_pool1 mix_max_pool1_bar of_5) (conj (conv_4324d8c8_pairs M K_mix_five n_h_mix_five n_w_mix_five K_mix_conv4 f_mix_five f_mix_five p_mix_five p_mix_five n_h_mix_conv4 n_w_mix_conv4 mix_five mix_five_b mix_five_W mix_conv4 mix_conv4_bar mix_five_bar mix_five_W_bar mix_five_b_bar of_4) (conj (conv_7dc05f71_pairs M K_mix_conv4 n_h_mix_conv4 n_w_mix_conv4 C_0 f_mix_conv4 f_mix_conv4 n_h_0 n_w_0 mix_conv4 mix_conv4_b mix_conv4_W input input_bar_through_mix_conv4 mix_conv4_bar mix_conv4_W_bar mix_conv4_b_bar of_3) (conj (conv_4324d8c8_pairs M K_mix_three n_h_mix_three n_w_mix_three K_mix_conv2 f_mix_three f_mix_three p_mix_three p_mix_three n_h_mix_conv2 n_w_mix_conv2 mix_three mix_three_b mix_three_W mix_conv2 mix_conv2_bar mix_three_bar mix_three_W_bar mix_three_b_bar of_2) (conj (conv_7dc05f71_pairs M K_mix_conv2 n_h_mix_conv2 n_w_mix_conv2 C_0 f_mix_conv2 f_mix_conv2 n_h_0 n_w_0 mix_conv2 mix_conv2_b mix_conv2_W input input_bar_through_mix_conv2 mix_conv2_bar mix_conv2_W_bar mix_conv2_b_bar of_1) (conj (conv_7dc05f71_pairs M K_mix_one n_h_mix_one n_w_mix_one C_0 f_mix_one f_mix_one n_h_0 n_w_0 mix_one mix_one_b mix_one_W input input_bar_through_mix_one mix_one_bar mix_one_W_bar mix_one_b_bar of_0) (conj (eq_sym (pairing_shares [M; C_0; n_h_0; n_w_0]%Z [input_bar_through_mix_max_pool1; input_bar_through_mix_conv4; input_bar_through_mix_conv2; input_bar_through_mix_one] input_bar input total_0)) I)))))))))))))).
  exact (balance v [([15]%Z, [16]%Z); ([16]%Z, [17]%Z); ([17]%Z, [18; 0; 1]%Z); ([18]%Z, [19]%Z); ([19]%Z, [20]%Z); ([20]%Z, [21; 22; 23; 24]%Z); ([24]%Z, [25; 2; 3]%Z); ([25]%Z, [26]%Z); ([23]%Z, [27; 4; 5]%Z); ([27]%Z, [28; 6; 7]%Z); ([22]%Z, [29; 8; 9]%Z); ([29]%Z, [30; 10; 11]%Z); ([21]%Z, [31; 12; 13]%Z); ([26; 28; 30; 31]%Z, [14]%Z)] [15]%Z [0; 1; 2; 3; 4; 5; 6; 7; 8; 9; 10; 11; 12; 13; 14]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
