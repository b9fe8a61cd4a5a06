(* symbolic-crop: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of crop1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require crop_976e5166.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* crop1 *)
Definition crop_976e5166_holds (M C o_h o_w p_h p_w n_h n_w b_h b_w : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((0 <= b_h)%Z) /\
  ((0 <= b_w)%Z) /\
  ((1 <= (n_h - b_h - p_h))%Z) /\
  ((1 <= (n_w - b_w - p_w))%Z) /\
  ((o_h = (n_h - b_h - p_h))%Z) /\
  ((o_w = (n_w - b_w - p_w))%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (x@[m, c, i + p_h, j + p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = ([[inside (r - p_h) (o_h) && inside (q - p_w) (o_w)]] y_bar@[m, c, r - p_h, q - p_w])).
Lemma crop_976e5166_pairs (M C o_h o_w p_h p_w n_h n_w b_h b_w : Z) (y x x_bar y_bar : tensor R) : crop_976e5166_holds M C o_h o_w p_h p_w n_h n_w b_h b_w y x x_bar y_bar ->
  pairing [M; C; o_h; o_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_o_h & least_o_w & least_p_h & least_p_w & least_n_h & least_n_w & least_b_h & least_b_w & limit_0 & limit_1 & size_o_h & size_o_w & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (crop_976e5166.gathered R M C o_h o_w p_h p_w n_h n_w b_h b_w y x x_bar y_bar); assumption. Qed.

Theorem network (M C h w p_h b_h p_w b_w n_h_crop1 n_w_crop1 : Z) (input crop1 input_bar crop1_bar : tensor R)
  (of_0 : crop_976e5166_holds M C n_h_crop1 n_w_crop1 p_h p_w h w b_h b_w crop1 input input_bar crop1_bar) (* crop1 *)
  : total [pairing [M; C; n_h_crop1; n_w_crop1]%Z crop1_bar crop1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; C; n_h_crop1; n_w_crop1]%Z crop1_bar crop1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (crop_976e5166_pairs M C n_h_crop1 n_w_crop1 p_h p_w h w b_h b_w crop1 input input_bar crop1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
