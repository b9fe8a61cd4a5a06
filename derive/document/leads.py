"""What has to stay on one page with what comes after it, whatever a document is written in."""

from collections.abc import Sequence

from derive.document.blocks import Block, Note, Paragraph


def leads(blocks: Sequence[Block], more: bool = False) -> tuple[bool, ...]:
    """For each block whether it is words that lead to what follows: to anything but words, or to a first subsection.

    `more` says that subsections follow the blocks. Labels and headings lead in any case; they are no blocks.
    """
    after = (*blocks[1:], None)
    return tuple(
        isinstance(block, Paragraph) and (more if following is None else not isinstance(following, Paragraph | Note))
        for block, following in zip(blocks, after, strict=False)
    )
