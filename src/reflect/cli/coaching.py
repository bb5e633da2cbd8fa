"""The brief: from the journal to a file that she can hand over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from reflect.asking.asks import TextAsk
from reflect.errors import JournalError, UsageError
from reflect.model import Nouns
from reflect.periods import Period
from reflect.private_files import new_file
from reflect.render import FORMATS, Page
from reflect.review.brief.agreements import if_then
from reflect.safe_text import for_markdown_line
from reflect.session import Session
from reflect.sittings.briefing import Briefing, checked, hold_briefing, open_briefing

ENDINGS = {"markdown": "md", "html": "html"}
_CODE = re.compile(r"(?<![^\W_])[CPKDN][1-9][0-9]*(?![^\W_])")


def write_brief(
    session: Session,
    period: Period | None,
    output: Path | None,
    *,
    force: bool,
    format_: str,
    key: Path | None = None,
) -> None:
    """Write the brief of a period, by default of the time since the last one, as Markdown or HTML.

    At a terminal her choices are asked for first; else it is made of marks alone. `key` gets the private sheet of
    codes and names. Raises RefusedError where a name of the roster stands in it, or a file is there already;
    nothing is written then.
    """
    name = _format(format_)
    output, key = (path and session.output_file(path, force=force) for path in (output, key))
    briefing = open_briefing(session, session.standing_journal, period)
    if session.interactive:
        document = hold_briefing(briefing)
        output = output or _named_file(session, name, force=force)
    else:
        document = checked(session, briefing.journal, briefing.document())
    drawn = {format_: FORMATS[format_](document, Page()) for format_ in (name, "markdown")}
    sheet = key_sheet(briefing.journal.nouns(), drawn["markdown"])
    _put_in_files([(path, text) for path, text in ((output, drawn[name]), (key, sheet)) if path], force=force)
    if output is None:
        session.screen.show(drawn[name])
    _remember(session, briefing, name)
    if output is not None:
        session.screen.say(
            f"The brief is in {output}, readable by you alone. Read it once before you hand it over."
        )
    if key is not None:
        session.screen.say(f"Who the codes are stands in {key}: for you alone, in the session.")


def _format(name: str) -> Literal["markdown", "html"]:
    if name in ("", "markdown"):
        return "markdown"
    if name == "html":
        return "html"
    raise UsageError(f"A brief is written as markdown or html, not as {name}.")


def _named_file(session: Session, name: str, *, force: bool) -> Path | None:
    """The file that she names at a terminal; none where standard output goes into one already."""
    if session.screen.is_piped:
        return None
    draft = f"brief-{session.today.isoformat()}.{ENDINGS[name]}"
    reply = session.writer.text(TextAsk("Write it to which file?", draft=draft, required=True), lambda _half: None)
    if reply.move != "next":
        raise KeyboardInterrupt
    return session.output_file(Path(reply.text.strip()), force=force)


def _put_in_files(files: Sequence[tuple[Path, str]], *, force: bool) -> None:
    """All of the files or none: each is refused before any is put in its place."""
    with ExitStack() as opened:
        for path, text in files:
            descriptor = opened.enter_context(new_file(path, replace=force))
            with open(descriptor, "wb", closefd=False) as file:
                file.write(text.encode("utf-8", "backslashreplace"))


def _remember(session: Session, briefing: Briefing, name: Literal["markdown", "html"]) -> None:
    try:
        briefing.written(name)
    except JournalError as error:
        session.screen.say(f"That it was made could not be remembered: {error.message}")


def key_sheet(nouns: Nouns, brief: str) -> str:
    """The codes that stand in a brief, and who or what they are: Markdown, a line each, for her eyes only."""
    standing = set(_CODE.findall(brief))
    lines = [f"- {code}: {for_markdown_line(words)}" for code, words in _named(nouns) if code in standing]
    return "\n".join(["# Key to the brief", "", "For me alone.", "", *(lines or ["No code stands in it."])]) + "\n"


def _named(nouns: Nouns) -> Iterator[tuple[str, str]]:
    for person in nouns.people:
        also = f" (also {', '.join(person.aliases)})" if person.aliases else ""
        yield person.code, f"{person.name}{also}"
    for conviction in nouns.convictions:
        yield conviction.code, conviction.statement
    for held in nouns.commitments:
        yield held.code, if_then(held)
    for disconnect in nouns.disconnects:
        yield disconnect.code, disconnect.text
