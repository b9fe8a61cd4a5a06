(* channel-shuffle: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense1.W, dense1.b, conv2.W, conv2.b, conv1.W, conv1.b, input. *)
From derive Require Import Composed.
From derive Require conv_69ac344a relu_1ac88228 rearrange_375232fc global_max_pool_8e093999 dense_ce5104c8 softmax_392d594e cross_entropy_18160ca1.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* conv1 *)
Definition conv_69ac344a_holds (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= G)%Z) /\
  ((1 <= K_g)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C_g)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= K)%Z) /\
  ((C = G * C_g)%Z) /\
  ((K = G * K_g)%Z) /\
  ((o_h = (n_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, z@[m, K_g * g + k, i, j] = (b@[K_g * g + k]) + (SUM c < C_g, SUM u < f_h, SUM v < f_w, W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v])) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, x_bar@[m, c + C_g * g, r, q] = (SUM k < K_g, SUM u < f_h, SUM v < f_w, [[inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, r - u, q - v])) /\
  (ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, W_bar@[K_g * g + k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j])) /\
  (ALL g < G, ALL k < K_g, b_bar@[K_g * g + k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j])).
Lemma conv_69ac344a_pairs (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : conv_69ac344a_holds M G K_g o_h o_w C_g f_h f_w n_h n_w C K z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K; o_h; o_w]%Z z_bar z = pairing [M; C; n_h; n_w]%Z x_bar x + (pairing [K; C_g; f_h; f_w]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_G & least_K_g & least_o_h & least_o_w & least_C_g & least_f_h & least_f_w & least_n_h & least_n_w & least_C & least_K & size_C_g & size_K_g & size_o_h & size_o_w & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM g < G, SUM k < K_g, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j] * D (z@[m, K_g * g + k, i, j])); [whole|]. transitivity ((SUM m < M, SUM g < G, SUM c < C_g, SUM r < n_h, SUM q < n_w, x_bar@[m, c + C_g * g, r, q] * D (x@[m, c + C_g * g, r, q])) + (SUM g < G, SUM k < K_g, SUM c < C_g, SUM u < f_h, SUM v < f_w, W_bar@[K_g * g + k, c, u, v] * D (W@[K_g * g + k, c, u, v])) + (SUM g < G, SUM k < K_g, b_bar@[K_g * g + k] * D (b@[K_g * g + k]))); [|transitivity ((SUM m < M, SUM g < G, SUM c < C_g, SUM r < n_h, SUM q < n_w, x_bar@[m, c + C_g * g, r, q] * D (x@[m, c + C_g * g, r, q])) + ((SUM g < G, SUM k < K_g, SUM c < C_g, SUM u < f_h, SUM v < f_w, W_bar@[K_g * g + k, c, u, v] * D (W@[K_g * g + k, c, u, v])) + (SUM g < G, SUM k < K_g, b_bar@[K_g * g + k] * D (b@[K_g * g + k])))); [ring|whole] ].
  apply (conv_69ac344a.gathered R M G K_g o_h o_w C_g f_h f_w n_h n_w C K z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

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

(* rearrange1 *)
Definition rearrange_375232fc_holds (M e_g e_c n_h n_w C : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= e_g)%Z) /\
  ((1 <= e_c)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  ((C = e_g * e_c)%Z) /\
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, y@[m, e_g * c + g, i, j] = (x@[m, c + e_c * g, i, j])) /\
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, x_bar@[m, c + e_c * g, i, j] = (y_bar@[m, e_g * c + g, i, j])).
Lemma rearrange_375232fc_pairs (M e_g e_c n_h n_w C : Z) (y x x_bar y_bar : tensor R) : rearrange_375232fc_holds M e_g e_c n_h n_w C y x x_bar y_bar ->
  pairing [M; e_c * e_g; n_h; n_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_e_g & least_e_c & least_n_h & least_n_w & least_C & size_e_c & H_y & H_x_bar). transitivity (SUM m < M, SUM g < e_g, SUM c < e_c, SUM i < n_h, SUM j < n_w, y_bar@[m, e_g * c + g, i, j] * D (y@[m, e_g * c + g, i, j])); [whole|]. transitivity ((SUM m < M, SUM g < e_g, SUM c < e_c, SUM i < n_h, SUM j < n_w, x_bar@[m, c + e_c * g, i, j] * D (x@[m, c + e_c * g, i, j]))); [|whole].
  apply (rearrange_375232fc.gathered R M e_g e_c n_h n_w C y x x_bar y_bar); assumption. Qed.

(* global_max_pool1 *)
Definition global_max_pool_8e093999_holds (M C n_h n_w : Z) (y x first x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, y@[m, c] = (SUM u < n_h, SUM v < n_w, first@[m, c, u, v] * x@[m, c, u, v])) /\
  (ALL m < M, ALL c < C, ALL u < n_h, ALL v < n_w, x_bar@[m, c, u, v] = (first@[m, c, u, v] * y_bar@[m, c])).
Lemma global_max_pool_8e093999_pairs (M C n_h n_w : Z) (y x first x_bar y_bar : tensor R) : global_max_pool_8e093999_holds M C n_h n_w y x first x_bar y_bar ->
  pairing [M; C]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_h & least_n_w & held_first & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, y_bar@[m, c] * D (y@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM u < n_h, SUM v < n_w, x_bar@[m, c, u, v] * D (x@[m, c, u, v]))); [|whole].
  apply (global_max_pool_8e093999.gathered R M C n_h n_w y x first x_bar y_bar); assumption. Qed.

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

Theorem network (M C_0 n_h_0 n_w_0 f_1 s_1 p_1 d_1 K_1 G_1 C_g_1 K_g_1 n_h_1 n_w_1 e_re1 e_c_re1 f_2 s_2 p_2 d_2 K_2 G_2 C_g_2 K_g_2 n_h_2 n_w_2 K_3 : Z) (relu step exp log : R -> R) (input conv1_W conv1_b conv1 input_bar conv1_W_bar conv1_b_bar conv1_bar relu1 relu1_bar rearrange1 rearrange1_bar conv2_W conv2_b conv2 conv2_W_bar conv2_b_bar conv2_bar global_max_pool1_first global_max_pool1 global_max_pool1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar : tensor R)
  (of_0 : conv_69ac344a_holds M G_1 K_g_1 n_h_1 n_w_1 C_g_1 f_1 f_1 n_h_0 n_w_0 C_0 K_1 conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar) (* conv1 *)
  (of_1 : relu_1ac88228_holds M K_1 n_h_1 n_w_1 relu step relu1 conv1 conv1_bar relu1_bar) (* relu1 *)
  (of_2 : rearrange_375232fc_holds M e_re1 e_c_re1 n_h_1 n_w_1 K_1 rearrange1 relu1 relu1_bar rearrange1_bar) (* rearrange1 *)
  (of_3 : conv_69ac344a_holds M G_2 K_g_2 n_h_2 n_w_2 C_g_2 f_2 f_2 n_h_1 n_w_1 (e_re1 * e_c_re1) K_2 conv2 conv2_b conv2_W rearrange1 rearrange1_bar conv2_bar conv2_W_bar conv2_b_bar) (* conv2 *)
  (of_4 : global_max_pool_8e093999_holds M K_2 n_h_2 n_w_2 global_max_pool1 conv2 global_max_pool1_first conv2_bar global_max_pool1_bar) (* global_max_pool1 *)
  (of_5 : dense_ce5104c8_holds M K_3 K_2 dense1 dense1_b dense1_W global_max_pool1 global_max_pool1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_6 : softmax_392d594e_holds M K_3 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar) (* softmax1 *)
  (of_7 : cross_entropy_18160ca1_holds M K_3 log loss target softmax1 softmax1_bar) (* loss *)
  : D (loss@[]) =
    total [pairing [K_3; K_2]%Z dense1_W_bar dense1_W;
      pairing [K_3]%Z dense1_b_bar dense1_b;
      pairing [K_2; C_g_2; f_2; f_2]%Z conv2_W_bar conv2_W;
      pairing [K_2]%Z conv2_b_bar conv2_b;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input;
      pairing [K_1; C_g_1; f_1; f_1]%Z conv1_W_bar conv1_W;
      pairing [K_1]%Z conv1_b_bar conv1_b].
Proof.
  assert (L_2 : pairing [M; e_re1 * e_c_re1; n_h_1; n_w_1]%Z rearrange1_bar rearrange1 = pairing [M; K_1; n_h_1; n_w_1]%Z relu1_bar relu1).
  { pose proof (rearrange_375232fc_pairs M e_re1 e_c_re1 n_h_1 n_w_1 K_1 rearrange1 relu1 relu1_bar rearrange1_bar of_2) as E. replace (pairing [M; e_c_re1 * e_re1; n_h_1; n_w_1]%Z rearrange1_bar rearrange1) with (pairing [M; e_re1 * e_c_re1; n_h_1; n_w_1]%Z rearrange1_bar rearrange1) in E by (clear; same_shape). exact E. }
  assert (L_3 : pairing [M; K_2; n_h_2; n_w_2]%Z conv2_bar conv2 = pairing [M; e_re1 * e_c_re1; n_h_1; n_w_1]%Z rearrange1_bar rearrange1 + (pairing [K_2; C_g_2; f_2; f_2]%Z conv2_W_bar conv2_W + pairing [K_2]%Z conv2_b_bar conv2_b)).
  { pose proof (conv_69ac344a_pairs M G_2 K_g_2 n_h_2 n_w_2 C_g_2 f_2 f_2 n_h_1 n_w_1 (e_re1 * e_c_re1) K_2 conv2 conv2_b conv2_W rearrange1 rearrange1_bar conv2_bar conv2_W_bar conv2_b_bar of_3) as E. replace (pairing [M; (e_re1 * e_c_re1); n_h_1; n_w_1]%Z rearrange1_bar rearrange1) with (pairing [M; e_re1 * e_c_re1; n_h_1; n_w_1]%Z rearrange1_bar rearrange1) in E by (clear; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_3; K_2]%Z dense1_W_bar dense1_W; pairing [K_3]%Z dense1_b_bar dense1_b; pairing [K_2; C_g_2; f_2; f_2]%Z conv2_W_bar conv2_W; pairing [K_2]%Z conv2_b_bar conv2_b; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing [K_1; C_g_1; f_1; f_1]%Z conv1_W_bar conv1_W; pairing [K_1]%Z conv1_b_bar conv1_b; pairing []%Z (fun _ => 1) loss; pairing [M; K_3]%Z softmax1_bar softmax1; pairing [M; K_3]%Z dense1_bar dense1; pairing [M; K_2]%Z global_max_pool1_bar global_max_pool1; pairing [M; K_2; n_h_2; n_w_2]%Z conv2_bar conv2; pairing [M; e_re1 * e_c_re1; n_h_1; n_w_1]%Z rearrange1_bar rearrange1; pairing [M; K_1; n_h_1; n_w_1]%Z relu1_bar relu1; pairing [M; K_1; n_h_1; n_w_1]%Z conv1_bar conv1]).
  assert (H : hold v [([7]%Z, [8]%Z); ([8]%Z, [9]%Z); ([9]%Z, [10; 0; 1]%Z); ([10]%Z, [11]%Z); ([11]%Z, [12; 2; 3]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14]%Z); ([14]%Z, [4; 5; 6]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_3 log loss target softmax1 softmax1_bar of_7) (conj (softmax_392d594e_pairs M K_3 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar of_6) (conj (dense_ce5104c8_pairs M K_3 K_2 dense1 dense1_b dense1_W global_max_pool1 global_max_pool1_bar dense1_bar dense1_W_bar dense1_b_bar of_5) (conj (global_max_pool_8e093999_pairs M K_2 n_h_2 n_w_2 global_max_pool1 conv2 global_max_pool1_first conv2_bar global_max_pool1_bar of_4) (conj L_3 (conj L_2 (conj (relu_1ac88228_pairs M K_1 n_h_1 n_w_1 relu step relu1 conv1 conv1_bar relu1_bar of_1) (conj (conv_69ac344a_pairs M G_1 K_g_1 n_h_1 n_w_1 C_g_1 f_1 f_1 n_h_0 n_w_0 C_0 K_1 conv1 conv1_b conv1_W input input_bar conv1_bar conv1_W_bar conv1_b_bar of_0) I)))))))).
  exact (balance v [([7]%Z, [8]%Z); ([8]%Z, [9]%Z); ([9]%Z, [10; 0; 1]%Z); ([10]%Z, [11]%Z); ([11]%Z, [12; 2; 3]%Z); ([12]%Z, [13]%Z); ([13]%Z, [14]%Z); ([14]%Z, [4; 5; 6]%Z)] [7]%Z [0; 1; 2; 3; 4; 5; 6]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
