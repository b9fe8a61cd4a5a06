"""Reading a page back, strictly: every element is closed, in order."""

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

from derive.export.format import Wish
from derive.export.html.page import make
from derive.export.lesson import Lesson
from derive.network.build import build
from derive.spec.read import read_spec
from derive.verification.record import Check, Kind, Record, Verdict

VOID = {"meta", "wbr", "br", "hr", "img", "link"}
RECORD = Record(
    "net",
    (
        Check(Kind.SIZES, "conv1", "size formula = windows", Verdict.VERIFIED, "2x4x4, a < b"),
        Check(Kind.TRAINING, "network", "five steps", Verdict.NOT_APPLICABLE, "", reason="nothing to train"),
    ),
)


@dataclass
class Part:
    """An element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: list["Part | str"] = field(default_factory=list)

    def all(self, *tags: str) -> list["Part"]:
        """Every element of these kinds in it, in order."""
        inside = [part for child in self.children if isinstance(child, Part) for part in (child, *child.all())]
        return [part for part in inside if not tags or part.tag in tags]

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Reader(HTMLParser):
    """Builds the tree; a tag that closes another element than the one that is open is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Part("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in {tag}"
        part = Part(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(part)
        if tag not in VOID:
            self.open.append(part)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> where {self.open[-1].tag} is open"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(text: str) -> Part:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root], "something is left open"
    return reader.root


@cache
def text_of(stem: str) -> str:
    """A shipped spec's page with a short record."""
    return page_with(stem, RECORD)


def page_with(stem: str, record: Record | None) -> str:
    """A shipped spec's page with this record."""
    (content,) = make(Lesson(stem, build(read_spec(f"specs/{stem}.yaml")), record), Wish()).values()
    return content.decode()


@cache
def page_of(stem: str) -> Part:
    return read(text_of(stem))
