"""What a sitting gives back: one line that she did not have to ask for, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reflect.choosing import crosscheck_due, ended_before, may_propose, monthly_due, next_pack, weekly_due
from reflect.model import COSTLY, DEMONSTRATION, LIVED, Answer
from reflect.periods import Period, same_last_year
from reflect.session import Session
from reflect.sittings.longer import is_answered
from reflect.sittings.opening import Sitting
from reflect.sittings.previous import SHOWN_AFTER, said_commitment
from reflect.sittings.wording import short_day

ENOUGH = 10
"""Ratings of a conviction that a comparison of two periods needs on each side."""

SOME = 3
"""Ratings in a week of which the mean is told."""

LATELY = timedelta(days=9)
"""For so long a demonstration that cost her something is told again, in its turn."""

TURNS = 4
"""What a conviction cost her is told on one day of so many, the others on the rest."""

WAITED = timedelta(days=14)


def closing_lines(session: Session, sitting: Sitting, *, finished_now: bool = True) -> list[str]:
    """The line that the sitting gives back; once a day also what is due, once a week a pack to put in focus."""
    lines = [*_of_last_year(session, sitting), given_back(session, sitting)]
    if sitting.entry.kind == "daily" and finished_now:
        lines += _due_sittings(session, sitting)
        lines += _focus(session, sitting)
    return lines


def _of_last_year(session: Session, sitting: Sitting) -> Iterator[str]:
    """What she said to the same question a year ago, now that she has said it anew."""
    for answer in sitting.entry.answers:
        if answer.prompt == SHOWN_AFTER and answer.state == "answered":
            found = session.journal.latest_answer(SHOWN_AFTER, sitting.entry.day)
            if found is not None and _quotable(found[1]):
                yield f"{short_day(found[0], session.today)} you said: “{_first_line(found[1])}”"


def _due_sittings(session: Session, sitting: Sitting) -> list[str]:
    """The longer sittings that may be held now, in one line."""
    if _told_today(session, sitting):
        return []
    today, first = session.today, session.journal.first_day()
    due: list[tuple[str, str]] = []
    if crosscheck_due(today, next(iter(session.journal.latest_days("crosscheck")), None), first):
        due.append(("The quarter's cross-check", "crosscheck"))
    if weekly_due(
        session.now, today, session.settings.workdays, lambda w: is_answered(session, "weekly", w), first
    ):
        due.append(("The week", "weekly"))
    if monthly_due(today, lambda m: is_answered(session, "monthly", m), first):
        due.append(("The month", "monthly"))
    if not due:
        return []
    name, command = due[0]
    also = "".join(f", reflect {other}" for _, other in due[1:])
    return [f"{name} is due: reflect {command}{also}"]


def _told_today(session: Session, sitting: Sitting) -> bool:
    """Whether the daily of another day was held today already."""
    entry, today = sitting.entry, session.moment()[:10]
    others = session.journal.entries(entry.day - timedelta(days=7), session.today, "daily")
    return any(
        other.id != entry.id
        and (other.at or "").startswith(today)
        and all(a.state != "open" for a in other.answers)
        for other in others
    )


def _focus(session: Session, sitting: Sitting) -> Iterator[str]:
    """That a focus is over, or that there could be one: after its end, then in each week's first daily."""
    day = sitting.entry.day
    focuses = session.journal.focus()
    if not may_propose(day, focuses, session.journal.first_day()):
        return
    over = ended_before(day, focuses)
    since = day - timedelta(days=day.weekday())
    if over is not None and over.until is not None:
        since = max(since, over.until + timedelta(days=1))
    if session.journal.entries(since, day - timedelta(days=1), "daily"):
        return
    from reflect.packs import pack_files

    pack = next_pack(list(pack_files(session.home)), focuses)
    if pack is None:
        return
    if over is not None:
        yield f"The time of {over.pack} in focus is over. Next, perhaps: reflect focus {pack}"
    else:
        yield f"A pack in focus gives each day a third question: reflect focus {pack}"


def given_back(session: Session, sitting: Sitting) -> str:
    """The first of these that there is: what a cross-check came to, a commitment due, her words of a year ago.

    Else one of several in turn, day by day: what a conviction cost her lately, the week's ratings, who waits.
    """
    day = sitting.entry.day
    first = (*_came_to(session, sitting), *_due_soon(session, day), *_a_year_ago(session, day))
    if first:
        return first[0]
    turn = day.toordinal() % TURNS
    if turn == 0:
        first = tuple(_lived_at_a_cost(session, day))
    lines = (*first, *_of_the_week(session, day), *_waiting(session, day), _until_readings(session, day))
    return lines[0 if first else turn % len(lines)]


def _came_to(session: Session, sitting: Sitting) -> Iterator[str]:
    """After the quarter's six: how much is held, what was promised in it, and what of that is due first."""
    if sitting.entry.kind != "crosscheck":
        return
    nouns, day = session.journal.nouns(), sitting.entry.day
    held = len(nouns.active_convictions(day))
    made = [one for one in nouns.commitments if one.made >= day and one.visibility != "sealed"]
    said = f"You hold {held} {'conviction' if held == 1 else 'convictions'}"
    if made:
        said += f", and made {len(made)} {'promise' if len(made) == 1 else 'promises'}"
        days = sorted(one.due for one in made if one.due is not None)
        said += f"; the first is due {short_day(days[0], session.today)}" if days else ""
    yield f"{said}."


def _due_soon(session: Session, day: date) -> Iterator[str]:
    for held in session.journal.nouns().commitments:
        if held.outcome is not None or held.due is None or held.visibility == "sealed":
            continue
        if day <= held.due <= day + timedelta(days=1):
            when = "today" if held.due == session.today else f"on {short_day(held.due, session.today)}"
            yield f"Due {when}: {said_commitment(held.cue, held.act)} ({held.code})"


def _a_year_ago(session: Session, day: date) -> Iterator[str]:
    then = same_last_year(Period(day, day, day.isoformat(), "day")).first
    for entry in session.journal.entries(then, then):
        for answer in entry.answers:
            if _quotable(answer):
                yield f"A year ago today: “{_first_line(answer)}”"


def _lived_at_a_cost(session: Session, day: date) -> Iterator[str]:
    costly = session.journal.latest_choice(DEMONSTRATION, COSTLY, day)
    if costly is not None and _quotable(costly[1]) and day - costly[0] <= LATELY:
        when, answer = costly
        yield f"{short_day(when, session.today)}, {answer.conviction} cost you something: “{_first_line(answer)}”"


def _of_the_week(session: Session, day: date) -> Iterator[str]:
    """The mean of each conviction that was rated on three days of the week so far."""
    entries = session.journal.entries(day - timedelta(days=day.weekday()), day, "daily")
    rated: dict[str, list[int]] = {}
    for entry in entries:
        for answer in entry.answers:
            if answer.prompt == LIVED and answer.value is not None and answer.conviction is not None:
                rated.setdefault(answer.conviction, []).append(answer.value)
    held = {c.code for c in session.journal.nouns().active_convictions(day) if c.visibility != "sealed"}
    means = [
        f"{code} {sum(values) / len(values):.1f} on {len(values)} days"
        for code, values in sorted(rated.items()) if code in held and len(values) >= SOME
    ]  # fmt: skip
    if means:
        yield f"How far you lived it this week: {', '.join(means)}."


def _waiting(session: Session, day: date) -> Iterator[str]:
    """Who has waited longest for a small gain, of those for whom one was noted: over two weeks."""
    noted = session.journal.last_gains(day + timedelta(days=1))
    names = {
        person.code: person.name
        for person in session.journal.nouns().people
        if person.left is None and person.visibility != "sealed"
    }
    code = min((code for code in names if code in noted), key=lambda code: noted[code], default=None)
    if code is not None and day - noted[code] > WAITED:
        yield f"No small gain noted for {names[code]} since {short_day(noted[code], session.today)}."


def _until_readings(session: Session, day: date) -> str:
    """For a young journal: how many days stand, and when the ratings will begin to say something."""
    last = max(day, session.today)
    first = session.journal.first_day() or day
    entries = session.journal.entries(max(first, last - timedelta(days=91)), last, "daily")
    days = sum(any(a.prompt == LIVED and a.state == "answered" for a in entry.answers) for entry in entries)
    if not session.journal.nouns().active_convictions(session.today):
        return "Nothing is held yet. When you know what you hold, in one sentence: reflect convictions add"
    if not days:
        return "Kept. Tomorrow the same, in three minutes."
    if days >= ENOUGH:
        return f"{days} days rated in the last thirteen weeks: reflect review --quarter"
    return f"{days} {'day' if days == 1 else 'days'} kept. After {ENOUGH}, your ratings can be compared."


def _quotable(answer: Answer) -> bool:
    return bool(answer.text) and answer.state == "answered" and answer.visibility != "sealed"


def _first_line(answer: Answer) -> str:
    return (answer.text or "").strip().splitlines()[0]
