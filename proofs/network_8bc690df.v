(* symbolic-rearrange: the derivative of the whole network, for all sizes. Proved if Coq accepts this file.

pairing [sizes] t_bar t is the sum over all entries of t_bar D t. The theorem says: if every layer's tensors and
cotangents obey its formulas (the definitions below, as in the structures' own certificates), and every cotangent of a
tensor with several uses is the sum of its shares, then the change of rearrange1, paired with what is given, is the sum of the pairings of input. *)
From derive Require Import Composed.
From derive Require rearrange_375232fc.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

(* rearrange1 *)
Definition rearrange_375232fc_holds (M e_g e_c n_h n_w C : Z) (y x x_bar y_bar : tensor R) : Prop :=
  ((1 <= M)%Z) /\
  ((1 <= e_g)%Z) /\
  ((1 <= e_c)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  ((C = e_g * e_c)%Z) /\
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, y@[m, e_g * c + g, i, j] = (x@[m, c + e_c * g, i, j])) /\
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, x_bar@[m, c + e_c * g, i, j] = (y_bar@[m, e_g * c + g, i, j])).
Lemma rearrange_375232fc_pairs (M e_g e_c n_h n_w C : Z) (y x x_bar y_bar : tensor R) : rearrange_375232fc_holds M e_g e_c n_h n_w C y x x_bar y_bar ->
  pairing [M; e_c * e_g; n_h; n_w]%Z y_bar y = pairing [M; C; n_h; n_w]%Z x_bar x.
Proof. intros (least_M & least_e_g & least_e_c & least_n_h & least_n_w & least_C & size_e_c & H_y & H_x_bar). transitivity (SUM m < M, SUM g < e_g, SUM c < e_c, SUM i < n_h, SUM j < n_w, y_bar@[m, e_g * c + g, i, j] * D (y@[m, e_g * c + g, i, j])); [whole|]. transitivity ((SUM m < M, SUM g < e_g, SUM c < e_c, SUM i < n_h, SUM j < n_w, x_bar@[m, c + e_c * g, i, j] * D (x@[m, c + e_c * g, i, j]))); [|whole].
  apply (rearrange_375232fc.gathered R M e_g e_c n_h n_w C y x x_bar y_bar); assumption. Qed.

Theorem network (M C h w G_c e_c_re1 : Z) (input rearrange1 input_bar rearrange1_bar : tensor R)
  (of_0 : rearrange_375232fc_holds M G_c e_c_re1 h w C rearrange1 input input_bar rearrange1_bar) (* rearrange1 *)
  : total [pairing [M; G_c * e_c_re1; h; w]%Z rearrange1_bar rearrange1] =
    total [pairing [M; C; h; w]%Z input_bar input].
Proof.
  assert (L_0 : pairing [M; G_c * e_c_re1; h; w]%Z rearrange1_bar rearrange1 = pairing [M; C; h; w]%Z input_bar input).
  { pose proof (rearrange_375232fc_pairs M G_c e_c_re1 h w C rearrange1 input input_bar rearrange1_bar of_0) as E. replace (pairing [M; e_c_re1 * G_c; h; w]%Z rearrange1_bar rearrange1) with (pairing [M; G_c * e_c_re1; h; w]%Z rearrange1_bar rearrange1) in E by (clear; same_shape). exact E. }
  pose (v := numbered [pairing [M; C; h; w]%Z input_bar input; pairing [M; G_c * e_c_re1; h; w]%Z rearrange1_bar rearrange1]).
  assert (H : hold v [([1]%Z, [0]%Z)]) by exact (conj L_0 I).
  exact (balance v [([1]%Z, [0]%Z)] [1]%Z [0]%Z H eq_refl).
Qed.
End Certificate.
Print Assumptions network.
