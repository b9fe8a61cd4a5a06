(* What flatten_cec9ab9c stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C n : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n : (1 <= n)%Z) :
  (ALL m < M, ALL c < C, ALL r < n, box [M; C * n]%Z [m; n * c + r]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, box [M; C; n]%Z [m; c; r]%Z).
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

Theorem gathered_satisfiable : exists (M C n : Z) (v x x_bar v_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, v@[m, n * c + r] = (x@[m, c, r])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (v_bar@[m, n * c + r])) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (n := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (v_bar := (fun _ => moving) : tensor R).
  pose (v := (fun _ => moving) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (v_bar@[m, n * c + r]))) : tensor R).
  exists M, C, n, v, x, x_bar, v_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
