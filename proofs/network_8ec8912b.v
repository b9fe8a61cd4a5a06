(* mlp: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of out.W, out.b, dense1.W, dense1.b, input. *)
From derive Require Import Composed.
From derive Require flatten_599128f0 dense_ce5104c8 sigmoid_ac3a40b0 softmax_392d594e cross_entropy_18160ca1.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

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

Theorem network (M C_0 n_h_0 n_w_0 K_1 K_2 : Z) (sigmoid exp log : R -> R) (input flatten1 input_bar flatten1_bar dense1_W dense1_b dense1 dense1_W_bar dense1_b_bar dense1_bar sigmoid1 sigmoid1_bar out_W out_b out out_W_bar out_b_bar out_bar softmax1_peak softmax1_e softmax1_s softmax1 softmax1_s_bar softmax1_e_bar softmax1_bar target loss loss_bar : tensor R)
  (of_0 : flatten_599128f0_holds M C_0 n_h_0 n_w_0 flatten1 input input_bar flatten1_bar) (* flatten1 *)
  (of_1 : dense_ce5104c8_holds M K_1 (C_0 * n_h_0 * n_w_0) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_2 : sigmoid_ac3a40b0_holds M K_1 sigmoid sigmoid1 dense1 dense1_bar sigmoid1_bar) (* sigmoid1 *)
  (of_3 : dense_ce5104c8_holds M K_2 K_1 out out_b out_W sigmoid1 sigmoid1_bar out_bar out_W_bar out_b_bar) (* out *)
  (of_4 : softmax_392d594e_holds M K_2 exp softmax1_e out softmax1_peak softmax1_s softmax1 out_bar softmax1_bar) (* softmax1 *)
  (of_5 : cross_entropy_18160ca1_holds M K_2 log loss target softmax1 softmax1_bar) (* loss *)
  : D (loss@[]) =
    total [pairing [K_2; K_1]%Z out_W_bar out_W;
      pairing [K_2]%Z out_b_bar out_b;
      pairing [K_1; C_0 * n_h_0 * n_w_0]%Z dense1_W_bar dense1_W;
      pairing [K_1]%Z dense1_b_bar dense1_b;
      pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input].
Proof.
  assert (L_1 : pairing [M; K_1]%Z dense1_bar dense1 = pairing [M; C_0 * n_h_0 * n_w_0]%Z flatten1_bar flatten1 + (pairing [K_1; C_0 * n_h_0 * n_w_0]%Z dense1_W_bar dense1_W + pairing [K_1]%Z dense1_b_bar dense1_b)).
  { pose proof (dense_ce5104c8_pairs M K_1 (C_0 * n_h_0 * n_w_0) dense1 dense1_b dense1_W flatten1 flatten1_bar dense1_bar dense1_W_bar dense1_b_bar of_1) as E. replace (pairing [M; (C_0 * n_h_0 * n_w_0)]%Z flatten1_bar flatten1) with (pairing [M; C_0 * n_h_0 * n_w_0]%Z flatten1_bar flatten1) in E by (clear; same_shape). replace (pairing [K_1; (C_0 * n_h_0 * n_w_0)]%Z dense1_W_bar dense1_W) with (pairing [K_1; C_0 * n_h_0 * n_w_0]%Z dense1_W_bar dense1_W) in E by (clear; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_2; K_1]%Z out_W_bar out_W; pairing [K_2]%Z out_b_bar out_b; pairing [K_1; C_0 * n_h_0 * n_w_0]%Z dense1_W_bar dense1_W; pairing [K_1]%Z dense1_b_bar dense1_b; pairing [M; C_0; n_h_0; n_w_0]%Z input_bar input; pairing []%Z (fun _ => 1) loss; pairing [M; K_2]%Z softmax1_bar softmax1; pairing [M; K_2]%Z out_bar out; pairing [M; K_1]%Z sigmoid1_bar sigmoid1; pairing [M; K_1]%Z dense1_bar dense1; pairing [M; C_0 * n_h_0 * n_w_0]%Z flatten1_bar flatten1]).
  assert (H : hold v [([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8; 0; 1]%Z); ([8]%Z, [9]%Z); ([9]%Z, [10; 2; 3]%Z); ([10]%Z, [4]%Z)]) by exact (conj (cross_entropy_18160ca1_pairs M K_2 log loss target softmax1 softmax1_bar of_5) (conj (softmax_392d594e_pairs M K_2 exp softmax1_e out softmax1_peak softmax1_s softmax1 out_bar softmax1_bar of_4) (conj (dense_ce5104c8_pairs M K_2 K_1 out out_b out_W sigmoid1 sigmoid1_bar out_bar out_W_bar out_b_bar of_3) (conj (sigmoid_ac3a40b0_pairs M K_1 sigmoid sigmoid1 dense1 dense1_bar sigmoid1_bar of_2) (conj L_1 (conj (flatten_599128f0_pairs M C_0 n_h_0 n_w_0 flatten1 input input_bar flatten1_bar of_0) I)))))).
  exact (balance v [([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8; 0; 1]%Z); ([8]%Z, [9]%Z); ([9]%Z, [10; 2; 3]%Z); ([10]%Z, [4]%Z)] [5]%Z [0; 1; 2; 3; 4]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
