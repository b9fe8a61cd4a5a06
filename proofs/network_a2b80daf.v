(* symbolic-avg-pool: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of avg_pool1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require avg_pool_a0c0116e.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* avg_pool1 *)
Definition avg_pool_a0c0116e_holds (M C o_h o_w f_h f_w s_h s_w n_h n_w : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= s_h)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z) /\
  (unit (num f_h : R)) /\
  (unit (num f_w : R)) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, x@[m, c, s_h * i + u, s_w * j + v] / num f_h / num f_w)) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, [[inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w)]] y_bar@[m, c, i, j] / num f_h / num f_w)).
Lemma avg_pool_a0c0116e_pairs (M C o_h o_w f_h f_w s_h s_w n_h n_w : Z) (y x x_bar y_bar : tensor R) : avg_pool_a0c0116e_holds M C o_h o_w f_h f_w s_h s_w n_h n_w y x x_bar y_bar ->
  pairing [M; C; o_h; o_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_C & least_o_h & least_o_w & least_f_h & least_f_w & least_s_h & least_s_w & least_n_h & least_n_w & size_o_h & size_o_w & unit_0 & unit_1 & H_y & H_x_bar). transitivity (SUM m < M, SUM c < C, SUM i < o_h, SUM j < o_w, y_bar@[m, c, i, j] * D (y@[m, c, i, j])); [whole|]. transitivity ((SUM m < M, SUM c < C, SUM r < n_h, SUM q < n_w, x_bar@[m, c, r, q] * D (x@[m, c, r, q]))); [|whole].
  apply (avg_pool_a0c0116e.gathered R M C o_h o_w f_h f_w s_h s_w n_h n_w y x x_bar y_bar); assumption. Qed.

Theorem network (M C n f s p_pool1 d_pool1 n_pool1 : Z) (input avg_pool1 input_bar avg_pool1_bar : tensor R)
  (of_0 : avg_pool_a0c0116e_holds M C n_pool1 n_pool1 f f s s n n avg_pool1 input input_bar avg_pool1_bar) (* avg_pool1 *)
  : total [pairing [M; C; n_pool1; n_pool1]%Z avg_pool1_bar avg_pool1] =
    total [pairing [M; C; n; n]%Z input_bar input].
Proof.
  pose (v := numbered [pairing [M; C; n; n]%Z input_bar input; pairing [M; C; n_pool1; n_pool1]%Z avg_pool1_bar avg_pool1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj (avg_pool_a0c0116e_pairs M C n_pool1 n_pool1 f f s s n n avg_pool1 input input_bar avg_pool1_bar of_0) I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
