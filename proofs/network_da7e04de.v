(* symbolic-mean: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of mean1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require mean_044f9984.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* mean1 *)
Definition mean_044f9984_holds (M C n_h n_w : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (unit (num n_h : R)) /\
  (unit (num n_w : R)) /\
  (ALL m < M, ALL c < C, y@[m, c, 0, 0] = (SUM r < n_h, SUM q < n_w, x@[m, c, r, q] / num n_h / num n_w)) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (y_bar@[m, c, 0, 0] / num n_h / num n_w)).
Lemma mean_044f9984_pairs (M C n_h n_w : Z) (y x x_bar y_bar : tensor R) : mean_044f9984_holds M C n_h n_w y x x_bar y_bar ->
  pairing [M; C; 1; 1]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_h & least_n_w & unit_0 & unit_1 & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, y_bar@[m, c, 0, 0] * D (y@[m, c, 0, 0])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (mean_044f9984.gathered R M C n_h n_w y x x_bar y_bar); assumption. Qed.

Theorem network (M C h w : Z) (input mean1 input_bar mean1_bar : tensor R)
  (of_0 : mean_044f9984_holds M C h w mean1 input input_bar mean1_bar) (* mean1 *)
  : total [pairing [M; C; 1; 1]%Z mean1_bar mean1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; C; 1; 1]%Z mean1_bar mean1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (mean_044f9984_pairs M C h w mean1 input input_bar mean1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
