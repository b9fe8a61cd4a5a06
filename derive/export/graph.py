"""The network's graph in the languages of two programs that draw graphs: Mermaid and Graphviz' dot.

Mermaid: https://mermaid.js.org/syntax/flowchart.html; dot: https://graphviz.org/doc/info/lang.html.
"""

from collections.abc import Callable, Iterator
from itertools import groupby

from derive.document.graph import Box, boxes
from derive.export.format import Files, Format, Wish
from derive.export.lesson import Lesson

Write = Callable[[tuple[Box, ...], Lesson], Iterator[str]]


def mermaid(found: tuple[Box, ...], lesson: Lesson) -> Iterator[str]:
    """A flowchart from top to bottom; the layers of a block's use stand in a box of their own."""
    title = ". ".join((lesson.model.spec.title, *lesson.notices))
    yield from ("---", f"title: {_in_quotes(title)}", "---", "flowchart TD")
    for block, own in _by_block(found):
        indent = "    "
        if block:
            yield f'    subgraph {_identifier(block)}["{_html(block)}"]'
            indent *= 2
        for place, box in own:
            yield f'{indent}n{place}["{_html(box.name)}<br/>{_html(box.words)}"]'
        if block:
            yield "    end"
    yield from (f"    n{read} --> n{place}" for place, box in enumerate(found) for read in box.reads)


def dot(found: tuple[Box, ...], lesson: Lesson) -> Iterator[str]:
    """A directed graph; the layers of a block's use stand in a cluster."""
    title = "\\n".join(map(_escaped, (lesson.model.spec.title, *lesson.notices)))
    yield f"digraph {_in_quotes(lesson.model.name)} {{"
    yield from (f'    label="{title}"; labelloc=t;', "    node [shape=box];")
    for block, own in _by_block(found):
        indent = "    "
        if block:
            yield f"    subgraph {_in_quotes(f'cluster_{block}')} {{ label={_in_quotes(block)};"
            indent *= 2
        for place, box in own:
            yield f'{indent}n{place} [label="{_escaped(box.name)}\\n{_escaped(box.words)}"];'
        if block:
            yield "    }"
    yield from (f"    n{read} -> n{place};" for place, box in enumerate(found) for read in box.reads)
    yield "}"


def _by_block(found: tuple[Box, ...]) -> Iterator[tuple[str, list[tuple[int, Box]]]]:
    """The boxes with their places, those of one use of a block together; a block in a block belongs to the outer."""
    outermost = groupby(enumerate(found), key=lambda each: each[1].block.partition(".")[0])
    yield from ((block, list(own)) for block, own in outermost)


def _identifier(block: str) -> str:
    return f"block_{block}"


def _html(text: str) -> str:
    """Text in a Mermaid label, which is read as HTML."""
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _in_quotes(text: str) -> str:
    return f'"{_escaped(text)}"'


def _format(name: str, ending: str, summary: str, write: Write) -> Format:
    def make(lesson: Lesson, wish: Wish) -> Files:
        lines = write(boxes(lesson.model), lesson)
        return {f"{lesson.stem}.{ending}": ("\n".join(lines) + "\n").encode()}

    return Format(name, f"{name} graphs", summary, make)


MERMAID = _format("mermaid", "mmd", "the network's graph as a Mermaid flowchart", mermaid)
DOT = _format("dot", "dot", "the network's graph in Graphviz' language", dot)
