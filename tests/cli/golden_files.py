"""What commands print, as committed files. `python -m tests.cli.golden_files` writes them anew."""

import os
from pathlib import Path

from tests.cli.run_derive import run_derive

FOLDER = Path(__file__).parent / "goldens"
SPECS = Path(__file__).parents[2] / "specs"
CASES = {
    "show_unrolled_3x3": ("show", "unrolled_3x3", "--layer", "conv1", "--unroll"),
    "show_symbolic_conv": ("show", "symbolic_conv"),
    "show_edge_detection_numbers": ("show", "edge_detection", "--numbers"),
    "show_chain": ("show", "sigmoid_cnn", "--chain", "out.W[0,0]", "--chain", "conv1.W[0,0,1,2]"),
    "show_compare_dense": ("show", "digits", "--compare-dense"),
    "show_pixel_uses": ("show", "padding_uses", "--pixel-uses", "--steps"),
    "show_translation": ("show", "translation", "--translation"),
    "sizes_sigmoid_cnn": ("sizes", "sigmoid_cnn"),
}


def printed(case: str, **environment: str) -> str:
    """The output of a case at 80 columns, in Unicode unless the environment says otherwise."""
    command, spec, *options = CASES[case]
    done = run_derive(
        command,
        str(SPECS / f"{spec}.yaml"),
        *options,
        **{"COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "PATH": os.environ["PATH"], **environment},
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout


def golden(case: str) -> Path:
    """Where the golden stands."""
    return FOLDER / f"{case}.txt"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in CASES:
        golden(each).write_text(printed(each), encoding="utf-8")
