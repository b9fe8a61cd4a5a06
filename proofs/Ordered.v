(* The first maximum of a window, over a ring with an order: it is there, it is one cell, and a sum that it selects from
   is the maximum. *)
From derive Require Export Indexed.

Record order (R : Type) := {
  leb :> R -> R -> bool;
  leb_total : forall a b, leb a b = true \/ leb b a = true;
  leb_trans : forall a b c, leb a b = true -> leb b c = true -> leb a c = true }.
Arguments leb {_}. Arguments leb_total {_}. Arguments leb_trans {_}.

Section Ordered.
Context {R : differential_ring}.
Add Ring R_ring_ordered : (ring_laws R).
Local Open Scope R_scope.
Variable le : order R.

(* all points of a box, row by row *)
Fixpoint upto (n : nat) : list Z := match n with O => [] | S k => upto k ++ [Z.of_nat k] end.
Fixpoint rows (ns : list Z) : list (list Z) :=
  match ns with [] => nil :: nil | n :: ns => flat_map (fun i => map (cons i) (rows ns)) (upto (Z.to_nat n)) end.
(* the first of the greatest: a later one has to be greater *)
Fixpoint first_greatest (f : list Z -> R) (l : list (list Z)) : option (list Z) :=
  match l with [] => None | v :: l =>
    match first_greatest f l with None => Some v | Some w => if le (f w) (f v) then Some v else Some w end end.
Definition winner ns (c : list Z -> bool) f := first_greatest f (filter c (rows ns)).
Definition selects ns c f v : bool := match winner ns c f with Some w => same v w | None => false end.

Lemma in_upto n i : In i (upto n) <-> (0 <= i < Z.of_nat n)%Z.
Proof. induction n; cbn [upto]; [cbn; lia|]. rewrite in_app_iff, IHn. cbn. lia. Qed.
Lemma in_rows ns v : In v (rows ns) <-> box ns v.
Proof. revert v. induction ns as [|n ns IH]; intros v; cbn [rows box].
  - cbn. split; [intros [E|E]; [rewrite <- E; exact I|destruct E]|destruct v; [auto|tauto] ].
  - rewrite in_flat_map. split.
    + intros (i & I & J). apply in_map_iff in J as (w & <- & W). apply in_upto in I. apply IH in W. split; [lia|exact W].
    + destruct v as [|i v]; [tauto|]. intros [I B]. exists i. split; [apply in_upto; lia|]. apply in_map, IH, B. Qed.
Lemma first_greatest_is f l w : first_greatest f l = Some w ->
  In w l /\ (forall v, In v l -> le (f v) (f w) = true) /\
  exists before after, l = before ++ w :: after /\ forall v, In v before -> le (f w) (f v) = false.
Proof. revert w. induction l as [|v l IH]; intros w; cbn; [discriminate|].
  destruct (first_greatest f l) as [q|] eqn:Q.
  - destruct (IH q eq_refl) as (I & M & before & after & E & B). destruct (le (f q) (f v)) eqn:L; intros [= <-].
    + split; [auto|]. split; [|exists [], l; split; [reflexivity|intros ? N; destruct N] ]. intros u [->|U].
      * destruct (leb_total le (f u) (f u)); assumption.
      * eapply leb_trans; [apply M, U|exact L].
    + split; [auto|]. split.
      * intros u [->|U]; [|auto]. destruct (leb_total le (f u) (f q)) as [T|T]; [exact T|congruence].
      * exists (v :: before), after. split; [cbn; now rewrite E|]. intros u [->|U]; auto.
  - intros [= <-]. assert (l = []) as ->.
    { destruct l as [|u l]; [reflexivity|]. cbn in Q. destruct (first_greatest f l); [destruct (le (f l0) (f u))|]; discriminate. }
    split; [auto|]. split; [|exists [], []; split; [reflexivity|intros ? N; destruct N] ]. intros u [N|N]; [rewrite <- N|destruct N]. destruct (leb_total le (f v) (f v)); assumption. Qed.
Lemma first_greatest_some f l v : In v l -> exists w, first_greatest f l = Some w.
Proof. destruct l as [|u l]; [intro N; destruct N|]. intros _. cbn. destruct (first_greatest f l) as [q|]; [destruct (le (f q) (f u))|]; eauto. Qed.

(* The window's maximum: one cell is selected, it is a greatest one and the first such, and the selected sum is its value. *)
Theorem maximum ns (c : list Z -> bool) (f first g : list Z -> R) y :
  All ns (fun v => first v = If (selects ns c f v) 1) -> All ns (fun v => g v = first v * f v) ->
  y = Sum ns (fun v => If (c v) (g v)) -> (exists v, box ns v /\ c v = true) ->
  exists w, box ns w /\ c w = true /\ y = f w /\ (forall v, box ns v -> first v = If (same v w) 1) /\
    (forall v, box ns v -> c v = true -> le (f v) (f w) = true) /\
    exists before after, filter c (rows ns) = before ++ w :: after /\ forall v, In v before -> le (f w) (f v) = false.
Proof. rewrite !All_box. intros F G Y (v & B & C).
  destruct (first_greatest_some f (filter c (rows ns)) v) as (w & W); [apply filter_In; split; [now apply in_rows|exact C]|].
  assert (S : forall u, box ns u -> first u = If (same u w) 1).
  { intros u U. rewrite F by exact U. unfold selects, winner. now rewrite W. }
  apply first_greatest_is in W as (I & M & E). apply filter_In in I as (BW & CW). apply in_rows in BW.
  exists w. repeat split; try assumption.
  - rewrite Y, <- (Sum_one_point ns w f BW). apply Sum_ext. intros u U. rewrite G, S by exact U.
    destruct (same u w) eqn:D; cbn.
    + apply same_eq in D. subst u. rewrite CW. cbn. ring.
    + destruct (c u); cbn; ring.
  - intros u U CU. apply M, filter_In. split; [now apply in_rows|exact CU]. Qed.
End Ordered.
