(* What conv_transpose_df94f1cf stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M K o_h o_w C n_h n_w f_h f_w s_h s_w : Z)
  (least_M : (1 <= M)%Z)
  (least_K : (1 <= K)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (size_o_h : (o_h = (f_h + s_h * (n_h + (-1))))%Z)
  (size_o_w : (o_w = (f_w + s_w * (n_w + (-1))))%Z) :
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, box [M; K; o_h; o_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, box [K]%Z [k]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < f_h, ALL v < f_w, (s_h * r + u =? i)%Z && (s_w * q + v =? j)%Z = true -> box [M; K; o_h; o_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < f_h, ALL v < f_w, (s_h * r + u =? i)%Z && (s_w * q + v =? j)%Z = true -> box [C; K; f_h; f_w]%Z [c; k; u; v]%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, ALL c < C, ALL r < n_h, ALL q < n_w, ALL u < f_h, ALL v < f_w, (s_h * r + u =? i)%Z && (s_w * q + v =? j)%Z = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL k < K, ALL u < f_h, ALL v < f_w, box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL k < K, ALL u < f_h, ALL v < f_w, box [M; K; o_h; o_w]%Z [m; k; s_h * r + u; s_w * q + v]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL k < K, ALL u < f_h, ALL v < f_w, box [C; K; f_h; f_w]%Z [c; k; u; v]%Z) /\
  (ALL c < C, ALL k < K, ALL u < f_h, ALL v < f_w, ALL m < M, ALL r < n_h, ALL q < n_w, box [C; K; f_h; f_w]%Z [c; k; u; v]%Z) /\
  (ALL c < C, ALL k < K, ALL u < f_h, ALL v < f_w, ALL m < M, ALL r < n_h, ALL q < n_w, box [M; K; o_h; o_w]%Z [m; k; s_h * r + u; s_w * q + v]%Z) /\
  (ALL c < C, ALL k < K, ALL u < f_h, ALL v < f_w, ALL m < M, ALL r < n_h, ALL q < n_w, box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL k < K, ALL m < M, ALL i < o_h, ALL j < o_w, box [K]%Z [k]%Z) /\
  (ALL k < K, ALL m < M, ALL i < o_h, ALL j < o_w, box [M; K; o_h; o_w]%Z [m; k; i; j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (o_h - f_h - s_h * (n_h + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (o_w - f_w - s_w * (n_w + (-1))))%Z) by size_fact.
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

Theorem gathered_satisfiable : exists (M K o_h o_w C n_h n_w f_h f_w s_h s_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= K)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= s_h)%Z) /\
  ((1 <= s_w)%Z) /\
  ((o_h = (f_h + s_h * (n_h + (-1))))%Z) /\
  ((o_w = (f_w + s_w * (n_w + (-1))))%Z) /\
  (ALL m < M, ALL k < K, ALL i < o_h, ALL j < o_w, z@[m, k, i, j] = (b@[k]) + (SUM c < C, SUM r < n_h, SUM q < n_w, SUM u < f_h, SUM v < f_w, [[(s_h * r + u =? i)%Z && (s_w * q + v =? j)%Z]] W@[c, k, u, v] * x@[m, c, r, q])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM k < K, SUM u < f_h, SUM v < f_w, W@[c, k, u, v] * z_bar@[m, k, s_h * r + u, s_w * q + v])) /\
  (ALL c < C, ALL k < K, ALL u < f_h, ALL v < f_w, W_bar@[c, k, u, v] = (SUM m < M, SUM r < n_h, SUM q < n_w, x@[m, c, r, q] * z_bar@[m, k, s_h * r + u, s_w * q + v])) /\
  (ALL k < K, b_bar@[k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (K := 2%Z).
  pose (o_h := 8%Z).
  pose (o_w := 8%Z).
  pose (C := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (s_h := 2%Z).
  pose (s_w := 2%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 4 (fun m k i j => (b@[k]) + (SUM c < C, SUM r < n_h, SUM q < n_w, SUM u < f_h, SUM v < f_w, [[(s_h * r + u =? i)%Z && (s_w * q + v =? j)%Z]] W@[c, k, u, v] * x@[m, c, r, q]))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM k < K, SUM u < f_h, SUM v < f_w, W@[c, k, u, v] * z_bar@[m, k, s_h * r + u, s_w * q + v]))) : tensor R).
  pose (W_bar := (val 4 (fun c k u v => (SUM m < M, SUM r < n_h, SUM q < n_w, x@[m, c, r, q] * z_bar@[m, k, s_h * r + u, s_w * q + v]))) : tensor R).
  pose (b_bar := (val 1 (fun k => (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, k, i, j]))) : tensor R).
  exists M, K, o_h, o_w, C, n_h, n_w, f_h, f_w, s_h, s_w, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
