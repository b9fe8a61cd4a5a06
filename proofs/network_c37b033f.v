(* symbolic-sum: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of sum1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require sum_33062688.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* sum1 *)
Definition sum_33062688_holds (M n_h n_w C : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  (ALL m < M, ALL i < n_h, ALL j < n_w, y@[m, 0, i, j] = (SUM c < C, x@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = (y_bar@[m, 0, i, j])).
Lemma sum_33062688_pairs (M n_h n_w C : Z) (y x x_bar y_bar : tensor R) : sum_33062688_holds M n_h n_w C y x x_bar y_bar ->
  pairing [M; 1; n_h; n_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_n_h & least_n_w & least_C & H_y & H_x_bar). transitivity (SUM m < M, SUM i < n_h, SUM j < n_w, y_bar@[m, 0, i, j] * D (y@[m, 0, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x_bar@[m, c, i, j] * D (x@[m, c, i, j]))); [|whole].
  apply (sum_33062688.gathered R M n_h n_w C y x x_bar y_bar); assumption. Qed.

Theorem network (M C h w : Z) (input sum1 input_bar sum1_bar : tensor R)
  (of_0 : sum_33062688_holds M h w C sum1 input input_bar sum1_bar) (* sum1 *)
  : total [pairing [M; 1; h; w]%Z sum1_bar sum1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; 1; h; w]%Z sum1_bar sum1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (sum_33062688_pairs M h w C sum1 input input_bar sum1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
