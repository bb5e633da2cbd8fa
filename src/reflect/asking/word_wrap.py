"""Words that stay whole while they are typed: prompt_toolkit by itself breaks a long line inside a word."""

from __future__ import annotations

from bisect import bisect_right

from prompt_toolkit.formatted_text.utils import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput

from reflect.asking.drawing import cells
from reflect.safe_text import clean


class WrapByWord(Processor):
    """Fills each row of the field with spaces where the next word would not fit on it whole.

    What could act on the terminal is shown as `clean` shows it; the text itself stays as it was typed.
    """

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        typed = fragment_list_to_text(transformation_input.fragments)
        shown, starts = laid_out(typed, transformation_input.width)

        def to_display(position: int) -> int:
            return starts[min(position, len(typed))] + max(0, position - len(typed))

        def to_source(position: int) -> int:
            return bisect_right(starts, position) - 1

        return Transformation([("", shown)], source_to_display=to_display, display_to_source=to_source)


def laid_out(typed: str, width: int) -> tuple[str, list[int]]:
    """A line as it is shown in a field of so many cells, and where each of its characters starts in that.

    The list has one number more than there are characters: where the next one would go. A space that falls on
    the edge of a row is not shown.
    """
    out: list[str] = []
    starts: list[int] = []
    length = used = 0
    for index, character in enumerate(typed):
        piece = _visible(character)
        size = cells(piece)
        if character != " " and (index == 0 or typed[index - 1] == " "):
            size = sum(cells(_visible(letter)) for letter in typed[index:].split(" ", 1)[0])
        too_long = used + size > width
        if too_long and character == " ":
            starts.append(length)
            continue
        if too_long and used and (size <= width or cells(piece) + used > width):
            out.append(" " * (width - used))
            length, used = length + width - used, 0
        starts.append(length)
        out.append(piece)
        length += len(piece)
        used += cells(piece)
    return "".join(out), [*starts, length]


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    return " " if character == "\t" else clean(character)
