(* symbolic-slice: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of slice1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require slice_08c6d253.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* slice1 *)
Definition slice_08c6d253_holds (M K n_h n_w start C stop : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((0 <= start)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= stop)%Z) /\
  ((0 <= (C - stop))%Z) /\
  ((1 <= (stop - start))%Z) /\
  ((K = (stop - start))%Z) /\
  (ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = (x@[m, k + start, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = ([[inside (c - start) (K)]] y_bar@[m, c - start, i, j])).
Lemma slice_08c6d253_pairs (M K n_h n_w start C stop : Z) (y x x_bar y_bar : tensor R) : slice_08c6d253_holds M K n_h n_w start C stop y x x_bar y_bar ->
  pairing [M; K; n_h; n_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_K & least_n_h & least_n_w & least_start & least_C & least_stop & limit_0 & limit_1 & size_K & H_y & H_x_bar). transitivity (SUM m < M, SUM k < K, SUM i < n_h, SUM j < n_w, y_bar@[m, k, i, j] * D (y@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x_bar@[m, c, i, j] * D (x@[m, c, i, j]))); [|whole].
  apply (slice_08c6d253.gathered R M K n_h n_w start C stop y x x_bar y_bar); assumption. Qed.

Theorem network (M C h w k_0 k_1 K_slice1 : Z) (input slice1 input_bar slice1_bar : tensor R)
  (of_0 : slice_08c6d253_holds M K_slice1 h w k_0 C k_1 slice1 input input_bar slice1_bar) (* slice1 *)
  : total [pairing [M; K_slice1; h; w]%Z slice1_bar slice1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; K_slice1; h; w]%Z slice1_bar slice1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (slice_08c6d253_pairs M K_slice1 h w k_0 C k_1 slice1 input input_bar slice1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
