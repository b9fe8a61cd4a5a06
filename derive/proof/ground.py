"""What a structure's certificate stands on: every read is inside its tensor, a selector stands at the maximum, and the
hypotheses can hold. A file of its own beside the certificate, about the same statements."""

from derive.layers.declaration import Declared
from derive.network.backward import derive_declaration
from derive.network.model import Model
from derive.proof.beside import ORDERED, reads_theorems, selected_lines
from derive.proof.certificate import HEAD, Certificate, certificate_of, proofs, structure
from derive.proof.satisfied import LIBRARY as SERIES
from derive.proof.satisfied import SECTION, model_lines

SAYS = """What {name} stands on, for all sizes. Proved if Coq accepts this file.

In its formulas every entry that is read or written lies inside its tensor, wherever the term is present. Where the
layer selects a maximum, that is one cell of the window, the first of the greatest, over a ring with an order. And the
hypotheses of its theorems can hold, with numbers that move: a model is shown, in the ring of Hurwitz series."""


def ground(declared: Declared, certificate: Certificate) -> Certificate:
    """That of a structure with its certificate. Raises ProofError where no small sizes obey the hypotheses."""
    found = proofs(declared, derive_declaration(declared.declaration))
    statements = {name: said for name, (said, _) in found.items()}
    selected = selected_lines(declared.declaration, statements["gathered"])
    shown = {**reads_theorems(declared.declaration, statements), **({"selected": selected} if selected else {})}
    models = {f"{name}_satisfiable": model_lines(declared, said, name) for name, said in statements.items()}
    text = (
        f"(* {SAYS.format(name=certificate.name)} *)",
        *([f"From derive Require Import {ORDERED.removesuffix('.v')}."] if selected else []),
        HEAD,
        *(line for lines in shown.values() for line in lines),
        "End Certificate.",
        SECTION,
        *(line for lines in models.values() for line in lines),
        "End Model.",
        *_rests("theorems", tuple(shown)),
        *_rests("models", tuple(models)),
        "",
    )
    needed = (SERIES, *([ORDERED] if selected else []))
    name = f"{certificate.name}_ground"
    return Certificate(name, "\n".join(text), tuple(shown), certificate.parts, needed, (), tuple(models))


def grounds(model: Model) -> tuple[Certificate, ...]:
    """One for each structure of a network."""
    found: dict[str, Certificate] = {}
    known: set[object] = set()
    for form in model.forms:
        if structure(form) not in known:
            known.add(structure(form))
            made = ground(Declared(form.declaration, form.binding), certificate_of(form))
            found.setdefault(made.name, made)
    return tuple(found.values())


def _rests(name: str, own: tuple[str, ...]) -> list[str]:
    """What asks Coq, once for all of them, for the axioms that theorems rest on."""
    return [f"Definition {name} := ({', '.join(own)}, I).", f"Print Assumptions {name}."]
