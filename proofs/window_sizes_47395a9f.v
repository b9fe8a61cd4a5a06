(* Output sizes of windows: the formulas count the windows, for all sizes. Proved if Coq accepts this file.
   A window starts at s i, from the first cell of the padded input of n + p + P cells, and covers d (f - 1) + 1.
   Rounded down, it stands where it ends inside. Rounded up, where it starts before the padding behind and the window
   before it left a cell over. With same padding, at every multiple of s below n; causal, where its last cell is one. *)
From derive Require Import Indexed.
Open Scope Z_scope.
Lemma below_quotient i a s : 1 <= s -> (i < a / s + 1 <-> s * i <= a).
Proof. intro S. pose proof (Z.mul_div_le a s ltac:(lia)). pose proof (Z.mul_succ_div_gt a s ltac:(lia)). nia. Qed.
Lemma below_ceil i a s : 1 <= s -> (i < ceil_quotient a s <-> s * i < a).
Proof. intro S. unfold ceil_quotient. pose proof (Z.mul_div_le (- a) s ltac:(lia)).
  pose proof (Z.mul_succ_div_gt (- a) s ltac:(lia)). nia. Qed.
Lemma below_ceil_size i a s limit : 1 <= s -> 0 <= a <= limit -> 1 <= limit -> 0 <= i ->
  (i < ceil_size a s limit <-> s * i < limit /\ (i = 0 \/ s * (i - 1) < a)).
Proof. intros S A L I. unfold ceil_size. pose proof (below_ceil (i - 1) a s S). pose proof (below_ceil i a s S).
  pose proof (below_ceil (ceil_quotient a s - 1) a s S). pose proof (below_ceil (ceil_quotient a s) a s S).
  destruct (Z.geb_spec (ceil_quotient a s * s) limit); nia. Qed.

Theorem none f n o i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  o = (n + 1 - f) ->
  0 <= i ->
  (i < o <-> 1 * i + f <= n).
Proof. intros. subst; lia. Qed.

Theorem none_dilated d f n o i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  o = (n - d * (f + (-1))) ->
  0 <= i ->
  (i < o <-> 1 * i + (d * (f + (-1)) + 1) <= n).
Proof. intros. subst; lia. Qed.

Theorem none_strided f n o s i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  1 <= s ->
  o = ((((n - f)) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + f <= n).
Proof. intros. subst o; rewrite below_quotient by lia; lia. Qed.

Theorem none_strided_dilated d f n o s i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  1 <= s ->
  o = ((((n + (-1) - d * (f + (-1)))) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + (d * (f + (-1)) + 1) <= n).
Proof. intros. subst o; rewrite below_quotient by lia; lia. Qed.

Theorem none_up f n o i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  o = (ceil_size ((n - f)) (1) (n)) ->
  f <= n ->
  0 <= f ->
  0 <= i ->
  (i < o <-> 1 * i < n /\ (i = 0 \/ 1 * (i - 1) + f < n)).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem none_up_dilated d f n o i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  o = (ceil_size ((n + (-1) - d * (f + (-1)))) (1) (n)) ->
  (d * (f + (-1)) + 1) <= n ->
  0 <= (d * (f + (-1)) + 1) ->
  0 <= i ->
  (i < o <-> 1 * i < n /\ (i = 0 \/ 1 * (i - 1) + (d * (f + (-1)) + 1) < n)).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem none_up_strided f n o s i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  1 <= s ->
  o = (ceil_size ((n - f)) (s) (n)) ->
  f <= n ->
  0 <= f ->
  0 <= i ->
  (i < o <-> s * i < n /\ (i = 0 \/ s * (i - 1) + f < n)).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem none_up_strided_dilated d f n o s i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  1 <= s ->
  o = (ceil_size ((n + (-1) - d * (f + (-1)))) (s) (n)) ->
  (d * (f + (-1)) + 1) <= n ->
  0 <= (d * (f + (-1)) + 1) ->
  0 <= i ->
  (i < o <-> s * i < n /\ (i = 0 \/ s * (i - 1) + (d * (f + (-1)) + 1) < n)).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem given f n o p i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (n + 2 * p + 1 - f) ->
  0 <= i ->
  (i < o <-> 1 * i + f <= (n + 2 * p)).
Proof. intros. subst; lia. Qed.

Theorem given_dilated d f n o p i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (n + 2 * p - d * (f + (-1))) ->
  0 <= i ->
  (i < o <-> 1 * i + (d * (f + (-1)) + 1) <= (n + 2 * p)).
Proof. intros. subst; lia. Qed.

Theorem given_strided f n o p s i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = ((((n + 2 * p - f)) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + f <= (n + 2 * p)).
Proof. intros. subst o; rewrite below_quotient by lia; lia. Qed.

Theorem given_strided_dilated d f n o p s i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = ((((n + 2 * p + (-1) - d * (f + (-1)))) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + (d * (f + (-1)) + 1) <= (n + 2 * p)).
Proof. intros. subst o; rewrite below_quotient by lia; lia. Qed.

Theorem given_up f n o p i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (ceil_size ((n + 2 * p - f)) (1) ((n + p))) ->
  f <= (n + 2 * p) ->
  p <= f ->
  0 <= i ->
  (i < o <-> 1 * i < (n + p) /\ (i = 0 \/ 1 * (i - 1) + f < (n + 2 * p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem given_up_dilated d f n o p i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (ceil_size ((n + 2 * p + (-1) - d * (f + (-1)))) (1) ((n + p))) ->
  (d * (f + (-1)) + 1) <= (n + 2 * p) ->
  p <= (d * (f + (-1)) + 1) ->
  0 <= i ->
  (i < o <-> 1 * i < (n + p) /\ (i = 0 \/ 1 * (i - 1) + (d * (f + (-1)) + 1) < (n + 2 * p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem given_up_strided f n o p s i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = (ceil_size ((n + 2 * p - f)) (s) ((n + p))) ->
  f <= (n + 2 * p) ->
  p <= f ->
  0 <= i ->
  (i < o <-> s * i < (n + p) /\ (i = 0 \/ s * (i - 1) + f < (n + 2 * p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem given_up_strided_dilated d f n o p s i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = (ceil_size ((n + 2 * p + (-1) - d * (f + (-1)))) (s) ((n + p))) ->
  (d * (f + (-1)) + 1) <= (n + 2 * p) ->
  p <= (d * (f + (-1)) + 1) ->
  0 <= i ->
  (i < o <-> s * i < (n + p) /\ (i = 0 \/ s * (i - 1) + (d * (f + (-1)) + 1) < (n + 2 * p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem uneven P f n o p i :
  0 <= P ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (P + n + p + 1 - f) ->
  0 <= i ->
  (i < o <-> 1 * i + f <= (P + n + p)).
Proof. intros. subst; lia. Qed.

Theorem uneven_dilated P d f n o p i :
  0 <= P ->
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (P + n + p - d * (f + (-1))) ->
  0 <= i ->
  (i < o <-> 1 * i + (d * (f + (-1)) + 1) <= (P + n + p)).
Proof. intros. subst; lia. Qed.

Theorem uneven_strided P f n o p s i :
  0 <= P ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = ((((P + n + p - f)) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + f <= (P + n + p)).
Proof. intros. subst o; rewrite below_quotient by lia; lia. Qed.

Theorem uneven_strided_dilated P d f n o p s i :
  0 <= P ->
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = ((((P + n + p + (-1) - d * (f + (-1)))) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + (d * (f + (-1)) + 1) <= (P + n + p)).
Proof. intros. subst o; rewrite below_quotient by lia; lia. Qed.

Theorem uneven_up P f n o p i :
  0 <= P ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (ceil_size ((P + n + p - f)) (1) ((n + p))) ->
  f <= (P + n + p) ->
  P <= f ->
  0 <= i ->
  (i < o <-> 1 * i < (n + p) /\ (i = 0 \/ 1 * (i - 1) + f < (P + n + p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem uneven_up_dilated P d f n o p i :
  0 <= P ->
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = (ceil_size ((P + n + p + (-1) - d * (f + (-1)))) (1) ((n + p))) ->
  (d * (f + (-1)) + 1) <= (P + n + p) ->
  P <= (d * (f + (-1)) + 1) ->
  0 <= i ->
  (i < o <-> 1 * i < (n + p) /\ (i = 0 \/ 1 * (i - 1) + (d * (f + (-1)) + 1) < (P + n + p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem uneven_up_strided P f n o p s i :
  0 <= P ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = (ceil_size ((P + n + p - f)) (s) ((n + p))) ->
  f <= (P + n + p) ->
  P <= f ->
  0 <= i ->
  (i < o <-> s * i < (n + p) /\ (i = 0 \/ s * (i - 1) + f < (P + n + p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem uneven_up_strided_dilated P d f n o p s i :
  0 <= P ->
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = (ceil_size ((P + n + p + (-1) - d * (f + (-1)))) (s) ((n + p))) ->
  (d * (f + (-1)) + 1) <= (P + n + p) ->
  P <= (d * (f + (-1)) + 1) ->
  0 <= i ->
  (i < o <-> s * i < (n + p) /\ (i = 0 \/ s * (i - 1) + (d * (f + (-1)) + 1) < (P + n + p))).
Proof. intros. subst o; rewrite below_ceil_size by lia; lia. Qed.

Theorem same f n o p i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = n ->
  p = (((Z.max ((f + o + (-1) - n)) (0))) / (2)) ->
  0 <= i ->
  (i < o <-> 1 * i < n).
Proof. intros. subst; lia. Qed.

Theorem same_dilated d f n o p i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  o = n ->
  p = (((Z.max ((d * (f + (-1)) + o - n)) (0))) / (2)) ->
  0 <= i ->
  (i < o <-> 1 * i < n).
Proof. intros. subst; lia. Qed.

Theorem same_strided f n o p s i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = (ceil_quotient (n) (s)) ->
  p = (((Z.max ((f + s * (o + (-1)) - n)) (0))) / (2)) ->
  0 <= i ->
  (i < o <-> s * i < n).
Proof. intros. subst; rewrite below_ceil by lia; lia. Qed.

Theorem same_strided_dilated d f n o p s i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  o = (ceil_quotient (n) (s)) ->
  p = (((Z.max ((d * (f + (-1)) + s * (o + (-1)) + 1 - n)) (0))) / (2)) ->
  0 <= i ->
  (i < o <-> s * i < n).
Proof. intros. subst; rewrite below_ceil by lia; lia. Qed.

Theorem causal f n o p i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  p = (f + (-1)) ->
  o = (n + p + 1 - f) ->
  0 <= i ->
  (i < o <-> 1 * i + f - 1 - p < n).
Proof. intros. subst; lia. Qed.

Theorem causal_dilated d f n o p i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  p = d * (f + (-1)) ->
  o = (n + p - d * (f + (-1))) ->
  0 <= i ->
  (i < o <-> 1 * i + (d * (f + (-1)) + 1) - 1 - p < n).
Proof. intros. subst; lia. Qed.

Theorem causal_strided f n o p s i :
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  p = (f + (-1)) ->
  o = ((((n + p - f)) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + f - 1 - p < n).
Proof. intros. subst o; rewrite below_quotient by lia; subst; lia. Qed.

Theorem causal_strided_dilated d f n o p s i :
  1 <= d ->
  1 <= f ->
  1 <= n ->
  1 <= o ->
  0 <= p ->
  1 <= s ->
  p = d * (f + (-1)) ->
  o = ((((n + p + (-1) - d * (f + (-1)))) / (s)) + 1) ->
  0 <= i ->
  (i < o <-> s * i + (d * (f + (-1)) + 1) - 1 - p < n).
Proof. intros. subst o; rewrite below_quotient by lia; subst; lia. Qed.

Definition theorems := (none, none_dilated, none_strided, none_strided_dilated, none_up, none_up_dilated, none_up_strided, none_up_strided_dilated, given, given_dilated, given_strided, given_strided_dilated, given_up, given_up_dilated, given_up_strided, given_up_strided_dilated, uneven, uneven_dilated, uneven_strided, uneven_strided_dilated, uneven_up, uneven_up_dilated, uneven_up_strided, uneven_up_strided_dilated, same, same_dilated, same_strided, same_strided_dilated, causal, causal_dilated, causal_strided, causal_strided_dilated).
Print Assumptions theorems.
