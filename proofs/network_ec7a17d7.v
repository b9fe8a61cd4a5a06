(* symbolic-pad: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of pad1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require pad_0bf0e369.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* pad1 *)
Definition pad_0bf0e369_holds (M C o_h n_w p_h n_h b_h o_w p_w b_w : Z) (y_h x y x_bar y_h_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((1 <= n_h)%Z) /\
  ((0 <= b_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((0 <= p_w)%Z) /\
  ((0 <= b_w)%Z) /\
  ((0 <= (n_h + (-1) - p_h))%Z) /\
  ((0 <= (n_h + (-1) - b_h))%Z) /\
  ((0 <= (n_w + (-1) - p_w))%Z) /\
  ((0 <= (n_w + (-1) - b_w))%Z) /\
  ((o_h = (b_h + n_h + p_h))%Z) /\
  ((o_w = (b_w + n_w + p_w))%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, y_h@[m, c, i, q] = ([[inside (i) (p_h)]] x@[m, c, p_h - i, q]) + (([[inside (i - p_h) (n_h)]] x@[m, c, i - p_h, q]) + ([[inside (i + (- n_h - p_h)) (b_h)]] x@[m, c, (2 * n_h + p_h + (-2)) - i, q]))) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = ([[inside (j) (p_w)]] y_h@[m, c, i, p_w - j]) + (([[inside (j - p_w) (n_w)]] y_h@[m, c, i, j - p_w]) + ([[inside (j + (- n_w - p_w)) (b_w)]] y_h@[m, c, i, (2 * n_w + p_w + (-2)) - j]))) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = ([[inside (p_h - r) (p_h)]] y_h_bar@[m, c, p_h - r, q]) + ((y_h_bar@[m, c, r + p_h, q]) + ([[inside ((n_h + (-2)) - r) (b_h)]] y_h_bar@[m, c, (2 * n_h + p_h + (-2)) - r, q]))) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, y_h_bar@[m, c, i, q] = ([[inside (p_w - q) (p_w)]] y_bar@[m, c, i, p_w - q]) + ((y_bar@[m, c, i, q + p_w]) + ([[inside ((n_w + (-2)) - q) (b_w)]] y_bar@[m, c, i, (2 * n_w + p_w + (-2)) - q]))).
Lemma pad_0bf0e369_pairs (M C o_h n_w p_h n_h b_h o_w p_w b_w : Z) (y_h x y x_bar y_h_bar y_bar : tensor R) : pad_0bf0e369_holds M C o_h n_w p_h n_h b_h o_w p_w b_w y_h x y x_bar y_h_bar y_bar ->
  pairing [M; C; o_h; o_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_o_h & least_n_w & least_p_h & least_n_h & least_b_h & least_o_w & least_p_w & least_b_w & limit_0 & limit_1 & limit_2 & limit_3 & size_o_h & size_o_w & H_y_h & H_y & H_x_bar & H_y_h_bar). transitivity (SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (pad_0bf0e369.gathered R M C o_h n_w p_h n_h b_h o_w p_w b_w y_h x y x_bar y_h_bar y_bar); assumption. Qed.

Theorem network (M C h w p_h b_h p_w b_w n_h_pad1 n_w_pad1 : Z) (input pad1_y_h pad1 input_bar pad1_y_h_bar pad1_bar : tensor R)
  (of_0 : pad_0bf0e369_holds M C n_h_pad1 w p_h h b_h n_w_pad1 p_w b_w pad1_y_h input pad1 input_bar pad1_y_h_bar pad1_bar) (* pad1 *)
  : total [pairing [M; C; n_h_pad1; n_w_pad1]%Z pad1_bar pad1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; C; n_h_pad1; n_w_pad1]%Z pad1_bar pad1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (pad_0bf0e369_pairs M C n_h_pad1 w p_h h b_h n_w_pad1 p_w b_w pad1_y_h input pad1 input_bar pad1_y_h_bar pad1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
