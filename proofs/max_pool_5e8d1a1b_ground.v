(* What max_pool_5e8d1a1b stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Ordered.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C o_d o_h o_w f_d f_h f_w s_h s_w n_d n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z) :
  (ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, box [M; C; o_d; o_h; o_w]%Z [m; c; l; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, box [M; C; n_d; n_h; n_w]%Z [m; c; l + t; s_h * i + u; s_w * j + v]%Z) /\
  (ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, box [M; C; o_d; o_h; o_w; f_d; f_h; f_w]%Z [m; c; l; i; j; t; u; v]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL t < f_d, inside (o - t) (o_d) && inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w) = true -> box [M; C; n_d; n_h; n_w]%Z [m; c; o; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL t < f_d, inside (o - t) (o_d) && inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w) = true -> box [M; C; o_d; o_h; o_w]%Z [m; c; o - t; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL i < o_h, ALL j < o_w, ALL t < f_d, inside (o - t) (o_d) && inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w) = true -> box [M; C; o_d; o_h; o_w; f_d; f_h; f_w]%Z [m; c; o - t; i; j; t; r - s_h * i; q - s_w * j]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem scattered_reads (M C o_d o_h o_w f_d f_h f_w s_h s_w n_d n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z) :
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, (l + t =? o)%Z && (s_h * i + u =? r)%Z && (s_w * j + v =? q)%Z = true -> box [M; C; n_d; n_h; n_w]%Z [m; c; o; r; q]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, (l + t =? o)%Z && (s_h * i + u =? r)%Z && (s_w * j + v =? q)%Z = true -> box [M; C; o_d; o_h; o_w]%Z [m; c; l; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, (l + t =? o)%Z && (s_h * i + u =? r)%Z && (s_w * j + v =? q)%Z = true -> box [M; C; o_d; o_h; o_w; f_d; f_h; f_w]%Z [m; c; l; i; j; t; u; v]%Z).
Proof.
  intros.
  assert (fact_0 : (0 <= (n_d + 1 - f_d - o_d))%Z) by size_fact.
  assert (fact_1 : (0 <= (n_h - f_h - s_h * (o_h + (-1))))%Z) by size_fact.
  assert (fact_2 : (0 <= (n_w - f_w - s_w * (o_w + (-1))))%Z) by size_fact.
  try clear size_o_d.
  try clear size_o_h.
  try clear size_o_w.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem selected (M C o_d o_h o_w f_d f_h f_w s_h s_w n_d n_h n_w : Z) (le : order R) (first y x : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_o_d : (1 <= o_d)%Z)
  (least_o_h : (1 <= o_h)%Z)
  (least_o_w : (1 <= o_w)%Z)
  (least_f_d : (1 <= f_d)%Z)
  (least_f_h : (1 <= f_h)%Z)
  (least_f_w : (1 <= f_w)%Z)
  (least_s_h : (1 <= s_h)%Z)
  (least_s_w : (1 <= s_w)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (size_o_d : (o_d = (n_d + 1 - f_d))%Z)
  (size_o_h : (o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z)
  (size_o_w : (o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z)
  (H_first : ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, ALL t < f_d, ALL u < f_h, ALL v < f_w, first@[m, c, l, i, j, t, u, v] = If (selects le [f_d; f_h; f_w]%Z (cond 3 (fun t u v => true)) (val 3 (fun t u v => x@[m, c, l + t, s_h * i + u, s_w * j + v])) [t; u; v]%Z) 1)
  (H_value : ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, y@[m, c, l, i, j] = (SUM t < f_d, SUM u < f_h, SUM v < f_w, first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v])) :
  ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, exists w, box [f_d; f_h; f_w]%Z w /\ (cond 3 (fun t u v => true)) w = true /\ y@[m, c, l, i, j] = (val 3 (fun t u v => x@[m, c, l + t, s_h * i + u, s_w * j + v])) w /\
    (forall v, box [f_d; f_h; f_w]%Z v -> (val 3 (fun t u v => first@[m, c, l, i, j, t, u, v])) v = If (same v w) 1) /\
    (forall v, box [f_d; f_h; f_w]%Z v -> (cond 3 (fun t u v => true)) v = true -> le ((val 3 (fun t u v => x@[m, c, l + t, s_h * i + u, s_w * j + v])) v) ((val 3 (fun t u v => x@[m, c, l + t, s_h * i + u, s_w * j + v])) w) = true) /\
    exists before after, filter (cond 3 (fun t u v => true)) (rows [f_d; f_h; f_w]%Z) = before ++ w :: after /\
      forall v, In v before -> le ((val 3 (fun t u v => x@[m, c, l + t, s_h * i + u, s_w * j + v])) w) ((val 3 (fun t u v => x@[m, c, l + t, s_h * i + u, s_w * j + v])) v) = false.
Proof.
  intros. apply (maximum le [f_d; f_h; f_w]%Z (cond 3 (fun t u v => true)) (val 3 (fun t u v => x@[m, c, l + t, s_h * i + u, s_w * j + v])) (val 3 (fun t u v => first@[m, c, l, i, j, t, u, v])) (val 3 (fun t u v => first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v]))).
  - cbn. intros. apply H_first; assumption.
  - cbn. intros. ring.
  - rewrite H_value by assumption. reflexivity.
  - exists [0; 0; 0]%Z; cbn; split; [repeat split; lia | reflexivity].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M C o_d o_h o_w f_d f_h f_w s_h s_w n_d n_h n_w : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_d)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_d)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= s_h)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_d = (n_d + 1 - f_d))%Z) /\
  ((o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, y@[m, c, l, i, j] = (SUM t < f_d, SUM u < f_h, SUM v < f_w, first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v])) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM i < o_h, SUM j < o_w, SUM t < f_d, [[inside (o - t) (o_d) && inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w)]] first@[m, c, o - t, i, j, t, r - s_h * i, q - s_w * j] * y_bar@[m, c, o - t, i, j])) /\
  D (x@[0, 0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_d := 3%Z).
  pose (o_h := 2%Z).
  pose (o_w := 2%Z).
  pose (f_d := 2%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (s_h := 2%Z).
  pose (s_w := 2%Z).
  pose (n_d := 4%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 5 (fun m c l i j => (SUM t < f_d, SUM u < f_h, SUM v < f_w, first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v]))) : tensor R).
  pose (x_bar := (val 5 (fun m c o r q => (SUM i < o_h, SUM j < o_w, SUM t < f_d, [[inside (o - t) (o_d) && inside (r - s_h * i) (f_h) && inside (q - s_w * j) (f_w)]] first@[m, c, o - t, i, j, t, r - s_h * i, q - s_w * j] * y_bar@[m, c, o - t, i, j]))) : tensor R).
  exists M, C, o_d, o_h, o_w, f_d, f_h, f_w, s_h, s_w, n_d, n_h, n_w, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
Theorem scattered_satisfiable : exists (M C o_d o_h o_w f_d f_h f_w s_h s_w n_d n_h n_w : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= o_d)%Z) /\
  ((1 <= o_h)%Z) /\
  ((1 <= o_w)%Z) /\
  ((1 <= f_d)%Z) /\
  ((1 <= f_h)%Z) /\
  ((1 <= f_w)%Z) /\
  ((1 <= s_h)%Z) /\
  ((1 <= s_w)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((o_d = (n_d + 1 - f_d))%Z) /\
  ((o_h = ((((n_h - f_h)) / (s_h)) + 1))%Z) /\
  ((o_w = ((((n_w - f_w)) / (s_w)) + 1))%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, ALL l < o_d, ALL i < o_h, ALL j < o_w, y@[m, c, l, i, j] = (SUM t < f_d, SUM u < f_h, SUM v < f_w, first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v])) /\
  (ALL m < M, ALL c < C, ALL o < n_d, ALL r < n_h, ALL q < n_w, x_bar@[m, c, o, r, q] = (SUM l < o_d, SUM i < o_h, SUM j < o_w, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[(l + t =? o)%Z && (s_h * i + u =? r)%Z && (s_w * j + v =? q)%Z]] first@[m, c, l, i, j, t, u, v] * y_bar@[m, c, l, i, j])) /\
  D (x@[0, 0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (o_d := 3%Z).
  pose (o_h := 2%Z).
  pose (o_w := 2%Z).
  pose (f_d := 2%Z).
  pose (f_h := 2%Z).
  pose (f_w := 2%Z).
  pose (s_h := 2%Z).
  pose (s_w := 2%Z).
  pose (n_d := 4%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 5 (fun m c l i j => (SUM t < f_d, SUM u < f_h, SUM v < f_w, first@[m, c, l, i, j, t, u, v] * x@[m, c, l + t, s_h * i + u, s_w * j + v]))) : tensor R).
  pose (x_bar := (val 5 (fun m c o r q => (SUM l < o_d, SUM i < o_h, SUM j < o_w, SUM t < f_d, SUM u < f_h, SUM v < f_w, [[(l + t =? o)%Z && (s_h * i + u =? r)%Z && (s_w * j + v =? q)%Z]] first@[m, c, l, i, j, t, u, v] * y_bar@[m, c, l, i, j]))) : tensor R).
  exists M, C, o_d, o_h, o_w, f_d, f_h, f_w, s_h, s_w, n_d, n_h, n_w, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, scattered_reads, selected, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, scattered_satisfiable, I).
Print Assumptions models.
