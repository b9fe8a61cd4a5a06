(* Layers put together: pairings of tensors with several uses, and tensors whose entries are numbered anew. *)
From Coq Require Import Mergesort Orders Permutation.
From derive Require Export Indexed.
Module By_number <: TotalLeBool.
  Definition t := Z. Definition leb := Z.leb.
  Theorem leb_total : forall a b, leb a b = true \/ leb b a = true.
  Proof. unfold leb. intros. lia. Qed.
End By_number.
Module Sorted := Sort By_number.
Section Composed.
Context {R : differential_ring}.
Add Ring R_ring_composed : (ring_laws R).
Local Open Scope R_scope.

(* A cotangent that is the sum of its shares, one a use: so is its pairing. *)
Theorem pairing_shares ns (shares : list (tensor R)) (bar t : tensor R) :
  All ns (fun v => bar v = total (map (fun share => share v) shares)) ->
  pairing ns bar t = total (map (fun share => pairing ns share t) shares).
Proof. rewrite All_box. intro H. unfold pairing. rewrite (Sum_ext _ _ _ (fun v B => f_equal (fun b => b * D (t v)) (H v B))).
  clear H. induction shares as [|s shares IH]; cbn [map].
  - etransitivity; [|apply (Sum_zero ns)]. apply Sum_ext. intros. cbn. ring.
  - rewrite total_cons, <- IH, <- Sum_add. apply Sum_ext. intros. rewrite total_cons. ring. Qed.

(* Pairings by their numbers: equations between sums of them, and what follows when all are added. *)
Lemma total_app (a b : list R) : total (a ++ b) = total a + total b.
Proof. induction a as [|x a IH]; cbn [app]; [cbn; ring|]. rewrite !total_cons, IH. ring. Qed.
Lemma total_permuted (v : Z -> R) a b : Permutation a b -> total (map v a) = total (map v b).
Proof. induction 1; cbn [map]; rewrite ?total_cons; [reflexivity|congruence|ring|congruence]. Qed.
Definition balanced (equations : list (list Z * list Z)) (start ends : list Z) : bool :=
  same (Sorted.sort (start ++ concat (map snd equations))) (Sorted.sort (ends ++ concat (map fst equations))).
Fixpoint hold (v : Z -> R) (equations : list (list Z * list Z)) : Prop :=
  match equations with [] => True | e :: es => total (map v (fst e)) = total (map v (snd e)) /\ hold v es end.
Theorem balance (v : Z -> R) equations start ends :
  hold v equations -> balanced equations start ends = true -> total (map v start) = total (map v ends).
Proof. intros H B. apply same_eq in B.
  assert (E : total (map v (concat (map fst equations))) = total (map v (concat (map snd equations)))).
  { clear B. induction equations as [|e es IH]; [reflexivity|]. destruct H as [H K]. cbn [map concat].
    now rewrite !map_app, !total_app, H, IH. }
  apply (add_cancel (total (map v (concat (map snd equations))))). rewrite <- E at 2.
  rewrite <- !total_app, <- !map_app. etransitivity; [apply total_permuted, Sorted.Permuted_sort|]. rewrite B.
  symmetry. apply total_permuted, Sorted.Permuted_sort. Qed.
Definition numbered (atoms : list R) (k : Z) : R := nth (Z.to_nat k) atoms 0.

Lemma sum_1 (f : Z -> R) : sum 1 f = f 0%Z.
Proof. change 1%Z with (Z.succ 0). rewrite sum_more, sum_none by lia. ring. Qed.
Lemma sum_digits_2 n s m t (f : Z -> Z -> R) : (0 <= n)%Z -> (0 <= s)%Z -> (0 <= m)%Z -> (0 <= t)%Z ->
  sum (n * s) (fun i => sum (m * t) (f i)) =
  sum n (fun r => sum m (fun q => sum s (fun u => sum t (fun v => f (r * s + u)%Z (q * t + v)%Z)))).
Proof. intros. rewrite sum_digits by assumption. apply sum_ext. intros r _.
  transitivity (sum s (fun u => sum m (fun q => sum t (fun v => f (r * s + u)%Z (q * t + v)%Z)))); [|apply sum_swap].
  apply sum_ext. intros. now rewrite (sum_digits m t) by assumption. Qed.
Lemma sum_digits_3 n s m t k p (f : Z -> Z -> Z -> R) :
  (0 <= n)%Z -> (0 <= s)%Z -> (0 <= m)%Z -> (0 <= t)%Z -> (0 <= k)%Z -> (0 <= p)%Z ->
  sum (n * s) (fun i => sum (m * t) (fun j => sum (k * p) (f i j))) =
  sum n (fun r => sum m (fun q => sum k (fun o => sum s (fun u => sum t (fun v => sum p (fun w =>
    f (r * s + u)%Z (q * t + v)%Z (o * p + w)%Z)))))).
Proof. intros. rewrite sum_digits by assumption. apply sum_ext. intros r _.
  transitivity (sum s (fun u => sum m (fun q => sum k (fun o => sum t (fun v => sum p (fun w => f (r * s + u)%Z (q * t + v)%Z (o * p + w)%Z)))))).
  { apply sum_ext. intros. now rewrite sum_digits_2 by assumption. }
  rewrite sum_swap. apply sum_ext. intros. rewrite sum_swap. reflexivity. Qed.
End Composed.

(* What a layer's theorem says of single entries, said of whole tensors: an axis whose entries are numbered through is
   summed by its digits. *)
Ltac equal_places := repeat match goal with |- (_ :: _) = (_ :: _) => apply (f_equal2 (@cons Z)); [lia|] end; reflexivity.
Ltac by_digits := repeat match goal with H : (?o = ?a)%Z |- _ => is_var o; subst o end; repeat (apply sum_ext; intros);
  first [rewrite sum_digits_3 by lia | rewrite sum_digits_2 by lia | rewrite !sum_digits by nia];
  repeat first [apply sum_ext; intros | rewrite sum_swap; apply sum_ext; intros]; apply f_equal2; [|apply f_equal]; apply f_equal; equal_places.
Ltac single := repeat (apply sum_ext; intros); rewrite ?sum_1; reflexivity.
Ltac whole_ := first [reflexivity | lazymatch goal with |- add _ _ = add _ _ => apply (f_equal2 add); whole_ end
  | ring | single | symmetry; single | by_digits | symmetry; by_digits].
Ltac whole := unfold pairing; cbn [Sum]; whole_.
Ltac same_shape := lazymatch goal with |- pairing _ ?b ?t = _ => apply (f_equal (fun shape => pairing shape b t)) end;
  repeat match goal with |- (_ :: _) = (_ :: _) => apply (f_equal2 (@cons Z)); [first [reflexivity | ring | lia | congruence]|] end;
  reflexivity.
