"""The corpus that was written apart from the tool: what is right is not blamed, what is wrong is named.

A slice of it here; `make corpus` takes the whole.
"""

import pytest

from tests.diagnosis.scoring import DISPUTED, manifest, names, outputs, scores

FILES = sorted(manifest())
SLICE = FILES[3::7]


@pytest.mark.parametrize("file", SLICE)
def test_a_file_of_the_corpus_gets_the_verdicts_of_its_manifest(file: str) -> None:
    held = scores([file])
    assert set(held) == {place for place, _ in outputs(file)}
    assert {place: score for place, score in held.items() if place not in DISPUTED} == {
        place: wanted if wanted == "right" else "named" for place, wanted in outputs(file) if place not in DISPUTED
    }


def test_every_wrong_output_of_the_manifest_has_names_for_each_of_its_mistakes() -> None:
    wrong = {place for file in FILES for place, wanted in outputs(file) if wanted == "wrong"}
    assert set(names()) == wrong | DISPUTED
    assert all(slots and all(slots) for slots in names().values())
