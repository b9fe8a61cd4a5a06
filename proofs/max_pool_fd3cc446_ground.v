(* What max_pool_fd3cc446 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Ordered.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C o f s n : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o : (1 <= o)%Z)
  (least_f : (1 <= f)%Z)
  (least_s : (1 <= s)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n - f)) / (s)) + 1))%Z) :
  (ALL m < M, ALL c < C, ALL i < o, ALL u < f, box [M; C; o]%Z [m; c; i]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o, ALL u < f, box [M; C; n]%Z [m; c; s * i + u]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o, ALL u < f, box [M; C; o; f]%Z [m; c; i; u]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, inside (r - s * i) (f) = true -> box [M; C; n]%Z [m; c; r]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, inside (r - s * i) (f) = true -> box [M; C; o]%Z [m; c; i]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, inside (r - s * i) (f) = true -> box [M; C; o; f]%Z [m; c; i; r - s * i]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - f - s * (o + (-1))))%Z) by size_fact.
  try clear size_o.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M C o f s n : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o : (1 <= o)%Z)
  (least_f : (1 <= f)%Z)
  (least_s : (1 <= s)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n - f)) / (s)) + 1))%Z) :
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, (s * i + u =? r)%Z = true -> box [M; C; n]%Z [m; c; r]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, (s * i + u =? r)%Z = true -> box [M; C; o]%Z [m; c; i]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n, ALL i < o, ALL u < f, (s * i + u =? r)%Z = true -> box [M; C; o; f]%Z [m; c; i; u]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n - f - s * (o + (-1))))%Z) by size_fact.
  try clear size_o.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem selected (M C o f s n : Z) (le : order R) (first y x : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o : (1 <= o)%Z)
  (least_f : (1 <= f)%Z)
  (least_s : (1 <= s)%Z)
  (least_n : (1 <= n)%Z)
  (size_o : (o = ((((n - f)) / (s)) + 1))%Z)
  (H_first : ALL m < M, ALL c < C, ALL i < o, ALL u < f, first@[m, c, i, u] = If (selects le [f]%Z (cond 1 (fun u => true)) (val 1 (fun u => x@[m, c, s * i + u])) [u]%Z) 1)
  (H_value : ALL m < M, ALL c < C, ALL i < o, y@[m, c, i] = (SUM u < f, first@[m, c, i, u] * x@[m, c, s * i + u])) :
  ALL m < M, ALL c < C, ALL i < o, exists w, box [f]%Z w /\ (cond 1 (fun u => true)) w = true /\ y@[m, c, i] = (val 1 (fun u => x@[m, c, s * i + u])) w /\
    (forall v, box [f]%Z v -> (val 1 (fun u => first@[m, c, i, u])) v = If (same v w) 1) /\
    (forall v, box [f]%Z v -> (cond 1 (fun u => true)) v = true -> le ((val 1 (fun u => x@[m, c, s * i + u])) v) ((val 1 (fun u => x@[m, c, s * i + u])) w) = true) /\
    exists before after, filter (cond 1 (fun u => true)) (rows [f]%Z) = before ++ w :: after /\
      forall v, In v before -> le ((val 1 (fun u => x@[m, c, s * i + u])) w) ((val 1 (fun u => x@[m, c, s * i + u])) v) = false.
Proof.
  intros. apply (maximum le [f]%Z (cond 1 (fun u => true)) (val 1 (fun u => x@[m, c, s * i + u])) (val 1 (fun u => first@[m, c, i, u])) (val 1 (fun u => first@[m, c, i, u] * x@[m, c, s * i + u]))).
  - cbn. intros. apply H_first; assumption.
  - cbn. intros. ring.
  - rewrite H_value by assumption. reflexivity.
  - exists [0]%Z; cbn; split; [repeat split; lia | reflexivity].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M C o f s n : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= f)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n - f)) / (s)) + 1))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL i < o, y@[m, c, i] = (SUM u < f, first@[m, c, i, u] * x@[m, c, s * i + u])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, [[inside (r - s * i) (f)]] first@[m, c, i, r - s * i] * y_bar@[m, c, i])) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o := 2%Z).
  pose (f := 2%Z).
  pose (s := 2%Z).
  pose (n := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 3 (fun m c i => (SUM u < f, first@[m, c, i, u] * x@[m, c, s * i + u]))) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (SUM i < o, [[inside (r - s * i) (f)]] first@[m, c, i, r - s * i] * y_bar@[m, c, i]))) : tensor R).
  exists M, C, o, f, s, n, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M C o f s n : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o)%Z) /\
  ((1 <= f)%Z) /\
  ((1 <= s)%Z) /\
  ((1 <= n)%Z) /\
  ((o = ((((n - f)) / (s)) + 1))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL i < o, y@[m, c, i] = (SUM u < f, first@[m, c, i, u] * x@[m, c, s * i + u])) /\
  (ALL m < M, ALL c < C, ALL r < n, x_bar@[m, c, r] = (SUM i < o, SUM u < f, [[(s * i + u =? r)%Z]] first@[m, c, i, u] * y_bar@[m, c, i])) /\
  D (x@[0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o := 2%Z).
  pose (f := 2%Z).
  pose (s := 2%Z).
  pose (n := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 3 (fun m c i => (SUM u < f, first@[m, c, i, u] * x@[m, c, s * i + u]))) : tensor R).
  pose (x_bar := (val 3 (fun m c r => (SUM i < o, SUM u < f, [[(s * i + u =? r)%Z]] first@[m, c, i, u] * y_bar@[m, c, i]))) : tensor R).
  exists M, C, o, f, s, n, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, selected, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
