"""The README's table of known mistakes, from reports/faults.json; as a module it writes the table into the README."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from derive.document.faults import FAMILIES
from derive.files import write_atomically

ROOT = Path(__file__).parents[2]
README, ROWS = ROOT / "README.md", ROOT / "reports" / "faults.json"
START, END = "<!-- faults -->\n", "<!-- end of faults -->\n"


def rows() -> list[dict[str, Any]]:
    """Every row of the committed report."""
    found: list[dict[str, Any]] = json.loads(ROWS.read_text(encoding="utf-8"))["rows"]
    return found


def table() -> str:
    """The table in Markdown: killed of what applies and is not equivalent, by family."""
    applicable, killed, equivalent = Counter[str](), Counter[str](), Counter[str]()
    for row in (row for row in rows() if row["applicable"]):
        family = row["fault"].partition(".")[0]
        applicable[family] += 1
        killed[family] += row["killed"]
        equivalent[family] += row["equivalent"]
    lines = ["| mistakes in | killed / applicable | equivalent there |", "|---|---:|---:|"]
    for family, title in FAMILIES.items():
        lines.append(
            f"| {title[0].lower()}{title[1:]} | {killed[family]} / {applicable[family]} | {equivalent[family]} |"
        )
    whole, dead, quiet = applicable.total(), killed.total(), equivalent.total()
    share = f"{dead / (whole - quiet):.0%} of the others"
    lines.append(f"| **all** | **{dead:,} / {whole:,}** | **{quiet}**; {share} killed |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Puts the table between its marks."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    write_atomically(README, f"{before}{START}{table()}{END}{after}")


if __name__ == "__main__":
    main()
