"""Reviews and briefs, drawn: one file a format, and every format draws every shape.

`FORMATS` is all that a command needs to know. Nothing heavy is imported before a format is used: the
terminal's takes 40 ms for Rich, the others need no library at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from reflect.frozen import frozen

if TYPE_CHECKING:  # 20 ms at run time, and a command that only lists the formats has no review
    from reflect.review.blocks import Review


@frozen
class Page:
    """What the reader's page can show.

    `width` is in cells; `ascii_only` for a terminal that can show nothing else; `plain` for a screen reader:
    no colour, no charts, nothing side by side.
    """

    width: int = 80
    colour: bool = False
    ascii_only: bool = False
    plain: bool = False


Draw: TypeAlias = "Callable[[Review, Page], str]"


def _terminal(review: Review, page: Page) -> str:
    from reflect.render.to_terminal import to_terminal  # 40 ms: Rich

    return to_terminal(review, width=page.width, colour=page.colour, ascii_only=page.ascii_only, plain=page.plain)


def _markdown(review: Review, _page: Page) -> str:
    from reflect.render.to_markdown import to_markdown

    return to_markdown(review)


def _json(review: Review, _page: Page) -> str:
    from reflect.render.to_json import to_json

    return to_json(review)


def _html(review: Review, _page: Page) -> str:
    from reflect.render.to_html import to_html

    return to_html(review)


FORMATS: Mapping[str, Draw] = {"terminal": _terminal, "markdown": _markdown, "json": _json, "html": _html}
