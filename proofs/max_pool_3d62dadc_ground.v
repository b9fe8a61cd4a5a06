(* What max_pool_3d62dadc stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Ordered.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_h : (o_h = (n_h + 2 * p_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 2 * p_w + 1 - f_w))%Z) :
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) = true -> box [M; C; n_h; n_w]%Z [m; c; i + u - p_h; j + v - p_w]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) = true -> box [M; C; o_h; o_w; f_h; f_w]%Z [m; c; i; j; u; v]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < f_h, ALL v < f_w, inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w) = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < f_h, ALL v < f_w, inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w) = true -> box [M; C; o_h; o_w]%Z [m; c; r + p_h - u; q + p_w - v]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < f_h, ALL v < f_w, inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w) = true -> box [M; C; o_h; o_w; f_h; f_w]%Z [m; c; r + p_h - u; q + p_w - v; u; v]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 2 * p_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 2 * p_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_h : (o_h = (n_h + 2 * p_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 2 * p_w + 1 - f_w))%Z) :
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) && (i + u - p_h =? r)%Z && (j + v - p_w =? q)%Z = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) && (i + u - p_h =? r)%Z && (j + v - p_w =? q)%Z = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) && (i + u - p_h =? r)%Z && (j + v - p_w =? q)%Z = true -> box [M; C; o_h; o_w; f_h; f_w]%Z [m; c; i; j; u; v]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 2 * p_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 2 * p_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem selected (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z) (le : order R) (first y x : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_h : (o_h = (n_h + 2 * p_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 2 * p_w + 1 - f_w))%Z)
  (H_first : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, first@[m, c, i, j, u, v] = If (selects le [f_h; f_w]%Z (cond 2 (fun u v => inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w))) (val 2 (fun u v => x@[m, c, i + u - p_h, j + v - p_w])) [u; v]%Z) 1)
  (H_value : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] first@[m, c, i, j, u, v] * x@[m, c, i + u - p_h, j + v - p_w]))
  (covered : ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, exists l, box [f_h; f_w]%Z l /\ (cond 2 (fun u v => inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w))) l = true) :
  ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, exists w, box [f_h; f_w]%Z w /\ (cond 2 (fun u v => inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w))) w = true /\ y@[m, c, i, j] = (val 2 (fun u v => x@[m, c, i + u - p_h, j + v - p_w])) w /\
    (forall v, box [f_h; f_w]%Z v -> (val 2 (fun u v => first@[m, c, i, j, u, v])) v = If (same v w) 1) /\
    (forall v, box [f_h; f_w]%Z v -> (cond 2 (fun u v => inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w))) v = true -> le ((val 2 (fun u v => x@[m, c, i + u - p_h, j + v - p_w])) v) ((val 2 (fun u v => x@[m, c, i + u - p_h, j + v - p_w])) w) = true) /\
    exists before after, filter (cond 2 (fun u v => inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w))) (rows [f_h; f_w]%Z) = before ++ w :: after /\
      forall v, In v before -> le ((val 2 (fun u v => x@[m, c, i + u - p_h, j + v - p_w])) w) ((val 2 (fun u v => x@[m, c, i + u - p_h, j + v - p_w])) v) = false.
Proof.
  intros. apply (maximum le [f_h; f_w]%Z (cond 2 (fun u v => inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w))) (val 2 (fun u v => x@[m, c, i + u - p_h, j + v - p_w])) (val 2 (fun u v => first@[m, c, i, j, u, v])) (val 2 (fun u v => first@[m, c, i, j, u, v] * x@[m, c, i + u - p_h, j + v - p_w]))).
  - cbn. intros. apply H_first; assumption.
  - cbn. intros. ring.
  - rewrite H_value by assumption. reflexivity.
  - eapply covered; eassumption.
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = (n_h + 2 * p_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 2 * p_w + 1 - f_w))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] first@[m, c, i, j, u, v] * x@[m, c, i + u - p_h, j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM u < f_h, SUM v < f_w, [[inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w)]] first@[m, c, r + p_h - u, q + p_w - v, u, v] * y_bar@[m, c, r + p_h - u, q + p_w - v])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_h := 5%Z).
  pose (o_w := 5%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (p_h := 1%Z).
  pose (p_w := 1%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m c i j => (SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] first@[m, c, i, j, u, v] * x@[m, c, i + u - p_h, j + v - p_w]))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM u < f_h, SUM v < f_w, [[inside (r + p_h - u) (o_h) && inside (q + p_w - v) (o_w)]] first@[m, c, r + p_h - u, q + p_w - v, u, v] * y_bar@[m, c, r + p_h - u, q + p_w - v]))) : tensor R).
  exists M, C, o_h, o_w, f_h, f_w, p_h, p_w, n_h, n_w, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M C o_h o_w f_h f_w p_h p_w n_h n_w : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = (n_h + 2 * p_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 2 * p_w + 1 - f_w))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] first@[m, c, i, j, u, v] * x@[m, c, i + u - p_h, j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) && (i + u - p_h =? r)%Z && (j + v - p_w =? q)%Z]] first@[m, c, i, j, u, v] * y_bar@[m, c, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_h := 5%Z).
  pose (o_w := 5%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (p_h := 1%Z).
  pose (p_w := 1%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m c i j => (SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w)]] first@[m, c, i, j, u, v] * x@[m, c, i + u - p_h, j + v - p_w]))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[inside (i + u - p_h) (n_h) && inside (j + v - p_w) (n_w) && (i + u - p_h =? r)%Z && (j + v - p_w =? q)%Z]] first@[m, c, i, j, u, v] * y_bar@[m, c, i, j]))) : tensor R).
  exists M, C, o_h, o_w, f_h, f_w, p_h, p_w, n_h, n_w, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, selected, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
