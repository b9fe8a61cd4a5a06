(* What slice_08c6d253 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M K n_h n_w start C stop : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_start : (0 <= start)%Z)
  (least_C : (1 <= C)%Z)
  (least_stop : (1 <= stop)%Z)
  (limit_0 : (0 <= (C - stop))%Z)
  (limit_1 : (1 <= (stop - start))%Z)
  (size_K : (K = (stop - start))%Z) :
  (ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, box [M; K; n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, box [M; C; n_h; n_w]%Z [m; k + start; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, inside (c - start) (K) = true -> box [M; C; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, inside (c - start) (K) = true -> box [M; K; n_h; n_w]%Z [m; c - start; i; j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (C - stop))%Z) by size_fact.
  assert (fact_1 : (0 <= (stop + (-1) - start))%Z) by size_fact.
  assert (fact_2 : (0 <= (stop - K - start))%Z) by size_fact.
  try clear size_K.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M K n_h n_w start C stop : Z) (y x x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((0 <= start)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= stop)%Z) /\
  ((0 <= (C - stop))%Z) /\
  ((1 <= (stop - start))%Z) /\
  ((K = (stop - start))%Z) /\
  (ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = (x@[m, k + start, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = ([[inside (c - start) (K)]] y_bar@[m, c - start, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 1%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (start := 1%Z).
  pose (C := 2%Z).
  pose (stop := 2%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m k i j => (x@[m, k + start, i, j]))) : tensor R).
  pose (x_bar := (val 4 (fun m c i j => ([[inside (c - start) (K)]] y_bar@[m, c - start, i, j]))) : tensor R).
  exists M, K, n_h, n_w, start, C, stop, y, x, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
