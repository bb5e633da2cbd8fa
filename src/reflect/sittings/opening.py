"""Opening a sitting: which day, which questions; and taking one up where she left it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reflect.choosing import (
    Planned,
    conviction_of_week,
    crosscheck_plan,
    daily_plan,
    day_to_ask,
)
from reflect.errors import InputError, NotFoundError
from reflect.model import DEMONSTRATION, LIVED, Answer, Entry, Noun, Prompt, Question
from reflect.packs import Packs
from reflect.periods import last_workday
from reflect.session import Session
from reflect.store.opening import marker_of

OPENERS = ("daily/opener-refused", "daily/opener-angry")
HOLD = "daily/hold"


@dataclass(slots=True)
class Sitting:
    """An entry with the prompts of its answers.

    `stored` says whether the journal holds the entry already; `joining` are answers that it does not hold yet.
    """

    entry: Entry
    prompts: dict[str, Prompt]
    stored: bool
    joining: tuple[Answer, ...] = ()

    @property
    def is_finished(self) -> bool:
        return self.stored and all(answer.state != "open" for answer in self.entry.answers)

    def prompt(self, answer: Answer) -> Prompt:
        return self.prompts[answer.prompt]

    def wordings(self) -> list[Question]:
        return [self.prompt(answer).question for answer in self.entry.answers]


def open_daily(session: Session, on: date | None) -> Sitting:
    """The daily of a day (default: by the morning rule), as it stands or as it would be opened now.

    Opening makes no journal: where none stands, that is left to the first answer.
    """
    if _is_new_home(session):
        return _first_daily(session, _not_to_come(session, on or session.today))
    journal, packs = session.journal, session.packs("convictions", "daily")
    day = _day_of_daily(session, on)
    standing = journal.sitting("daily", day)
    if standing is not None:
        return extended(session, taken_up(session, standing, packs), packs)
    plan = _plan_daily(session, day, packs)
    return _opened(session, "daily", day, plan) if plan else _first_daily(session, day)


def _is_new_home(session: Session) -> bool:
    path = session.journal_path
    return not (path.exists() or marker_of(path).exists())


def _first_daily(session: Session, day: date) -> Sitting:
    """Before there is a conviction: something to find it by, then the conviction itself."""
    packs = session.packs("daily")
    plan = (Planned(packs.prompt(OPENERS[0])), Planned(packs.prompt(HOLD)))
    return _opened(session, "daily", day, plan)


def _day_of_daily(session: Session, on: date | None) -> date:
    if on is None:

        def is_answered(day: date) -> bool:
            entry = session.journal.sitting("daily", day)
            return entry is not None and all(answer.state != "open" for answer in entry.answers)

        first, workdays = session.journal.first_day(), session.settings.workdays
        return day_to_ask(session.now, session.today, workdays, is_answered, first, session.away)
    return _not_to_come(session, on)


def _not_to_come(session: Session, day: date) -> date:
    if day > session.today:
        raise InputError(
            f"{day} has not come yet.", hint=f"The latest day that can be answered is {session.today}."
        )
    return day


def _plan_daily(session: Session, day: date, packs: Packs) -> tuple[Planned, ...]:
    """Empty while there is no conviction; a day before the first one is asked about with those of today."""
    journal = session.journal
    active = journal.nouns().active_convictions(day) or journal.nouns().active_convictions(session.today)
    monday = day - timedelta(days=day.weekday())
    of_week = conviction_of_week(day, active, journal.last_asked(DEMONSTRATION, monday))
    return daily_plan(packs.prompt, active, of_week or (active[0] if active else None))


def extended(session: Session, sitting: Sitting, packs: Packs) -> Sitting:
    """The very first daily begins without a conviction; once she holds one, the day's questions join it."""
    has_plan = any(answer.prompt == LIVED for answer in sitting.entry.answers)
    if has_plan or not session.journal.nouns().active_convictions(sitting.entry.day):
        return sitting
    plan = _plan_daily(session, sitting.entry.day, packs)
    answers = _open_answers(session, plan)
    prompts = {**sitting.prompts, **{planned.prompt.id: planned.prompt for planned in plan}}
    entry = replace(sitting.entry, answers=(*sitting.entry.answers, *answers))
    return Sitting(entry, prompts, sitting.stored, joining=tuple(answers))


def open_crosscheck(session: Session, on: date | None) -> Sitting:
    """The crosscheck of a day, or the one that was begun within the last two weeks and not finished.

    Raises NotFoundError where there is no conviction to ask about; no journal is made then.
    """
    day = _not_to_come(session, on or session.today)
    if _is_new_home(session):
        raise _nothing_held()
    journal, packs = session.journal, session.packs("convictions")
    begun = [
        entry
        for entry in journal.entries(day - timedelta(days=14), day, "crosscheck")
        if entry.day == day or any(answer.state == "open" for answer in entry.answers)
    ]
    if begun:
        return taken_up(session, begun[-1], packs)
    active = journal.nouns().active_convictions(day)
    if not active:
        raise _nothing_held()
    quarter = journal.entries(day - timedelta(days=91), day)
    demonstrated: dict[str, int] = {}
    for entry in quarter:
        for answer in entry.answers:
            if answer.prompt == DEMONSTRATION and answer.state == "answered" and answer.conviction:
                demonstrated[answer.conviction] = demonstrated.get(answer.conviction, 0) + 1
    plan = crosscheck_plan(packs.pack("convictions").prompts, active, demonstrated)
    sitting = _opened(session, "crosscheck", day, plan)
    about = replace(sitting.entry, about_from=day - timedelta(days=90), about_to=day)
    return Sitting(about, sitting.prompts, stored=False)


def _nothing_held() -> NotFoundError:
    return NotFoundError(
        "There is no conviction to cross-check yet.",
        hint="Say one first: reflect convictions add, or reflect daily.",
    )


def _opened(session: Session, kind: str, day: date, plan: Sequence[Planned]) -> Sitting:
    late = day < last_workday(session.today, session.settings.workdays, session.away)
    answers = _open_answers(session, plan)
    entry = Entry(session.new_id(), kind, day, session.moment(), session.zone, late=late, answers=tuple(answers))
    return Sitting(entry, {planned.prompt.id: planned.prompt for planned in plan}, stored=False)


def _open_answers(session: Session, plan: Sequence[Planned]) -> list[Answer]:
    return [
        Answer(
            session.new_id(), planned.prompt.id, "open", conviction=planned.conviction,
            visibility=session.settings.default_visibility, version=planned.prompt.version,
        )
        for planned in plan
    ]  # fmt: skip


def taken_up(session: Session, entry: Entry, packs: Packs) -> Sitting:
    """A stored sitting with the prompts of today's packs, or with the journal's wording where a pack lost one."""
    prompts: dict[str, Prompt] = {}
    for answer in entry.answers:
        try:
            prompts[answer.prompt] = packs.prompt(answer.prompt)
        except NotFoundError:
            asked = session.journal.question(answer.prompt, answer.version)
            prompts[answer.prompt] = Prompt(
                asked.prompt, asked.asked, asked.kind, why="", version=asked.version, labels=asked.labels,
                good=asked.good,
            )  # fmt: skip
    return Sitting(entry, prompts, stored=True)


def store(session: Session, sitting: Sitting) -> None:
    """Make the opening durable: the questions of the sitting are fixed from now on."""
    if not sitting.stored:
        session.journal.keep_entry(sitting.entry, sitting.wordings())
    elif sitting.joining:
        with session.journal.writing():
            for answer in sitting.joining:
                session.journal.keep_answer(sitting.entry.id, answer, sitting.prompt(answer).question)
    sitting.stored, sitting.joining = True, ()


def made_by(answer: Answer, noun: Noun) -> str | None:
    """The code of the noun that an answer made; None where it only changed the one that it is about."""
    return None if noun.code == answer.conviction else noun.code
