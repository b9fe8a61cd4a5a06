(* residual-block: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense1.W, dense1.b, second.W, first.W, stem.W, stem.b, input. *)
From derive Require Import Composed.
From derive Require conv_4324d8c8 relu_1ac88228 conv_8585e50e add_d643977e global_avg_pool_cba91d53 dense_ce5104c8 softmax_392d594e cross_entropy_18160ca1.
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

(* block *)
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

(* first *)
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

(* joined *)
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

Theorem network (M C_0 n_h_0 n_w_0 f_stem s_stem p_stem d_stem K_stem n_h_stem n_w_stem f_first s_first p_first d_first K_first n_h_first n_w_first f_second s_second p_second d_second K_second n_h_second n_w_second K_dense1 : Z) (relu step exp log : R -> R) (input stem_W stem_b stem input_bar stem_W_bar stem_b_bar stem_bar block block_bar first_W first block_bar_through_first first_W_bar first_bar between between_bar second_W second second_W_bar second_bar joined block_bar_through_joined joined_bar out out_bar global_avg_pool1 global_avg_pool1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar : tensor R)
  (of_0 : conv_4324d8c8_holds M K_stem n_h_stem n_w_stem C_0 f_stem f_stem p_stem p_stem n_h_0 n_w_0 stem stem_b stem_W input input_bar stem_bar stem_W_bar stem_b_bar) (* stem *)
  (of_1 : relu_1ac88228_holds M K_stem n_h_stem n_w_stem relu step block stem stem_bar block_bar) (* block *)
  (of_2 : conv_8585e50e_holds M K_first n_h_first n_w_first K_stem f_first f_first p_first p_first n_h_stem n_w_stem first first_W block block_bar_through_first first_bar first_W_bar) (* first *)
  (of_3 : relu_1ac88228_holds M K_first n_h_first n_w_first relu step between first first_bar between_bar) (* between *)
  (of_4 : conv_8585e50e_holds M K_second n_h_second n_w_second K_first f_second f_second p_second p_second n_h_first n_w_first second second_W between between_bar second_bar second_W_bar) (* second *)
  (of_5 : add_d643977e_holds M K_second n_h_second n_w_second joined second block second_bar joined_bar block_bar_through_joined) (* joined *)
  (of_6 : relu_1ac88228_holds M K_second n_h_second n_w_second relu step out joined joined_bar out_bar) (* out *)
  (of_7 : global_avg_pool_cba91d53_holds M K_second n_h_second n_w_second global_avg_pool1 out out_bar global_avg_pool1_bar) (* global_avg_pool1 *)
  (of_8 : dense_ce5104c8_holds M K_dense1 K_second dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_9 : softmax_392d594e_holds M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar) (* softmax1 *)
  (of_10 : cross_entropy_18160ca1_holds M K_dense1 log loss target softmax1 softmax1_bar) (* loss *)
  (same_0 : (K_stem = K_second)%Z)
  (same_1 : (n_h_stem = n_h_second)%Z)
  (same_2 : (n_w_stem = n_w_second)%Z)
  (total_0 : ALL m < M, ALL c < K_stem, ALL r < n_h_stem, ALL q < n_w_stem, block_bar@[m, c, r, q] = (block_bar_through_joined@[m, c, r, q]) + (block_bar_through_first@[m, c, r, q]))
  : D (loss@[]) =
    total [pairing [K_dense1; K_second]%Z dense1_W_bar dense1_W;
      pairing [K_dense1]%Z dense1_b_bar dense1_b;
      pairing [K_second; K_first; f_second; f_second]%Z second_W_bar second_W;
      pairing [K_first; K_stem; f_first; f_first]%Z first_W_bar first_W;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input;
      pairing [K_stem; C_0; f_stem; f_stem]%Z stem_W_bar stem_W;
      pairing [K_stem]%Z stem_b_bar stem_b].
Proof.
  assert (L_5 : pairing [M; K_second; n_h_second; n_w_second]%Z joined_bar joined = pairing [M; K_second; n_h_second; n_w_second]%Z second_bar second + pairing [M; K_stem; n_h_stem; n_w_stem]%Z block_bar_through_joined block).
  { pose proof (add_d643977e_pairs M K_second n_h_second n_w_second joined second block second_bar joined_bar block_bar_through_joined of_5) as E. replace (pairing [M; K_second; n_h_second; n_w_second]%Z block_bar_through_joined block) with (pairing [M; K_stem; n_h_stem; n_w_stem]%Z block_bar_through_joined block) in E by (clear - same_0 same_1 same_2; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_dense1; K_second]%Z dense1_W_bar dense1_W; pairing [K_dense1]%Z dense1_b_bar dense1_b; pairing [K_second; K_first; f_second; f_second]%Z second_W_bar second_W; pairing [K_first; K_stem; f_first; f_first]%Z first_W_bar first_W; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing [K_stem; C_0; f_stem; f_stem]%Z stem_W_bar stem_W; pairing [K_stem]%Z stem_b_bar stem_b; pairing []%Z (fun _ => 1) loss; pairing [M; K_dense1]%Z softmax1_bar softmax1; pairing [M; K_dense1]%Z dense1_bar dense1; pairing [M; K_second]%Z global_avg_pool1_bar global_avg_pool1; pairing [M; K_second; n_h_second; n_w_second]%Z out_bar out; pairing [M; K_second; n_h_second; n_w_second]%Z joined_bar joined; pairing [M; K_second; n_h_second; n_w_second]%Z second_bar second; pairing [M; K_stem; n_h_stem; n_w_stem]%Z block_bar_through_joined block; pairing [M; K_first; n_h_first; n_w_first]%Z between_bar between; pairing [M; K_first; n_h_first; n_w_first]%Z first_bar first; pairing [M; K_stem; n_h_stem; n_w_stem]%Z block_bar_through_first block; pairing [M; K_stem; n_h_stem; n_w_stem]%Z block_bar block; pairing [M; K_stem; n_h_stem; n_w_stem]%Z stem_bar stem]).
  assert (H : hold v [([7]%Z, [8]%Z); ([8]%Z, [9]%Z); ([9]%Z, [10; 0; 1]%Z); ([10]%Z, [11]%Z); ([11]%Z, [12]%Z); ([12]%Z, [13; 14]%Z); ([13]%Z, [15; 2]%Z); ([15]%Z, [16]%Z); ([16]%Z, [17; 3]%Z); ([14; 17]%Z, [18]%Z); ([18]%Z, [19]%Z); ([19]%Z, [4; 5; 6]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_dense1 log loss target softmax1 softmax1_bar of_10) (conj (softmax_392d594e_pairs M K_dense1 exp softmax1_e dense1 softmax1_peak softmax1_s softmax1 dense1_bar softmax1_bar of_9) (conj (dense_ce5104c8_pairs M K_dense1 K_second dense1 dense1_b dense1_W global_avg_pool1 global_avg_pool1_bar dense1_bar dense1_W_bar dense1_b_bar of_8) (conj (global_avg_pool_cba91d53_pairs M K_second n_h_second n_w_second global_avg_pool1 out out_bar global_avg_pool1_bar of_7) (conj (relu_1ac88228_pairs M K_second n_h_second n_w_second relu step out joined joined_bar out_bar of_6) (conj L_5 (conj (conv_8585e50e_pairs M K_second n_h_second n_w_second K_first f_second f_second p_second p_second n_h_first n_w_first second second_W between between_bar second_bar second_W_bar of_4) (conj (relu_1ac88228_pairs M K_first n_h_first n_w_first relu step between first first_bar between_bar of_3) (conj (conv_8585e50e_pairs M K_first n_h_first n_w_first K_stem f_first f_first p_first p_first n_h_stem n_w_stem first first_W block block_bar_through_first first_bar first_W_bar of_2) (conj (eq_sym (pairing_shares [M; K_stem; n_h_stem; n_w_stem]%Z [block_bar_through_joined; block_bar_through_first] block_bar block total_0)) (conj (relu_1ac88228_pairs M K_stem n_h_stem n_w_stem relu step block stem stem_bar block_bar of_1) (conj (conv_4324d8c8_pairs M K_stem n_h_stem n_w_stem C_0 f_stem f_stem p_stem p_stem n_h_0 n_w_0 stem stem_b stem_W input input_bar stem_bar stem_W_bar stem_b_bar of_0) I)))))))))))).
  exact (balance v [([7]%Z, [8]%Z); ([8]%Z, [9]%Z); ([9]%Z, [10; 0; 1]%Z); ([10]%Z, [11]%Z); ([11]%Z, [12]%Z); ([12]%Z, [13; 14]%Z); ([13]%Z, [15; 2]%Z); ([15]%Z, [16]%Z); ([16]%Z, [17; 3]%Z); ([14; 17]%Z, [18]%Z); ([18]%Z, [19]%Z); ([19]%Z, [4; 5; 6]%Z)] [7]%Z [0; 1; 2; 3; 4; 5; 6]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
