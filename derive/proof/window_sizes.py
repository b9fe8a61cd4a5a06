"""That the formulas of windows' output sizes count windows, for all sizes: one theorem for each way of padding.

A formula o counts the windows if window number i >= 0 stands exactly where i < o. Which windows stand is said without
the formula: by where a window starts and ends, from the padded input's first cell.
"""

import hashlib
from itertools import product

from sympy import Expr, Symbol

from derive.algebra.size import Size
from derive.layers.axes import SIGNAL
from derive.layers.window import Pad, WindowAxis
from derive.proof.certificate import LIBRARY, Certificate
from derive.proof.names import Names
from derive.proof.terms import size_text

HEAD = f"""(* Output sizes of windows: the formulas count the windows, for all sizes. Proved if Coq accepts this file.
   A window starts at s i, from the first cell of the padded input of n + p + P cells, and covers d (f - 1) + 1.
   Rounded down, it stands where it ends inside. Rounded up, where it starts before the padding behind and the window
   before it left a cell over. With same padding, at every multiple of s below n; causal, where its last cell is one. *)
From derive Require Import {LIBRARY.removesuffix(".v")}.
Open Scope Z_scope.
Lemma below_quotient i a s : 1 <= s -> (i < a / s + 1 <-> s * i <= a).
Proof. intro S. pose proof (Z.mul_div_le a s ltac:(lia)). pose proof (Z.mul_succ_div_gt a s ltac:(lia)). nia. Qed.
Lemma below_ceil i a s : 1 <= s -> (i < ceil_quotient a s <-> s * i < a).
Proof. intro S. unfold ceil_quotient. pose proof (Z.mul_div_le (- a) s ltac:(lia)).
  pose proof (Z.mul_succ_div_gt (- a) s ltac:(lia)). nia. Qed.
Lemma below_ceil_size i a s limit : 1 <= s -> 0 <= a <= limit -> 1 <= limit -> 0 <= i ->
  (i < ceil_size a s limit <-> s * i < limit /\\ (i = 0 \\/ s * (i - 1) < a)).
Proof. intros S A L I. unfold ceil_size. pose proof (below_ceil (i - 1) a s S). pose proof (below_ceil i a s S).
  pose proof (below_ceil (ceil_quotient a s - 1) a s S). pose proof (below_ceil (ceil_quotient a s) a s S).
  destruct (Z.geb_spec (ceil_quotient a s * s) limit); nia. Qed.
"""


def size_certificate() -> Certificate:
    """All of them in one file."""
    axis = SIGNAL.positions[0]
    kinds = product(Pad, (False, True), (True, False), (True, False))
    axes = [WindowAxis(axis, stride, dilation, pad, ceil) for pad, ceil, stride, dilation in kinds]
    own = {_name(each): _theorem(each) for each in axes if not (each.ceil and each.pad in (Pad.SAME, Pad.CAUSAL))}
    rests = (f"Definition theorems := ({', '.join(own)}).", "Print Assumptions theorems.")
    text = "\n".join((HEAD, *own.values(), *rests, ""))
    return Certificate(f"window_sizes_{hashlib.sha256(text.encode()).hexdigest()[:8]}", text, tuple(own), ())


def _name(axis: WindowAxis) -> str:
    strides = "" if axis.unit_stride else "_strided"
    return f"{axis.pad.value}{'_up' if axis.ceil else ''}{strides}{'' if axis.unit_dilation else '_dilated'}"


def _theorem(axis: WindowAxis) -> str:
    symbols = sorted(_symbols(axis), key=lambda symbol: str(symbol.name))
    names = Names({symbol: symbol.name for symbol in symbols}, {}, {}, {})
    one = {} if not axis.unit_stride else {axis.axis.size("s"): 1}
    none = {} if axis.pad is not Pad.NONE else {axis.axis.size("p", 0): 0}
    fixed = {**one, **none}

    def text(size: Size) -> str:
        return size_text(size if isinstance(size, int) else size.xreplace(fixed), names)

    given = [f"{1 if symbol.is_positive else 0} <= {symbol.name}" for symbol in symbols]
    given += [f"{rule.symbol.name} = {text(rule.definition)}" for rule in axis.sizes]
    padded, start = axis.extent + axis.padding + axis.behind, f"{text(axis.stride)} * i"
    outputs, span = text(axis.outputs), text(axis.span)
    if axis.ceil:
        given += [f"{span} <= {text(padded)}", f"{text(axis.behind)} <= {span}"]
        inside = f"{start} < {text(axis.extent + axis.padding)}"
        stands = f"{inside} /\\ (i = 0 \\/ {text(axis.stride)} * (i - 1) + {span} < {text(padded)})"
    elif axis.pad is Pad.SAME:
        stands = f"{start} < {text(axis.extent)}"
    elif axis.pad is Pad.CAUSAL:
        stands = f"{start} + {span} - 1 - {text(axis.padding)} < {text(axis.extent)}"
    else:
        stands = f"{start} + {span} <= {text(padded)}"
    hypotheses = " ->\n  ".join((*given, "0 <= i"))
    return (
        f"Theorem {_name(axis)} {' '.join(names.sizes.values())} i :\n  {hypotheses} ->\n"
        f"  (i < {outputs} <-> {stands}).\n"
        f"Proof. intros. {_proof(axis)} Qed.\n"
    )


def _symbols(axis: WindowAxis) -> set[Symbol]:
    sizes = (*(part for rule in axis.sizes for part in (rule.symbol, rule.definition)), axis.span, axis.padding)
    found = {symbol for size in (*sizes, axis.behind) if isinstance(size, Expr) for symbol in size.free_symbols}
    fixed = {axis.axis.size("s")} if axis.unit_stride else set()
    return found - fixed - ({axis.axis.size("p", 0)} if axis.pad is Pad.NONE else set())


def _proof(axis: WindowAxis) -> str:
    """By the laws of rounded quotients; whatever is left is linear but for s (i - 1)."""
    if axis.unit_stride and not axis.ceil:
        return "subst; lia."
    law = "below_ceil_size" if axis.ceil else "below_ceil" if axis.pad is Pad.SAME else "below_quotient"
    own = f"subst {axis.outputs.name}; " if axis.pad is not Pad.SAME else ""
    return f"{own or 'subst; '}rewrite {law} by lia; {'subst; ' if axis.pad is Pad.CAUSAL else ''}lia."
