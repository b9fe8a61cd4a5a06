"""`make katex-check`: KaTeX in strict mode accepts every formula. Needs Node.js and the npm package katex."""

import json
import subprocess
import sys
from pathlib import Path

from derive.document.blocks import Matrices
from derive.document.markdown import ROOM, line_latex
from derive.document.matrix_lines import matrix_lines
from derive.printing.notation import Notation, write
from tests.markup.everything import documents, formulas, inside

SCRIPT = Path(__file__).with_suffix(".mjs")


def main(folder: str) -> int:
    """Prints how many were accepted; 1 where one was not. `folder` is where npm installed katex."""
    blocks = (block for document in documents() for section in document.sections for block in inside(section))
    lines = (line for block in blocks if isinstance(block, Matrices) for line in matrix_lines(block, ROOM))
    matrices = {line_latex(line): None for line in lines}
    texts = [*dict.fromkeys(write(tree, Notation.LATEX) for tree in formulas()), *matrices]
    command = ["node", str(SCRIPT), str(Path(folder).resolve())]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    for refusal in found["refused"]:
        print(f"{refusal['error']}\n  {refusal['formula']}")
    accepted = found["count"] - len(found["refused"])
    print(f"KaTeX {found['version']}, strict: {accepted} of {found['count']} formulas accepted")
    return int(accepted < found["count"] or not texts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
