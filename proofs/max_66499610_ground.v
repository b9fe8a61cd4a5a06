(* What max_66499610 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Ordered.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M n_h n_w C : Z)
  (least_M : (1 <= M)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z) :
  (ALL m < M, ALL i < n_h, ALL j < n_w, ALL c < C, box [M; 1; n_h; n_w]%Z [m; 0; i; j]%Z) /\
  (ALL m < M, ALL i < n_h, ALL j < n_w, ALL c < C, box [M; C; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL i < n_h, ALL j < n_w, ALL c < C, box [M; n_h; n_w; C]%Z [m; i; j; c]%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, box [M; C; n_h; n_w]%Z [m; c; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, box [M; 1; n_h; n_w]%Z [m; 0; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, box [M; n_h; n_w; C]%Z [m; i; j; c]%Z).
Proof.
  intros.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem selected (M n_h n_w C : Z) (le : order R) (first y x : tensor R)
  (least_M : (1 <= M)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (least_C : (1 <= C)%Z)
  (H_first : ALL m < M, ALL i < n_h, ALL j < n_w, ALL c < C, first@[m, i, j, c] = If (selects le [C]%Z (cond 1 (fun c => true)) (val 1 (fun c => x@[m, c, i, j])) [c]%Z) 1)
  (H_value : ALL m < M, ALL i < n_h, ALL j < n_w, y@[m, 0, i, j] = (SUM c < C, first@[m, i, j, c] * x@[m, c, i, j])) :
  ALL m < M, ALL i < n_h, ALL j < n_w, exists w, box [C]%Z w /\ (cond 1 (fun c => true)) w = true /\ y@[m, 0, i, j] = (val 1 (fun c => x@[m, c, i, j])) w /\
    (forall v, box [C]%Z v -> (val 1 (fun c => first@[m, i, j, c])) v = If (same v w) 1) /\
    (forall v, box [C]%Z v -> (cond 1 (fun c => true)) v = true -> le ((val 1 (fun c => x@[m, c, i, j])) v) ((val 1 (fun c => x@[m, c, i, j])) w) = true) /\
    exists before after, filter (cond 1 (fun c => true)) (rows [C]%Z) = before ++ w :: after /\
      forall v, In v before -> le ((val 1 (fun c => x@[m, c, i, j])) w) ((val 1 (fun c => x@[m, c, i, j])) v) = false.
Proof.
  intros. apply (maximum le [C]%Z (cond 1 (fun c => true)) (val 1 (fun c => x@[m, c, i, j])) (val 1 (fun c => first@[m, i, j, c])) (val 1 (fun c => first@[m, i, j, c] * x@[m, c, i, j]))).
  - cbn. intros. apply H_first; assumption.
  - cbn. intros. ring.
  - rewrite H_value by assumption. reflexivity.
  - exists [0]%Z; cbn; split; [repeat split; lia | reflexivity].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M n_h n_w C : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  ((1 <= C)%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL i < n_h, ALL j < n_w, y@[m, 0, i, j] = (SUM c < C, first@[m, i, j, c] * x@[m, c, i, j])) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, x_bar@[m, c, i, j] = (first@[m, i, j, c] * y_bar@[m, 0, i, j])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (C := 2%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 4 (fun m _ i j => (SUM c < C, first@[m, i, j, c] * x@[m, c, i, j]))) : tensor R).
  pose (x_bar := (val 4 (fun m c i j => (first@[m, i, j, c] * y_bar@[m, 0, i, j]))) : tensor R).
  exists M, n_h, n_w, C, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, selected, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
