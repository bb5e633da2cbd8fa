"""Opening a sitting: which day, which questions; and taking one up where she left it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reflect.choosing import Planned, day_to_ask
from reflect.choosing.due import ACT, OFFER, THEME_OFFER
from reflect.errors import InputError, NotFoundError
from reflect.model import LIVED, Answer, Entry, Noun, Prompt, Question
from reflect.packs import Packs
from reflect.periods import last_workday
from reflect.session import Session
from reflect.sittings.planning import focus_pack, packs_for, packs_of, plan_daily, with_due
from reflect.store.opening import marker_of

OPENERS = ("daily/opener-refused", "daily/opener-angry")
HOLD = "daily/hold"
WILL_ACT = "daily/due-act"


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


def open_daily(session: Session, on: date | None, focus: str = "") -> Sitting:
    """The daily of a day (default: by the morning rule), as it stands or as it would be opened now.

    `focus` names a pack for this one sitting, if it is not open yet. Opening makes no journal: where none
    stands, that is left to the first answer.
    """
    if is_new_home(session):
        return first_sitting(session, "daily", not_to_come(session, on or session.today))
    day = _day_of_daily(session, on)
    standing = session.journal.sitting("daily", day)
    if standing is not None:
        packs = packs_for(session, packs_of(standing))
        return extended(session, taken_up(session, standing, packs), packs)
    chosen = focus_pack(session, day, focus)
    packs = packs_for(session, [chosen])
    plan = with_due(session, plan_daily(session, day, packs, chosen), packs, "daily")
    return opened(session, "daily", day, plan) if plan else first_sitting(session, "daily", day)


def is_new_home(session: Session) -> bool:
    """Whether there is no journal yet."""
    return not (session.has_journal or marker_of(session.journal_path).exists())


def first_sitting(session: Session, kind: str, day: date) -> Sitting:
    """Before there is a conviction: something to find it by, then the conviction itself."""
    packs = session.packs("daily")
    return opened(session, kind, day, (Planned(packs.prompt(OPENERS[0])), Planned(packs.prompt(HOLD))))


def _day_of_daily(session: Session, on: date | None) -> date:
    if on is None:

        def is_answered(day: date) -> bool:
            entry = session.journal.sitting("daily", day)
            return entry is not None and all(answer.state != "open" for answer in entry.answers)

        first, workdays = session.journal.first_day(), session.settings.workdays
        return day_to_ask(session.now, session.today, workdays, is_answered, first, session.away)
    return not_to_come(session, on)


def not_to_come(session: Session, day: date) -> date:
    """The day itself. Raises InputError where it is still to come."""
    if day > session.today:
        raise InputError(
            f"{day} has not come yet.", hint=f"The latest day that can be answered is {session.today}."
        )
    return day


def extended(session: Session, sitting: Sitting, packs: Packs) -> Sitting:
    """The sitting with what joins it because of its own answers, not stored yet.

    The very first daily begins without a conviction; once she holds one, the day's questions join it. Whoever
    wants to act on a disconnect, or a theme, is asked how.
    """
    plan = _joining(session, sitting, packs)
    return joined(session, sitting, plan) if plan else sitting


def _joining(session: Session, sitting: Sitting, packs: Packs) -> tuple[Planned, ...]:
    entry = sitting.entry
    if entry.kind == "daily" and all(answer.prompt != LIVED for answer in entry.answers):
        if session.journal.nouns().active_convictions(entry.day):
            return plan_daily(session, entry.day, packs, None)
        return ()
    acts = any(answer.prompt in (OFFER, THEME_OFFER) and answer.choice == ACT for answer in entry.answers)
    if acts and all(answer.prompt != WILL_ACT for answer in entry.answers):
        return (Planned(packs.prompt(WILL_ACT)),)
    return ()


def joined(session: Session, sitting: Sitting, plan: Sequence[Planned]) -> Sitting:
    """The sitting with these open answers after its own."""
    answers = open_answers(session, plan, sitting.entry.day)
    prompts = {**sitting.prompts, **{planned.prompt.id: planned.prompt for planned in plan}}
    entry = replace(sitting.entry, answers=(*sitting.entry.answers, *answers))
    return Sitting(entry, prompts, sitting.stored, joining=tuple(answers))


def opened(session: Session, kind: str, day: date, plan: Sequence[Planned]) -> Sitting:
    """A sitting with these open answers, not stored yet."""
    late = day < last_workday(session.today, session.settings.workdays, session.away)
    answers = tuple(open_answers(session, plan, day))
    entry = Entry(session.new_id(), kind, day, session.moment(), session.zone, late=late, answers=answers)
    return Sitting(entry, {planned.prompt.id: planned.prompt for planned in plan}, stored=False)


def open_answers(session: Session, plan: Sequence[Planned], day: date) -> list[Answer]:
    """An open answer for each; a text that is kept current (a document) stands in its field as it is."""
    return [
        replace(
            open_answer(session, planned.prompt), text=_standing_text(session, planned.prompt, day),
            person=planned.person, conviction=planned.conviction, made=planned.about,
        )
        for planned in plan
    ]  # fmt: skip


def open_answer(session: Session, prompt: Prompt) -> Answer:
    """A new answer to a prompt, not given yet; who may see it is the prompt's to say, else the settings'."""
    visibility = prompt.visibility or session.settings.default_visibility
    return Answer(session.new_id(), prompt.id, "open", visibility=visibility, version=prompt.version)


def _standing_text(session: Session, prompt: Prompt, day: date) -> str | None:
    if prompt.kind != "document":
        return None
    found = session.journal.latest_answer(prompt.id, day + timedelta(days=1))
    return None if found is None else found[1].text


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
    """Make the opening durable: the questions of the sitting are fixed from now on.

    Where another program opened the same sitting meanwhile, it is that one which goes on.
    """
    journal = session.journal
    with journal.writing():
        if not sitting.stored and (standing := _opened_meanwhile(session, sitting.entry)) is not None:
            found = taken_up(session, standing, packs_for(session, packs_of(standing)))
            sitting.entry, sitting.prompts = found.entry, {**sitting.prompts, **found.prompts}
        elif not sitting.stored:
            journal.keep_entry(sitting.entry, sitting.wordings())
        for answer in sitting.joining:
            journal.keep_answer(sitting.entry.id, answer, sitting.prompt(answer).question)
    sitting.stored, sitting.joining = True, ()


def _opened_meanwhile(session: Session, entry: Entry) -> Entry | None:
    """The same sitting of that day; events and notes may be several a day."""
    if entry.kind not in ("daily", "weekly", "monthly", "crosscheck"):
        return None
    standing = session.journal.sitting(entry.kind, entry.day)
    return standing if standing is not None and standing.about_from == entry.about_from else None


def made_by(answer: Answer, noun: Noun) -> str | None:
    """The code of the noun that an answer made; None where it only changed the one that it is about."""
    return None if noun.code == answer.conviction else noun.code
