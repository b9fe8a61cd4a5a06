(* symbolic-batch-norm: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of batch_norm1, paired with what is given, is the sum of the pairings of batch_norm1.gamma, batch_norm1.beta, input. *)
From derive Require Import Composed.
From derive Require batch_norm_080f6772.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* batch_norm1 *)
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

Theorem network (M C h w : Z) (rsqrt : R -> R) (epsilon_batch_norm1 : R) (input batch_norm1_gamma batch_norm1_beta batch_norm1_mean batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_running_variance batch_norm1_running_mean input_bar batch_norm1_gamma_bar batch_norm1_beta_bar batch_norm1_xhat_bar batch_norm1_r_bar batch_norm1_variance_bar batch_norm1_centred_bar batch_norm1_mean_bar batch_norm1_bar : tensor R)
  (of_0 : batch_norm_080f6772_holds C M h w rsqrt epsilon_batch_norm1 batch_norm1_mean input batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta input_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar) (* batch_norm1 *)
  : total [pairing [M; C; h; w]%Z batch_norm1_bar batch_norm1] =
    total [pairing [M; C; h; w]%Z input_bar input;
      pairing [C]%Z batch_norm1_gamma_bar batch_norm1_gamma;
      pairing [C]%Z batch_norm1_beta_bar batch_norm1_beta].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [C]%Z batch_norm1_gamma_bar batch_norm1_gamma; pairing [C]%Z batch_norm1_beta_bar batch_norm1_beta; pairing [M; C; h; w]%Z batch_norm1_bar batch_norm1]).
  assert (H : hold v [([3]%Z, [0; 1; 2]%Z)]) by exact (conj (batch_norm_080f6772_pairs C M h w rsqrt epsilon_batch_norm1 batch_norm1_mean input batch_norm1_centred batch_norm1_variance batch_norm1_r batch_norm1_xhat batch_norm1 batch_norm1_gamma batch_norm1_beta input_bar batch_norm1_gamma_bar batch_norm1_bar batch_norm1_beta_bar of_0) I).
  exact (balance v [([3]%Z, [0; 1; 2]%Z)] [3]%Z [0; 1; 2]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
