(* mean_squared_error: its derived backward formulas, for all sizes. Proved if Coq accepts this file.

    J = 1/(M·C·n_h·n_w) · Σ_{m,c,i,j} (a[m, c, i, j] − t[m, c, i, j])²
    ∂J/∂a[m, c, i, j] = 2(a[m, c, i, j] − t[m, c, i, j])/(M·C·n_h·n_w)

Each theorem says: if the entries of the tensors obey these formulas, then, however they move,
the change of the output, paired with its cotangent, is the change of the inputs and parameters, paired with theirs.
That holds for all sizes, over every commutative ring with a derivation D (D (a b) = a D b + D a b): real functions of
a time t with D = d/dt are one. Not stated here: floating point, and that a selector stands where the maximum is. *)
From derive Require Import Indexed.
Section Certificate.
Variable R : differential_ring.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.

Theorem gathered (M C n_h n_w : Z) (J t a a_bar : tensor R)
  (least_M : (1 <= M)%Z)
  (least_C : (1 <= C)%Z)
  (least_n_h : (1 <= n_h)%Z)
  (least_n_w : (1 <= n_w)%Z)
  (held_t : forall l, D (t l) = 0)
  (unit_0 : unit (num C : R))
  (unit_1 : unit (num M : R))
  (unit_2 : unit (num n_h : R))
  (unit_3 : unit (num n_w : R))
  (H_J : J@[] = (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, ((a@[m, c, i, j] - t@[m, c, i, j]) * (a@[m, c, i, j] - t@[m, c, i, j])) / num C / num M / num n_h / num n_w))
  (H_a_bar : ALL m < M, ALL c < C, ALL i < n_h, ALL j < n_w, a_bar@[m, c, i, j] = ((num 2 * a@[m, c, i, j] - (num 2 * t@[m, c, i, j])) / num C / num M / num n_h / num n_w)) :
  D (J@[]) =
    (SUM m < M, SUM c < C, SUM i < n_h, SUM j < n_w, a_bar@[m, c, i, j] * D (a@[m, c, i, j])).
Proof.
  intros.
  pose (c0_0 := (cond 4 (fun m c i j => true))).
  assert (F_J := pairing_forward []%Z [Term [M; C; n_h; n_w]%Z c0_0 (val 4 (fun m c i j => ((a@[m, c, i, j] - t@[m, c, i, j]) * (a@[m, c, i, j] - t@[m, c, i, j])) / num C / num M / num n_h / num n_w))] (val 0 (1)) (val 0 (J@[])) H_J).
  cbn [map total bound condition body app length] in F_J.
  pose (f0_0_0 := (val 4 (fun m c i j => 1 * ((num 2 * a@[m, c, i, j] - (num 2 * t@[m, c, i, j])) / num C / num M / num n_h / num n_w) * D (a@[m, c, i, j])))).
  rewrite (where_total [M; C; n_h; n_w]%Z c0_0 _ [f0_0_0]) in F_J by (subst f0_0_0; points; slopes; repeat (progress (repeat first [rewrite held_t by arithmetic | rewrite D_inv by (first [assumption | (apply unit_0; arithmetic) | (apply unit_1; arithmetic) | (apply unit_2; arithmetic) | (apply unit_3; arithmetic) | fail])]; slopes)); algebra).
  cbn [map total] in F_J.
  pose (d_a0 := (cond 4 (fun m c i j => true))).
  pose (g_a0 := (val 4 (fun m c i j => (num 2 * a@[m, c, i, j] - (num 2 * t@[m, c, i, j])) / num C / num M / num n_h / num n_w))).
  assert (B_a := pairing_backward [M; C; n_h; n_w]%Z [Term []%Z d_a0 g_a0] (val 4 (fun m c i j => a_bar@[m, c, i, j])) (val 4 (fun m c i j => a@[m, c, i, j])) H_a_bar).
  cbn [map total bound condition body app length] in B_a.
  assert (E_a0 : where_ [M; C; n_h; n_w]%Z c0_0 f0_0_0 = where_ [M; C; n_h; n_w]%Z d_a0 (fun l => g_a0 l * D ((val 4 (fun m c i j => a@[m, c, i, j])) (firstn 4 l)))).
  { apply (reindex (point 4 (fun m c i j => [m; c; i; j]%Z)) (point 4 (fun m c i j => [m; c; i; j]%Z))); subst c0_0 f0_0_0 d_a0 g_a0; points; places. all: entries; entries; algebra. }
  rewrite E_a0 in F_J.
  transitivity (pairing []%Z (val 0 (1)) (val 0 (J@[]))); [cbn; ring|].
  transitivity (pairing [M; C; n_h; n_w]%Z (val 4 (fun m c i j => a_bar@[m, c, i, j])) (val 4 (fun m c i j => a@[m, c, i, j]))); [|cbn; ring].
  rewrite F_J, B_a.
  ring.
Qed.

End Certificate.
Print Assumptions gathered.
