"""What a review is made from: the entries of its periods, the nouns, and the questions that sections share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from functools import cached_property

from reflect.frozen import frozen
from reflect.model import BRIEF, LIVED, NOTE, TALLY, Answer, Conviction, Entry, Nouns, Question
from reflect.periods import Period, workdays

CHART_WEEKS = 13


@frozen
class Material:
    """Entries in order of day, moment and id; they reach back over the period before and the chart's 13 weeks.

    Sealed answers, and those about a sealed conviction or person, are in `entries` for the days answered alone:
    `within` and all that is counted or quoted leave them out.

    `labels` are the steps of each question by prompt and version; `year_ago` the entries of the same period a
    year before; `first_day` the day of the journal's first entry. `scales` are the ratings of every scale but
    the lived one, over a year and both periods; `last_gain` is the day of each person's last small gain,
    `latest_about` the latest answer by prompt and person. `guesses` are what she guessed of this period before
    she looked; `hidden_words` are no themes; `short_ids` are the shortest ends by which the entries of events can
    be shown.
    """

    nouns: Nouns
    entries: tuple[Entry, ...]
    today: date
    first_day: date | None = None
    labels: Mapping[tuple[str, int], tuple[str, ...]] | None = None
    year_ago: tuple[Entry, ...] = ()
    workdays: frozenset[int] = frozenset(range(5))
    scales: Sequence[tuple[Question, Sequence[tuple[date, int]]]] = ()
    last_gain: Mapping[str, date] = field(default_factory=dict)
    latest_about: Mapping[tuple[str, str], tuple[date, Answer]] = field(default_factory=dict)
    guesses: Mapping[str, str] = field(default_factory=dict)
    hidden_words: frozenset[str] = frozenset()
    away: tuple[Period, ...] = ()
    short_ids: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _unsealed(self) -> tuple[Entry, ...]:
        return without_sealed(self.entries, self.nouns)

    def within(self, period: Period) -> Iterator[Entry]:
        """The entries of a period, without what is sealed."""
        return (entry for entry in self._unsealed if entry.day in period)

    def to_show(self, entry: Entry) -> str:
        """The command that shows an entry."""
        return f"show {self.short_ids.get(entry.id, entry.id)}"

    def answers(self, period: Period, prompt: str) -> Iterator[tuple[date, Answer]]:
        """The answers to a prompt within a period, with their days; the latest counts for a subject and day."""
        latest: dict[tuple[date, str | None, str | None], tuple[date, Answer]] = {}
        for entry in self.within(period):
            for answer in entry.answers:
                if answer.prompt == prompt and answer.state != "open":
                    latest[entry.day, answer.conviction, answer.person] = (entry.day, answer)
        return iter(latest.values())

    @cached_property
    def _ratings(self) -> dict[str, list[tuple[date, int]]]:
        """For each conviction its lived ratings, by day; only those on the labels that it has now."""
        found: dict[str, list[tuple[date, int, int]]] = {}
        if self.entries:
            whole = Period(self.entries[0].day, self.entries[-1].day, "")
            for day, answer in self.answers(whole, LIVED):
                if answer.value is not None and answer.conviction is not None:
                    found.setdefault(answer.conviction, []).append((day, answer.value, answer.version))
        return {code: self._on_newest_labels(sorted(ratings)) for code, ratings in found.items()}

    def _on_newest_labels(self, ratings: list[tuple[date, int, int]]) -> list[tuple[date, int]]:
        labels = self.labels or {}
        newest = labels.get((LIVED, ratings[-1][2]))
        return [(day, value) for day, value, version in ratings if labels.get((LIVED, version)) == newest]

    def ratings(self, code: str, period: Period) -> list[int]:
        """The lived ratings (1-5) of a conviction in a period, in order of their days."""
        return [value for day, value in self._ratings.get(code, ()) if day in period]

    def weekly_means(self, code: str, last: date, weeks: int = CHART_WEEKS) -> tuple[float | None, ...]:
        """The mean rating of each of so many weeks, the last one holding `last`; None for a week without any."""
        monday = last - timedelta(days=last.weekday())
        by_week: dict[date, list[int]] = {}
        for day, value in self._ratings.get(code, ()):
            if day <= last:
                by_week.setdefault(day - timedelta(days=day.weekday()), []).append(value)
        mondays = [monday - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
        return tuple(sum(by_week[m]) / len(by_week[m]) if m in by_week else None for m in mondays)

    def convictions_in(self, period: Period) -> tuple[Conviction, ...]:
        """The convictions that were active at any time in the period; sealed ones stay out."""
        return tuple(
            conviction
            for conviction in self.nouns.convictions
            if conviction.since <= period.last
            and (conviction.retired is None or conviction.retired > period.first)
            and conviction.visibility != "sealed"
        )

    def answered_days(self, period: Period) -> set[date]:
        """The days with an answer, in an entry that is no note, no brief and not imported."""
        return {
            entry.day
            for entry in self.entries
            if entry.day in period
            and entry.kind not in (NOTE, BRIEF)
            and not entry.origin
            and any(answer.state in ("answered", "none", "passed") for answer in entry.answers)
        }

    def tallied_days(self, period: Period) -> int:
        """On how many days the tally was answered: counts of events are compared only where that is alike."""
        return len({day for day, answer in self.answers(period, TALLY) if answer.state == "answered"})

    def workdays_of(self, period: Period) -> tuple[date, ...]:
        """The workdays of a period since the journal's first day; days away are none."""
        first = max(period.first, self.first_day or period.first)
        if first > period.last:
            return ()
        return workdays(Period(first, period.last, ""), self.workdays, self.away)


def without_sealed(entries: Iterable[Entry], nouns: Nouns) -> tuple[Entry, ...]:
    """The entries without sealed answers and those about sealed nouns; one that held nothing else is left out."""
    convictions = {conviction.code for conviction in nouns.convictions if conviction.visibility == "sealed"}
    sealed = convictions | {person.code for person in nouns.people if person.visibility == "sealed"}
    kept = []
    for entry in entries:
        answers = tuple(
            answer
            for answer in entry.answers
            if answer.visibility != "sealed" and not sealed & {answer.conviction, answer.person}
        )
        if len(answers) == len(entry.answers):
            kept.append(entry)
        elif answers:
            kept.append(replace(entry, answers=answers))
    return tuple(kept)


def quotable(answer: Answer) -> bool:
    """Whether a review may show these words: answered, with a text, and not sealed."""
    return answer.state == "answered" and bool(answer.text) and answer.visibility != "sealed"
