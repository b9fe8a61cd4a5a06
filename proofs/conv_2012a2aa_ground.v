(* What conv_2012a2aa stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M K o C f d n : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_d : (1 <= d)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = (n - d * (f + (-1))))%Z) :
  (ALL m < M, ALL k < K, ALL i < o, ALL c < C, ALL u < f, box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, ALL c < C, ALL u < f, box [K; C; f]%Z [k; c; u]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, ALL c < C, ALL u < f, box [M; C; n]%Z [m; c; i + d * u]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL k < K, ALL u < f, inside (r - d * u) (o) = true -> box [M; C; n]%Z [m; c; r]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL k < K, ALL u < f, inside (r - d * u) (o) = true -> box [M; K; o]%Z [m; k; r - d * u]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL k < K, ALL u < f, inside (r - d * u) (o) = true -> box [K; C; f]%Z [k; c; u]%Z) /\
  (ALL k < K, ALL c < C, ALL u < f, ALL m < M, ALL i < o, box [K; C; f]%Z [k; c; u]%Z) /\
  (ALL k < K, ALL c < C, ALL u < f, ALL m < M, ALL i < o, box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL k < K, ALL c < C, ALL u < f, ALL m < M, ALL i < o, box [M; C; n]%Z [m; c; i + d * u]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - d * (f + (-1)) - o))%Z) by size_fact.
  try clear size_o.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M K o C f d n : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_d : (1 <= d)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = (n - d * (f + (-1))))%Z) :
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, ALL k < K, (i + d * u =? r)%Z = true -> box [M; C; n]%Z [m; c; r]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, ALL k < K, (i + d * u =? r)%Z = true -> box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, ALL k < K, (i + d * u =? r)%Z = true -> box [K; C; f]%Z [k; c; u]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - d * (f + (-1)) - o))%Z) by size_fact.
  try clear size_o.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M K o C f d n : Z) (z W x x_bar z_bar W_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f)%Z) /\
  ((1 <= d)%Z) /\
  ((1 <= n)%Z) /\
  ((o = (n - d * (f + (-1))))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (SUM c < C, SUM u < f, W@[k, c, u] * x@[m, c, i + d * u])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM k < K, SUM u < f, [[inside (r - d * u) (o)]] W@[k, c, u] * z_bar@[m, k, r - d * u])) /\
  (ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, x@[m, c, i + d * u] * z_bar@[m, k, i])) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (o := 2%Z).
  pose (C := 2%Z).
  pose (f := 2%Z).
  pose (d := 2%Z).
  pose (n := 4%Z).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 3 (fun m k i => (SUM c < C, SUM u < f, W@[k, c, u] * x@[m, c, i + d * u]))) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (SUM k < K, SUM u < f, [[inside (r - d * u) (o)]] W@[k, c, u] * z_bar@[m, k, r - d * u]))) : tensor R).
  pose (W_bar := (val 3 (fun k c u => (SUM m < M, SUM i < o, x@[m, c, i + d * u] * z_bar@[m, k, i]))) : tensor R).
  exists M, K, o, C, f, d, n, z, W, x, x_bar, z_bar, W_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M K o C f d n : Z) (z W x x_bar z_bar W_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f)%Z) /\
  ((1 <= d)%Z) /\
  ((1 <= n)%Z) /\
  ((o = (n - d * (f + (-1))))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (SUM c < C, SUM u < f, W@[k, c, u] * x@[m, c, i + d * u])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, SUM u < f, SUM k < K, [[(i + d * u =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i])) /\
  (ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, x@[m, c, i + d * u] * z_bar@[m, k, i])) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (o := 2%Z).
  pose (C := 2%Z).
  pose (f := 2%Z).
  pose (d := 2%Z).
  pose (n := 4%Z).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 3 (fun m k i => (SUM c < C, SUM u < f, W@[k, c, u] * x@[m, c, i + d * u]))) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (SUM i < o, SUM u < f, SUM k < K, [[(i + d * u =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i]))) : tensor R).
  pose (W_bar := (val 3 (fun k c u => (SUM m < M, SUM i < o, x@[m, c, i + d * u] * z_bar@[m, k, i]))) : tensor R).
  exists M, K, o, C, f, d, n, z, W, x, x_bar, z_bar, W_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
