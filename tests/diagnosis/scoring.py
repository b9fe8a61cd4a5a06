"""How derive check does on the independent corpus: its verdicts against the manifest, counted.

independent_ids.json says for each wrong output which ids of the catalogue name its mistakes: one list of ids for each
mistake, an empty one where the catalogue had no name before the first run; independent_ids_added.json gives the names
that it has got since. `python -m tests.diagnosis.scoring` prints the figures.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

from derive.diagnosis.check import check_file

FOLDER = Path(__file__).parent / "independent"
GOOD = ("right", "convention")
DISPUTED = {("s12.py", "max_pool", "dx")}  # every cell that ties gets the whole gradient: a convention to its author
Output = tuple[str, str, str]  # file, kind of layer, "y" or "dx"
Slots = Sequence[Sequence[str]]


@cache
def manifest() -> dict[str, list[Mapping[str, Any]]]:
    """The layers of each file, as whoever wrote them describes them."""
    return {each["file"]: each["layers"] for each in json.loads((FOLDER / "manifest.json").read_text("utf-8"))}


@cache
def names() -> Mapping[Output, Slots]:
    """For each wrong output the ids that name each of its mistakes."""
    told: dict[str, Slots] = {}
    for name in ("independent_ids.json", "independent_ids_added.json"):
        told |= json.loads((FOLDER.parent / name).read_text("utf-8"))
    return {(file, kind, output): slots for key, slots in told.items() for file, kind, output in [key.split()]}


def outputs(file: str) -> Iterator[tuple[Output, str]]:
    """Every output of a file, and whether the manifest has it right or wrong."""
    for layer in manifest()[file]:
        yield (file, layer["layer"], "y"), layer["forward"]
        for output, verdict in layer["outputs"].items():
            yield (file, layer["layer"], output.lower()), verdict


def found(file: str, verdict: Mapping[str, Any]) -> Iterator[tuple[Output, Mapping[str, Any]]]:
    """The outputs that derive check tells of, by the manifest's names."""
    for layer in verdict["layers"]:
        for each in layer["outputs"]:
            output = each["output"] if each["output"] == "y" else f"d{each['output'].lower()}"
            yield (file, layer["layer"], output), each


def said(place: Output, wanted: str, told: Sequence[Mapping[str, Any]]) -> str:
    """One output's score: right, false alarm, named, misnamed, located, unlocated, not found."""
    bad = [each for each in told if each["verdict"] not in GOOD]
    if wanted == "right":
        return "false alarm" if bad else "right" if told else "not looked at"
    wrong = next((each for each in bad if each["verdict"] == "wrong"), None)
    if wrong is None:
        return "not found"
    if not wrong["mistakes"]:
        return "located" if wrong["where"] else "unlocated"
    slots = names().get(place, ())
    alike = [wrong["mistakes"], *wrong["indistinguishable"]]
    return "named" if any(_fills(ids, slots) for ids in alike) else "misnamed"


def _fills(ids: Sequence[str], slots: Slots) -> bool:
    """Whether each id is one of the names of a mistake of its own."""
    return len(ids) == len(slots) and any(
        all(own in slot for own, slot in zip(ids, order, strict=True)) for order in permutations(slots)
    )


def scores(files: Iterable[str]) -> dict[Output, str]:
    """The score of every output of these files."""
    held: dict[Output, str] = {}
    for file in files:
        told: dict[Output, list[Mapping[str, Any]]] = {}
        for place, each in found(file, check_file(FOLDER / file).to_dict()):
            told.setdefault(place, []).append(each)
        held |= {place: said(place, wanted, told.get(place, [])) for place, wanted in outputs(file)}
    return held


def main() -> int:
    """The figures, and the outputs that are not right or named; 1 if there are any that nobody disputes."""
    held = scores(sorted(manifest()))
    for place, score in held.items():
        if score not in ("right", "named"):
            print(f"{' '.join(place)}: {score}")
    hold = {"right", "named"}
    good = {(file, each["layer"]) for file in manifest() for each in manifest()[file] if each["verdict"] in GOOD}
    blamed = {place[:2] for place, score in held.items() if score == "false alarm"}
    print(f"right layers called wrong: {len(blamed & good)} of {len(good)}")
    print(", ".join(f"{score}: {number}" for score, number in sorted(Counter(held.values()).items())))
    return int(any(score not in hold for place, score in held.items() if place not in DISPUTED))


if __name__ == "__main__":
    sys.exit(main())
