(* two-losses: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of rebuilt.W, rebuilt.b, dense3.W, dense3.b, x2, h1.W, h1.b, x1. *)
From derive Require Import Composed.
From derive Require dense_ce5104c8 concat_e2c140fb softmax_392d594e cross_entropy_18160ca1 mean_squared_error_be46f953 l2_b9a2164c.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* h1 *)
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

(* concat1 *)
Definition concat_e2c140fb_holds (M n_1 n_2 : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n_1)%Z) /\
  ((1 <= n_2)%Z) /\
  (ALL m < M, ALL k < (n_1 + n_2), y@[m, k] = ([[inside (k) (n_1)]] x1@[m, k]) + ([[inside (k - n_1) (n_2)]] x2@[m, k - n_1])) /\
  (ALL m < M, ALL c < n_1, x1_bar@[m, c] = (y_bar@[m, c])) /\
  (ALL m < M, ALL c < n_2, x2_bar@[m, c] = (y_bar@[m, c + n_1])).
Lemma concat_e2c140fb_pairs (M n_1 n_2 : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R) : concat_e2c140fb_holds M n_1 n_2 y x1 x2 x1_bar y_bar x2_bar ->
  pairing [M; (n_1 + n_2)]%Z y_bar y = pairing [M; n_1]%Z x1_bar x1 + pairing [M; n_2]%Z x2_bar x2.
Proof. intros (least_M & least_n_1 & least_n_2 & H_y & H_x1_bar & H_x2_bar). transitivity (SUM m < M, SUM k < (n_1 + n_2), y_bar@[m, k] * D (y@[m, k])); [whole|]. transitivity ((SUM m < M, SUM c < n_1, x1_bar@[m, c] * D (x1@[m, c])) + (SUM m < M, SUM c < n_2, x2_bar@[m, c] * D (x2@[m, c]))); [|whole].
  apply (concat_e2c140fb.gathered R M n_1 n_2 y x1 x2 x1_bar y_bar x2_bar); assumption. Qed.

(* head *)
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

(* cross_entropy1 *)
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

(* mean_squared_error1 *)
Definition mean_squared_error_be46f953_holds (M n : Z) (weight : R) (J a t a_bar t_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (D weight = 0) /\
  (unit (num M : R)) /\
  (J@[] = (SUM m < M, SUM c < n, weight * ((a@[m, c] - t@[m, c]) * (a@[m, c] - t@[m, c])) / num M)) /\
  (ALL m < M, ALL c < n, a_bar@[m, c] = (weight * (num 2 * a@[m, c] - (num 2 * t@[m, c])) / num M)) /\
  (ALL m < M, ALL c < n, t_bar@[m, c] = (weight * (num 2 * t@[m, c] - (num 2 * a@[m, c])) / num M)).
Lemma mean_squared_error_be46f953_pairs (M n : Z) (weight : R) (J a t a_bar t_bar : tensor R) : mean_squared_error_be46f953_holds M n weight J a t a_bar t_bar ->
  pairing []%Z (fun _ => 1) J = pairing [M; n]%Z a_bar a + pairing [M; n]%Z t_bar t.
Proof. intros (least_M & least_n & held_weight & unit_0 & H_J & H_a_bar & H_t_bar). transitivity (D (J@[])); [whole|]. transitivity ((SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c])) + (SUM m < M, SUM c < n, t_bar@[m, c] * D (t@[m, c]))); [|whole].
  apply (mean_squared_error_be46f953.gathered R M n weight J a t a_bar t_bar); assumption. Qed.

(* l2.h1.W *)
Definition l2_b9a2164c_holds (K n : Z) (l2 : R) (R_ W W_bar : tensor R) : Prop :=
  ((1 <= K)%Z) /\
  ((1 <= n)%Z) /\
  (D l2 = 0) /\
  (unit (num 2 : R)) /\
  (R_@[] = (SUM k < K, SUM c < n, (1 / num 2) * (W@[k, c] * W@[k, c]) * l2)) /\
  (ALL k < K, ALL c < n, W_bar@[k, c] = (W@[k, c] * l2)).
Lemma l2_b9a2164c_pairs (K n : Z) (l2 : R) (R_ W W_bar : tensor R) : l2_b9a2164c_holds K n l2 R_ W W_bar ->
  pairing []%Z (fun _ => 1) R_ = pairing [K; n]%Z W_bar W.
Proof. intros (least_K & least_n & held_l2 & unit_0 & H_R_ & H_W_bar). transitivity (D (R_@[])); [whole|]. transitivity ((SUM k < K, SUM c < n, W_bar@[k, c] * D (W@[k, c]))); [|whole].
  apply (l2_b9a2164c.gathered R K n l2 R_ W W_bar); assumption. Qed.

Theorem network (M n_x1 n_x2 K_h1 K_dense3 K_rebuilt : Z) (exp log : R -> R) (weight_mean_squared_error1 l2_l2_h1_W l2_l2_dense3_W l2_l2_rebuilt_W : R) (x1 h1_W h1_b h1 x1_bar_through_h1 h1_W_bar_through_h1 h1_b_bar_through_h1 h1_bar x2 h2 x2_bar h1_W_bar_through_h2 h1_b_bar_through_h2 h2_bar concat1 h1_bar_through_concat1 concat1_bar dense3_W dense3_b dense3 dense3_W_bar_through_dense3 dense3_b_bar dense3_bar head_peak head_e head_s head head_s_bar head_e_bar head_bar rebuilt_W rebuilt_b rebuilt h1_bar_through_rebuilt rebuilt_W_bar_through_rebuilt rebuilt_b_bar rebuilt_bar target cross_entropy1 cross_entropy1_bar mean_squared_error1 x1_bar_through_mean_squared_error1 mean_squared_error1_bar l2_h1_W h1_W_bar_through_l2 l2_h1_W_bar l2_dense3_W dense3_W_bar_through_l2 l2_dense3_W_bar l2_rebuilt_W rebuilt_W_bar_through_l2 l2_rebuilt_W_bar rebuilt_W_bar dense3_W_bar h1_W_bar h1_b_bar x1_bar loss : tensor R)
  (of_0 : dense_ce5104c8_holds M K_h1 n_x1 h1 h1_b h1_W x1 x1_bar_through_h1 h1_bar h1_W_bar_through_h1 h1_b_bar_through_h1) (* h1 *)
  (of_1 : dense_ce5104c8_holds M K_h1 n_x1 h2 h1_b h1_W x2 x2_bar h2_bar h1_W_bar_through_h2 h1_b_bar_through_h2) (* h2 *)
  (of_2 : concat_e2c140fb_holds M K_h1 K_h1 concat1 h1 h2 h1_bar_through_concat1 concat1_bar h2_bar) (* concat1 *)
  (of_3 : dense_ce5104c8_holds M K_dense3 (2 * K_h1) dense3 dense3_b dense3_W concat1 concat1_bar dense3_bar dense3_W_bar_through_dense3 dense3_b_bar) (* dense3 *)
  (of_4 : softmax_392d594e_holds M K_dense3 exp head_e dense3 head_peak head_s head dense3_bar head_bar) (* head *)
  (of_5 : dense_ce5104c8_holds M K_rebuilt K_h1 rebuilt rebuilt_b rebuilt_W h1 h1_bar_through_rebuilt rebuilt_bar rebuilt_W_bar_through_rebuilt rebuilt_b_bar) (* rebuilt *)
  (of_6 : cross_entropy_18160ca1_holds M K_dense3 log cross_entropy1 target head head_bar) (* cross_entropy1 *)
  (of_7 : mean_squared_error_be46f953_holds M K_rebuilt weight_mean_squared_error1 mean_squared_error1 rebuilt x1 rebuilt_bar x1_bar_through_mean_squared_error1) (* mean_squared_error1 *)
  (of_8 : l2_b9a2164c_holds K_h1 n_x1 l2_l2_h1_W l2_h1_W h1_W h1_W_bar_through_l2) (* l2.h1.W *)
  (of_9 : l2_b9a2164c_holds K_dense3 (2 * K_h1) l2_l2_dense3_W l2_dense3_W dense3_W dense3_W_bar_through_l2) (* l2.dense3.W *)
  (of_10 : l2_b9a2164c_holds K_rebuilt K_h1 l2_l2_rebuilt_W l2_rebuilt_W rebuilt_W rebuilt_W_bar_through_l2) (* l2.rebuilt.W *)
  (same_0 : (n_x2 = n_x1)%Z)
  (same_1 : (n_x1 = K_rebuilt)%Z)
  (total_0 : ALL k < K_rebuilt, ALL c < K_h1, rebuilt_W_bar@[k, c] = (rebuilt_W_bar_through_l2@[k, c]) + (rebuilt_W_bar_through_rebuilt@[k, c]))
  (total_1 : ALL k < K_dense3, ALL c < 2 * K_h1, dense3_W_bar@[k, c] = (dense3_W_bar_through_l2@[k, c]) + (dense3_W_bar_through_dense3@[k, c]))
  (total_2 : ALL m < M, ALL c < K_h1, h1_bar@[m, c] = (h1_bar_through_rebuilt@[m, c]) + (h1_bar_through_concat1@[m, c]))
  (total_3 : ALL k < K_h1, ALL c < n_x1, h1_W_bar@[k, c] = (h1_W_bar_through_l2@[k, c]) + ((h1_W_bar_through_h2@[k, c]) + (h1_W_bar_through_h1@[k, c])))
  (total_4 : ALL k < K_h1, h1_b_bar@[k] = (h1_b_bar_through_h2@[k]) + (h1_b_bar_through_h1@[k]))
  (total_5 : ALL m < M, ALL c < n_x1, x1_bar@[m, c] = (x1_bar_through_mean_squared_error1@[m, c]) + (x1_bar_through_h1@[m, c]))
  (objective : loss@[] = (cross_entropy1@[]) + ((mean_squared_error1@[]) + ((l2_h1_W@[]) + ((l2_dense3_W@[]) + (l2_rebuilt_W@[])))))
  : D (loss@[]) =
    total [pairing [K_rebuilt]%Z rebuilt_b_bar rebuilt_b;
      pairing [K_rebuilt; K_h1]%Z rebuilt_W_bar rebuilt_W;
      pairing [K_dense3]%Z dense3_b_bar dense3_b;
      pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar dense3_W;
      pairing [M; n_x2]%Z x2_bar x2;
      pairing [K_h1; n_x1]%Z h1_W_bar h1_W;
      pairing [K_h1]%Z h1_b_bar h1_b;
      pairing [M; n_x1]%Z x1_bar x1].
Proof.
  assert (L_1 : pairing [M; K_h1]%Z h2_bar h2 = pairing [M; n_x2]%Z x2_bar x2 + (pairing [K_h1; n_x1]%Z h1_W_bar_through_h2 h1_W + pairing [K_h1]%Z h1_b_bar_through_h2 h1_b)).
  { pose proof (dense_ce5104c8_pairs M K_h1 n_x1 h2 h1_b h1_W x2 x2_bar h2_bar h1_W_bar_through_h2 h1_b_bar_through_h2 of_1) as E. replace (pairing [M; n_x1]%Z x2_bar x2) with (pairing [M; n_x2]%Z x2_bar x2) in E by (clear - same_0; same_shape). exact E. }
  assert (L_2 : pairing [M; 2 * K_h1]%Z concat1_bar concat1 = pairing [M; K_h1]%Z h1_bar_through_concat1 h1 + pairing [M; K_h1]%Z h2_bar h2).
  { pose proof (concat_e2c140fb_pairs M K_h1 K_h1 concat1 h1 h2 h1_bar_through_concat1 concat1_bar h2_bar of_2) as E. replace (pairing [M; (K_h1 + K_h1)]%Z concat1_bar concat1) with (pairing [M; 2 * K_h1]%Z concat1_bar concat1) in E by (clear; same_shape). exact E. }
  assert (L_3 : pairing [M; K_dense3]%Z dense3_bar dense3 = pairing [M; 2 * K_h1]%Z concat1_bar concat1 + (pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar_through_dense3 dense3_W + pairing [K_dense3]%Z dense3_b_bar dense3_b)).
  { pose proof (dense_ce5104c8_pairs M K_dense3 (2 * K_h1) dense3 dense3_b dense3_W concat1 concat1_bar dense3_bar dense3_W_bar_through_dense3 dense3_b_bar of_3) as E. replace (pairing [M; (2 * K_h1)]%Z concat1_bar concat1) with (pairing [M; 2 * K_h1]%Z concat1_bar concat1) in E by (clear; same_shape). replace (pairing [K_dense3; (2 * K_h1)]%Z dense3_W_bar_through_dense3 dense3_W) with (pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar_through_dense3 dense3_W) in E by (clear; same_shape). exact E. }
  assert (L_7 : pairing []%Z (fun _ => 1) mean_squared_error1 = pairing [M; K_rebuilt]%Z rebuilt_bar rebuilt + pairing [M; n_x1]%Z x1_bar_through_mean_squared_error1 x1).
  { pose proof (mean_squared_error_be46f953_pairs M K_rebuilt weight_mean_squared_error1 mean_squared_error1 rebuilt x1 rebuilt_bar x1_bar_through_mean_squared_error1 of_7) as E. replace (pairing [M; K_rebuilt]%Z x1_bar_through_mean_squared_error1 x1) with (pairing [M; n_x1]%Z x1_bar_through_mean_squared_error1 x1) in E by (clear - same_1; same_shape). exact E. }
  assert (L_9 : pairing []%Z (fun _ => 1) l2_dense3_W = pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar_through_l2 dense3_W).
  { pose proof (l2_b9a2164c_pairs K_dense3 (2 * K_h1) l2_l2_dense3_W l2_dense3_W dense3_W dense3_W_bar_through_l2 of_9) as E. replace (pairing [K_dense3; (2 * K_h1)]%Z dense3_W_bar_through_l2 dense3_W) with (pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar_through_l2 dense3_W) in E by (clear; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) cross_entropy1; pairing []%Z (fun _ => 1) mean_squared_error1; pairing []%Z (fun _ => 1) l2_h1_W; pairing []%Z (fun _ => 1) l2_dense3_W; pairing []%Z (fun _ => 1) l2_rebuilt_W]).
  { rewrite objective; slopes; cbn; ring. }
  pose (v := numbered [pairing [K_rebuilt]%Z rebuilt_b_bar rebuilt_b; pairing [K_rebuilt; K_h1]%Z rebuilt_W_bar rebuilt_W; pairing [K_dense3]%Z dense3_b_bar dense3_b; pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar dense3_W; pairing [M; n_x2]%Z x2_bar x2; pairing [K_h1; n_x1]%Z h1_W_bar h1_W; pairing [K_h1]%Z h1_b_bar h1_b; pairing [M; n_x1]%Z x1_bar x1; pairing []%Z (fun _ => 1) l2_rebuilt_W; pairing [K_rebuilt; K_h1]%Z rebuilt_W_bar_through_l2 rebuilt_W; pairing []%Z (fun _ => 1) l2_dense3_W; pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar_through_l2 dense3_W; pairing []%Z (fun _ => 1) l2_h1_W; pairing [K_h1; n_x1]%Z h1_W_bar_through_l2 h1_W; pairing []%Z (fun _ => 1) mean_squared_error1; pairing [M; K_rebuilt]%Z rebuilt_bar rebuilt; pairing [M; n_x1]%Z x1_bar_through_mean_squared_error1 x1; pairing []%Z (fun _ => 1) cross_entropy1; pairing [M; K_dense3]%Z head_bar head; pairing [M; K_h1]%Z h1_bar_through_rebuilt h1; pairing [K_rebuilt; K_h1]%Z rebuilt_W_bar_through_rebuilt rebuilt_W; pairing [M; K_dense3]%Z dense3_bar dense3; pairing [M; 2 * K_h1]%Z concat1_bar concat1; pairing [K_dense3; 2 * K_h1]%Z dense3_W_bar_through_dense3 dense3_W; pairing [M; K_h1]%Z h1_bar_through_concat1 h1; pairing [M; K_h1]%Z h2_bar h2; pairing [M; K_h1]%Z h1_bar h1; pairing [K_h1; n_x1]%Z h1_W_bar_through_h2 h1_W; pairing [K_h1]%Z h1_b_bar_through_h2 h1_b; pairing [M; n_x1]%Z x1_bar_through_h1 x1; pairing [K_h1; n_x1]%Z h1_W_bar_through_h1 h1_W; pairing [K_h1]%Z h1_b_bar_through_h1 h1_b]).
  assert (H : hold v [([8]%Z, [9]%Z); ([10]%Z, [11]%Z); ([12]%Z, [13]%Z); ([14]%Z, [15; 16]%Z); ([17]%Z, [18]%Z); ([15]%Z, [19; 20; 0]%Z); ([9; 20]%Z, [1]%Z); ([18]%Z, [21]%Z); ([21]%Z, [22; 23; 2]%Z); ([11; 23]%Z, [3]%Z); ([22]%Z, [24; 25]%Z); ([19; 24]%Z, [26]%Z); ([25]%Z, [4; 27; 28]%Z); ([26]%Z, [29; 30; 31]%Z); ([13; 27; 30]%Z, [5]%Z); ([28; 31]%Z, [6]%Z); ([16; 29]%Z, [7]%Z)]) by exact (conj (l2_b9a2164c_pairs K_rebuilt K_h1 l2_l2_rebuilt_W l2_rebuilt_W rebuilt_W rebuilt_W_bar_through_l2 of_10) (conj L_9 (conj (l2_b9a2164c_pairs K_h1 n_x1 l2_l2_h1_W l2_h1_W h1_W h1_W_bar_through_l2 of_8) (conj L_7 (conj (cross_entropy_18160ca1_pairs M K_dense3 log cross_entropy1 target head head_bar of_6) (conj (dense_ce5104c8_pairs M K_rebuilt K_h1 rebuilt rebuilt_b rebuilt_W h1 h1_bar_through_rebuilt rebuilt_bar rebuilt_W_bar_through_rebuilt rebuilt_b_bar of_5) (conj (eq_sym (pairing_shares [K_rebuilt; K_h1]%Z [rebuilt_W_bar_through_l2; rebuilt_W_bar_through_rebuilt] rebuilt_W_bar rebuilt_W total_0)) (conj (softmax_392d594e_pairs M K_dense3 exp head_e dense3 head_peak head_s head dense3_bar head_bar of_4) (conj L_3 (conj (eq_sym (pairing_shares [K_dense3; 2 * K_h1]%Z [dense3_W_bar_through_l2; dense3_W_bar_through_dense3] dense3_W_bar dense3_W total_1)) (conj L_2 (conj (eq_sym (pairing_shares [M; K_h1]%Z [h1_bar_through_rebuilt; h1_bar_through_concat1] h1_bar h1 total_2)) (conj L_1 (conj (dense_ce5104c8_pairs M K_h1 n_x1 h1 h1_b h1_W x1 x1_bar_through_h1 h1_bar h1_W_bar_through_h1 h1_b_bar_through_h1 of_0) (conj (eq_sym (pairing_shares [K_h1; n_x1]%Z [h1_W_bar_through_l2; h1_W_bar_through_h2; h1_W_bar_through_h1] h1_W_bar h1_W total_3)) (conj (eq_sym (pairing_shares [K_h1]%Z [h1_b_bar_through_h2; h1_b_bar_through_h1] h1_b_bar h1_b total_4)) (conj (eq_sym (pairing_shares [M; n_x1]%Z [x1_bar_through_mean_squared_error1; x1_bar_through_h1] x1_bar x1 total_5)) I))))))))))))))))).
  exact (balance v [([8]%Z, [9]%Z); ([10]%Z, [11]%Z); ([12]%Z, [13]%Z); ([14]%Z, [15; 16]%Z); ([17]%Z, [18]%Z); ([15]%Z, [19; 20; 0]%Z); ([9; 20]%Z, [1]%Z); ([18]%Z, [21]%Z); ([21]%Z, [22; 23; 2]%Z); ([11; 23]%Z, [3]%Z); ([22]%Z, [24; 25]%Z); ([19; 24]%Z, [26]%Z); ([25]%Z, [4; 27; 28]%Z); ([26]%Z, [29; 30; 31]%Z); ([13; 27; 30]%Z, [5]%Z); ([28; 31]%Z, [6]%Z); ([16; 29]%Z, [7]%Z)] [17; 14; 12; 10; 8]%Z [0; 1; 2; 3; 4; 5; 6; 7]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
