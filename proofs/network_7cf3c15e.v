(* symbolic-flatten: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of flatten1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require flatten_599128f0.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* flatten1 *)
Definition flatten_599128f0_holds (M C n_h n_w : Z) (v x x_bar v_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, v@[m, n_h * n_w * c + q + n_w * r] = (x@[m, c, r, q])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (v_bar@[m, n_h * n_w * c + q + n_w * r])).
Lemma flatten_599128f0_pairs (M C n_h n_w : Z) (v x x_bar v_bar : tensor R) : flatten_599128f0_holds M C n_h n_w v x x_bar v_bar ->
  pairing [M; C * n_h * n_w]%Z v_bar v = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_h & least_n_w & H_v & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, v_bar@[m, n_h * n_w * c + q + n_w * r] * D (v@[m, n_h * n_w * c + q + n_w * r])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (flatten_599128f0.gathered R M C n_h n_w v x x_bar v_bar); assumption. Qed.

Theorem network (M C h w : Z) (input flatten1 input_bar flatten1_bar : tensor R)
  (of_0 : flatten_599128f0_holds M C h w flatten1 input input_bar flatten1_bar) (* flatten1 *)
  : total [pairing [M; C * h * w]%Z flatten1_bar flatten1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; C * h * w]%Z flatten1_bar flatten1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (flatten_599128f0_pairs M C h w flatten1 input input_bar flatten1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
