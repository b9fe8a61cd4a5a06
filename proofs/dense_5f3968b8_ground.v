(* What dense_5f3968b8 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M K n : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_n : (1 <= n)%Z) :
  (ALL m < M, ALL k < K, box [M; K]%Z [m; k]%Z) /\
  (ALL m < M, ALL k < K, box [K]%Z [k]%Z) /\
  (ALL m < M, ALL k < K, ALL c < n, box [M; K]%Z [m; k]%Z) /\
  (ALL m < M, ALL k < K, ALL c < n, box [n; K]%Z [c; k]%Z) /\
  (ALL m < M, ALL k < K, ALL c < n, box [M; n]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < n, ALL k < K, box [M; n]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < n, ALL k < K, box [M; K]%Z [m; k]%Z) /\
  (ALL m < M, ALL c < n, ALL k < K, box [n; K]%Z [c; k]%Z) /\
  (ALL c < n, ALL k < K, ALL m < M, box [n; K]%Z [c; k]%Z) /\
  (ALL c < n, ALL k < K, ALL m < M, box [M; K]%Z [m; k]%Z) /\
  (ALL c < n, ALL k < K, ALL m < M, box [M; n]%Z [m; c]%Z) /\
  (ALL k < K, ALL m < M, box [K]%Z [k]%Z) /\
  (ALL k < K, ALL m < M, box [M; K]%Z [m; k]%Z).
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

Theorem gathered_satisfiable : exists (M K n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= n)%Z) /\
  (ALL m < M, ALL k < K, z@[m, k] = (b@[k]) + (SUM c < n, W@[c, k] * x@[m, c])) /\
  (ALL m < M, ALL c < n, x_bar@[m, c] = (SUM k < K, W@[c, k] * z_bar@[m, k])) /\
  (ALL c < n, ALL k < K, W_bar@[c, k] = (SUM m < M, x@[m, c] * z_bar@[m, k])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, z_bar@[m, k])) /\
  D (x@[0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (n := 4%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 2 (fun m k => (b@[k]) + (SUM c < n, W@[c, k] * x@[m, c]))) : tensor R).
  pose (x_bar := (val 2 (fun m c => (SUM k < K, W@[c, k] * z_bar@[m, k]))) : tensor R).
  pose (W_bar := (val 2 (fun c k => (SUM m < M, x@[m, c] * z_bar@[m, k]))) : tensor R).
  pose (b_bar := (val 1 (fun k => (SUM m < M, z_bar@[m, k]))) : tensor R).
  exists M, K, n, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
