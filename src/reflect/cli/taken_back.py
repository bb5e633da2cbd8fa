"""What undo took back, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reflect.safe_text import one_line

if TYPE_CHECKING:
    from reflect.session import Session
    from reflect.store.undoing import TakenBack
    from reflect.store.undone import Act

MOST = 3
"""Records that are named one by one."""
LONGEST = 48
"""Signs of her words that are quoted."""

_RECORDS = {
    "people": "person",
    "commitments": "commitment",
    "disconnects": "disconnect",
    "needs": "need",
    "convictions": "conviction",
    "focus": "focus",
    "away": "time away",
    "hidden_words": "hidden word",
    "allowed_words": "allowed word",
    "guesses": "guess",
    "entries": "",
    "wordings": "conviction",
    "relations": "person",
    "need_steps": "need",
}


def taken_back(session: Session, taken: TakenBack) -> str:
    """Name what was taken back, and when it was done where that was not today; nothing sealed is quoted."""
    named = [_named(act) for act in taken.acts]
    more = f", and {len(named) - MOST} more" if len(named) > MOST else ""
    return (
        f"Taken back: {'; '.join(named[:MOST]) or 'a change that left nothing'}{more}.{_when(session, taken.at)}"
    )


def _named(act: Act) -> str:
    if act.act == "imported":
        return "an import"
    about = _short(act.about)
    if act.table == "answers":
        said = "; ".join(
            f"“{_question(act, column)}” {_from_to(before, after)}" for column, before, after in act.parts
        )
        asked = _short(_filled(act.asked))
        return f"{about}: {said}" if said else f"{about}: {_bare(act, asked)}"
    record = _RECORDS.get(act.table, act.table)
    said = "; ".join(
        f"{column.replace('_', ' ')} {_from_to(before, after)}" for column, before, after in act.parts
    )
    whole = f"{record} {about}".strip()
    return f"{whole}: {said}" if said else f"{whole}, {act.act}"


def _bare(act: Act, asked: str) -> str:
    """An answer without words that may be quoted."""
    return f"“{asked}”, {act.act}"


def _question(act: Act, column: str) -> str:
    """What was asked for that part: the question itself for its own, the short one for a further part."""
    own = {"scale": "value", "grid": "value", "number": "value", "yes/no": "choice", "tally": "choices"}
    if column == "visibility":
        return "who may see it"
    if column == own.get(act.kind, act.kind if act.kind in ("choice", "choices", "person") else "text"):
        return _short(_filled(act.asked))
    short = {"person": "Who?", "choice": "Which?", "choices": "Which?", "conviction": "Which conviction?"}
    return short.get(column, "In one line?")


def _filled(asked: str) -> str:
    """A question as it stands in the journal, without the places that were filled when it was asked."""
    for place, words in (
        ("<day>", "that day"),
        ("<person>", "they"),
        ("“<conviction>”", "it"),
        ("<conviction>", "it"),
    ):
        asked = asked.replace(place, words)
    return asked


def _from_to(before: str | None, after: str | None) -> str:
    if before is None:
        return _short(after or "nothing")
    return f"{_short(before)} → {_short(after) if after is not None else 'nothing'}"


def _short(words: str) -> str:
    line = one_line(words)
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _when(session: Session, at: str) -> str:
    from reflect.exchange.dates import local
    from reflect.sittings.wording import short_day

    when = local(at, session.zone)
    if when is None or when.date() == session.today:
        return ""
    return f" It was done on {short_day(when.date(), session.today)} at {when:%H:%M}."
