(* What pad_0bf0e369 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C o_h n_w p_h n_h b_h o_w p_w b_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_p_h : (0 <= p_h)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_b_h : (0 <= b_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_p_w : (0 <= p_w)%Z)
  (least_b_w : (0 <= b_w)%Z)
  (limit_0 : (0 <= (n_h + (-1) - p_h))%Z)
  (limit_1 : (0 <= (n_h + (-1) - b_h))%Z)
  (limit_2 : (0 <= (n_w + (-1) - p_w))%Z)
  (limit_3 : (0 <= (n_w + (-1) - b_w))%Z)
  (size_o_h : (o_h = (b_h + n_h + p_h))%Z)
  (size_o_w : (o_w = (b_w + n_w + p_w))%Z) :
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (i) (p_h) = true -> box [M; C; o_h; n_w]%Z [m; c; i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (i) (p_h) = true -> box [M; C; n_h; n_w]%Z [m; c; p_h - i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (i - p_h) (n_h) = true -> box [M; C; o_h; n_w]%Z [m; c; i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (i - p_h) (n_h) = true -> box [M; C; n_h; n_w]%Z [m; c; i - p_h; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (i + (- n_h - p_h)) (b_h) = true -> box [M; C; o_h; n_w]%Z [m; c; i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (i + (- n_h - p_h)) (b_h) = true -> box [M; C; n_h; n_w]%Z [m; c; (2 * n_h + p_h + (-2)) - i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, inside (j) (p_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, inside (j) (p_w) = true -> box [M; C; o_h; n_w]%Z [m; c; i; p_w - j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, inside (j - p_w) (n_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, inside (j - p_w) (n_w) = true -> box [M; C; o_h; n_w]%Z [m; c; i; j - p_w]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, inside (j + (- n_w - p_w)) (b_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, inside (j + (- n_w - p_w)) (b_w) = true -> box [M; C; o_h; n_w]%Z [m; c; i; (2 * n_w + p_w + (-2)) - j]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, inside (p_h - r) (p_h) = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, inside (p_h - r) (p_h) = true -> box [M; C; o_h; n_w]%Z [m; c; p_h - r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, box [M; C; o_h; n_w]%Z [m; c; r + p_h; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, inside ((n_h + (-2)) - r) (b_h) = true -> box [M; C; n_h; n_w]%Z [m; c; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, inside ((n_h + (-2)) - r) (b_h) = true -> box [M; C; o_h; n_w]%Z [m; c; (2 * n_h + p_h + (-2)) - r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (p_w - q) (p_w) = true -> box [M; C; o_h; n_w]%Z [m; c; i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside (p_w - q) (p_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; p_w - q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, box [M; C; o_h; n_w]%Z [m; c; i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, box [M; C; o_h; o_w]%Z [m; c; i; q + p_w]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside ((n_w + (-2)) - q) (b_w) = true -> box [M; C; o_h; n_w]%Z [m; c; i; q]%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, inside ((n_w + (-2)) - q) (b_w) = true -> box [M; C; o_h; o_w]%Z [m; c; i; (2 * n_w + p_w + (-2)) - q]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + (-1) - p_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h + (-1) - b_h))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w + (-1) - p_w))%Z) by size_fact.
  assert (fact_3 : (0 <= (n_w + (-1) - b_w))%Z) by size_fact.
  assert (fact_4 : (0 <= (b_h + n_h + p_h - o_h))%Z) by size_fact.
  assert (fact_5 : (0 <= (b_w + n_w + p_w - o_w))%Z) by size_fact.
  assert (fact_6 : (0 <= (o_h - b_h - n_h - p_h))%Z) by size_fact.
  assert (fact_7 : (0 <= (o_w - b_w - n_w - p_w))%Z) by size_fact.
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

Theorem gathered_satisfiable : exists (M C o_h n_w p_h n_h b_h o_w p_w b_w : Z) (y_h x y x_bar y_h_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((0 <= p_h)%Z) /\
  ((1 <= n_h)%Z) /\
  ((0 <= b_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((0 <= p_w)%Z) /\
  ((0 <= b_w)%Z) /\
  ((0 <= (n_h + (-1) - p_h))%Z) /\
  ((0 <= (n_h + (-1) - b_h))%Z) /\
  ((0 <= (n_w + (-1) - p_w))%Z) /\
  ((0 <= (n_w + (-1) - b_w))%Z) /\
  ((o_h = (b_h + n_h + p_h))%Z) /\
  ((o_w = (b_w + n_w + p_w))%Z) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, y_h@[m, c, i, q] = ([[inside (i) (p_h)]] x@[m, c, p_h - i, q]) + (([[inside (i - p_h) (n_h)]] x@[m, c, i - p_h, q]) + ([[inside (i + (- n_h - p_h)) (b_h)]] x@[m, c, (2 * n_h + p_h + (-2)) - i, q]))) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL j < o_w, y@[m, c, i, j] = ([[inside (j) (p_w)]] y_h@[m, c, i, p_w - j]) + (([[inside (j - p_w) (n_w)]] y_h@[m, c, i, j - p_w]) + ([[inside (j + (- n_w - p_w)) (b_w)]] y_h@[m, c, i, (2 * n_w + p_w + (-2)) - j]))) /\
  (ALL m < M, ALL c < C, ALL r < n_h, ALL q < n_w, x_bar@[m, c, r, q] = ([[inside (p_h - r) (p_h)]] y_h_bar@[m, c, p_h - r, q]) + ((y_h_bar@[m, c, r + p_h, q]) + ([[inside ((n_h + (-2)) - r) (b_h)]] y_h_bar@[m, c, (2 * n_h + p_h + (-2)) - r, q]))) /\
  (ALL m < M, ALL c < C, ALL i < o_h, ALL q < n_w, y_h_bar@[m, c, i, q] = ([[inside (p_w - q) (p_w)]] y_bar@[m, c, i, p_w - q]) + ((y_bar@[m, c, i, q + p_w]) + ([[inside ((n_w + (-2)) - q) (b_w)]] y_bar@[m, c, i, (2 * n_w + p_w + (-2)) - q]))) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_h := 6%Z).
  pose (n_w := 4%Z).
  pose (p_h := 1%Z).
  pose (n_h := 4%Z).
  pose (b_h := 1%Z).
  pose (o_w := 6%Z).
  pose (p_w := 1%Z).
  pose (b_w := 1%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y_h := (val 4 (fun m c i q => ([[inside (i) (p_h)]] x@[m, c, p_h - i, q]) + (([[inside (i - p_h) (n_h)]] x@[m, c, i - p_h, q]) + ([[inside (i + (- n_h - p_h)) (b_h)]] x@[m, c, (2 * n_h + p_h + (-2)) - i, q])))) : tensor R).
  pose (y_h_bar := (val 4 (fun m c i q => ([[inside (p_w - q) (p_w)]] y_bar@[m, c, i, p_w - q]) + ((y_bar@[m, c, i, q + p_w]) + ([[inside ((n_w + (-2)) - q) (b_w)]] y_bar@[m, c, i, (2 * n_w + p_w + (-2)) - q])))) : tensor R).
  pose (y := (val 4 (fun m c i j => ([[inside (j) (p_w)]] y_h@[m, c, i, p_w - j]) + (([[inside (j - p_w) (n_w)]] y_h@[m, c, i, j - p_w]) + ([[inside (j + (- n_w - p_w)) (b_w)]] y_h@[m, c, i, (2 * n_w + p_w + (-2)) - j])))) : tensor R).
  pose (x_bar := (val 4 (fun m c r q => ([[inside (p_h - r) (p_h)]] y_h_bar@[m, c, p_h - r, q]) + ((y_h_bar@[m, c, r + p_h, q]) + ([[inside ((n_h + (-2)) - r) (b_h)]] y_h_bar@[m, c, (2 * n_h + p_h + (-2)) - r, q])))) : tensor R).
  exists M, C, o_h, n_w, p_h, n_h, b_h, o_w, p_w, b_w, y_h, x, y, x_bar, y_h_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
