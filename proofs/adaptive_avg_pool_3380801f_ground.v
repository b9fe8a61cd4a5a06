(* What adaptive_avg_pool_3380801f stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C o_h o_w f_h f_w n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_f_h : (n_h = o_h * f_h)%Z)
  (size_f_w : (n_w = o_w * f_w)%Z) :
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, box [M; C; n_h; n_w]%Z [m; c; f_h * i + u; f_w * j + v]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, inside (r - f_h * i) (f_h) && inside (q - f_w * j) (f_w) = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, inside (r - f_h * i) (f_h) && inside (q - f_w * j) (f_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h - f_h * o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (f_h * o_h - n_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w * o_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (f_w * o_w - n_w))%Z) by size_fact.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M C o_h o_w f_h f_w n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_f_h : (n_h = o_h * f_h)%Z)
  (size_f_w : (n_w = o_w * f_w)%Z) :
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, (f_h * i + u =? r)%Z && (f_w * j + v =? q)%Z = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, (f_h * i + u =? r)%Z && (f_w * j + v =? q)%Z = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h - f_h * o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (f_h * o_h - n_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w * o_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (f_w * o_w - n_w))%Z) by size_fact.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M C o_h o_w f_h f_w n_h n_w : Z) (y x x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((n_h = o_h * f_h)%Z) /\
  ((n_w = o_w * f_w)%Z) /\
  (unit (num f_h : R)) /\
  (unit (num f_w : R)) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w)) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, [[inside (r - f_h * i) (f_h) && inside (q - f_w * j) (f_w)]] y_bar@[m, c, i, j] / num f_h / num f_w)) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_h := 2%Z).
  pose (o_w := 2%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m c i j => (SUM u < f_h, SUM v < f_w, x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM i < o_h, SUM j < o_w, [[inside (r - f_h * i) (f_h) && inside (q - f_w * j) (f_w)]] y_bar@[m, c, i, j] / num f_h / num f_w))) : tensor R).
  exists M, C, o_h, o_w, f_h, f_w, n_h, n_w, y, x, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M C o_h o_w f_h f_w n_h n_w : Z) (y x x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((n_h = o_h * f_h)%Z) /\
  ((n_w = o_w * f_w)%Z) /\
  (unit (num f_h : R)) /\
  (unit (num f_w : R)) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = (SUM u < f_h, SUM v < f_w, x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w)) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[(f_h * i + u =? r)%Z && (f_w * j + v =? q)%Z]] y_bar@[m, c, i, j] / num f_h / num f_w)) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_h := 2%Z).
  pose (o_w := 2%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m c i j => (SUM u < f_h, SUM v < f_w, x@[m, c, f_h * i + u, f_w * j + v] / num f_h / num f_w))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[(f_h * i + u =? r)%Z && (f_w * j + v =? q)%Z]] y_bar@[m, c, i, j] / num f_h / num f_w))) : tensor R).
  exists M, C, o_h, o_w, f_h, f_w, n_h, n_w, y, x, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
