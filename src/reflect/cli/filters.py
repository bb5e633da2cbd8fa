"""The options that say which entries are meant, shared by every command that lists or writes them."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

from reflect.errors import InputError, NotFoundError, nearest
from reflect.model import EVENTS, VISIBILITIES, Visibility
from reflect.session import Session
from reflect.store.finding import Filter

KINDS = ("daily", "weekly", "monthly", "crosscheck", "note", "brief", *EVENTS)
"""The kinds of entries; an import may have brought others."""

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
    typer.Option("--event", metavar="KIND", help="Of this kind: gain, step, daily, note ...", show_default=False),
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
        kind=known_kind(session, kind) if kind else "",
        person=person_code(session, person) if person else "",
        conviction=conviction_code(session, conviction) if conviction else "",
        pack=known_pack(session, pack) if pack else "",
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


def known_kind(session: Session, word: str) -> str:
    """The kind of entries of that name. Raises NotFoundError with the nearest one."""
    from reflect.store.known_words import known_words

    known = [*KINDS, *(kind for kind, _ in known_words(session.journal_path, "kind") if kind not in KINDS)]
    if word in known:
        return word
    raise NotFoundError(f"There is no kind {word!r}.{nearest(word, known)}", hint=f"One of: {', '.join(known)}.")


def known_pack(session: Session, key: str) -> str:
    """The pack of that key, there now or in the journal's questions. Raises NotFoundError with the nearest one."""
    from reflect.packs.finding import pack_files

    answered = {question.prompt.partition("/")[0] for question in session.standing_journal.questions()}
    known = [*pack_files(session.home), *sorted(answered)]
    if key in known:
        return key
    raise NotFoundError(f"There is no pack {key}.{nearest(key, known)}", hint="See: reflect prompts list")


def visibility_of(word: str) -> Visibility:
    """The visibility of that name. Raises InputError."""
    for visibility in VISIBILITIES:
        if visibility == word.casefold():
            return visibility
    raise InputError(
        f"{word!r} is no visibility.{nearest(word, list(VISIBILITIES))}",
        hint=f"One of: {', '.join(VISIBILITIES)}.",
    )
