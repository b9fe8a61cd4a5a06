(* symbolic-concat: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of concat1, paired with what is given, is the sum of the pairings of x1, x2. *)
From derive Require Import Composed.
From derive Require concat_42d3e811.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* concat1 *)
Definition concat_42d3e811_holds (M C_1 C_2 n_h n_w : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C_1)%Z) /\
  ((1 <= C_2)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2), ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = ([[inside (k) (C_1)]] x1@[m, k, i, j]) + ([[inside (k - C_1) (C_2)]] x2@[m, k - C_1, i, j])) /\
  (ALL m < M, ALL c < C_1, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (y_bar@[m, c, i, j])) /\
  (ALL m < M, ALL c < C_2, ALL i < n_h, ALL j < n_w, x2_bar@[m, c, i, j] = (y_bar@[m, c + C_1, i, j])).
Lemma concat_42d3e811_pairs (M C_1 C_2 n_h n_w : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R) : concat_42d3e811_holds M C_1 C_2 n_h n_w y x1 x2 x1_bar y_bar x2_bar ->
  pairing [M; (C_1 + C_2); n_h; n_w]%Z y_bar y = pairing [M; C_1; n_h; n_w]%Z x1_bar x1 + pairing [M; C_2; n_h; n_w]%Z x2_bar x2.
Proof. intros (least_M & least_C_1 & least_C_2 & least_n_h & least_n_w & H_y & H_x1_bar & H_x2_bar). transitivity (SUM m < M, SUM k < (C_1 + C_2), SUM i < n_h, SUM j < n_w, y_bar@[m, k, i, j] * D (y@[m, k, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C_1, SUM i < n_h, SUM j < n_w, x1_bar@[m, c, i, j] * D (x1@[m, c, i, j])) + (SUM m < M, SUM c < C_2, SUM i < n_h, SUM j < n_w, x2_bar@[m, c, i, j] * D (x2@[m, c, i, j]))); [|whole].
  apply (concat_42d3e811.gathered R M C_1 C_2 n_h n_w y x1 x2 x1_bar y_bar x2_bar); assumption. Qed.

Theorem network (M A h w B : Z) (x1 x2 concat1 x1_bar x2_bar concat1_bar : tensor R)
  (of_0 : concat_42d3e811_holds M A B h w concat1 x1 x2 x1_bar concat1_bar x2_bar) (* concat1 *)
  : total [pairing [M; (A + B); h; w]%Z concat1_bar concat1] =
    total [pairing [M; A; h; w]%Z x1_bar x1;
      pairing [M; B; h; w]%Z x2_bar x2].
Proof.
  pose (v := numbered [pairing [M; A; h; w]%Z x1_bar x1; pairing [M; B; h; w]%Z x2_bar x2; pairing [M; (A + B); h; w]%Z concat1_bar concat1]).
  assert (H : hold v [([2]%Z, [0; 1]%Z)]) by exact (conj (concat_42d3e811_pairs M A B h w concat1 x1 x2 x1_bar concat1_bar x2_bar of_0) I).
  exact (balance v [([2]%Z, [0; 1]%Z)] [2]%Z [0; 1]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
