(* What conv_80f3e7d5 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M K o_d o_h o_w C f_d f_h f_w n_d n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z) :
  (ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, box [M; K; o_d; o_h; o_w]%Z [m; k; l; i; j]%Z) /\
  (ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, box [K; C; f_d; f_h; f_w]%Z [k; c; t; u; v]%Z) /\
  (ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, box [M; C; n_d; n_h; n_w]%Z [m; c; l + t; i + u; j + v]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL k < K, ALL t < f_d, ALL u < f_h, ALL v < f_w, inside (o - t) (o_d) && inside (r - u) (o_h) && inside (q - v) (o_w) = true -> box [M; C; n_d; n_h; n_w]%Z [m; c; o; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL k < K, ALL t < f_d, ALL u < f_h, ALL v < f_w, inside (o - t) (o_d) && inside (r - u) (o_h) && inside (q - v) (o_w) = true -> box [M; K; o_d; o_h; o_w]%Z [m; k; o - t; r - u; q - v]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL k < K, ALL t < f_d, ALL u < f_h, ALL v < f_w, inside (o - t) (o_d) && inside (r - u) (o_h) && inside (q - v) (o_w) = true -> box [K; C; f_d; f_h; f_w]%Z [k; c; t; u; v]%Z) /\
  (ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, ALL m < M, ALL l < o_d, ALL i < o_h, ALL j < o_w, box [K; C; f_d; f_h; f_w]%Z [k; c; t; u; v]%Z) /\
  (ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, ALL m < M, ALL l < o_d, ALL i < o_h, ALL j < o_w, box [M; K; o_d; o_h; o_w]%Z [m; k; l; i; j]%Z) /\
  (ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, ALL m < M, ALL l < o_d, ALL i < o_h, ALL j < o_w, box [M; C; n_d; n_h; n_w]%Z [m; c; l + t; i + u; j + v]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M K o_d o_h o_w C f_d f_h f_w n_d n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z) :
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, ALL k < K, (l + t =? o)%Z && (i + u =? r)%Z && (j + v =? q)%Z = true -> box [M; C; n_d; n_h; n_w]%Z [m; c; o; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, ALL k < K, (l + t =? o)%Z && (i + u =? r)%Z && (j + v =? q)%Z = true -> box [M; K; o_d; o_h; o_w]%Z [m; k; l; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, ALL k < K, (l + t =? o)%Z && (i + u =? r)%Z && (j + v =? q)%Z = true -> box [K; C; f_d; f_h; f_w]%Z [k; c; t; u; v]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M K o_d o_h o_w C f_d f_h f_w n_d n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_d)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f_d)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_d = (n_d + 1 - f_d))%Z) /\
  ((o_h = (n_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, z@[m, k, l, i, j] = (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v])) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM k < K, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[inside (o - t) (o_d) && inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[k, c, t, u, v] * z_bar@[m, k, o - t, r - u, q - v])) /\
  (ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, W_bar@[k, c, t, u, v] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j])) /\
  D (x@[0, 0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (o_d := 3%Z).
  pose (o_h := 3%Z).
  pose (o_w := 3%Z).
  pose (C := 2%Z).
  pose (f_d := 2%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (n_d := 4%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 5 (fun m k l i j => (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v]))) : tensor R).
  pose (x_bar := (val 5 (fun m c o r q => (SUM k < K, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[inside (o - t) (o_d) && inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[k, c, t, u, v] * z_bar@[m, k, o - t, r - u, q - v]))) : tensor R).
  pose (W_bar := (val 5 (fun k c t u v => (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j]))) : tensor R).
  exists M, K, o_d, o_h, o_w, C, f_d, f_h, f_w, n_d, n_h, n_w, z, W, x, x_bar, z_bar, W_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M K o_d o_h o_w C f_d f_h f_w n_d n_h n_w : Z) (z W x x_bar z_bar W_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_d)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= f_d)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_d = (n_d + 1 - f_d))%Z) /\
  ((o_h = (n_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL k < K, ALL l < o_d, ALL i < o_h, ALL j < o_w, z@[m, k, l, i, j] = (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v])) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM l < o_d, SUM i < o_h, SUM j < o_w, SUM t < f_d, SUM u < f_h, SUM v < f_w, SUM k < K, [[(l + t =? o)%Z && (i + u =? r)%Z && (j + v =? q)%Z]] W@[k, c, t, u, v] * z_bar@[m, k, l, i, j])) /\
  (ALL k < K, ALL c < C, ALL t < f_d, ALL u < f_h, ALL v < f_w, W_bar@[k, c, t, u, v] = (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j])) /\
  D (x@[0, 0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (o_d := 3%Z).
  pose (o_h := 3%Z).
  pose (o_w := 3%Z).
  pose (C := 2%Z).
  pose (f_d := 2%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (n_d := 4%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 5 (fun m k l i j => (SUM c < C, SUM t < f_d, SUM u < f_h, SUM v < f_w, W@[k, c, t, u, v] * x@[m, c, l + t, i + u, j + v]))) : tensor R).
  pose (x_bar := (val 5 (fun m c o r q => (SUM l < o_d, SUM i < o_h, SUM j < o_w, SUM t < f_d, SUM u < f_h, SUM v < f_w, SUM k < K, [[(l + t =? o)%Z && (i + u =? r)%Z && (j + v =? q)%Z]] W@[k, c, t, u, v] * z_bar@[m, k, l, i, j]))) : tensor R).
  pose (W_bar := (val 5 (fun k c t u v => (SUM m < M, SUM l < o_d, SUM i < o_h, SUM j < o_w, x@[m, c, l + t, i + u, j + v] * z_bar@[m, k, l, i, j]))) : tensor R).
  exists M, K, o_d, o_h, o_w, C, f_d, f_h, f_w, n_d, n_h, n_w, z, W, x, x_bar, z_bar, W_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
