"""What a figure is: a picture as SVG text, with the words that stand for it where it cannot be seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`name` tells it apart among a network's figures (volumes, conv1-forward); `title` is a headline, `description`
    says what is to be seen in full sentences; `svg` is a whole file; `layer` is the layer that it is about, if it is
    about one."""

    name: str
    title: str
    description: str
    svg: str
    layer: str = ""
