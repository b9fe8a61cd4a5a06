(* What global_avg_pool_b920097b stands on, for all sizes. Proved if Coq accepts this file.

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
  (ALL m < M, ALL c < C, ALL r < n, box [M; C]%Z [m; c]%Z) /\
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

Theorem gathered_satisfiable : exists (M C n : Z) (y x x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n)%Z) /\
  (unit (num n : R)) /\
  (ALL m < M, ALL c < C, y@[m, c] = (SUM r < n, x@[m, c, r] / num n)) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (y_bar@[m, c] / num n)) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (n := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 2 (fun m c => (SUM r < n, x@[m, c, r] / num n))) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (y_bar@[m, c] / num n))) : tensor R).
  exists M, C, n, y, x, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
