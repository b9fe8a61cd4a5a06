(* symbolic-add: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of add1, paired with what is given, is the sum of the pairings of x1, x2. *)
From derive Require Import Composed.
From derive Require add_d643977e.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* add1 *)
Definition add_d643977e_holds (M C n_h n_w : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a@[m, c, i, j] = (x1@[m, c, i, j]) + (x2@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (a_bar@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x2_bar@[m, c, i, j] = (a_bar@[m, c, i, j])).
Lemma add_d643977e_pairs (M C n_h n_w : Z) (a x1 x2 x1_bar a_bar x2_bar : tensor R) : add_d643977e_holds M C n_h n_w a x1 x2 x1_bar a_bar x2_bar ->
  pairing [M; C; n_h; n_w]%Z a_bar a = pairing [M; C; n_h; n_w]%Z x1_bar x1 + pairing [M; C; n_h; n_w]%Z x2_bar x2.
Proof. intros (least_M & least_C & least_n_h & least_n_w & H_a & H_x1_bar & H_x2_bar). transitivity (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * D (a@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x1_bar@[m, c, i, j] * D (x1@[m, c, i, j])) + (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, x2_bar@[m, c, i, j] * D (x2@[m, c, i, j]))); [|whole].
  apply (add_d643977e.gathered R M C n_h n_w a x1 x2 x1_bar a_bar x2_bar); assumption. Qed.

Theorem network (M C h w : Z) (x1 x2 add1 x1_bar x2_bar add1_bar : tensor R)
  (of_0 : add_d643977e_holds M C h w add1 x1 x2 x1_bar add1_bar x2_bar) (* add1 *)
  : total [pairing [M; C; h; w]%Z add1_bar add1] =
    total [pairing [M; C; h; w]%Z x1_bar x1;
      pairing [M; C; h; w]%Z x2_bar x2].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z x1_bar x1; pairing [M; C; h; w]%Z x2_bar x2; pairing [M; C; h; w]%Z add1_bar add1]).
  assert (H : hold v [([2]%Z, [0; 1]%Z)]) by exact (conj (add_d643977e_pairs M C h w add1 x1 x2 x1_bar add1_bar x2_bar of_0) I).
  exact (balance v [([2]%Z, [0; 1]%Z)] [2]%Z [0; 1]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
