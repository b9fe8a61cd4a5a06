(* siamese: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of the objective is the sum of the pairings of judge.W, judge.b, x2, h1.W, h1.b, x1. *)
From derive Require Import Composed.
From derive Require dense_ce5104c8 tanh_65937bb2 subtract_8e71d6aa sigmoid_ac3a40b0 binary_cross_entropy_d84d4dcf.
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

(* a1 *)
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

(* apart *)
Definition subtract_8e71d6aa_holds (M n : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < n, a@[m, c] = (x1@[m, c]) + (- x2@[m, c])) /\
  (ALL m < M, ALL c < n, x1_bar@[m, c] = (a_bar@[m, c])) /\
  (ALL m < M, ALL c < n, x2_bar@[m, c] = (- a_bar@[m, c])).
Lemma subtract_8e71d6aa_pairs (M n : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R) : subtract_8e71d6aa_holds M n a x1 x2 x1_bar a_bar x2_bar ->
  pairing [M; n]%Z a_bar a = pairing [M; n]%Z x1_bar x1 + pairing [M; n]%Z x2_bar x2.
Proof. intros (least_M & least_n & H_a & H_x1_bar & H_x2_bar). transitivity (SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < n, x1_bar@[m, c] * D (x1@[m, c])) + (SUM m < M, SUM c < n, x2_bar@[m, c] * D (x2@[m, c]))); [|whole].
  apply (subtract_8e71d6aa.gathered R M n a x1 x2 x1_bar a_bar x2_bar); assumption. Qed.

(* same *)
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
Definition binary_cross_entropy_d84d4dcf_holds (M n : Z) (log : R -> R) (J t a a_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (t l) = 0) /\
  (unit (num M : R)) /\
  (ALL m < M, ALL c < n, unit (a@[m, c] : R)) /\
  (ALL m < M, ALL c < n, unit (1 - a@[m, c] : R)) /\
  (ALL m < M, ALL c < n, D (log a@[m, c]) = (1 / a@[m, c]) * D (a@[m, c])) /\
  (ALL m < M, ALL c < n, D (log (1 - a@[m, c])) = (1 / (1 - a@[m, c])) * D (1 - a@[m, c])) /\
  (J@[] = (SUM m < M, SUM c < n, (0 - (t@[m, c] * log a@[m, c]) - ((1 - t@[m, c]) * log (1 - a@[m, c]))) / num M)) /\
  (ALL m < M, ALL c < n, a_bar@[m, c] = (((1 - t@[m, c]) / (1 - a@[m, c]) - (t@[m, c] / a@[m, c])) / num M)).
Lemma binary_cross_entropy_d84d4dcf_pairs (M n : Z) (log : R -> R) (J t a a_bar : tensor R) : binary_cross_entropy_d84d4dcf_holds M n log J t a a_bar ->
  pairing []%Z (fun _ => 1) J = pairing [M; n]%Z a_bar a.
Proof. intros (least_M & least_n & held_t & unit_0 & unit_1 & unit_2 & slope_0 & slope_1 & H_J & H_a_bar). transitivity (D (J@[])); [whole|]. transitivity ((SUM m < M, SUM c < n, a_bar@[m, c] * D (a@[m, c]))); [|whole].
  apply (binary_cross_entropy_d84d4dcf.gathered R M n log J t a a_bar); assumption. Qed.

Theorem network (M n_x1 n_x2 K_h1 K_judge : Z) (tanh sigmoid log : R -> R) (x1 h1_W h1_b h1 x1_bar h1_W_bar_through_h1 h1_b_bar_through_h1 h1_bar a1 a1_bar x2 h2 x2_bar h1_W_bar_through_h2 h1_b_bar_through_h2 h2_bar a2 a2_bar apart apart_bar judge_W judge_b judge judge_W_bar judge_b_bar judge_bar same_ same_bar target loss loss_bar h1_W_bar h1_b_bar : tensor R)
  (of_0 : dense_ce5104c8_holds M K_h1 n_x1 h1 h1_b h1_W x1 x1_bar h1_bar h1_W_bar_through_h1 h1_b_bar_through_h1) (* h1 *)
  (of_1 : tanh_65937bb2_holds M K_h1 tanh a1 h1 h1_bar a1_bar) (* a1 *)
  (of_2 : dense_ce5104c8_holds M K_h1 n_x1 h2 h1_b h1_W x2 x2_bar h2_bar h1_W_bar_through_h2 h1_b_bar_through_h2) (* h2 *)
  (of_3 : tanh_65937bb2_holds M K_h1 tanh a2 h2 h2_bar a2_bar) (* a2 *)
  (of_4 : subtract_8e71d6aa_holds M K_h1 apart a1 a2 a1_bar apart_bar a2_bar) (* apart *)
  (of_5 : dense_ce5104c8_holds M K_judge K_h1 judge judge_b judge_W apart apart_bar judge_bar judge_W_bar judge_b_bar) (* judge *)
  (of_6 : sigmoid_ac3a40b0_holds M K_judge sigmoid same_ judge judge_bar same_bar) (* same *)
  (of_7 : binary_cross_entropy_d84d4dcf_holds M K_judge log loss target same_ same_bar) (* loss *)
  (same_0 : (n_x2 = n_x1)%Z)
  (total_0 : ALL k < K_h1, ALL c < n_x1, h1_W_bar@[k, c] = (h1_W_bar_through_h2@[k, c]) + (h1_W_bar_through_h1@[k, c]))
  (total_1 : ALL k < K_h1, h1_b_bar@[k] = (h1_b_bar_through_h2@[k]) + (h1_b_bar_through_h1@[k]))
  : D (loss@[]) =
    total [pairing [K_judge; K_h1]%Z judge_W_bar judge_W;
      pairing [K_judge]%Z judge_b_bar judge_b;
      pairing [M; n_x2]%Z x2_bar x2;
      pairing [M; n_x1]%Z x1_bar x1;
      pairing [K_h1; n_x1]%Z h1_W_bar h1_W;
      pairing [K_h1]%Z h1_b_bar h1_b].
Proof.
  assert (L_2 : pairing [M; K_h1]%Z h2_bar h2 = pairing [M; n_x2]%Z x2_bar x2 + (pairing [K_h1; n_x1]%Z h1_W_bar_through_h2 h1_W + pairing [K_h1]%Z h1_b_bar_through_h2 h1_b)).
  { pose proof (dense_ce5104c8_pairs M K_h1 n_x1 h2 h1_b h1_W x2 x2_bar h2_bar h1_W_bar_through_h2 h1_b_bar_through_h2 of_2) as E. replace (pairing [M; n_x1]%Z x2_bar x2) with (pairing [M; n_x2]%Z x2_bar x2) in E by (clear - same_0; same_shape). exact E. }
  transitivity (total [pairing []%Z (fun _ => 1) loss]).
  { cbn; ring. }
  pose (v := numbered [pairing [K_judge; K_h1]%Z judge_W_bar judge_W; pairing [K_judge]%Z judge_b_bar judge_b; pairing [M; n_x2]%Z x2_bar x2; pairing [M; n_x1]%Z x1_bar x1; pairing [K_h1; n_x1]%Z h1_W_bar h1_W; pairing [K_h1]%Z h1_b_bar h1_b; pairing []%Z (fun _ => 1) loss; pairing [M; K_judge]%Z same_bar same_; pairing [M; K_judge]%Z judge_bar judge; pairing [M; K_h1]%Z apart_bar apart; pairing [M; K_h1]%Z a1_bar a1; pairing [M; K_h1]%Z a2_bar a2; pairing [M; K_h1]%Z h2_bar h2; pairing [K_h1; n_x1]%Z h1_W_bar_through_h2 h1_W; pairing [K_h1]%Z h1_b_bar_through_h2 h1_b; pairing [M; K_h1]%Z h1_bar h1; pairing [K_h1; n_x1]%Z h1_W_bar_through_h1 h1_W; pairing [K_h1]%Z h1_b_bar_through_h1 h1_b]).
  assert (H : hold v [([6]%Z, [7]%Z); ([7]%Z, [8]%Z); ([8]%Z, [9; 0; 1]%Z); ([9]%Z, [10; 11]%Z); ([11]%Z, [12]%Z); ([12]%Z, [2; 13; 14]%Z); ([10]%Z, [15]%Z); ([15]%Z, [3; 16; 17]%Z); ([13; 16]%Z, [4]%Z); ([14; 17]%Z, [5]%Z)]) by exact (conj (binary_cross_entropy_d84d4dcf_pairs M K_judge log loss target same_ same_bar of_7) (conj (sigmoid_ac3a40b0_pairs M K_judge sigmoid same_ judge judge_bar same_bar of_6) (conj (dense_ce5104c8_pairs M K_judge K_h1 judge judge_b judge_W apart apart_bar judge_bar judge_W_bar judge_b_bar of_5) (conj (subtract_8e71d6aa_pairs M K_h1 apart a1 a2 a1_bar apart_bar a2_bar of_4) (conj (tanh_65937bb2_pairs M K_h1 tanh a2 h2 h2_bar a2_bar of_3) (conj L_2 (conj (tanh_65937bb2_pairs M K_h1 tanh a1 h1 h1_bar a1_bar of_1) (conj (dense_ce5104c8_pairs M K_h1 n_x1 h1 h1_b h1_W x1 x1_bar h1_bar h1_W_bar_through_h1 h1_b_bar_through_h1 of_0) (conj (eq_sym (pairing_shares [K_h1; n_x1]%Z [h1_W_bar_through_h2; h1_W_bar_through_h1] h1_W_bar h1_W total_0)) (conj (eq_sym (pairing_shares [K_h1]%Z [h1_b_bar_through_h2; h1_b_bar_through_h1] h1_b_bar h1_b total_1)) I)))))))))).
  exact (balance v [([6]%Z, [7]%Z); ([7]%Z, [8]%Z); ([8]%Z, [9; 0; 1]%Z); ([9]%Z, [10; 11]%Z); ([11]%Z, [12]%Z); ([12]%Z, [2; 13; 14]%Z); ([10]%Z, [15]%Z); ([15]%Z, [3; 16; 17]%Z); ([13; 16]%Z, [4]%Z); ([14; 17]%Z, [5]%Z)] [6]%Z [0; 1; 2; 3; 4; 5]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
