(* What depthwise_15a5d343 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_h : (o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z) :
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, box [C]%Z [c]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) = true -> box [C; f_h; f_w]%Z [c; u; v]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) = true -> box [M; C; n_h; n_w]%Z [m; c; s_h * i + u - p_h; s_w * j + v - p_w]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w) = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w) = true -> box [C; f_h; f_w]%Z [c; r + p_h - s_h * i; q + p_w - s_w * j]%Z) /\
  (ALL c < C, ALL u < f_h, ALL v < f_w, ALL m < M, ALL i < o_h, ALL j < o_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) = true -> box [C; f_h; f_w]%Z [c; u; v]%Z) /\
  (ALL c < C, ALL u < f_h, ALL v < f_w, ALL m < M, ALL i < o_h, ALL j < o_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL c < C, ALL u < f_h, ALL v < f_w, ALL m < M, ALL i < o_h, ALL j < o_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) = true -> box [M; C; n_h; n_w]%Z [m; c; s_h * i + u - p_h; s_w * j + v - p_w]%Z) /\
  (ALL c < C, ALL m < M, ALL i < o_h, ALL j < o_w, box [C]%Z [c]%Z) /\
  (ALL c < C, ALL m < M, ALL i < o_h, ALL j < o_w, box [M; C; o_h; o_w]%Z [m; c; i; j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 2 * p_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 2 * p_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_h : (o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z) :
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z = true -> box [C; f_h; f_w]%Z [c; u; v]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 2 * p_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 2 * p_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
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

Theorem gathered_satisfiable : exists (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((1 <= s_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, z@[m, c, i, j] = (b@[c]) + (SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, [[inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)]] W@[c, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, c, i, j])) /\
  (ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j])) /\
  (ALL c < C, b_bar@[c] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_h := 3%Z).
  pose (o_w := 3%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (p_h := 1%Z).
  pose (s_h := 2%Z).
  pose (p_w := 1%Z).
  pose (s_w := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 4 (fun m c i j => (b@[c]) + (SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w]))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM i < o_h, SUM j < o_w, [[inside (r + p_h - s_h * i) (f_h) && inside (q + p_w - s_w * j) (f_w)]] W@[c, r + p_h - s_h * i, q + p_w - s_w * j] * z_bar@[m, c, i, j]))) : tensor R).
  pose (W_bar := (val 3 (fun c u v => (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j]))) : tensor R).
  pose (b_bar := (val 1 (fun c => (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j]))) : tensor R).
  exists M, C, o_h, o_w, f_h, f_w, p_h, s_h, p_w, s_w, n_h, n_w, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M C o_h o_w f_h f_w p_h s_h p_w s_w n_h n_w : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((1 <= s_h)%Z) /\
  ((0 <= p_w)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_h = ((((n_h + 2 * p_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w + 2 * p_w - f_w)) / (s_w)) + 1))%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, z@[m, c, i, j] = (b@[c]) + (SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w])) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z]] W@[c, u, v] * z_bar@[m, c, i, j])) /\
  (ALL c < C, ALL u < f_h, ALL v < f_w, W_bar@[c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j])) /\
  (ALL c < C, b_bar@[c] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_h := 3%Z).
  pose (o_w := 3%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (p_h := 1%Z).
  pose (s_h := 2%Z).
  pose (p_w := 1%Z).
  pose (s_w := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 4 (fun m c i j => (b@[c]) + (SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] W@[c, u, v] * x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w]))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w) && (s_h * i + u - p_h =? r)%Z && (s_w * j + v - p_w =? q)%Z]] W@[c, u, v] * z_bar@[m, c, i, j]))) : tensor R).
  pose (W_bar := (val 3 (fun c u v => (SUM m < M, SUM i < o_h, SUM j < o_w, [[inside (s_h * i + u - p_h) (n_h) && inside (s_w * j + v - p_w) (n_w)]] x@[m, c, s_h * i + u - p_h, s_w * j + v - p_w] * z_bar@[m, c, i, j]))) : tensor R).
  pose (b_bar := (val 1 (fun c => (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, c, i, j]))) : tensor R).
  exists M, C, o_h, o_w, f_h, f_w, p_h, s_h, p_w, s_w, n_h, n_w, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
