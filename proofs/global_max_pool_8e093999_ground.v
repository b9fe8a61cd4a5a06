(* What global_max_pool_8e093999 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Ordered.
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (M C n_h n_w : Z)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z) :
  (ALL m < M, ALL c < C, ALL u < n_h, ALL v < n_w, box [M; C]%Z [m; c]%Z) /\
  (ALL m < M, ALL c < C, ALL u < n_h, ALL v < n_w, box [M; C; n_h; n_w]%Z [m; c; u; v]%Z).
Proof.
  intros.
  repeat apply conj; intros; cbn [box]; repeat apply conj; first [exact I | arithmetic].
Qed.

Theorem selected (M C n_h n_w : Z) (le : order R) (first y x : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (H_first : ALL m < M, ALL c < C, ALL u < n_h, ALL v < n_w, first@[m, c, u, v] = If (selects le [n_h; n_w]%Z (cond 2 (fun u v => true)) (val 2 (fun u v => x@[m, c, u, v])) [u; v]%Z) 1)
  (H_value : ALL m < M, ALL c < C, y@[m, c] = (SUM u < n_h, SUM v < n_w, first@[m, c, u, v] * x@[m, c, u, v])) :
  ALL m < M, ALL c < C, exists w, box [n_h; n_w]%Z w /\ (cond 2 (fun u v => true)) w = true /\ y@[m, c] = (val 2 (fun u v => x@[m, c, u, v])) w /\
    (forall v, box [n_h; n_w]%Z v -> (val 2 (fun u v => first@[m, c, u, v])) v = If (same v w) 1) /\
    (forall v, box [n_h; n_w]%Z v -> (cond 2 (fun u v => true)) v = true -> le ((val 2 (fun u v => x@[m, c, u, v])) v) ((val 2 (fun u v => x@[m, c, u, v])) w) = true) /\
    exists before after, filter (cond 2 (fun u v => true)) (rows [n_h; n_w]%Z) = before ++ w :: after /\
      forall v, In v before -> le ((val 2 (fun u v => x@[m, c, u, v])) w) ((val 2 (fun u v => x@[m, c, u, v])) v) = false.
Proof.
  intros. apply (maximum le [n_h; n_w]%Z (cond 2 (fun u v => true)) (val 2 (fun u v => x@[m, c, u, v])) (val 2 (fun u v => first@[m, c, u, v])) (val 2 (fun u v => first@[m, c, u, v] * x@[m, c, u, v]))).
  - cbn. intros. apply H_first; assumption.
  - cbn. intros. ring.
  - rewrite H_value by assumption. reflexivity.
  - exists [0; 0]%Z; cbn; split; [repeat split; lia | reflexivity].
Qed.

End Certificate.
(* The hypotheses can hold, and things can move: in the ring of series, these tensors obey them. *)
From derive Require Import Series.
Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_satisfiable : exists (M C n_h n_w : Z) (y x first x_bar y_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (forall l, D (first l) = 0) /\
  (ALL m < M, ALL c < C, y@[m, c] = (SUM u < n_h, SUM v < n_w, first@[m, c, u, v] * x@[m, c, u, v])) /\
  (ALL m < M, ALL c < C, ALL u < n_h, ALL v < n_w, x_bar@[m, c, u, v] = (first@[m, c, u, v] * y_bar@[m, c])) /\
  D (x@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (x := (fun _ => moving) : tensor R).
  pose (first := (fun _ => 1) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (y := (val 2 (fun m c => (SUM u < n_h, SUM v < n_w, first@[m, c, u, v] * x@[m, c, u, v]))) : tensor R).
  pose (x_bar := (val 4 (fun m c u v => (first@[m, c, u, v] * y_bar@[m, c]))) : tensor R).
  exists M, C, n_h, n_w, y, x, first, x_bar, y_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, selected, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
