"""The brief: from the journal to a file that she can hand over."""

from __future__ import annotations

from pathlib import Path

from reflect.errors import RefusedError, UsageError
from reflect.looking_back import material_for
from reflect.periods import Period, compared, read_period
from reflect.private_files import write_new
from reflect.render import FORMATS, Page
from reflect.review.brief import coaching_brief
from reflect.review.name_scan import scan
from reflect.session import Session


def write_brief(
    session: Session, period: Period | None, output: Path | None, *, force: bool, format_: str
) -> None:
    """Write the brief of a period (default: the quarter in progress) as Markdown.

    Raises RefusedError where a name of the roster stands in it; nothing is written then.
    """
    if format_ not in ("", "markdown"):
        raise UsageError(f"A brief is written as markdown, not as {format_}.")
    wanted = period or read_period("this quarter", session.today, year_starts=session.settings.year_starts)
    now, before = compared(wanted, session.today, year_starts=session.settings.year_starts)
    journal = session.standing_journal
    text = FORMATS["markdown"](coaching_brief(material_for(session, journal, now, before), now, before), Page())
    found = list(scan(text.replace("\\", ""), journal.nouns().people))  # without Markdown's escapes inside names
    if found:
        first = found[0]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise RefusedError(
            f"The brief names somebody: “{first.words}”, line {first.line}{more}. It was not written.",
            hint=f"Write {first.code} in that answer instead, or take the answer's mark for the coach off.",
        )
    if output is None:
        session.screen.show(text)
        return
    write_new(output, text.encode("utf-8", "backslashreplace"), replace=force)
    session.screen.say(f"The brief is in {output}, readable by you alone. Read it once before you hand it over.")
