(* symbolic-upsample: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of upsample1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require upsample_50627575.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* upsample1 *)
Definition upsample_50627575_holds (M C n_h n_w s_h s_w o_h o_w : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= s_h)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((o_h = n_h * s_h)%Z) /\
  ((o_w = n_w * s_w)%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < s_h, ALL v < s_w, y@[m, c, s_h * r + u, s_w * q + v] = (x@[m, c, r, q])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM u < s_h, SUM v < s_w, y_bar@[m, c, s_h * r + u, s_w * q + v])).
Lemma upsample_50627575_pairs (M C n_h n_w s_h s_w o_h o_w : Z) (y x x_bar y_bar : tensor R) : upsample_50627575_holds M C n_h n_w s_h s_w o_h o_w y x x_bar y_bar ->
  pairing [M; C; o_h; o_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_n_h & least_n_w & least_s_h & least_s_w & least_o_h & least_o_w & size_o_h & size_o_w & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, SUM u < s_h, SUM v < s_w, y_bar@[m, c, s_h * r + u, s_w * q + v] * D (y@[m, c, s_h * r + u, s_w * q + v])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (upsample_50627575.gathered R M C n_h n_w s_h s_w o_h o_w y x x_bar y_bar); assumption. Qed.

Theorem network (M C h w s n_h_upsample1 n_w_upsample1 : Z) (input upsample1 input_bar upsample1_bar : tensor R)
  (of_0 : upsample_50627575_holds M C h w s s n_h_upsample1 n_w_upsample1 upsample1 input input_bar upsample1_bar) (* upsample1 *)
  : total [pairing [M; C; n_h_upsample1; n_w_upsample1]%Z upsample1_bar upsample1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; C; n_h_upsample1; n_w_upsample1]%Z upsample1_bar upsample1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (upsample_50627575_pairs M C h w s s n_h_upsample1 n_w_upsample1 upsample1 input input_bar upsample1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
