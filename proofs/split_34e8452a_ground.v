(* What split_34e8452a stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M K n_h n_w C P : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_P : (1 <= P)%Z)
  (limit_0 : (0 <= (C + (-1) * 2 * K))%Z)
  (size_K : (C = P * K)%Z) :
  (ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, box [M; K; n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, box [M; C; n_h; n_w]%Z [m; k + K; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, inside (c - K) (K) = true -> box [M; C; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, inside (c - K) (K) = true -> box [M; K; n_h; n_w]%Z [m; c - K; i; j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (C + (-1) * 2 * K))%Z) by size_fact.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M K n_h n_w C P : Z) (y x x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= P)%Z) /\
  ((0 <= (C + (-1) * 2 * K))%Z) /\
  ((C = P * K)%Z) /\
  (ALL m < M, ALL k < K, ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = (x@[m, k + K, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = ([[inside (c - K) (K)]] y_bar@[m, c - K, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 1%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (C := 2%Z).
  pose (P := 2%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m k i j => (x@[m, k + K, i, j]))) : tensor R).
  pose (x_bar := (val 4 (fun m c i j => ([[inside (c - K) (K)]] y_bar@[m, c - K, i, j]))) : tensor R).
  exists M, K, n_h, n_w, C, P, y, x, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
