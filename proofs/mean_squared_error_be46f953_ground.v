(* What mean_squared_error_be46f953 stands on, for all sizes. Proved if Coq accepts this file.

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

Theorem gathered_satisfiable : exists (M n : Z) (weight : R) (J a t a_bar t_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (D weight = 0) /\
  (unit (num M : R)) /\
  (J@[] = (SUM m < M, SUM c < n, weight * ((a@[m, c] - t@[m, c]) * (a@[m, c] - t@[m, c])) / num M)) /\
  (ALL m < M, ALL c < n, a_bar@[m, c] = (weight * (num 2 * a@[m, c] - (num 2 * t@[m, c])) / num M)) /\
  (ALL m < M, ALL c < n, t_bar@[m, c] = (weight * (num 2 * t@[m, c] - (num 2 * a@[m, c])) / num M)) /\
  D (a@[0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (n := 4%Z).
  pose (weight := inv (num 2) : R).
  pose (a := (fun _ => moving) : tensor R).
  pose (t := (fun _ => moving) : tensor R).
  pose (J := (fun _ => (SUM m < M, SUM c < n, weight * ((a@[m, c] - t@[m, c]) * (a@[m, c] - t@[m, c])) / num M)) : tensor R).
  pose (a_bar := (val 2 (fun m c => (weight * (num 2 * a@[m, c] - (num 2 * t@[m, c])) / num M))) : tensor R).
  pose (t_bar := (val 2 (fun m c => (weight * (num 2 * t@[m, c] - (num 2 * a@[m, c])) / num M))) : tensor R).
  exists M, n, weight, J, a, t, a_bar, t_bar.
  assert (half_held : D (inv (num 2) : R) = 0) by (rewrite D_inv by (apply unit_series; vm_compute; reflexivity); rewrite D_num; ring).
  repeat apply conj; first [exact half_held | satisfied].
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
