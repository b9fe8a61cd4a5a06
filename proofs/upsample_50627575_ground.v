(* What upsample_50627575 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C n_h n_w s_h s_w o_h o_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (size_o_h : (o_h = n_h * s_h)%Z)
  (size_o_w : (o_w = n_w * s_w)%Z) :
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < s_h, ALL v < s_w, box [M; C; o_h; o_w]%Z [m; c; s_h * r + u; s_w * q + v]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < s_h, ALL v < s_w, box [M; C; n_h; n_w]%Z [m; c; r; q]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (o_h - n_h * s_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h * s_h - o_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (o_w - n_w * s_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (n_w * s_w - o_w))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M C n_h n_w s_h s_w o_h o_w : Z) (y x x_bar y_bar : tensor R),
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
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM u < s_h, SUM v < s_w, y_bar@[m, c, s_h * r + u, s_w * q + v])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (s_h := 2%Z).
  pose (s_w := 2%Z).
  pose (o_h := 8%Z).
  pose (o_w := 8%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (fun _ => moving) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM u < s_h, SUM v < s_w, y_bar@[m, c, s_h * r + u, s_w * q + v]))) : tensor R).
  exists M, C, n_h, n_w, s_h, s_w, o_h, o_w, y, x, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
