(* What conv_69ac344a stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z)
  (least_M : (1 <= M)%Z)
  (least_G : (1 <= G)%Z)
  (least_K_g : (1 <= K_g)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C_g : (1 <= C_g)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_K : (1 <= K)%Z)
  (size_C_g : (C = G * C_g)%Z)
  (size_K_g : (K = G * K_g)%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z) :
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, box [M; K; o_h; o_w]%Z [m; K_g * g + k; i; j]%Z) /\
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, box [K]%Z [K_g * g + k]%Z) /\
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, ALL c < C_g, ALL u < f_h, ALL v < f_w, box [M; K; o_h; o_w]%Z [m; K_g * g + k; i; j]%Z) /\
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, ALL c < C_g, ALL u < f_h, ALL v < f_w, box [K; C_g; f_h; f_w]%Z [K_g * g + k; c; u; v]%Z) /\
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, ALL c < C_g, ALL u < f_h, ALL v < f_w, box [M; C; n_h; n_w]%Z [m; c + C_g * g; i + u; j + v]%Z) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, ALL k < K_g, ALL u < f_h, ALL v < f_w, inside (r - u) (o_h) && inside (q - v) (o_w) = true -> box [M; C; n_h; n_w]%Z [m; c + C_g * g; r; q]%Z) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, ALL k < K_g, ALL u < f_h, ALL v < f_w, inside (r - u) (o_h) && inside (q - v) (o_w) = true -> box [M; K; o_h; o_w]%Z [m; K_g * g + k; r - u; q - v]%Z) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, ALL k < K_g, ALL u < f_h, ALL v < f_w, inside (r - u) (o_h) && inside (q - v) (o_w) = true -> box [K; C_g; f_h; f_w]%Z [K_g * g + k; c; u; v]%Z) /\
  (ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, ALL m < M, ALL i < o_h, ALL j < o_w, box [K; C_g; f_h; f_w]%Z [K_g * g + k; c; u; v]%Z) /\
  (ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, ALL m < M, ALL i < o_h, ALL j < o_w, box [M; K; o_h; o_w]%Z [m; K_g * g + k; i; j]%Z) /\
  (ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, ALL m < M, ALL i < o_h, ALL j < o_w, box [M; C; n_h; n_w]%Z [m; c + C_g * g; i + u; j + v]%Z) /\
  (ALL g < G, ALL k < K_g, ALL m < M, ALL i < o_h, ALL j < o_w, box [K]%Z [K_g * g + k]%Z) /\
  (ALL g < G, ALL k < K_g, ALL m < M, ALL i < o_h, ALL j < o_w, box [M; K; o_h; o_w]%Z [m; K_g * g + k; i; j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z)
  (least_M : (1 <= M)%Z)
  (least_G : (1 <= G)%Z)
  (least_K_g : (1 <= K_g)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_C_g : (1 <= C_g)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (least_K : (1 <= K)%Z)
  (size_C_g : (C = G * C_g)%Z)
  (size_K_g : (K = G * K_g)%Z)
  (size_o_h : (o_h = (n_h + 1 - f_h))%Z)
  (size_o_w : (o_w = (n_w + 1 - f_w))%Z) :
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, ALL k < K_g, (i + u =? r)%Z && (j + v =? q)%Z = true -> box [M; C; n_h; n_w]%Z [m; c + C_g * g; r; q]%Z) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, ALL k < K_g, (i + u =? r)%Z && (j + v =? q)%Z = true -> box [M; K; o_h; o_w]%Z [m; K_g * g + k; i; j]%Z) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL u < f_h, ALL v < f_w, ALL k < K_g, (i + u =? r)%Z && (j + v =? q)%Z = true -> box [K; C_g; f_h; f_w]%Z [K_g * g + k; c; u; v]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_h + 1 - f_h - o_h))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_w + 1 - f_w - o_w))%Z) by size_fact.
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

Theorem gathered_satisfiable : exists (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= G)%Z) /\
  ((1 <= K_g)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C_g)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= K)%Z) /\
  ((C = G * C_g)%Z) /\
  ((K = G * K_g)%Z) /\
  ((o_h = (n_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, z@[m, K_g * g + k, i, j] = (b@[K_g * g + k]) + (SUM c < C_g, SUM u < f_h, SUM v < f_w, W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v])) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, x_bar@[m, c + C_g * g, r, q] = (SUM k < K_g, SUM u < f_h, SUM v < f_w, [[inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, r - u, q - v])) /\
  (ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, W_bar@[K_g * g + k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j])) /\
  (ALL g < G, ALL k < K_g, b_bar@[K_g * g + k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (G := 2%Z).
  pose (K_g := 1%Z).
  pose (o_h := 3%Z).
  pose (o_w := 3%Z).
  pose (C_g := 1%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (C := 2%Z).
  pose (K := 2%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 4 (fun l_0 l_1 l_2 l_3 => let m := (l_0 / (1) mod (M))%Z in let g := (l_1 / (K_g) mod (G))%Z in let k := (l_1 / (1) mod (K_g))%Z in let i := (l_2 / (1) mod (o_h))%Z in let j := (l_3 / (1) mod (o_w))%Z in (b@[K_g * g + k]) + (SUM c < C_g, SUM u < f_h, SUM v < f_w, W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v]))) : tensor R).
  pose (x_bar := (val 4 (fun l_0 l_1 l_2 l_3 => let m := (l_0 / (1) mod (M))%Z in let c := (l_1 / (1) mod (C_g))%Z in let g := (l_1 / (C_g) mod (G))%Z in let r := (l_2 / (1) mod (n_h))%Z in let q := (l_3 / (1) mod (n_w))%Z in (SUM k < K_g, SUM u < f_h, SUM v < f_w, [[inside (r - u) (o_h) && inside (q - v) (o_w)]] W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, r - u, q - v]))) : tensor R).
  pose (W_bar := (val 4 (fun l_0 l_1 l_2 l_3 => let g := (l_0 / (K_g) mod (G))%Z in let k := (l_0 / (1) mod (K_g))%Z in let c := (l_1 / (1) mod (C_g))%Z in let u := (l_2 / (1) mod (f_h))%Z in let v := (l_3 / (1) mod (f_w))%Z in (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j]))) : tensor R).
  pose (b_bar := (val 1 (fun l_0 => let g := (l_0 / (K_g) mod (G))%Z in let k := (l_0 / (1) mod (K_g))%Z in (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j]))) : tensor R).
  exists M, G, K_g, o_h, o_w, C_g, f_h, f_w, n_h, n_w, C, K, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; first [satisfied | (intros; each; reflexivity)].
Qed.
Theorem scattered_satisfiable : exists (M G K_g o_h o_w C_g f_h f_w n_h n_w C K : Z) (z b W x x_bar z_bar W_bar b_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= G)%Z) /\
  ((1 <= K_g)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= C_g)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= K)%Z) /\
  ((C = G * C_g)%Z) /\
  ((K = G * K_g)%Z) /\
  ((o_h = (n_h + 1 - f_h))%Z) /\
  ((o_w = (n_w + 1 - f_w))%Z) /\
  (ALL m < M, ALL g < G, ALL k < K_g, ALL i < o_h, ALL j < o_w, z@[m, K_g * g + k, i, j] = (b@[K_g * g + k]) + (SUM c < C_g, SUM u < f_h, SUM v < f_w, W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v])) /\
  (ALL m < M, ALL g < G, ALL c < C_g, ALL r < n_h, ALL q < n_w, x_bar@[m, c + C_g * g, r, q] = (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, SUM k < K_g, [[(i + u =? r)%Z && (j + v =? q)%Z]] W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, i, j])) /\
  (ALL g < G, ALL k < K_g, ALL c < C_g, ALL u < f_h, ALL v < f_w, W_bar@[K_g * g + k, c, u, v] = (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j])) /\
  (ALL g < G, ALL k < K_g, b_bar@[K_g * g + k] = (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (G := 2%Z).
  pose (K_g := 1%Z).
  pose (o_h := 3%Z).
  pose (o_w := 3%Z).
  pose (C_g := 1%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (C := 2%Z).
  pose (K := 2%Z).
  pose (b := (fun _ => moving) : tensor R).
  pose (W := (fun _ => moving) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (z_bar := (fun _ => moving) : tensor R).
  pose (z := (val 4 (fun l_0 l_1 l_2 l_3 => let m := (l_0 / (1) mod (M))%Z in let g := (l_1 / (K_g) mod (G))%Z in let k := (l_1 / (1) mod (K_g))%Z in let i := (l_2 / (1) mod (o_h))%Z in let j := (l_3 / (1) mod (o_w))%Z in (b@[K_g * g + k]) + (SUM c < C_g, SUM u < f_h, SUM v < f_w, W@[K_g * g + k, c, u, v] * x@[m, c + C_g * g, i + u, j + v]))) : tensor R).
  pose (x_bar := (val 4 (fun l_0 l_1 l_2 l_3 => let m := (l_0 / (1) mod (M))%Z in let c := (l_1 / (1) mod (C_g))%Z in let g := (l_1 / (C_g) mod (G))%Z in let r := (l_2 / (1) mod (n_h))%Z in let q := (l_3 / (1) mod (n_w))%Z in (SUM i < o_h, SUM j < o_w, SUM u < f_h, SUM v < f_w, SUM k < K_g, [[(i + u =? r)%Z && (j + v =? q)%Z]] W@[K_g * g + k, c, u, v] * z_bar@[m, K_g * g + k, i, j]))) : tensor R).
  pose (W_bar := (val 4 (fun l_0 l_1 l_2 l_3 => let g := (l_0 / (K_g) mod (G))%Z in let k := (l_0 / (1) mod (K_g))%Z in let c := (l_1 / (1) mod (C_g))%Z in let u := (l_2 / (1) mod (f_h))%Z in let v := (l_3 / (1) mod (f_w))%Z in (SUM m < M, SUM i < o_h, SUM j < o_w, x@[m, c + C_g * g, i + u, j + v] * z_bar@[m, K_g * g + k, i, j]))) : tensor R).
  pose (b_bar := (val 1 (fun l_0 => let g := (l_0 / (K_g) mod (G))%Z in let k := (l_0 / (1) mod (K_g))%Z in (SUM m < M, SUM i < o_h, SUM j < o_w, z_bar@[m, K_g * g + k, i, j]))) : tensor R).
  exists M, G, K_g, o_h, o_w, C_g, f_h, f_w, n_h, n_w, C, K, z, b, W, x, x_bar, z_bar, W_bar, b_bar.
  repeat apply conj; first [satisfied | (intros; each; reflexivity)].
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
