(* mlp-sigmoid: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of dense2.W, dense2.b, dense1.W, dense1.b, input. *)
From derive Require Import Composed.
From derive Require dense_ce5104c8 sigmoid_ac3a40b0 mean_squared_error_576f7803.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

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

(* loss *)
Definition mean_squared_error_576f7803_holds (M n : Z) (J t a a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (t l) = 0) /\
  (J@[] = (SUM m < M, SUM c < n, (a@[m, c] - t@[m, c]) * (a@[m, c] - t@[m, c]))) /\
  (ALL m < M, ALL c < n, a_bar@[m, c] = ((num 2 * a@[m, c] - (num 2 * t@[m, c])))).
Lemma mean_squared_error_576f7803_pairs (M n : Z) (J t a a_bar : tensor R) : mean_squared_error_576f7803_holds M n J t a a_bar ->
  pairing []%Z (fun _ => 1) J = pairing [M; n]%Z a_bar a.
Proof. intros (least_M & least_n & held_t & H_J & H_a_bar). transitivity (D (J@[])); [whole|]. transitivity ((SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]))); [|whole].
  apply (mean_squared_error_576f7803.gathered R M n J t a a_bar); assumption. Qed.

Theorem network (M n_0 K_1 K_2 : Z) (sigmoid : R -> R) (input dense1_W dense1_b dense1 input_bar dense1_W_bar dense1_b_bar dense1_bar sigmoid1 sigmoid1_bar dense2_W dense2_b dense2 dense2_W_bar dense2_b_bar dense2_bar sigmoid2 sigmoid2_bar target loss loss_bar : tensor R)
  (of_0 : dense_ce5104c8_holds M K_1 n_0 dense1 dense1_b dense1_W input input_bar dense1_bar dense1_W_bar dense1_b_bar) (* dense1 *)
  (of_1 : sigmoid_ac3a40b0_holds M K_1 sigmoid sigmoid1 dense1 dense1_bar sigmoid1_bar) (* sigmoid1 *)
  (of_2 : dense_ce5104c8_holds M K_2 K_1 dense2 dense2_b dense2_W sigmoid1 sigmoid1_bar dense2_bar dense2_W_bar dense2_b_bar) (* dense2 *)
  (of_3 : sigmoid_ac3a40b0_holds M K_2 sigmoid sigmoid2 dense2 dense2_bar sigmoid2_bar) (* sigmoid2 *)
  (of_4 : mean_squared_error_576f7803_holds M K_2 loss target sigmoid2 sigmoid2_bar) (* loss *)
  : D (loss@[]) =
    total [pairing [K_2; K_1]%Z dense2_W_bar dense2_W;
      pairing [K_2]%Z dense2_b_bar dense2_b;
      pairing [M; n_0]%Z input_bar input;
      pairing [K_1; n_0]%Z dense1_W_bar dense1_W;
      pairing [K_1]%Z dense1_b_bar dense1_b].
Proof.
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_2; K_1]%Z dense2_W_bar dense2_W; pairing [K_2]%Z dense2_b_bar dense2_b; pairing [M; n_0]%Z input_bar input; pairing [K_1; n_0]%Z dense1_W_bar dense1_W; pairing [K_1]%Z dense1_b_bar dense1_b; pairing []%Z (fun _ => 1) loss; pairing [M; K_2]%Z sigmoid2_bar sigmoid2; pairing [M; K_2]%Z dense2_bar dense2; pairing [M; K_1]%Z sigmoid1_bar sigmoid1; pairing [M; K_1]%Z dense1_bar dense1]).
  assert (H : hold v [([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8; 0; 1]%Z); ([8]%Z, [9]%Z); ([9]%Z, [2; 3; 4]%Z)]) by exact (conj (mean_squared_error_576f7803_pairs M K_2 loss target sigmoid2 sigmoid2_bar of_4) (conj (sigmoid_ac3a40b0_pairs M K_2 sigmoid sigmoid2 dense2 dense2_bar sigmoid2_bar of_3) (conj (dense_ce5104c8_pairs M K_2 K_1 dense2 dense2_b dense2_W sigmoid1 sigmoid1_bar dense2_bar dense2_W_bar dense2_b_bar of_2) (conj (sigmoid_ac3a40b0_pairs M K_1 sigmoid sigmoid1 dense1 dense1_bar sigmoid1_bar of_1) (conj (dense_ce5104c8_pairs M K_1 n_0 dense1 dense1_b dense1_W input input_bar dense1_bar dense1_W_bar dense1_b_bar of_0) I))))).
  exact (balance v [([5]%Z, [6]%Z); ([6]%Z, [7]%Z); ([7]%Z, [8; 0; 1]%Z); ([8]%Z, [9]%Z); ([9]%Z, [2; 3; 4]%Z)] [5]%Z [0; 1; 2; 3; 4]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
