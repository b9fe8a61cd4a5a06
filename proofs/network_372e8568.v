(* tied-autoencoder: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of decoder.b, encoder.W, encoder.b, input. *)
From derive Require Import Composed.
From derive Require dense_ce5104c8 tanh_65937bb2 dense_5f3968b8 mean_squared_error_390397c0.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* encoder *)
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

(* code *)
Definition tanh_65937bb2_holds (M n : Z) (tanh : R -> R) (a z z_bar a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < n, D (tanh z@[m, c]) = (1 - (tanh z@[m, c] * tanh z@[m, c])) * D (z@[m, c])) /\
  (ALL m < M, ALL c < n, a@[m, c] = (tanh z@[m, c])) /\
  (ALL m < M, ALL c < n, z_bar@[m, c] = (a_bar@[m, c] * (1 - (a@[m, c] * a@[m, c])))).
Lemma tanh_65937bb2_pairs (M n : Z) (tanh : R -> R) (a z z_bar a_bar : tensor R) : tanh_65937bb2_holds M n tanh a z z_bar a_bar ->
  pairing [M; n]%Z a_bar a = pairing [M; n]%Z z_bar z.
Proof. intros (least_M & least_n & slope_0 & H_a & H_z_bar). transitivity (SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < n, z_bar@[m, c] * D (z@[m, c]))); [|whole].
  apply (tanh_65937bb2.gathered R M n tanh a z z_bar a_bar); assumption. Qed.

(* decoder *)
Definition dense_5f3968b8_holds (M K n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL k < K, z@[m, k] = (b@[k]) + (SUM c < n, W@[c, k] * x@[m, c])) /\
  (ALL m < M, ALL c < n, x_bar@[m, c] = (SUM k < K, W@[c, k] * z_bar@[m, k])) /\
  (ALL c < n, ALL k < K, W_bar@[c, k] = (SUM m < M, x@[m, c] * z_bar@[m, k])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, z_bar@[m, k])).
Lemma dense_5f3968b8_pairs (M K n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R) : dense_5f3968b8_holds M K n z b W x x_bar z_bar W_bar b_bar ->
  pairing [M; K]%Z z_bar z = pairing [M; n]%Z x_bar x + (pairing [n; K]%Z W_bar W + pairing [K]%Z b_bar b).
Proof. intros (least_M & least_K & least_n & H_z & H_x_bar & H_W_bar & H_b_bar). transitivity (SUM m < M, SUM k < K, z_bar@[m, k] * D (z@[m, k])); [whole|]. transitivity ((SUM m < M, SUM c < n, x_bar@[m, c] * D (x@[m, c])) + (SUM c < n, SUM k < K, W_bar@[c, k] * D (W@[c, k])) + (SUM k < K, b_bar@[k] * D (b@[k]))); [|whole].
  apply (dense_5f3968b8.gathered R M K n z b W x x_bar z_bar W_bar b_bar); assumption. Qed.

(* loss *)
Definition mean_squared_error_390397c0_holds (M n : Z) (J t a a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (t l) = 0) /\
  (unit (num M : R)) /\
  (J@[] = (SUM m < M, SUM c < n, ((a@[m, c] - t@[m, c]) * (a@[m, c] - t@[m, c])) / num M)) /\
  (ALL m < M, ALL c < n, a_bar@[m, c] = ((num 2 * a@[m, c] - (num 2 * t@[m, c])) / num M)).
Lemma mean_squared_error_390397c0_pairs (M n : Z) (J t a a_bar : tensor R) : mean_squared_error_390397c0_holds M n J t a a_bar ->
  pairing []%Z (fun _ => 1) J = pairing [M; n]%Z a_bar a.
Proof. intros (least_M & least_n & held_t & unit_0 & H_J & H_a_bar). transitivity (D (J@[])); [whole|]. transitivity ((SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]))); [|whole].
  apply (mean_squared_error_390397c0.gathered R M n J t a a_bar); assumption. Qed.

Theorem network (M n_0 K_1 : Z) (tanh : R -> R) (input encoder_W encoder_b encoder input_bar encoder_W_bar_through_encoder encoder_b_bar encoder_bar code code_bar decoder_b decoder encoder_W_bar_through_decoder decoder_b_bar decoder_bar target loss loss_bar encoder_W_bar : tensor R)
  (of_0 : dense_ce5104c8_holds M K_1 n_0 encoder encoder_b encoder_W input input_bar encoder_bar encoder_W_bar_through_encoder encoder_b_bar) (* encoder *)
  (of_1 : tanh_65937bb2_holds M K_1 tanh code encoder encoder_bar code_bar) (* code *)
  (of_2 : dense_5f3968b8_holds M n_0 K_1 decoder decoder_b encoder_W code code_bar decoder_bar encoder_W_bar_through_decoder decoder_b_bar) (* decoder *)
  (of_3 : mean_squared_error_390397c0_holds M n_0 loss target decoder decoder_bar) (* loss *)
  (total_0 : ALL k < K_1, ALL c < n_0, encoder_W_bar@[k, c] = (encoder_W_bar_through_decoder@[k, c]) + (encoder_W_bar_through_encoder@[k, c]))
  : D (loss@[]) =
    total [pairing [n_0]%Z decoder_b_bar decoder_b;
      pairing [M; n_0]%Z input_bar input;
      pairing [K_1]%Z encoder_b_bar encoder_b;
      pairing [K_1; n_0]%Z encoder_W_bar encoder_W].
Proof.
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [n_0]%Z decoder_b_bar decoder_b; pairing [M; n_0]%Z input_bar input; pairing [K_1]%Z encoder_b_bar encoder_b; pairing [K_1; n_0]%Z encoder_W_bar encoder_W; pairing []%Z (fun _ => 1) loss; pairing [M; n_0]%Z decoder_bar decoder; pairing [M; K_1]%Z code_bar code; pairing [K_1; n_0]%Z encoder_W_bar_through_decoder encoder_W; pairing [M; K_1]%Z encoder_bar encoder; pairing [K_1; n_0]%Z encoder_W_bar_through_encoder encoder_W]).
  assert (H : hold v [([4]%Z, [5]%Z); ([5]%Z, [6; 7; 0]%Z); ([6]%Z, [8]%Z); ([8]%Z, [1; 9; 2]%Z); ([7; 9]%Z, [3]%Z)]) by exact (conj (mean_squared_error_390397c0_pairs M n_0 loss target decoder decoder_bar of_3) (conj (dense_5f3968b8_pairs M n_0 K_1 decoder decoder_b encoder_W code code_bar decoder_bar encoder_W_bar_through_decoder decoder_b_bar of_2) (conj (tanh_65937bb2_pairs M K_1 tanh code encoder encoder_bar code_bar of_1) (conj (dense_ce5104c8_pairs M K_1 n_0 encoder encoder_b encoder_W input input_bar encoder_bar encoder_W_bar_through_encoder encoder_b_bar of_0) (conj (eq_sym (pairing_shares [K_1; n_0]%Z [encoder_W_bar_through_decoder; encoder_W_bar_through_encoder] encoder_W_bar encoder_W total_0)) I))))).
  exact (balance v [([4]%Z, [5]%Z); ([5]%Z, [6; 7; 0]%Z); ([6]%Z, [8]%Z); ([8]%Z, [1; 9; 2]%Z); ([7; 9]%Z, [3]%Z)] [4]%Z [0; 1; 2; 3]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
