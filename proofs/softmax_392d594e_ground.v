(* What softmax_392d594e stands on, for all sizes. Proved if Coq accepts this file.

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
  (ALL m < M, ALL c < n, box [M; n]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < n, box [M]%Z [m]%Z) /\
  (ALL m < M, ALL j < n, box [M]%Z [m]%Z) /\
  (ALL m < M, ALL j < n, box [M; n]%Z [m; j]%Z).
Proof.
  intros.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem compact_reads (M n : Z)
  (least_M : (1 <= M)%Z)
  (least_n : (1 <= n)%Z) :
  (ALL m < M, ALL c < n, ALL c' < n, box [M; n]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < n, ALL c' < n, box [M; n]%Z [m; c']%Z).
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

Theorem gathered_satisfiable : exists (M n : Z) (exp : R -> R) (e z peak s a z_bar e_bar s_bar a_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (peak l) = 0) /\
  (ALL m < M, unit (s@[m] : R)) /\
  (ALL m < M, ALL c < n, D (exp (z@[m, c] - peak@[m])) = exp (z@[m, c] - peak@[m]) * D (z@[m, c] - peak@[m])) /\
  (ALL m < M, ALL c < n, e@[m, c] = (exp (z@[m, c] - peak@[m]))) /\
  (ALL m < M, s@[m] = (SUM j < n, e@[m, j])) /\
  (ALL m < M, ALL c < n, a@[m, c] = (e@[m, c] / s@[m])) /\
  (ALL m < M, ALL c < n, z_bar@[m, c] = (e@[m, c] * e_bar@[m, c])) /\
  (ALL m < M, s_bar@[m] = (SUM c < n, - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m]))) /\
  (ALL m < M, ALL c < n, e_bar@[m, c] = (s_bar@[m]) + (a_bar@[m, c] / s@[m])) /\
  D (z@[0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (n := 4%Z).
  pose (z := (fun _ => moving) : tensor R).
  pose (peak := (fun _ => 1) : tensor R).
  pose (a_bar := (fun _ => moving) : tensor R).
  pose (e := (val 2 (fun m c => (exp (z@[m, c] - peak@[m])))) : tensor R).
  pose (s := (val 1 (fun m => (SUM j < n, e@[m, j]))) : tensor R).
  pose (a := (val 2 (fun m c => (e@[m, c] / s@[m]))) : tensor R).
  pose (s_bar := (val 1 (fun m => (SUM c < n, - (a_bar@[m, c] * e@[m, c] / s@[m] / s@[m])))) : tensor R).
  pose (e_bar := (val 2 (fun m c => (s_bar@[m]) + (a_bar@[m, c] / s@[m]))) : tensor R).
  pose (z_bar := (val 2 (fun m c => (e@[m, c] * e_bar@[m, c]))) : tensor R).
  exists M, n, exp, e, z, peak, s, a, z_bar, e_bar, s_bar, a_bar.
  repeat apply conj; satisfied.
Qed.
Theorem compact_satisfiable : exists (M n : Z) (exp : R -> R) (e z peak s a z_bar a_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= n)%Z) /\
  (forall l, D (peak l) = 0) /\
  (ALL m < M, unit (s@[m] : R)) /\
  (ALL m < M, ALL c < n, D (exp (z@[m, c] - peak@[m])) = exp (z@[m, c] - peak@[m]) * D (z@[m, c] - peak@[m])) /\
  (ALL m < M, ALL c < n, e@[m, c] = (exp (z@[m, c] - peak@[m]))) /\
  (ALL m < M, s@[m] = (SUM j < n, e@[m, j])) /\
  (ALL m < M, ALL c < n, a@[m, c] = (e@[m, c] / s@[m])) /\
  (ALL m < M, ALL c < n, z_bar@[m, c] = (a@[m, c] * a_bar@[m, c]) + (SUM c' < n, - (a@[m, c'] * a@[m, c] * a_bar@[m, c']))) /\
  D (z@[0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (n := 4%Z).
  pose (z := (fun _ => moving) : tensor R).
  pose (peak := (fun _ => 1) : tensor R).
  pose (a_bar := (fun _ => moving) : tensor R).
  pose (e := (val 2 (fun m c => (exp (z@[m, c] - peak@[m])))) : tensor R).
  pose (s := (val 1 (fun m => (SUM j < n, e@[m, j]))) : tensor R).
  pose (a := (val 2 (fun m c => (e@[m, c] / s@[m]))) : tensor R).
  pose (z_bar := (val 2 (fun m c => (a@[m, c] * a_bar@[m, c]) + (SUM c' < n, - (a@[m, c'] * a@[m, c] * a_bar@[m, c'])))) : tensor R).
  exists M, n, exp, e, z, peak, s, a, z_bar, a_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, compact_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, compact_satisfiable, I).
Print Assumptions models.
