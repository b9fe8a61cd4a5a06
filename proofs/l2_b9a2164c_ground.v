(* What l2_b9a2164c stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (K n : Z)
  (least_K : (1 <= K)%Z)
  (least_n : (1 <= n)%Z) :
  (ALL k < K, ALL c < n, box [K; n]%Z [k; c]%Z).
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

Theorem gathered_satisfiable : exists (K n : Z) (l2 : R) (R_ W W_bar : tensor R),
  ((1 <= K)%Z) /\
  ((1 <= n)%Z) /\
  (D l2 = 0) /\
  (unit (num 2 : R)) /\
  (R_@[] = (SUM k < K, SUM c < n, (1 / num 2) * (W@[k, c] * W@[k, c]) * l2)) /\
  (ALL k < K, ALL c < n, W_bar@[k, c] = (W@[k, c] * l2)) /\
  D (W@[0, 0]) = 1.
Proof.
  pose (K := 2%Z).
  pose (n := 4%Z).
  pose (l2 := inv (num 2) : R).
  pose (W := (fun _ => moving) : tensor R).
  pose (R_ := (fun _ => (SUM k < K, SUM c < n, (1 / num 2) * (W@[k, c] * W@[k, c]) * l2)) : tensor R).
  pose (W_bar := (val 2 (fun k c => (W@[k, c] * l2))) : tensor R).
  exists K, n, l2, R_, W, W_bar.
  assert (half_held : D (inv (num 2) : R) = 0) by (rewrite D_inv by (apply unit_series; vm_compute; reflexivity); rewrite D_num; ring).
  repeat apply conj; first [exact half_held | satisfied].
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
