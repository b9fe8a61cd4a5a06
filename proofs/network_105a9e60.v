(* symbolic-global-max-pool: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of global_max_pool1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require global_max_pool_8e093999.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* global_max_pool1 *)
Definition global_max_pool_8e093999_holds (M C n_h n_w : Z) (y x first x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, y@[m, c] = (SUM u < n_h, SUM v < n_w, first@[m, c, u, v] * x@[m, c, u, v])) /\
  (ALL m < M, ALL c < C, ALL u < n_h, ALL v < n_w, x_bar@[m, c, u, v] = (first@[m, c, u, v] * y_bar@[m, c])).
Lemma global_max_pool_8e093999_pairs (M C n_h n_w : Z) (y x first x_bar y_bar : tensor R) : global_max_pool_8e093999_holds M C n_h n_w y x first x_bar y_bar ->
  pairing [M; C]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_h & least_n_w & held_first & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, y_bar@[m, c] * D (y@[m, c])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM u < n_h, SUM v < n_w, x_bar@[m, c, u, v] * D (x@[m, c, u, v]))); [|whole].
  apply (global_max_pool_8e093999.gathered R M C n_h n_w y x first x_bar y_bar); assumption. Qed.

Theorem network (M C h w : Z) (input global_max_pool1_first global_max_pool1 input_bar global_max_pool1_bar : tensor R)
  (of_0 : global_max_pool_8e093999_holds M C h w global_max_pool1 input global_max_pool1_first input_bar global_max_pool1_bar) (* global_max_pool1 *)
  : total [pairing [M; C]%Z global_max_pool1_bar global_max_pool1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; C]%Z global_max_pool1_bar global_max_pool1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (global_max_pool_8e093999_pairs M C h w global_max_pool1 input global_max_pool1_first input_bar global_max_pool1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
