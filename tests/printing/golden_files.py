"""The golden files: one for each case and notation. `python -m tests.printing.golden_files` writes them anew."""

from pathlib import Path

from derive.printing.notation import Notation, write
from tests.printing.cases import CASES

FOLDER = Path(__file__).parent / "goldens"
WIDTH = 80


def golden_path(case: str, notation: Notation) -> Path:
    """Where the golden stands."""
    return FOLDER / f"{case}.{notation.value}.txt"


def golden_text(case: str, notation: Notation) -> str:
    """What the golden should be: titles, each with its formula."""
    parts = [f"# {title}\n{write(tree, notation, WIDTH)}\n" for title, tree in CASES[case]()]
    return "\n".join(parts)


def main() -> None:
    """Writes all goldens and removes those of cases that are gone."""
    FOLDER.mkdir(exist_ok=True)
    wanted = {golden_path(case, notation): golden_text(case, notation) for case in CASES for notation in Notation}
    for path in set(FOLDER.glob("*.txt")) - set(wanted):
        path.unlink()
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
