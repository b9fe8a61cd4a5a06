(* A differential ring in which the hypotheses of certificates hold: Hurwitz series over the rational numbers. A series
   is the list of a function's derivatives at a point, a n = a^(n)(0); D drops the first. Every equation y' = F(y) with a
   first value has a solution, so exp, log, tanh and their like are there. Two series with equal entries are equal by
   functional extensionality, the one axiom. *)
From Coq Require Import FunctionalExtensionality Qcanon QArith.
From derive Require Export Indexed.

Definition series := nat -> Qc.
Definition shift (a : series) : series := fun n => a (S n).
Definition constant (c : Qc) : series := fun n => match n with O => c | S _ => 0%Qc end.
Definition plus (a b : series) : series := fun n => (a n + b n)%Qc.
Definition minus (a b : series) : series := fun n => (a n - b n)%Qc.
Definition negative (a : series) : series := fun n => (- a n)%Qc.
(* (a b)' = a' b + a b' says what the product's entries are *)
Fixpoint entry (n : nat) (a b : series) : Qc :=
  match n with O => (a O * b O)%Qc | S k => (entry k (shift a) b + entry k a (shift b))%Qc end.
Definition times (a b : series) : series := fun n => entry n a b.

Lemma entry_comm n : forall a b, entry n a b = entry n b a.
Proof. induction n; intros; cbn; [ring|]. rewrite (IHn (shift a) b), (IHn a (shift b)). ring. Qed.
Lemma entry_plus n : forall a b c, entry n (plus a b) c = (entry n a c + entry n b c)%Qc.
Proof. induction n; intros; cbn; [unfold plus; ring|]. change (shift (plus a b)) with (plus (shift a) (shift b)).
  rewrite !IHn. ring. Qed.
Lemma entry_times n : forall a b c, entry n (times a b) c = entry n a (times b c).
Proof. induction n; intros; cbn; [unfold times; cbn; ring|].
  change (shift (times a b)) with (plus (times (shift a) b) (times a (shift b))).
  change (shift (times b c)) with (plus (times (shift b) c) (times b (shift c))).
  rewrite (entry_comm n a (plus _ _)), !entry_plus, (entry_comm n _ a), (entry_comm n (times b (shift c)) a), !IHn. ring. Qed.
Lemma entry_zero n : forall a, entry n (constant 0) a = 0%Qc.
Proof. induction n; intros; cbn; [ring|]. change (shift (constant 0)) with (fun _ : nat => 0%Qc).
  replace (fun _ : nat => 0%Qc) with (constant 0) by (extensionality k; now destruct k). rewrite !IHn. ring. Qed.
Lemma entry_one n : forall a, entry n (constant 1) a = a n.
Proof. induction n; intros; cbn; [ring|]. change (shift (constant 1)) with (fun _ : nat => 0%Qc).
  replace (fun _ : nat => 0%Qc) with (constant 0) by (extensionality k; now destruct k). rewrite entry_zero, IHn. unfold shift. ring. Qed.
(* an entry is made of earlier ones alone *)
Lemma entry_causal n : forall a b c d, (forall j, (j <= n)%nat -> a j = c j) -> (forall j, (j <= n)%nat -> b j = d j) -> entry n a b = entry n c d.
Proof. induction n; intros a b c d H K; cbn; [rewrite H, K by lia; reflexivity|].
  rewrite (IHn (shift a) b (shift c) d), (IHn a (shift b) c (shift d)); [reflexivity|..]; intros; unfold shift; auto with arith. Qed.

Definition causal (F : series -> series) := forall a b n, (forall j, (j <= n)%nat -> a j = b j) -> F a n = F b n.
Lemma causal_times F G : causal F -> causal G -> causal (fun y => times (F y) (G y)).
Proof. intros H K a b n E. apply entry_causal; intros; [apply H|apply K]; intros; apply E; lia. Qed.
Lemma causal_minus F G : causal F -> causal G -> causal (fun y => minus (F y) (G y)).
Proof. intros H K a b n E. unfold minus. rewrite (H a b), (K a b); auto. Qed.
Lemma causal_same : causal (fun y => y). Proof. intros a b n E. apply E. lia. Qed.
Lemma causal_fixed c : causal (fun _ => c). Proof. intros a b n E. reflexivity. Qed.

(* y' = F(y), y(0) = c *)
Fixpoint nearer (F : series -> series) (c : Qc) (k : nat) : series :=
  match k with O => constant c | S k => fun n => match n with O => c | S m => F (nearer F c k) m end end.
Definition solution F c : series := fun n => nearer F c n n.
Lemma nearer_stays F c : causal F -> forall k n, (n <= k)%nat -> nearer F c (S k) n = nearer F c k n.
Proof. intros H. induction k; intros n N.
  - replace n with O by lia. reflexivity.
  - destruct n as [|m]; [reflexivity|]. apply H. intros. apply IHk. lia. Qed.
Lemma nearer_solution F c : causal F -> forall k n, (n <= k)%nat -> nearer F c k n = solution F c n.
Proof. intros H. induction k; intros n N; [replace n with O by lia; reflexivity|].
  destruct (Nat.eq_dec n (S k)) as [->|D]; [reflexivity|]. rewrite nearer_stays by (auto; lia). apply IHk. lia. Qed.
Theorem solution_solves F c : causal F -> shift (solution F c) = F (solution F c).
Proof. intro H. extensionality n. unfold shift, solution at 1. cbn. apply H. intros. apply nearer_solution; auto. Qed.

Definition inverse (a : series) : series := solution (fun y => times (minus (constant 0) (shift a)) (times y y)) (/ a O)%Qc.

Lemma same_series (a b : series) : (forall n, a n = b n) -> a = b. Proof. intro. now extensionality n. Qed.
Definition series_ring : differential_ring.
Proof.
  refine {| carrier := series; zero := constant 0; one := constant 1; opp := negative; inv := inverse; D := shift;
            add := plus; sub := minus; mul := times |}.
  - split; intros; apply same_series; intro n; unfold plus, minus, negative, times.
    + destruct n; cbn; ring. + ring. + ring. + apply entry_one. + apply entry_comm.
    + symmetry. apply entry_times. + apply entry_plus. + ring. + destruct n; cbn; ring.
  - reflexivity.
  - intros. apply same_series. intro n. cbn. unfold plus, shift, times. cbn. ring.
Defined.

Section Model.
Notation R := series_ring.
Add Ring series_laws : (ring_laws R).
Local Open Scope R_scope.
Lemma one_is_not_zero : (1 : R) <> 0.
Proof. intro E. apply (f_equal (fun a : series => a O)) in E. discriminate E. Qed.
Lemma vanishes (g z : R) : D z = g * z -> (z : series) O = 0%Qc -> z = 0.
Proof. intros E Z. assert (forall n k, (k <= n)%nat -> (z : series) k = 0%Qc) as V.
  { induction n; intros k K; [now replace k with O by lia|]. destruct k; [assumption|].
    change ((D z : series) k = 0%Qc). rewrite E. change (entry k g z = 0%Qc).
    rewrite entry_comm, (entry_causal k z g (constant 0) g), entry_zero; intros; [reflexivity| |reflexivity].
    rewrite IHn by lia. now destruct j. }
  apply same_series. intro n. rewrite (V n n) by lia. now destruct n. Qed.
Theorem unit_series (a : R) : Qc_eq_bool ((a : series) O) 0 = false -> unit a.
Proof. intro N. assert ((a : series) O <> 0%Qc) as NZ.
  { intro E. rewrite E in N. discriminate N. }
  assert (L : D (inv a) = (0 - D a) * (inv a * inv a)).
  { apply (solution_solves (fun y => times (minus (constant 0) (shift a)) (times y y))).
    repeat first [apply causal_times | apply causal_same | apply causal_fixed]. }
  unfold unit. apply (add_cancel (- (a / a))). transitivity (0 : R); [ring|]. symmetry.
  transitivity (1 - a / a); [ring|]. apply (vanishes (- (D a / a))).
  - transitivity (D 1 - D (a / a)); [apply D_sub|]. rewrite D_1, D_mul, L. ring.
  - change (1 - ((a : series) O * / (a : series) O) = 0)%Qc. rewrite Qcmult_inv_r by assumption. ring. Qed.

(* the functions of the catalogue, each by its law *)
Ltac solves := apply solution_solves; repeat first [apply causal_times | apply causal_minus | apply causal_same | apply causal_fixed].
Definition exp (u : R) : R := solution (fun y => times y (shift u)) 1.
Lemma exp_law u : D (exp u) = exp u * D u.
Proof. apply (solution_solves (fun y => times y (shift u))). repeat first [apply causal_times | apply causal_same | apply causal_fixed]. Qed.
Definition log (u : R) : R := solution (fun _ => times (inverse u) (shift u)) 0.
Lemma log_law u : D (log u) = inv u * D u.
Proof. apply (solution_solves (fun _ => times (inverse u) (shift u))), causal_fixed. Qed.
Definition tanh (u : R) : R := solution (fun y => times (minus (constant 1) (times y y)) (shift u)) 0.
Lemma tanh_law u : D (tanh u) = (1 - tanh u * tanh u) * D u.
Proof. apply (solution_solves (fun y => times (minus (constant 1) (times y y)) (shift u))).
  repeat first [apply causal_times | apply causal_minus | apply causal_same | apply causal_fixed]. Qed.
Definition sigmoid (u : R) : R := solution (fun y => times (times y (minus (constant 1) y)) (shift u)) (Q2Qc (1 # 2)).
Lemma sigmoid_law u : D (sigmoid u) = sigmoid u * (1 - sigmoid u) * D u.
Proof. apply (solution_solves (fun y => times (times y (minus (constant 1) y)) (shift u))).
  repeat first [apply causal_times | apply causal_minus | apply causal_same | apply causal_fixed]. Qed.
Definition softplus (u : R) : R := solution (fun _ => times (sigmoid u) (shift u)) 0.
Lemma softplus_law u : D (softplus u) = sigmoid u * D u.
Proof. apply (solution_solves (fun _ => times (sigmoid u) (shift u))), causal_fixed. Qed.
Definition step (u : R) : R := if Qclt_le_dec 0 ((u : series) O) then 1 else 0.
Lemma step_law u : D (step u) = 0.
Proof. unfold step. destruct (Qclt_le_dec 0 ((u : series) O)); [apply D_1|apply D_0]. Qed.
Definition relu (u : R) : R := step u * u.
Lemma relu_law u : D (relu u) = step u * D u.
Proof. unfold relu. rewrite D_mul, step_law. ring. Qed.
Definition relu6 (u : R) : R := step u * step (num 6 - u) * u + num 6 * (1 - step (num 6 - u)).
Lemma relu6_law u : D (relu6 u) = step u * step (num 6 - u) * D u.
Proof. unfold relu6. rewrite D_add, !D_mul, D_sub, !step_law, D_num, D_1. ring. Qed.
Definition rsqrt (u : R) : R := solution (fun y => times (times (minus (constant 0) (inverse (num 2 : R))) (times (times y y) y)) (shift u)) 1.
Lemma rsqrt_law u : D (rsqrt u) = (0 - inv (num 2)) * (rsqrt u * rsqrt u * rsqrt u) * D u.
Proof. apply (solution_solves (fun y => times (times (minus (constant 0) (inverse (num 2 : R))) (times (times y y) y)) (shift u))).
  repeat first [apply causal_times | apply causal_minus | apply causal_same | apply causal_fixed]. Qed.

(* 1/2 + t: a number that moves *)
Definition moving : R := fun n => match n with O => Q2Qc (1 # 2) | S O => 1%Qc | _ => 0%Qc end.
Lemma moving_moves : D moving = 1.
Proof. apply same_series. intros [|n]; reflexivity. Qed.
End Model.

(* each hypothesis of a certificate, for what was chosen *)
Lemma below i n : (0 <= i < n)%Z -> i = (n - 1)%Z \/ (0 <= i < n - 1)%Z. Proof. lia. Qed.
Ltac each := repeat match goal with H : (0 <= ?i < ?n)%Z |- _ => is_var i; let k := eval vm_compute in n in
  lazymatch k with
  | Z0 => exfalso; change (0 <= i < 0)%Z in H; clear - H; lia
  | _ => destruct (below i k H) as [->|?]; clear H end end.
Ltac laws := first [rewrite exp_law | rewrite log_law | rewrite tanh_law | rewrite sigmoid_law | rewrite softplus_law
  | rewrite relu_law | rewrite relu6_law | rewrite rsqrt_law].
Ltac satisfied := lazymatch goal with
  | |- (_ <= _)%Z => vm_compute; discriminate
  | |- @eq Z _ _ => vm_compute; reflexivity
  | _ => intros; lazymatch goal with
    | |- unit _ => apply unit_series; each; vm_compute; reflexivity
    | |- _ = _ => first [exact moving_moves | exact D_1 | reflexivity | laws; ring] end end.
