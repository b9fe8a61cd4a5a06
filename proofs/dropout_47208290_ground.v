(* What dropout_47208290 stands on, for all sizes. Proved if Coq accepts this file.

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

Theorem gathered_satisfiable : exists (M n : Z) (rate : R) (y x mask x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (mask l) = 0) /\
  (D rate = 0) /\
  (unit (1 - rate : R)) /\
  (ALL m < M, ALL c < n, y@[m, c] = (mask@[m, c] * x@[m, c] / (1 - rate))) /\
  (ALL m < M, ALL c < n, x_bar@[m, c] = (mask@[m, c] * y_bar@[m, c] / (1 - rate))) /\
  D (x@[0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (n := 4%Z).
  pose (rate := inv (num 2) : R).
  pose (x := (fun _ => moving) : tensor R).
  pose (mask := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 2 (fun m c => (mask@[m, c] * x@[m, c] / (1 - rate)))) : tensor R).
  pose (x_bar := (val 2 (fun m c => (mask@[m, c] * y_bar@[m, c] / (1 - rate)))) : tensor R).
  exists M, n, rate, y, x, mask, x_bar, y_bar.
  assert (half_held : D (inv (num 2) : R) = 0) by (rewrite D_inv by (apply unit_series; vm_compute; reflexivity); rewrite D_num; ring).
  repeat apply conj; first [exact half_held | satisfied].
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
