(* What batch_norm_9b289b51 stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered_reads (C M n_d n_h n_w : Z)
  (least_C : (1 <= C)%Z)
  (least_M : (1 <= M)%Z)
  (least_n_d : (1 <= n_d)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z) :
  (ALL c < C, box [C]%Z [c]%Z) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, box [M; C; n_d; n_h; n_w]%Z [m; c; l; i; j]%Z) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, box [C]%Z [c]%Z) /\
  (ALL c < C, ALL m < M, ALL l < n_d, ALL i < n_h, ALL j < n_w, box [C]%Z [c]%Z) /\
  (ALL c < C, ALL m < M, ALL l < n_d, ALL i < n_h, ALL j < n_w, box [M; C; n_d; n_h; n_w]%Z [m; c; l; i; j]%Z).
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

Theorem gathered_satisfiable : exists (C M n_d n_h n_w : Z) (rsqrt : R -> R) (epsilon : R) (r running_variance xhat x running_mean y gamma beta x_bar xhat_bar gamma_bar y_bar beta_bar : tensor R),
  ((1 <= C)%Z) /\
  ((1 <= M)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (forall l, D (running_mean l) = 0) /\
  (forall l, D (running_variance l) = 0) /\
  (D epsilon = 0) /\
  (unit (num 2 : R)) /\
  (ALL c < C, D (rsqrt (running_variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon)))) * D (running_variance@[c] + epsilon)) /\
  (ALL c < C, r@[c] = (rsqrt (running_variance@[c] + epsilon))) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, xhat@[m, c, l, i, j] = (r@[c] * (x@[m, c, l, i, j] - running_mean@[c]))) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, y@[m, c, l, i, j] = (gamma@[c] * xhat@[m, c, l, i, j]) + (beta@[c])) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, x_bar@[m, c, l, i, j] = (r@[c] * xhat_bar@[m, c, l, i, j])) /\
  (ALL c < C, gamma_bar@[c] = (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, xhat@[m, c, l, i, j] * y_bar@[m, c, l, i, j])) /\
  (ALL c < C, beta_bar@[c] = (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, y_bar@[m, c, l, i, j])) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, xhat_bar@[m, c, l, i, j] = (gamma@[c] * y_bar@[m, c, l, i, j])) /\
  D (x@[0, 0, 0, 0, 0]) = 1.
Proof.
  pose (C := 2%Z).
  pose (M := 2%Z).
  pose (n_d := 4%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (epsilon := inv (num 2) : R).
  pose (running_variance := (fun _ => 1) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (running_mean := (fun _ => 1) : tensor R).
  pose (gamma := (fun _ => moving) : tensor R).
  pose (beta := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (r := (val 1 (fun c => (rsqrt (running_variance@[c] + epsilon)))) : tensor R).
  pose (xhat_bar := (val 5 (fun m c l i j => (gamma@[c] * y_bar@[m, c, l, i, j]))) : tensor R).
  pose (beta_bar := (val 1 (fun c => (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, y_bar@[m, c, l, i, j]))) : tensor R).
  pose (xhat := (val 5 (fun m c l i j => (r@[c] * (x@[m, c, l, i, j] - running_mean@[c])))) : tensor R).
  pose (x_bar := (val 5 (fun m c l i j => (r@[c] * xhat_bar@[m, c, l, i, j]))) : tensor R).
  pose (y := (val 5 (fun m c l i j => (gamma@[c] * xhat@[m, c, l, i, j]) + (beta@[c]))) : tensor R).
  pose (gamma_bar := (val 1 (fun c => (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, xhat@[m, c, l, i, j] * y_bar@[m, c, l, i, j]))) : tensor R).
  exists C, M, n_d, n_h, n_w, rsqrt, epsilon, r, running_variance, xhat, x, running_mean, y, gamma, beta, x_bar, xhat_bar, gamma_bar, y_bar, beta_bar.
  assert (half_held : D (inv (num 2) : R) = 0) by (rewrite D_inv by (apply unit_series; vm_compute; reflexivity); rewrite D_num; ring).
  repeat apply conj; first [exact half_held | satisfied].
Qed.
Theorem compact_satisfiable : exists (C M n_d n_h n_w : Z) (rsqrt : R -> R) (epsilon : R) (r running_variance xhat x running_mean y gamma beta x_bar gamma_bar y_bar beta_bar : tensor R),
  ((1 <= C)%Z) /\
  ((1 <= M)%Z) /\
  ((1 <= n_d)%Z) /\
  ((1 <= n_h)%Z) /\
  ((1 <= n_w)%Z) /\
  (forall l, D (running_mean l) = 0) /\
  (forall l, D (running_variance l) = 0) /\
  (D epsilon = 0) /\
  (unit (num 2 : R)) /\
  (ALL c < C, D (rsqrt (running_variance@[c] + epsilon)) = (- ((1 / num 2) * (rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon) * rsqrt (running_variance@[c] + epsilon)))) * D (running_variance@[c] + epsilon)) /\
  (ALL c < C, r@[c] = (rsqrt (running_variance@[c] + epsilon))) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, xhat@[m, c, l, i, j] = (r@[c] * (x@[m, c, l, i, j] - running_mean@[c]))) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, y@[m, c, l, i, j] = (gamma@[c] * xhat@[m, c, l, i, j]) + (beta@[c])) /\
  (ALL m < M, ALL c < C, ALL l < n_d, ALL i < n_h, ALL j < n_w, x_bar@[m, c, l, i, j] = (gamma@[c] * r@[c] * y_bar@[m, c, l, i, j])) /\
  (ALL c < C, gamma_bar@[c] = (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, xhat@[m, c, l, i, j] * y_bar@[m, c, l, i, j])) /\
  (ALL c < C, beta_bar@[c] = (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, y_bar@[m, c, l, i, j])) /\
  D (x@[0, 0, 0, 0, 0]) = 1.
Proof.
  pose (C := 2%Z).
  pose (M := 2%Z).
  pose (n_d := 4%Z).
  pose (n_h := 4%Z).
  pose (n_w := 4%Z).
  pose (epsilon := inv (num 2) : R).
  pose (running_variance := (fun _ => 1) : tensor R).
  pose (x := (fun _ => moving) : tensor R).
  pose (running_mean := (fun _ => 1) : tensor R).
  pose (gamma := (fun _ => moving) : tensor R).
  pose (beta := (fun _ => moving) : tensor R).
  pose (y_bar := (fun _ => moving) : tensor R).
  pose (r := (val 1 (fun c => (rsqrt (running_variance@[c] + epsilon)))) : tensor R).
  pose (beta_bar := (val 1 (fun c => (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, y_bar@[m, c, l, i, j]))) : tensor R).
  pose (xhat := (val 5 (fun m c l i j => (r@[c] * (x@[m, c, l, i, j] - running_mean@[c])))) : tensor R).
  pose (x_bar := (val 5 (fun m c l i j => (gamma@[c] * r@[c] * y_bar@[m, c, l, i, j]))) : tensor R).
  pose (y := (val 5 (fun m c l i j => (gamma@[c] * xhat@[m, c, l, i, j]) + (beta@[c]))) : tensor R).
  pose (gamma_bar := (val 1 (fun c => (SUM m < M, SUM l < n_d, SUM i < n_h, SUM j < n_w, xhat@[m, c, l, i, j] * y_bar@[m, c, l, i, j]))) : tensor R).
  exists C, M, n_d, n_h, n_w, rsqrt, epsilon, r, running_variance, xhat, x, running_mean, y, gamma, beta, x_bar, gamma_bar, y_bar, beta_bar.
  assert (half_held : D (inv (num 2) : R) = 0) by (rewrite D_inv by (apply unit_series; vm_compute; reflexivity); rewrite D_num; ring).
  repeat apply conj; first [exact half_held | satisfied].
Qed.
End Model.
Definition theorems := (gathered_reads, I).
Print Assumptions theorems.
Definition models := (gathered_satisfiable, compact_satisfiable, I).
Print Assumptions models.
