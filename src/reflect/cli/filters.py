"""The options that say which entries are meant, shared by every command that lists or writes them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from reflect.errors import InputError, NotFoundError, nearest
from reflect.model import VISIBILITIES, Visibility
from reflect.session import Session
from reflect.store.finding import Filter

PersonOption: TypeAlias = Annotated[
    str, typer.Option("--person", metavar="NAME", help="About this person.", show_default=False)
]
ConvictionOption: TypeAlias = Annotated[
    str, typer.Option("--conviction", metavar="CODE", help="About this conviction, as C1.", show_default=False)
]
PackOption: TypeAlias = Annotated[
    str, typer.Option("--pack", help="With an answer to this pack.", show_default=False)
]
KindOption: TypeAlias = Annotated[
    str,
    typer.Option("--event", metavar="KIND", help="Of this kind: gain, step, daily, note …", show_default=False),
]
TagOption: TypeAlias = Annotated[str, typer.Option("--tag", help="With this tag.", show_default=False)]
VisibilityOption: TypeAlias = Annotated[
    str, typer.Option("--visibility", help="private, coach or sealed.", show_default=False)
]
LimitOption: TypeAlias = Annotated[
    int | None, typer.Option("--limit", min=1, help="The newest so many.", show_default=False)
]


def filter_of(
    session: Session,
    *,
    person: str = "",
    conviction: str = "",
    pack: str = "",
    kind: str = "",
    tag: str = "",
    visibility: str = "",
) -> Filter:
    """The filter that the options name. Raises NotFoundError and InputError with the nearest known word."""
    return Filter(
        kind=kind,
        person=person_code(session, person) if person else "",
        conviction=conviction_code(session, conviction) if conviction else "",
        pack=pack,
        tag=tag,
        visibility=visibility_of(visibility) if visibility else None,
    )


def person_code(session: Session, words: str) -> str:
    """The code of a person by code, name or alias. Raises NotFoundError, or InputError where it may be several."""
    from reflect.cli.keeping import find_person  # 15 ms: it knows the interview as well

    return find_person(session.standing_journal.nouns().people, words).code


def conviction_code(session: Session, words: str) -> str:
    """The code of a conviction. Raises NotFoundError with the nearest code."""
    codes = [c.code for c in session.standing_journal.nouns().convictions]
    if words.upper() in codes:
        return words.upper()
    raise NotFoundError(f"There is no conviction {words}.{nearest(words, codes)}", hint="See: reflect convictions")


def visibility_of(word: str) -> Visibility:
    """The visibility of that name. Raises InputError."""
    for visibility in VISIBILITIES:
        if visibility == word.casefold():
            return visibility
    raise InputError(f"{word!r} is no visibility.", hint=f"One of: {', '.join(VISIBILITIES)}.")
