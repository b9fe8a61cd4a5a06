(* Formulas in index notation over a commutative ring with a derivation: sums over ranges of whole numbers, conditions
   under which a summand is absent, and the one law by which all index arithmetic is justified: `reindex`.
   Needs Coq's standard library alone; no axiom. *)
From Coq Require Export ZArith List Lia Bool ZifyBool Ring.
Export ListNotations.
Open Scope Z_scope.

(* A commutative ring R with a map D that is additive and keeps the product rule. Think of everything as a smooth
   function of one parameter t, and of D as d/dt. `inv` may be any map: what divides by u asks for `unit u`. *)
Record differential_ring := {
  carrier :> Type;
  zero : carrier; one : carrier; opp : carrier -> carrier; inv : carrier -> carrier; D : carrier -> carrier;
  add : carrier -> carrier -> carrier; sub : carrier -> carrier -> carrier; mul : carrier -> carrier -> carrier;
  ring_laws : ring_theory zero one add mul sub opp (@eq carrier);
  D_add : forall a b, D (add a b) = add (D a) (D b);
  D_mul : forall a b, D (mul a b) = add (mul a (D b)) (mul (D a) b) }.
Arguments zero {_}. Arguments one {_}. Arguments opp {_}. Arguments inv {_}. Arguments D {_}.
Arguments add {_}. Arguments sub {_}. Arguments mul {_}.

Declare Scope R_scope. Delimit Scope R_scope with R. Bind Scope R_scope with carrier.
Notation "0" := zero : R_scope. Notation "1" := one : R_scope. Notation "- a" := (opp a) : R_scope.
Infix "+" := add : R_scope. Infix "-" := sub : R_scope. Infix "*" := mul : R_scope.
Notation "a / b" := (mul a (inv b)) : R_scope.

(* quotients rounded up; and a pool's size, whose last window may not start in the padding behind the input *)
Definition ceil_quotient (a b : Z) : Z := - ((- a) / b).
Definition ceil_size (a s limit : Z) : Z :=
  if ceil_quotient a s * s >=? limit then ceil_quotient a s else ceil_quotient a s + 1.

(* A tensor is a function of its subscripts; W@[k, c] is an entry. *)
Definition tensor (R : differential_ring) := list Z -> R.
Notation "t @[ a , .. , b ]" := (t (@cons Z a%Z .. (@cons Z b%Z nil) ..)) (at level 9, a at level 200, b at level 200).
Notation "t @[ ]" := (t (@nil Z)) (at level 9).

Section Sums.
Context {R : differential_ring}.
Add Ring R_ring : (ring_laws R).
Local Open Scope R_scope.
Implicit Types (a b c x y : R) (n m i j k : Z) (v w l : list Z).

(* What follows from the two laws of D *)
Lemma add_cancel c a b : a + c = b + c -> a = b.
Proof. intro H. transitivity (a + c - c); [ring|]. rewrite H. ring. Qed.
Lemma D_0 : D (0 : R) = 0.
Proof. apply (add_cancel (D 0)). rewrite <- D_add. transitivity (D (0 : R)); [f_equal; ring|ring]. Qed.
Lemma D_1 : D (1 : R) = 0.
Proof. apply (add_cancel (D 1)). transitivity (D (1 * 1 : R)); [rewrite D_mul; ring|]. transitivity (D (1 : R)); [f_equal; ring|ring]. Qed.
Lemma D_opp a : D (- a) = - D a.
Proof. apply (add_cancel (D a)). rewrite <- D_add. transitivity (D (0 : R)); [f_equal; ring|]. rewrite D_0. ring. Qed.
Lemma D_sub a b : D (a - b) = D a - D b.
Proof. transitivity (D (a + - b)); [f_equal; ring|]. rewrite D_add, D_opp. ring. Qed.
Definition unit a := a / a = 1.
Lemma D_inv a : unit a -> D (inv a) = - (D a / a / a).
Proof. unfold unit. intro U. assert (E : a * D (inv a) + D a * inv a = 0) by now rewrite <- D_mul, U, D_1.
  transitivity (inv a * (a * D (inv a) + D a * inv a) + (1 - a / a) * D (inv a) - D a / a / a); [ring|]. rewrite E, U. ring. Qed.

(* A summand under a condition is absent where the condition fails. *)
Definition If (q : bool) a : R := if q then a else 0.
Lemma If_mul q a b : b * If q a = If q (b * a). Proof. destruct q; cbn; ring. Qed.
Lemma If_D q a : D (If q a) = If q (D a). Proof. destruct q; cbn; [reflexivity|apply D_0]. Qed.

(* sum n f = f 0 + ... + f (n - 1), nothing for n <= 0 *)
Fixpoint first_terms (n : nat) (f : Z -> R) : R := match n with O => 0 | S k => first_terms k f + f (Z.of_nat k) end.
Definition sum n f := first_terms (Z.to_nat n) f.
Definition num n : R := sum n (fun _ => 1). (* the whole number n >= 0 in R *)

Lemma sum_none n f : n <= 0 -> sum n f = 0.
Proof. intro N. unfold sum. now replace (Z.to_nat n) with O by lia. Qed.
Lemma sum_more n f : 0 <= n -> sum (Z.succ n) f = sum n f + f n.
Proof. intro N. unfold sum. replace (Z.to_nat (Z.succ n)) with (S (Z.to_nat n)) by lia. cbn. now rewrite Z2Nat.id. Qed.
Lemma size_induction (P : Z -> Prop) : (forall n, n <= 0 -> P n) -> (forall n, 0 <= n -> P n -> P (Z.succ n)) -> forall n, P n.
Proof. intros Z0 ZS n. destruct (Z.leb_spec n 0) as [L|L]; [auto|]. replace n with (Z.of_nat (Z.to_nat n)) by lia.
  induction (Z.to_nat n) as [|k IH]; [apply Z0; lia|]. rewrite Nat2Z.inj_succ. apply ZS; [lia|exact IH]. Qed.
Ltac on_size n := pattern n; apply size_induction; clear n; [intros n N; intros; rewrite ?(sum_none n) by assumption
  | intros n N IH; intros; rewrite ?(sum_more n) by assumption].

Lemma sum_ext n f g : (forall i, 0 <= i < n -> f i = g i) -> sum n f = sum n g.
Proof. on_size n; [reflexivity|]. rewrite H by lia. f_equal. apply IH. intros. apply H. lia. Qed.
Lemma sum_add n f g : sum n (fun i => f i + g i) = sum n f + sum n g.
Proof. on_size n; [ring|]. rewrite IH. ring. Qed.
Lemma sum_mul n c f : sum n (fun i => c * f i) = c * sum n f.
Proof. on_size n; [ring|]. rewrite IH. ring. Qed.
Lemma sum_zero n : sum n (fun _ => 0) = 0.
Proof. on_size n; [ring|]. rewrite IH. ring. Qed.
Lemma sum_D n f : D (sum n f) = sum n (fun i => D (f i)).
Proof. on_size n; [apply D_0|]. now rewrite D_add, IH. Qed.
Lemma sum_const n c : sum n (fun _ => c) = num n * c.
Proof. unfold num. transitivity (c * sum n (fun _ => 1)); [|ring]. rewrite <- sum_mul. apply sum_ext. intros. ring. Qed.
Lemma sum_held n f : (forall i, 0 <= i < n -> D (f i) = 0) -> D (sum n f) = 0.
Proof. intro H. rewrite sum_D, (sum_ext _ _ (fun _ => 0)); [apply sum_zero|exact H]. Qed.
Lemma If_held (c : bool) a : D a = 0 -> D (If c a) = 0.
Proof. intro H. rewrite If_D, H. now destruct c. Qed.
Lemma D_num n : D (num n) = 0.
Proof. apply sum_held. intros. apply D_1. Qed.
Lemma num_2 : num 2 = 1 + 1.
Proof. unfold num, sum. change (Z.to_nat 2) with 2%nat. cbn. ring. Qed.
Lemma sum_swap n m (f : Z -> Z -> R) : sum n (fun i => sum m (fun j => f i j)) = sum m (fun j => sum n (fun i => f i j)).
Proof. on_size n.
  - symmetry. rewrite <- (sum_zero m). apply sum_ext. intros. now apply sum_none.
  - rewrite IH, <- sum_add. apply sum_ext. intros. now rewrite sum_more. Qed.
Lemma sum_one_index n k f : 0 <= k < n -> sum n (fun i => If (i =? k) (f i)) = f k.
Proof. intro K. transitivity (If (k <? n) (f k)); [|unfold If; now replace (k <? n) with true by lia].
  destruct K as [K _]. revert K. on_size n; unfold If in *; [now replace (k <? n) with false by lia|].
  rewrite IH by assumption. destruct (Z.ltb_spec k n), (Z.ltb_spec k (Z.succ n)), (Z.eqb_spec n k); try lia; subst; ring. Qed.
Lemma sum_split n m f : 0 <= n -> 0 <= m -> sum (n + m) f = sum n f + sum m (fun j => f (n + j)%Z).
Proof. intros A B. revert B. on_size m.
  - replace (n + m)%Z with n by lia. ring.
  - replace (n + Z.succ m)%Z with (Z.succ (n + m)) by lia. rewrite sum_more, IH by lia. ring. Qed.
(* a number below n m has two digits: i m + j *)
Lemma sum_digits n m f : 0 <= n -> 0 <= m -> sum (n * m) f = sum n (fun i => sum m (fun j => f (i * m + j)%Z)).
Proof. intros A M. revert A. on_size n; [apply sum_none; nia|]. rewrite <- IH by assumption.
  replace (Z.succ n * m)%Z with (n * m + m)%Z by lia. rewrite sum_split by nia. reflexivity. Qed.

Fixpoint total (ts : list R) : R := match ts with [] => 0 | [t] => t | t :: ts => t + total ts end.
Lemma total_cons x xs : total (x :: xs) = x + total xs.
Proof. destruct xs; cbn; [ring|reflexivity]. Qed.

(* Several indices at once: v runs over the box ns. *)
Fixpoint Sum (ns : list Z) (f : list Z -> R) : R :=
  match ns with [] => f [] | n :: ns => sum n (fun i => Sum ns (fun v => f (i :: v))) end.
Fixpoint All (ns : list Z) (P : list Z -> Prop) : Prop :=
  match ns with [] => P [] | n :: ns => forall i, 0 <= i < n -> All ns (fun v => P (i :: v)) end.
Fixpoint box (ns v : list Z) : Prop :=
  match ns, v with [], [] => True | n :: ns, i :: v => (0 <= i < n) /\ box ns v | _, _ => False end.
Fixpoint same (v w : list Z) : bool :=
  match v, w with [], [] => true | i :: v, j :: w => (i =? j) && same v w | _, _ => false end.

Lemma same_eq v w : same v w = true <-> v = w.
Proof. revert w. induction v as [|i v IH]; intros [|j w]; cbn; split; try congruence; auto.
  - intros [E F]%andb_prop. apply IH in F. apply Z.eqb_eq in E. congruence.
  - intros [= -> ->]. rewrite Z.eqb_refl. now apply IH. Qed.
Lemma All_box ns P : All ns P <-> forall v, box ns v -> P v.
Proof. revert P. induction ns as [|n ns IH]; intros P; cbn.
  - split; [intros H [|? ?]; cbn; tauto|intros H; now apply H].
  - split.
    + intros H [|i v]; cbn; [tauto|]. intros [I B]. specialize (H i I). rewrite IH in H. now apply H.
    + intros H i I. apply IH. intros v B. now apply H. Qed.
Lemma Sum_ext ns f g : (forall v, box ns v -> f v = g v) -> Sum ns f = Sum ns g.
Proof. revert f g. induction ns as [|n ns IH]; cbn; intros f g H; [now apply H|]. apply sum_ext. intros i I. apply IH. auto. Qed.
Lemma Sum_add ns (f g : list Z -> R) : Sum ns (fun v => f v + g v) = Sum ns f + Sum ns g.
Proof. revert f g. induction ns as [|n ns IH]; cbn; intros f g; [reflexivity|]. rewrite <- sum_add. apply sum_ext. auto. Qed.
Lemma Sum_mul ns c f : Sum ns (fun v => c * f v) = c * Sum ns f.
Proof. revert f. induction ns as [|n ns IH]; cbn; intros f; [reflexivity|]. rewrite <- sum_mul. apply sum_ext. auto. Qed.
Lemma Sum_zero ns : Sum ns (fun _ => 0) = 0.
Proof. induction ns as [|n ns IH]; cbn; [reflexivity|]. rewrite IH. apply sum_zero. Qed.
Lemma Sum_D ns f : D (Sum ns f) = Sum ns (fun v => D (f v)).
Proof. revert f. induction ns as [|n ns IH]; cbn; intros f; [reflexivity|]. rewrite sum_D. apply sum_ext. auto. Qed.
Lemma Sum_sum_swap ns m (f : list Z -> Z -> R) : Sum ns (fun v => sum m (f v)) = sum m (fun j => Sum ns (fun v => f v j)).
Proof. revert f. induction ns as [|n ns IH]; cbn; intros f; [reflexivity|]. rewrite <- sum_swap. apply sum_ext. intros i _. apply IH. Qed.
Lemma Sum_swap ns ms (f : list Z -> list Z -> R) : Sum ns (fun v => Sum ms (fun w => f v w)) = Sum ms (fun w => Sum ns (fun v => f v w)).
Proof. revert f. induction ms as [|m ms IH]; cbn; intros f; [reflexivity|]. rewrite Sum_sum_swap. apply sum_ext. intros; apply IH. Qed.
Lemma Sum_app ns ms f : Sum (ns ++ ms) f = Sum ns (fun v => Sum ms (fun w => f (v ++ w))).
Proof. revert f. induction ns as [|n ns IH]; cbn; intros f; [reflexivity|]. apply sum_ext. intros; apply IH. Qed.
Lemma Sum_one_point ns w f : box ns w -> Sum ns (fun v => If (same v w) (f v)) = f w.
Proof. revert w f. induction ns as [|n ns IH]; intros [|i w]; cbn; try tauto. intros f [I B].
  rewrite <- (IH w (fun v => f (i :: v)) B), <- (sum_one_index n i (fun j => Sum ns (fun v => If (same v w) (f (j :: v)))) I).
  apply sum_ext. intros j _. destruct (j =? i); cbn; [reflexivity|apply Sum_zero]. Qed.
Lemma box_app ns ms v w : box ns v -> box ms w -> box (ns ++ ms) (v ++ w).
Proof. revert v. induction ns as [|n ns IH]; intros [|i v]; cbn; try tauto. intros [I B] W. auto. Qed.
Lemma box_firstn ns v w : box ns v -> firstn (length ns) (v ++ w) = v.
Proof. revert v. induction ns as [|n ns IH]; intros [|i v]; cbn; try tauto. intros [_ B]. f_equal. auto. Qed.

(* sum (c1 g1 + ... + ck gk) = c1 sum g1 + ... + ck sum gk *)
Lemma Sum_linear ns f (parts : list (R * (list Z -> R))) :
  All ns (fun v => f v = total (map (fun p => fst p * snd p v) parts)) ->
  Sum ns f = total (map (fun p => fst p * Sum ns (snd p)) parts).
Proof. rewrite All_box. intro H. rewrite (Sum_ext _ _ _ H). clear H. induction parts as [|[c g] parts IH]; cbn [map].
  - apply Sum_zero.
  - rewrite total_cons, <- IH, <- Sum_mul, <- Sum_add. apply Sum_ext. intros. now rewrite total_cons. Qed.
Lemma sum_ones n : sum n (fun _ => 1) = num n. Proof. reflexivity. Qed.
Lemma sum_ones_2 n m : sum n (fun _ => sum m (fun _ => 1)) = num n * num m.
Proof. transitivity (sum n (fun _ => num m)); [reflexivity|]. apply sum_const. Qed.
Lemma sum_ones_3 n m k : sum n (fun _ => sum m (fun _ => sum k (fun _ => 1))) = num n * num m * num k.
Proof. transitivity (sum n (fun _ => num m * num k)); [apply sum_ext; intros; apply sum_ones_2|]. rewrite sum_const. ring. Qed.
Lemma sum_ones_4 n m k (p : Z) : sum n (fun _ => sum m (fun _ => sum k (fun _ => sum p (fun _ => 1)))) = num n * num m * num k * num p.
Proof. transitivity (sum n (fun _ => num m * num k * num p)); [apply sum_ext; intros; apply sum_ones_3|]. rewrite sum_const. ring. Qed.

(* The summands of a box where a condition holds *)
Definition where_ ns (c : list Z -> bool) f := Sum ns (fun v => If (c v) (f v)).
Lemma where_ext ns (c : list Z -> bool) f g : All ns (fun v => c v = true -> f v = g v) -> where_ ns c f = where_ ns c g.
Proof. rewrite All_box. intro H. apply Sum_ext. intros v B. destruct (c v) eqn:C; cbn; auto. Qed.
Lemma where_total ns (c : list Z -> bool) f fs :
  All ns (fun v => c v = true -> f v = total (map (fun g => g v) fs)) -> where_ ns c f = total (map (where_ ns c) fs).
Proof. intro H. rewrite (where_ext _ _ _ _ H). clear H. induction fs as [|g fs IH]; cbn [map].
  - etransitivity; [|apply (Sum_zero ns)]. apply Sum_ext. intros v _. now destruct (c v).
  - rewrite total_cons, <- IH. unfold where_. rewrite <- Sum_add. apply Sum_ext. intros v _.
    rewrite total_cons. destruct (c v); cbn; ring. Qed.

(* THE LAW OF INDICES. Two sums are equal if there, psi lead one-to-one from each point with a summand of one to one of
   the other with an equal summand, and back. Renaming, exchange, solving a bracket for an index, shifting, leaving out a
   condition that always holds, digits and the scatter form are all of this kind. *)
Theorem reindex (there back : list Z -> list Z) ns ms (c d : list Z -> bool) f g :
  All ns (fun v => c v = true -> box ms (there v) /\ d (there v) = true /\ back (there v) = v) ->
  All ms (fun w => d w = true -> box ns (back w) /\ c (back w) = true /\ there (back w) = w /\ f (back w) = g w) ->
  where_ ns c f = where_ ms d g.
Proof. rewrite !All_box. intros H K. unfold where_.
  transitivity (Sum ns (fun v => Sum ms (fun w => If (same w (there v)) (If (c v) (f v))))).
  { apply Sum_ext. intros v B. destruct (c v) eqn:C; cbn.
    - symmetry. apply (Sum_one_point ms (there v) (fun _ => f v)). now apply H.
    - symmetry. etransitivity; [|apply (Sum_zero ms)]. apply Sum_ext. intros w _. now destruct (same w (there v)). }
  rewrite Sum_swap. apply Sum_ext. intros w W.
  transitivity (Sum ns (fun v => If (same v (back w)) (If (d w) (g w)))).
  - apply Sum_ext. intros v B. destruct (same w (there v)) eqn:S, (same v (back w)) eqn:T; cbn; auto.
    + apply same_eq in S, T. destruct (c v) eqn:C, (d w) eqn:E; cbn; auto.
      * apply K in E; auto. rewrite <- T in E. apply E.
      * apply H in C; auto. rewrite <- S, E in C. destruct C as (_ & C & _). discriminate.
      * apply K in E; auto. rewrite <- T, C in E. destruct E as (_ & E & _). discriminate.
    + apply same_eq in S. destruct (c v) eqn:C; cbn; auto. apply H in C as (_ & _ & C); auto.
      rewrite <- S in C. symmetry in C. apply same_eq in C. congruence.
    + apply same_eq in T. destruct (d w) eqn:E; cbn; auto. apply K in E as (_ & _ & E & _); auto.
      rewrite <- T in E. symmetry in E. apply same_eq in E. congruence.
  - destruct (d w) eqn:E; cbn.
    + apply (Sum_one_point ns (back w) (fun _ => g w)). now apply K.
    + etransitivity; [|apply (Sum_zero ns)]. apply Sum_ext. intros v _. now destruct (same v (back w)). Qed.

(* A term of an equation: the ranges that it sums over, its condition and its body, at free ++ bound indices. *)
Record term := Term { bound : list Z; condition : list Z -> bool; body : list Z -> R }.
Definition at_point v t := Sum (bound t) (fun w => If (condition t (v ++ w)) (body t (v ++ w))).
Definition value (ts : list term) v := total (map (at_point v) ts).
(* sum of bar D t: how a change of t changes what bar is the derivative of *)
Definition pairing ns (bar t : tensor R) := Sum ns (fun v => bar v * D (t v)).

Lemma Sum_value ns ts (h : list Z -> R) (k : term -> list Z -> R) :
  (forall v s, box ns v -> In s ts -> h v * at_point v s = Sum (bound s) (fun w => k s (v ++ w))) ->
  Sum ns (fun v => h v * value ts v) = total (map (fun s => Sum (ns ++ bound s) (k s)) ts).
Proof. induction ts as [|s ts IH]; cbn [map]; intro H.
  - etransitivity; [|apply (Sum_zero ns)]. apply Sum_ext. intros. cbn. ring.
  - rewrite total_cons, <- IH by (intros; apply H; cbn; auto). rewrite Sum_app, <- Sum_add. apply Sum_ext. intros v B.
    rewrite <- H by (cbn; auto). unfold value. cbn [map]. rewrite total_cons. ring. Qed.
Lemma D_value ts v : D (value ts v) = value (map (fun s => Term (bound s) (condition s) (fun l => D (body s l))) ts) v.
Proof. unfold value. induction ts as [|s ts IH]; cbn [map]; [apply D_0|]. rewrite !total_cons, D_add, IH. f_equal.
  unfold at_point. cbn. rewrite Sum_D. apply Sum_ext. intros. apply If_D. Qed.

(* the pairing of a tensor that a formula gives, summand by summand *)
Theorem pairing_forward ns ts bar t : All ns (fun v => t v = value ts v) -> pairing ns bar t =
  total (map (fun s => where_ (ns ++ bound s) (condition s) (fun l => bar (firstn (length ns) l) * D (body s l))) ts).
Proof. rewrite All_box. intro H. unfold pairing, where_.
  transitivity (Sum ns (fun v => bar v * value (map (fun s => Term (bound s) (condition s) (fun l => D (body s l))) ts) v)).
  { apply Sum_ext. intros v B. now rewrite (H v B), D_value. }
  rewrite (Sum_value _ _ _ (fun s l => If (condition s l) (bar (firstn (length ns) l) * body s l))).
  - now rewrite map_map.
  - intros v s B _. unfold at_point. rewrite <- Sum_mul. apply Sum_ext. intros w _. now rewrite If_mul, (box_firstn ns). Qed.
(* the pairing of a cotangent that a formula gives *)
Theorem pairing_backward ns ts bar t : All ns (fun v => bar v = value ts v) -> pairing ns bar t =
  total (map (fun s => where_ (ns ++ bound s) (condition s) (fun l => body s l * D (t (firstn (length ns) l)))) ts).
Proof. rewrite All_box. intro H. unfold pairing, where_.
  transitivity (Sum ns (fun v => D (t v) * value ts v)).
  { apply Sum_ext. intros v B. rewrite (H v B). ring. }
  rewrite (Sum_value _ _ _ (fun s l => If (condition s l) (body s l * D (t (firstn (length ns) l))))); [reflexivity|].
  intros v s B _. unfold at_point. rewrite <- Sum_mul. apply Sum_ext. intros w _.
  rewrite If_mul, (box_firstn ns) by assumption. f_equal. ring. Qed.

(* The cotangent is the only one: the derivation that moves a single entry reads it off a pairing. *)
Theorem pairing_moved ns bar t w : box ns w -> All ns (fun v => D (t v) = If (same v w) 1) -> pairing ns bar t = bar w.
Proof. intros B H. rewrite All_box in H. unfold pairing. rewrite <- (Sum_one_point ns w bar B). apply Sum_ext. intros v V.
  rewrite H by assumption. rewrite If_mul. f_equal. ring. Qed.
Theorem pairing_fixed ns bar t : All ns (fun v => D (t v) = 0) -> pairing ns bar t = 0.
Proof. intro H. rewrite All_box in H. unfold pairing. etransitivity; [|apply (Sum_zero ns)]. apply Sum_ext. intros v V.
  rewrite H by assumption. ring. Qed.
Lemma by_difference a b x y : x = y -> a - b = x - y -> a = b.
Proof. intros -> H. apply (add_cancel (- b)). transitivity (a - b); [ring|]. rewrite H. ring. Qed.
End Sums.

(* functions of a list of n indices, written with the indices' names *)
Fixpoint fn (n : nat) (T : Type) : Type := match n with O => T | S k => Z -> fn k T end.
Fixpoint on {T} (t0 : T) (n : nat) : fn n T -> list Z -> T :=
  match n with O => fun f _ => f | S k => fun f l => match l with i :: l => on t0 k (f i) l | [] => t0 end end.
Notation point := (on (@nil Z)). Notation cond := (on false). Notation val := (on zero).

Notation "'SUM' i < n , e" := (sum n (fun i : Z => e)) (at level 45, i name, n at level 39, e at level 45, right associativity) : R_scope.
Notation "[[ c ]] e" := (If c e) (at level 45, e at level 45, right associativity) : R_scope.
Notation inside a n := ((0 <=? a%Z)%Z && (a%Z <? n%Z)%Z).
Notation "'ALL' i < n , e" := (forall i : Z, (0 <= i < n)%Z -> e) (at level 200, i name, n at level 39, right associativity).

(* Closing the conditions of `reindex`: linear arithmetic, with bounds of products of an index and a size *)
Lemma product_bounds s i o : (0 <= s)%Z -> (0 <= i < o)%Z -> (0 <= s * i <= s * (o - 1))%Z.
Proof. nia. Qed.
Ltac products := repeat match goal with
  | H : (0 <= ?i < ?o)%Z |- context [(?s * ?i)%Z] => is_var i; product s i o H
  | H : (0 <= ?i < ?o)%Z, _ : context [(?s * ?i)%Z] |- _ => is_var i; product s i o H end
with product s i o H := match goal with
  | _ : (0 <= s * i <= s * (o - 1))%Z |- _ => fail 1
  | _ => pose proof (product_bounds s i o ltac:(lia) H) end.
Lemma same_digits n g k h l : (0 <= k < n)%Z -> (0 <= l < n)%Z -> (n * g + k = n * h + l)%Z -> g = h /\ k = l.
Proof. intros K L E. apply (Z.div_mod_unique n); lia. Qed.
Ltac digits := rewrite ?andb_true_iff, ?Z.eqb_eq in *; repeat match goal with H : _ /\ _ |- _ => destruct H end;
  repeat match goal with K : (0 <= ?k)%Z, K' : (?k < ?n)%Z, L : (0 <= ?l)%Z, L' : (?l < ?n)%Z |- _ =>
    match goal with H : (_ = _)%Z |- _ => match type of H with context [(n * ?g)%Z] => match type of H with context [(n * ?h)%Z] =>
      assert_fails (constr_eq g h); destruct (same_digits n g k h l (conj K K') (conj L L') ltac:(lia)); clear H end end end end.
Ltac arithmetic := first [lia | products; lia | digits; subst; lia | products; timeout 5 nia].
Ltac size_fact := repeat match goal with H : ?o = (?a / ?s + 1)%Z |- _ =>
  is_var o; pose proof (Z.mul_div_le a s ltac:(lia)); subst o end; lia.
Ltac held := repeat first [apply sum_held; intros | apply If_held | apply D_num | apply D_1 | apply D_0].
Ltac algebra := rewrite ?num_2; ring.
Ltac points := cbn [All box app where_ bound condition body map total value at_point firstn length fst snd on] in *; intros.
Ltac slopes := repeat first [rewrite D_add | rewrite D_sub | rewrite D_opp | rewrite D_mul | rewrite D_num | rewrite D_0 | rewrite D_1].
(* entries of one tensor whose subscripts are equal numbers become the same entry *)
Ltac entries := repeat match goal with |- context [?t (?a :: ?l)] =>
  match type of (t (a :: l)) with carrier _ => match goal with |- context [t (?b :: ?k)] =>
    assert_fails (constr_eq (a :: l) (b :: k)); replace (b :: k) with (a :: l) by (repeat f_equal; lia) end end end.
Ltac places := match goal with
  | |- True => exact I | |- _ /\ _ => split; places
  | |- @eq (list Z) _ _ => reflexivity || (repeat f_equal; arithmetic)
  | |- @eq (carrier _) _ _ => idtac
  | |- _ => arithmetic end.
