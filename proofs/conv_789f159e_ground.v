(* What conv_789f159e stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M K o C f p s d n : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_p : (0 <= p)%Z)
  (least_s : (1 <= s)%Z)
  (least_d : (1 <= d)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n + 2 * p + (-1) - d * (f + (-1)))) / (s)) + 1))%Z) :
  (ALL m < M, ALL k < K, ALL i < o, box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, box [K]%Z [k]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, ALL c < C, ALL u < f, inside (s * i + d * u - p) (n) = true -> box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, ALL c < C, ALL u < f, inside (s * i + d * u - p) (n) = true -> box [K; C; f]%Z [k; c; u]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, ALL c < C, ALL u < f, inside (s * i + d * u - p) (n) = true -> box [M; C; n]%Z [m; c; s * i + d * u - p]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL k < K, ALL i < o, ALL u < f, (s * i + d * u - p =? r)%Z = true -> box [M; C; n]%Z [m; c; r]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL k < K, ALL i < o, ALL u < f, (s * i + d * u - p =? r)%Z = true -> box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL k < K, ALL i < o, ALL u < f, (s * i + d * u - p =? r)%Z = true -> box [K; C; f]%Z [k; c; u]%Z) /\
  (ALL k < K, ALL c < C, ALL u < f, ALL m < M, ALL i < o, inside (s * i + d * u - p) (n) = true -> box [K; C; f]%Z [k; c; u]%Z) /\
  (ALL k < K, ALL c < C, ALL u < f, ALL m < M, ALL i < o, inside (s * i + d * u - p) (n) = true -> box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL k < K, ALL c < C, ALL u < f, ALL m < M, ALL i < o, inside (s * i + d * u - p) (n) = true -> box [M; C; n]%Z [m; c; s * i + d * u - p]%Z) /\
  (ALL k < K, ALL m < M, ALL i < o, box [K]%Z [k]%Z) /\
  (ALL k < K, ALL m < M, ALL i < o, box [M; K; o]%Z [m; k; i]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n + 2 * p + (-1) - d * (f + (-1)) - s * (o + (-1))))%Z) by size_fact.
  try clear size_o.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M K o C f p s d n : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o : (1 <= o)%Z)
  (least_C : (1 <= C)%Z)
  (least_f : (1 <= f)%Z)
  (least_p : (0 <= p)%Z)
  (least_s : (1 <= s)%Z)
  (least_d : (1 <= d)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n + 2 * p + (-1) - d * (f + (-1)))) / (s)) + 1))%Z) :
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, ALL k < K, inside (s * i + d * u - p) (n) && (s * i + d * u - p =? r)%Z = true -> box [M; C; n]%Z [m; c; r]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, ALL k < K, inside (s * i + d * u - p) (n) && (s * i + d * u - p =? r)%Z = true -> box [M; K; o]%Z [m; k; i]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, ALL k < K, inside (s * i + d * u - p) (n) && (s * i + d * u - p =? r)%Z = true -> box [K; C; f]%Z [k; c; u]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n + 2 * p + (-1) - d * (f + (-1)) - s * (o + (-1))))%Z) by size_fact.
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

Theorem gathered_satisfiable : exists (M K o C f p s d n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f)%Z) /\
  ((0 <= p)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= d)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n + 2 * p + (-1) - d * (f + (-1)))) / (s)) + 1))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + d * u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + d * u - p])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM k < K, SUM i < o, SUM u < f, [[(s * i + d * u - p =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i])) /\
  (ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, [[inside (s * i + d * u - p) (n)]] x@[m, c, s * i + d * u - p] * z_bar@[m, k, i])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o, z_bar@[m, k, i])) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (o := 2%Z).
  pose (C := 2%Z).
  pose (f := 2%Z).
  pose (p := 1%Z).
  pose (s := 2%Z).
  pose (d := 2%Z).
  pose (n := 4%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 3 (fun m k i => (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + d * u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + d * u - p]))) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (SUM k < K, SUM i < o, SUM u < f, [[(s * i + d * u - p =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i]))) : tensor R).
  pose (W_bar := (val 3 (fun k c u => (SUM m < M, SUM i < o, [[inside (s * i + d * u - p) (n)]] x@[m, c, s * i + d * u - p] * z_bar@[m, k, i]))) : tensor R).
  pose (b_bar := (val 1 (fun k => (SUM m < M, SUM i < o, z_bar@[m, k, i]))) : tensor R).
  exists M, K, o, C, f, p, s, d, n, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M K o C f p s d n : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f)%Z) /\
  ((0 <= p)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= d)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n + 2 * p + (-1) - d * (f + (-1)))) / (s)) + 1))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o, z@[m, k, i] = (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + d * u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + d * u - p])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, SUM u < f, SUM k < K, [[inside (s * i + d * u - p) (n) && (s * i + d * u - p =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i])) /\
  (ALL k < K, ALL c < C, ALL u < f, W_bar@[k, c, u] = (SUM m < M, SUM i < o, [[inside (s * i + d * u - p) (n)]] x@[m, c, s * i + d * u - p] * z_bar@[m, k, i])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o, z_bar@[m, k, i])) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (o := 2%Z).
  pose (C := 2%Z).
  pose (f := 2%Z).
  pose (p := 1%Z).
  pose (s := 2%Z).
  pose (d := 2%Z).
  pose (n := 4%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 3 (fun m k i => (b@[k]) + (SUM c < C, SUM u < f, [[inside (s * i + d * u - p) (n)]] W@[k, c, u] * x@[m, c, s * i + d * u - p]))) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (SUM i < o, SUM u < f, SUM k < K, [[inside (s * i + d * u - p) (n) && (s * i + d * u - p =? r)%Z]] W@[k, c, u] * z_bar@[m, k, i]))) : tensor R).
  pose (W_bar := (val 3 (fun k c u => (SUM m < M, SUM i < o, [[inside (s * i + d * u - p) (n)]] x@[m, c, s * i + d * u - p] * z_bar@[m, k, i]))) : tensor R).
  pose (b_bar := (val 1 (fun k => (SUM m < M, SUM i < o, z_bar@[m, k, i]))) : tensor R).
  exists M, K, o, C, f, p, s, d, n, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
