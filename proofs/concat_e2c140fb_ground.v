(* What concat_e2c140fb stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M n_1 n_2 : Z)
  (least_M : (1 <= M)%Z)
  (least_n_1 : (1 <= n_1)%Z)
  (least_n_2 : (1 <= n_2)%Z) :
  (ALL m < M, ALL k < (n_1 + n_2), inside (k) (n_1) = true -> box [M; (n_1 + n_2)]%Z [m; k]%Z) /\
  (ALL m < M, ALL k < (n_1 + n_2), inside (k) (n_1) = true -> box [M; n_1]%Z [m; k]%Z) /\
  (ALL m < M, ALL k < (n_1 + n_2), inside (k - n_1) (n_2) = true -> box [M; (n_1 + n_2)]%Z [m; k]%Z) /\
  (ALL m < M, ALL k < (n_1 + n_2), inside (k - n_1) (n_2) = true -> box [M; n_2]%Z [m; k - n_1]%Z) /\
  (ALL m < M, ALL c < n_1, box [M; n_1]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < n_1, box [M; (n_1 + n_2)]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < n_2, box [M; n_2]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < n_2, box [M; (n_1 + n_2)]%Z [m; c + n_1]%Z).
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

Theorem gathered_satisfiable : exists (M n_1 n_2 : Z) (y x1 x2 x1_bar y_bar x2_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= n_1)%Z) /\
  ((1 <= n_2)%Z) /\
  (ALL m < M, ALL k < (n_1 + n_2), y@[m, k] = ([[inside (k) (n_1)]] x1@[m, k]) + ([[inside (k - n_1) (n_2)]] x2@[m, k - n_1])) /\
  (ALL m < M, ALL c < n_1, x1_bar@[m, c] = (y_bar@[m, c])) /\
  (ALL m < M, ALL c < n_2, x2_bar@[m, c] = (y_bar@[m, c + n_1])) /\
  D (x1@[0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (n_1 := 4%Z).
  pose (n_2 := 4%Z).
  pose (x1 := (fun _ => moving) : tensor R).
  pose (x2 := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 2 (fun m k => ([[inside (k) (n_1)]] x1@[m, k]) + ([[inside (k - n_1) (n_2)]] x2@[m, k - n_1]))) : tensor R).
  pose (x1_bar := (val 2 (fun m c => (y_bar@[m, c]))) : tensor R).
  pose (x2_bar := (val 2 (fun m c => (y_bar@[m, c + n_1]))) : tensor R).
  exists M, n_1, n_2, y, x1, x2, x1_bar, y_bar, x2_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
