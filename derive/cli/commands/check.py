"""`derive check`: which mistake is in somebody's forward and backward pass."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from derive.cli.options import Jobs, Json, Width, folder

if TYPE_CHECKING:
    from derive.diagnosis.style import Style


def check(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Python files or notebooks; folders with -o", show_default=False),
    ] = [],  # noqa: B006
    layer: Annotated[str, typer.Option(metavar="KIND", help="the kind of the layer that is named, such as conv")] = "",
    forward: Annotated[str, typer.Option(metavar="NAME", help="its forward function, or its class")] = "",
    backward: Annotated[str, typer.Option(metavar="NAME", help="its backward function")] = "",
    spec: Annotated[
        Path | None, typer.Option(metavar="SPEC", help="a whole network: a function that returns a dict of gradients")
    ] = None,
    hint: Annotated[bool, typer.Option("--hint", help="ask the question, do not give the answer")] = False,
    level: Annotated[
        int, typer.Option(min=1, max=3, help="how much is told: 1 the verdicts, 2 where and the question, 3 all")
    ] = 3,
    style: Annotated[
        str, typer.Option(metavar="STYLE", help="how arrays lie: auto, cs231n (channels first), coursera (last)")
    ] = "auto",
    seconds: Annotated[float, typer.Option(min=0.1, help="how long each layer may take")] = 20.0,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", parser=folder, help="a class: a page for each file, a summary"),
    ] = None,
    points: Annotated[
        Path | None, typer.Option(metavar="FILE", help="with -o: points by layer; writes results.json for autograders")
    ] = None,
    jobs: Jobs = None,
    published: Annotated[
        str,
        typer.Option(metavar="MEANS", help="from numbers alone: a course's means, dA=0.6347,dW=1.5573"),
    ] = "",
    case: Annotated[str, typer.Option(metavar="EXAMPLE", help="which example they are of")] = "coursera-conv-backward",
    write_cases: Annotated[
        Path | None,
        typer.Option(metavar="DIR", parser=folder, help="for other languages: write the cases of --layer as .npz"),
    ] = None,
    arrays: Annotated[
        Path | None, typer.Option(metavar="DIR", parser=folder, help="judge the arrays computed from these cases")
    ] = None,
    as_json: Json = False,
    width: Width = None,
) -> None:
    """Run layers written by somebody in NumPy, and say what is right, what is wrong, and which mistake it is.

    Layers are found by the names of functions (conv_forward_naive and conv_backward_naive) and classes (with forward
    and backward), or named by --layer, --forward and --backward. The code runs in a process of its own with limits of
    time and memory; that is no security boundary. Exit code 0 if all is right, or right by convention; else 1.
    """
    from derive.cli.output import print_json, print_text
    from derive.cli.terminal import progress
    from derive.diagnosis.check import check_file
    from derive.diagnosis.network import check_network
    from derive.diagnosis.sandbox import Limits
    from derive.document.diagnosis import Telling, diagnosis_document
    from derive.network.build import build
    from derive.spec.read import read_spec

    if published:
        _published(published, case, as_json, width)
        return
    if write_cases is not None or arrays is not None:
        _exchanged(layer, write_cases, arrays, as_json, width)
        return
    if not files:
        raise typer.BadParameter("no file is given", param_hint="FILE...")
    if out is not None:
        _class(files, out, seconds, points, jobs)
        return
    wanted = None if spec is not None else _wanted(layer, forward, backward)
    verdicts = []
    with progress() as tell:
        for file in files:
            tell(file)
            limits = Limits(seconds=seconds)
            if spec is not None:
                verdicts.append(check_network(Path(file), build(read_spec(spec)), backward, limits))
            else:
                verdicts.append(check_file(Path(file), wanted, limits, _style(style)))
    if as_json:
        print_json({"files": [verdict.to_dict() for verdict in verdicts]})
    else:
        for place, verdict in enumerate(verdicts):
            typer.echo() if place else None
            print_text(diagnosis_document(verdict, Telling(2 if hint else level)), None, width)
    if not all(verdict.ok for verdict in verdicts):
        raise typer.Exit(1)


def _published(means: str, name: str, as_json: bool, width: int | None) -> None:
    """Says which mistakes give the printed means; exit code 0 only if they are the right ones."""
    from derive.cli.output import print_json, print_text
    from derive.diagnosis.published import example, explanations, parse
    from derive.document.diagnosis import published_document

    own = example(name)
    found = explanations(own, parse(means))
    if as_json:
        print_json({"example": name, "mistakes": [sorted({made.fault for made in each}) for each in found]})
    else:
        print_text(published_document(own, found), None, width)
    if found != ((),):
        raise typer.Exit(1)


def _exchanged(layer: str, write: Path | None, arrays: Path | None, as_json: bool, width: int | None) -> None:
    """Writes the cases of a layer, or judges what was computed from them."""
    from derive.cli.output import print_json, print_text
    from derive.diagnosis.direct import subject_of
    from derive.diagnosis.exchange import judge_arrays, kind_of, write_cases
    from derive.diagnosis.verdict import FileVerdict
    from derive.document.diagnosis import diagnosis_document
    from derive.grammar import counted

    if write is not None:
        typer.echo(f"{write}: {counted(write_cases(subject_of(layer), write), 'case')}")
    if arrays is None:
        return
    verdict = FileVerdict(str(arrays), (judge_arrays(subject_of(layer or kind_of(arrays)), arrays),))
    if as_json:
        print_json({"files": [verdict.to_dict()]})
    else:
        print_text(diagnosis_document(verdict), None, width)
    if not verdict.ok:
        raise typer.Exit(1)


def _class(files: list[str], out: Path, seconds: float, points: Path | None, jobs: int | None) -> None:
    from derive.cli.grading import grade_all
    from derive.cli.terminal import progress
    from derive.grammar import counted

    with progress() as tell:
        records = grade_all(files, out, seconds, points, tell, jobs)
    good = [r for r in records if r["layers"] and all(x["verdict"] in ("right", "convention") for x in r["layers"])]
    typer.echo(f"{out / 'summary.html'}: {counted(len(records), 'file')}, {len(good)} with every layer right")
    if not records or len(good) < len(records):
        raise typer.Exit(1)


def _style(name: str) -> "Style":
    from derive.diagnosis.style import Style

    if name not in {style.value for style in Style}:
        names = ", ".join(style.value for style in Style)
        raise typer.BadParameter(f"no style {name!r}; take one of {names}", param_hint="--style")
    return Style(name)


def _wanted(layer: str, forward: str, backward: str) -> tuple[str, str, str] | None:
    """The layer that the options name, if they do; --layer and --forward or --backward belong together."""
    from derive.diagnosis.subjects import SUBJECTS
    from derive.errors import NameNotFoundError

    if not (layer or forward or backward):
        return None
    kinds = [subject.kind for subject in SUBJECTS]
    if layer not in kinds:
        raise NameNotFoundError(
            f"--layer {layer or '(none)'}: no layer that can be checked; take one of {', '.join(kinds)}"
        )
    if not (forward or backward):
        raise NameNotFoundError(f"--layer {layer}: say which functions, --forward NAME and --backward NAME")
    return layer, forward, backward
