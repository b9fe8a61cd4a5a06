(* What concat_33957a3b stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C_1 C_2 C_3 C_4 C_5 C_6 n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C_1 : (1 <= C_1)%Z)
  (least_C_2 : (1 <= C_2)%Z)
  (least_C_3 : (1 <= C_3)%Z)
  (least_C_4 : (1 <= C_4)%Z)
  (least_C_5 : (1 <= C_5)%Z)
  (least_C_6 : (1 <= C_6)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z) :
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k) (C_1) = true -> box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k) (C_1) = true -> box [M; C_1; n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k - C_1) (C_2) = true -> box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k - C_1) (C_2) = true -> box [M; C_2; n_h; n_w]%Z [m; k - C_1; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2)) (C_3) = true -> box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2)) (C_3) = true -> box [M; C_3; n_h; n_w]%Z [m; k + (- C_1 - C_2); i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2 - C_3)) (C_4) = true -> box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2 - C_3)) (C_4) = true -> box [M; C_4; n_h; n_w]%Z [m; k + (- C_1 - C_2 - C_3); i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2 - C_3 - C_4)) (C_5) = true -> box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2 - C_3 - C_4)) (C_5) = true -> box [M; C_5; n_h; n_w]%Z [m; k + (- C_1 - C_2 - C_3 - C_4); i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2 - C_3 - C_4 - C_5)) (C_6) = true -> box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; k; i; j]%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, inside (k + (- C_1 - C_2 - C_3 - C_4 - C_5)) (C_6) = true -> box [M; C_6; n_h; n_w]%Z [m; k + (- C_1 - C_2 - C_3 - C_4 - C_5); i; j]%Z) /\
  (ALL m < M, ALL c < C_1, ALL i < n_h, ALL j < n_w, box [M; C_1; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C_1, ALL i < n_h, ALL j < n_w, box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C_2, ALL i < n_h, ALL j < n_w, box [M; C_2; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C_2, ALL i < n_h, ALL j < n_w, box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; c + C_1; i; j]%Z) /\
  (ALL m < M, ALL c < C_3, ALL i < n_h, ALL j < n_w, box [M; C_3; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C_3, ALL i < n_h, ALL j < n_w, box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; c + (C_1 + C_2); i; j]%Z) /\
  (ALL m < M, ALL c < C_4, ALL i < n_h, ALL j < n_w, box [M; C_4; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C_4, ALL i < n_h, ALL j < n_w, box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; c + (C_1 + C_2 + C_3); i; j]%Z) /\
  (ALL m < M, ALL c < C_5, ALL i < n_h, ALL j < n_w, box [M; C_5; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C_5, ALL i < n_h, ALL j < n_w, box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; c + (C_1 + C_2 + C_3 + C_4); i; j]%Z) /\
  (ALL m < M, ALL c < C_6, ALL i < n_h, ALL j < n_w, box [M; C_6; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C_6, ALL i < n_h, ALL j < n_w, box [M; (C_1 + C_2 + C_3 + C_4 + C_5 + C_6); n_h; n_w]%Z [m; c + (C_1 + C_2 + C_3 + C_4 + C_5); i; j]%Z).
Proof.
  intros.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M C_1 C_2 C_3 C_4 C_5 C_6 n_h n_w : Z) (y x1 x2 x3 x4 x5 x6 x1_bar y_bar x2_bar x3_bar x4_bar x5_bar x6_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C_1)%Z) /\
  ((1 <= C_2)%Z) /\
  ((1 <= C_3)%Z) /\
  ((1 <= C_4)%Z) /\
  ((1 <= C_5)%Z) /\
  ((1 <= C_6)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (ALL m < M, ALL k < (C_1 + C_2 + C_3 + C_4 + C_5 + C_6), ALL i < n_h, ALL j < n_w, y@[m, k, i, j] = ([[inside (k) (C_1)]] x1@[m, k, i, j]) + (([[inside (k - C_1) (C_2)]] x2@[m, k - C_1, i, j]) + (([[inside (k + (- C_1 - C_2)) (C_3)]] x3@[m, k + (- C_1 - C_2), i, j]) + (([[inside (k + (- C_1 - C_2 - C_3)) (C_4)]] x4@[m, k + (- C_1 - C_2 - C_3), i, j]) + (([[inside (k + (- C_1 - C_2 - C_3 - C_4)) (C_5)]] x5@[m, k + (- C_1 - C_2 - C_3 - C_4), i, j]) + ([[inside (k + (- C_1 - C_2 - C_3 - C_4 - C_5)) (C_6)]] x6@[m, k + (- C_1 - C_2 - C_3 - C_4 - C_5), i, j])))))) /\
  (ALL m < M, ALL c < C_1, ALL i < n_h, ALL j < n_w, x1_bar@[m, c, i, j] = (y_bar@[m, c, i, j])) /\
  (ALL m < M, ALL c < C_2, ALL i < n_h, ALL j < n_w, x2_bar@[m, c, i, j] = (y_bar@[m, c + C_1, i, j])) /\
  (ALL m < M, ALL c < C_3, ALL i < n_h, ALL j < n_w, x3_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2), i, j])) /\
  (ALL m < M, ALL c < C_4, ALL i < n_h, ALL j < n_w, x4_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2 + C_3), i, j])) /\
  (ALL m < M, ALL c < C_5, ALL i < n_h, ALL j < n_w, x5_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2 + C_3 + C_4), i, j])) /\
  (ALL m < M, ALL c < C_6, ALL i < n_h, ALL j < n_w, x6_bar@[m, c, i, j] = (y_bar@[m, c + (C_1 + C_2 + C_3 + C_4 + C_5), i, j])) /\
  D (x1@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C_1 := 2%Z).
  pose (C_2 := 2%Z).
  pose (C_3 := 2%Z).
  pose (C_4 := 2%Z).
  pose (C_5 := 2%Z).
  pose (C_6 := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x1 := (fun _ => moving) : tensor R).
  pose (x2 := (fun _ => moving) : tensor R).
  pose (x3 := (fun _ => moving) : tensor R).
  pose (x4 := (fun _ => moving) : tensor R).
  pose (x5 := (fun _ => moving) : tensor R).
  pose (x6 := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m k i j => ([[inside (k) (C_1)]] x1@[m, k, i, j]) + (([[inside (k - C_1) (C_2)]] x2@[m, k - C_1, i, j]) + (([[inside (k + (- C_1 - C_2)) (C_3)]] x3@[m, k + (- C_1 - C_2), i, j]) + (([[inside (k + (- C_1 - C_2 - C_3)) (C_4)]] x4@[m, k + (- C_1 - C_2 - C_3), i, j]) + (([[inside (k + (- C_1 - C_2 - C_3 - C_4)) (C_5)]] x5@[m, k + (- C_1 - C_2 - C_3 - C_4), i, j]) + ([[inside (k + (- C_1 - C_2 - C_3 - C_4 - C_5)) (C_6)]] x6@[m, k + (- C_1 - C_2 - C_3 - C_4 - C_5), i, j]))))))) : tensor R).
  pose (x1_bar := (val 4 (fun m c i j => (y_bar@[m, c, i, j]))) : tensor R).
  pose (x2_bar := (val 4 (fun m c i j => (y_bar@[m, c + C_1, i, j]))) : tensor R).
  pose (x3_bar := (val 4 (fun m c i j => (y_bar@[m, c + (C_1 + C_2), i, j]))) : tensor R).
  pose (x4_bar := (val 4 (fun m c i j => (y_bar@[m, c + (C_1 + C_2 + C_3), i, j]))) : tensor R).
  pose (x5_bar := (val 4 (fun m c i j => (y_bar@[m, c + (C_1 + C_2 + C_3 + C_4), i, j]))) : tensor R).
  pose (x6_bar := (val 4 (fun m c i j => (y_bar@[m, c + (C_1 + C_2 + C_3 + C_4 + C_5), i, j]))) : tensor R).
  exists M, C_1, C_2, C_3, C_4, C_5, C_6, n_h, n_w, y, x1, x2, x3, x4, x5, x6, x1_bar, y_bar, x2_bar, x3_bar, x4_bar, x5_bar, x6_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
