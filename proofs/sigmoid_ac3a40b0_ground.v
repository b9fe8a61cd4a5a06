(* What sigmoid_ac3a40b0 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M n : Z)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z) :
  (ALL m < M, ALL c < n, box [M; n]%Z [m; c]%Z).
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

Theorem gathered_satisfiable : exists (M n : Z) (sigmoid : R -> R) (a z z_bar a_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < n, D (sigmoid z@[m, c]) = ((1 - sigmoid z@[m, c]) * sigmoid z@[m, c]) * D (z@[m, c])) /\
  (ALL m < M, ALL c < n, a@[m, c] = (sigmoid z@[m, c])) /\
  (ALL m < M, ALL c < n, z_bar@[m, c] = (a@[m, c] * a_bar@[m, c] * (1 - a@[m, c]))) /\
  D (z@[0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (n := 4%Z).
  pose (z := (fun _ => moving) : tensor R).
  pose (a_bar := (fun _ => moving) : tensor R).
  pose (a := (val 2 (fun m c => (sigmoid z@[m, c]))) : tensor R).
  pose (z_bar := (val 2 (fun m c => (a@[m, c] * a_bar@[m, c] * (1 - a@[m, c])))) : tensor R).
  exists M, n, sigmoid, a, z, z_bar, a_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
