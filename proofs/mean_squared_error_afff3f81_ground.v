(* What mean_squared_error_afff3f81 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
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
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, box [M; C; n_h; n_w]%Z [m; c; i; j]%Z).
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

Theorem gathered_satisfiable : exists (M C n_h n_w : Z) (J t a a_bar : tensor R),
  ((1 <= M)%Z) /\
  ((1 <= C)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (forall l, D (t l) = 0) /\
  (unit (num C : R)) /\
  (unit (num M : R)) /\
  (unit (num n_h : R)) /\
  (unit (num n_w : R)) /\
  (J@[] = (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, ((a@[m, c, i, j] - t@[m, c, i, j]) * (a@[m, c, i, j] - t@[m, c, i, j])) / num C / num M / num n_h / num n_w)) /\
  (ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a_bar@[m, c, i, j] = ((num 2 * a@[m, c, i, j] - (num 2 * t@[m, c, i, j])) / num C / num M / num n_h / num n_w)) /\
  D (a@[0, 0, 0, 0]) = 1.
Proof.
  pose (M := 2%Z).
  pose (C := 2%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (t := (fun _ => 1) : tensor R).
  pose (a := (fun _ => moving) : tensor R).
  pose (J := (fun _ => (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, ((a@[m, c, i, j] - t@[m, c, i, j]) * (a@[m, c, i, j] - t@[m, c, i, j])) / num C / num M / num n_h / num n_w)) : tensor R).
  pose (a_bar := (val 4 (fun m c i j => ((num 2 * a@[m, c, i, j] - (num 2 * t@[m, c, i, j])) / num C / num M / num n_h / num n_w))) : tensor R).
  exists M, C, n_h, n_w, J, t, a, a_bar.
  repeat apply conj; satisfied.
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, I).
Print Assumptions models.
