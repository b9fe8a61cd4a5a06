"""A handout in Typst: title, contents, sizes, formulas, derivations, worked numbers, checks."""

from derive.document.blocks import Document
from derive.export.figures.figure import Figure
from derive.export.figures.network import network_picture
from derive.export.lesson import Lesson
from derive.export.typst.blocks import blocks, section
from derive.export.typst.markup import picture, words
from derive.export.typst.template import template

ROOM = 94.0  # a line of the handout, in measure's units
ROOM_OF_COLUMN = 57.0  # of two, in smaller type
MANY = 4  # sections, from where on there are contents


def handout(lesson: Lesson) -> str:
    """The whole source, which needs no other file."""
    shown = lesson.handout
    drawn = network_picture(lesson.model)
    if lesson.brief:
        return source(shown, drawn, brief=True)
    return source(shown, drawn, contents=len(shown.sections) >= MANY)


def source(document: Document, drawn: Figure | None = None, contents: bool = False, brief: bool = False) -> str:
    """Any document, with a picture and a table of contents after its title; a brief one in two columns, on pages with
    narrow margins."""
    title = f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    parts = [f"#set document(title: [{words(title)}], date: none)", f"#title[{words(document.title)}]"]
    if document.subtitle:
        parts.append(f"#under-title[{words(document.subtitle)}]")
    room = ROOM_OF_COLUMN if brief else ROOM
    written = [f"#low({picture(drawn)[1:]})" if brief else picture(drawn)] if drawn is not None else []
    if contents:
        written.append("#outline(depth: 1)")
    written += blocks(document.blocks, room)
    written += [part for each in document.sections for part in section(each, 1, room)]
    parts = ["#set page(..narrow)", *parts, "#brief[", *written, "]"] if brief else [*parts, *written]
    return f"{template('handout')}\n" + "\n\n".join(parts) + "\n"
