(* What relu_5feb82bd stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C n_d n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z) :
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, box [M; C; n_d; n_h; n_w]%Z [m; c; l; i; j]%Z).
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

Theorem gathered_satisfiable : exists (M C n_d n_h n_w : Z) (relu step : R -> R) (a z z_bar a_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, D (relu z@[m, c, l, i, j]) = step z@[m, c, l, i, j] * D (z@[m, c, l, i, j])) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, a@[m, c, l, i, j] = (relu z@[m, c, l, i, j])) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, z_bar@[m, c, l, i, j] = (a_bar@[m, c, l, i, j] * step z@[m, c, l, i, j])) /\
  D (z@[0, 0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (n_d := 4%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (z := (fun _ => moving) : tensor R).
  pose (a_bar := (fun _ => moving) : tensor R).
  pose (a := (val 5 (fun m c l i j => (relu z@[m, c, l, i, j]))) : tensor R).
  pose (z_bar := (val 5 (fun m c l i j => (a_bar@[m, c, l, i, j] * step z@[m, c, l, i, j]))) : tensor R).
  exists M, C, n_d, n_h, n_w, relu, step, a, z, z_bar, a_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
