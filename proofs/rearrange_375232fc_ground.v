(* What rearrange_375232fc stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M e_g e_c n_h n_w C : Z)
  (least_M : (1 <= M)%Z)
  (least_e_g : (1 <= e_g)%Z)
  (least_e_c : (1 <= e_c)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (size_e_c : (C = e_g * e_c)%Z) :
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, box [M; e_c * e_g; n_h; n_w]%Z [m; e_g * c + g; i; j]%Z) /\
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, box [M; C; n_h; n_w]%Z [m; c + e_c * g; i; j]%Z).
Proof.
  intros.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M e_g e_c n_h n_w C : Z) (y x x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= e_g)%Z) /\
  ((1 <= e_c)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  ((C = e_g * e_c)%Z) /\
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, y@[m, e_g * c + g, i, j] = (x@[m, c + e_c * g, i, j])) /\
  (ALL m < M, ALL g < e_g, ALL c < e_c, ALL i < n_h, ALL j < n_w, x_bar@[m, c + e_c * g, i, j] = (y_bar@[m, e_g * c + g, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (e_g := 2%Z).
  pose (e_c := 1%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (C := 2%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (fun _ => moving) : tensor R).
  pose (x_bar := (fun _ => moving) : tensor R).
  exists M, e_g, e_c, n_h, n_w, C, y, x, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
