"""A brief while it is made: its period, and its entry in the journal, which holds every choice at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from reflect.looking_back import material_for
from reflect.model import Answer, Entry, Guess, Prompt, State
from reflect.periods import Period, compared, quarter, read_period, span, unit_of
from reflect.review.blocks import Review
from reflect.review.brief import coaching_brief
from reflect.review.brief.prompts import ASKED_ONCE, BRIEF, PROMPTS, WRITTEN, Choices, choices_of, is_written
from reflect.review.look import Look, look_at
from reflect.review.material import Material
from reflect.session import Session
from reflect.store.finding import Filter
from reflect.store.journal import Journal

SAME_SESSION = timedelta(days=7)
"""A brief that was made less than a week ago is for the same session: it is brought up to date."""

YOUNG = timedelta(weeks=6)
"""A quarter younger than this is too short for a first brief; that one begins with the quarter before."""


@dataclass(slots=True)
class Briefing:
    """A brief being made; `stored` says whether the journal holds its entry already.

    `named` is the period that she asked for, as she may write it; empty for the time since the last brief.
    """

    session: Session
    journal: Journal
    period: Period
    before: Period
    entry: Entry
    stored: bool
    last_goal: str = ""
    named: str = ""

    @property
    def choices(self) -> Choices:
        marks_tell = self.session.settings.default_visibility != "coach"
        return replace(choices_of(self.entry), others=marks_tell)

    def look(self) -> Look:
        """The look back that it is made from, as the journal stands now."""
        return look_at(self._material(), self.period, self.before)

    def _material(self) -> Material:
        """What the period held; briefs are made of it, and no part of it."""
        material = material_for(self.session, self.journal, self.period, self.before)
        return replace(material, entries=tuple(entry for entry in material.entries if entry.kind != BRIEF))

    def document(self) -> Review:
        """The brief with her choices, as the journal stands now."""
        material = self._material()
        asked = {question.prompt: question.asked for question in self.journal.questions()}
        surprised = self.surprised()
        return coaching_brief(material, self.period, self.before, self.choices, surprised=surprised, asked=asked)

    def surprised(self) -> Look | None:
        """The look back on the last period that she made guesses of, as far as it touches the brief's own."""
        starts = self.session.settings.year_starts
        keys = {mark.period for mark in self.journal.marks() if isinstance(mark, Guess) and mark.guess}
        guessed = [read_period(key, self.session.today, year_starts=starts) for key in sorted(keys)]
        touching = [one for one in guessed if one.first <= self.period.last and self.period.first <= one.last]
        if not touching:
            return None
        now, before = compared(
            max(touching, key=lambda one: (one.last, one.first)), self.session.today, year_starts=starts
        )
        return look_at(material_for(self.session, self.journal, now, before), now, before)

    # ---- what is chosen

    def answer(self, prompt: Prompt, made: str | None = None) -> Answer:
        """The answer to a prompt (about something) as it stands; an open one where there is none yet."""
        for answer in self.entry.answers:
            if answer.prompt == prompt.id and (prompt in ASKED_ONCE or answer.made == made):
                return answer
        return Answer(self.session.new_id(), prompt.id, "open", made=made, visibility="coach")

    def keep(
        self,
        prompt: Prompt,
        *,
        about: str | None = None,
        text: str | None = None,
        choice: str | None = None,
        state: State = "answered",
    ) -> None:
        """Store a choice; durable when it returns."""
        made = about if about is not None else self.answer(prompt).made
        standing = self.answer(prompt, made)
        self._keep(replace(standing, state=state, text=text, choice=choice, made=made), prompt)

    def pass_over(self, *prompts: Prompt) -> None:
        """Store that she passed these, and what they were about."""
        with self.journal.writing():
            for prompt in prompts:
                passed = replace(self.answer(prompt), state="passed", text=None, choice=None, made=None)
                self._keep(passed, prompt)

    def draft(self, prompt: Prompt, text: str) -> None:
        """Store a half-typed text."""
        answer = replace(self.answer(prompt), state="open", text=text)
        self._store_entry()
        self.journal.keep_draft(self.entry.id, answer, prompt.question)
        self._hold(answer)

    def written(self, format_: Literal["markdown", "html"]) -> None:
        """Say that its file stands: what is still open is passed, and the brief is no longer half made."""
        with self.journal.writing():
            self.pass_over(*(prompt for prompt in ASKED_ONCE if self.answer(prompt).state == "open"))
            self.keep(WRITTEN, choice=format_)

    def _keep(self, answer: Answer, prompt: Prompt) -> None:
        with self.journal.writing():
            self._store_entry()
            self.journal.keep_answer(self.entry.id, answer, prompt.question)
        self._hold(answer)

    def _hold(self, answer: Answer) -> None:
        others = tuple(one for one in self.entry.answers if one.id != answer.id)
        self.entry = replace(self.entry, answers=(*others, answer))

    def _store_entry(self) -> None:
        """The entry is stored with the first choice; one for an earlier day gives way to that of today."""
        if self.stored:
            return
        with self.journal.writing():
            earlier = [one for one in _briefs(self.journal) if one.id == self.entry.id]
            if earlier:
                self.journal.delete(earlier[0], None)
                fresh = tuple(replace(answer, id=self.session.new_id()) for answer in self.entry.answers)
                self.entry = replace(self.entry, id=self.session.new_id(), answers=fresh)
            wordings = [PROMPTS[answer.prompt].question for answer in self.entry.answers]
            self.journal.keep_entry(self.entry, wordings)
        self.stored = True


def open_briefing(session: Session, journal: Journal, wanted: Period | None) -> Briefing:
    """The brief of a period, or of the time since the last brief, as it stands or as it would begin now.

    One that is half made is gone on with, and one of the last seven days is brought up to date. Without any brief
    so far it is about the quarter in progress, and while that is young about the one before as well.
    """
    briefs = sorted(_briefs(journal), key=lambda one: (one.about_to or one.day, one.day, one.id))
    if wanted is not None:
        now, before = compared(wanted, session.today, year_starts=session.settings.year_starts)
        standing = next((one for one in briefs if (one.about_from, one.about_to) == (now.first, now.last)), None)
    else:
        standing = briefs[-1] if briefs and _goes_on(briefs[-1], session.today) else None
        now, before = _since_last(session, journal, briefs, standing)
    goals = [goal for one in briefs if one is not standing and (goal := choices_of(one).goal)]
    entry = standing or _fresh(session, now)
    same = standing is not None and (standing.about_from, standing.about_to) == (now.first, now.last)
    entry = replace(entry, day=session.today, about_from=now.first, about_to=now.last) if not same else entry
    last_goal = goals[-1] if goals else ""
    named = wanted.key if wanted is not None else ""
    return Briefing(session, journal, now, before, entry, stored=same, last_goal=last_goal, named=named)


def _briefs(journal: Journal) -> list[Entry]:
    return journal.found(Filter(kind=BRIEF))


def _goes_on(brief: Entry, today: date) -> bool:
    return not is_written(brief) or today - brief.day < SAME_SESSION


def _fresh(session: Session, now: Period) -> Entry:
    answers = tuple(Answer(session.new_id(), prompt.id, "open", visibility="coach") for prompt in ASKED_ONCE)
    return Entry(
        session.new_id(), BRIEF, session.today, session.moment(), session.zone,
        about_from=now.first, about_to=now.last, answers=answers,
    )  # fmt: skip


def _since_last(
    session: Session, journal: Journal, briefs: list[Entry], standing: Entry | None
) -> tuple[Period, Period]:
    today, starts = session.today, session.settings.year_starts
    if standing is not None and standing.about_from is not None:
        first = standing.about_from
    elif briefs and briefs[-1].about_to is not None:
        first = briefs[-1].about_to + timedelta(days=1)
    else:
        this = quarter(today, starts)
        begun = journal.first_day()
        is_young = today - this.first < YOUNG and begun is not None and begun < this.first
        first = quarter(this.first - timedelta(days=1), starts).first if is_young else this.first
    first = min(first, today)
    return compared(_named(first, today, starts), today, year_starts=starts)


def _named(first: date, today: date, starts: int) -> Period:
    """The span up to today: as a unit in progress, where it begins with one, so that it is compared like one."""
    for unit in ("quarter", "year"):
        whole = unit_of(unit, first, starts)
        if whole.first == first and today in whole:
            return whole
    return span(first, today)
