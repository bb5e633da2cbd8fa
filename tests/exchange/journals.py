"""Whole journals as hypothesis draws them: every kind of record, in the order in which an export has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

from reflect.exchange.records import Record
from reflect.model import (
    CONVICTION_KINDS,
    KINDS,
    NEED_KINDS,
    NEED_STATES,
    OUTCOMES,
    RELATIONS,
    SCOPES,
    STATES,
    VISIBILITIES,
    Answer,
    Commitment,
    Conviction,
    Disconnect,
    Entry,
    Need,
    NeedStep,
    Noun,
    Person,
    Question,
    Standing,
    Wording,
)

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]


def _joined(text: str) -> str:
    """The text with two halves of a character that stand together as the one that JSON reads them as."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


hard = st.sampled_from(
    ["\ud800", "\udc00x", "\0", "\x1b[31m", "\r\n", "\u2028", "\x85", '"\\', "🧭", "ש‎", "C1", "P1"]
)
texts = st.one_of(st.text(st.characters(exclude_categories=()), max_size=12), hard).map(_joined)
words = texts.filter(lambda text: text != "" and not text.isspace())
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
ids = st.uuids().map(str)
visibilities = st.sampled_from(VISIBILITIES)


def _moment(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat() + "Z"


moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)).map(_moment)  # noqa: DTZ001  (hypothesis wants them naive)


def _maybe(strategy: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | strategy


def _dated(strategy: st.SearchStrategy[T], least: int) -> st.SearchStrategy[tuple[T, ...]]:
    """Steps in the order of their days."""
    steps = st.lists(strategy, min_size=least, max_size=3)
    return steps.map(lambda found: tuple(sorted(found, key=lambda step: step.since)))  # type: ignore[attr-defined]  # each of them has a day


_wordings = _dated(st.builds(Wording, days, words, _maybe(st.integers(1, 5))), 1)
_standings = _dated(st.builds(Standing, days, st.sampled_from(RELATIONS)), 0)
_steps = _dated(st.builds(NeedStep, days, st.sampled_from(NEED_STATES)), 1)


def _codes(letter: str) -> st.SearchStrategy[str]:
    """Codes with gaps, and now and then one that two nouns share, as after a merge."""
    return st.integers(1, 12).map(lambda number: f"{letter}{number}")


def _nouns(letter: str, strategy: Callable[..., Any]) -> st.SearchStrategy[list[Any]]:
    nouns = st.lists(strategy(ids, _codes(letter)), max_size=3, unique_by=lambda noun: noun.id)
    return nouns.map(lambda found: sorted(found, key=lambda noun: (int(noun.code[1:]), noun.id)))


def _convictions(id_: Any, code: Any) -> Any:
    kind = _maybe(st.sampled_from(CONVICTION_KINDS))
    return st.builds(Conviction, id_, code, _wordings, kind, _maybe(days), visibilities)


def _people(id_: Any, code: Any) -> Any:
    aliases = st.lists(texts, max_size=2).map(tuple)
    dates = (_maybe(days), _maybe(days))
    return st.builds(Person, id_, code, words, aliases, _standings, st.booleans(), *dates, visibilities)


def _commitments(id_: Any, code: Any) -> Any:
    outcome = _maybe(st.sampled_from(OUTCOMES))
    ends = (_maybe(days), outcome, _maybe(days))
    return st.builds(Commitment, id_, code, words, days, _maybe(texts), *ends, visibilities)


def _disconnects(id_: Any, code: Any) -> Any:
    kind, scope = st.sampled_from(("disconnect", "connect")), st.sampled_from(SCOPES)
    return st.builds(Disconnect, id_, code, kind, scope, words, days, _maybe(days), _maybe(texts), visibilities)


def _questions() -> st.SearchStrategy[list[Question]]:
    labels = st.lists(texts, max_size=5).map(tuple)
    good = st.sampled_from((None, "up", "down"))
    prompts = st.sampled_from(["note", "convictions/lived", "mine/one"]) | words
    one = st.builds(Question, prompts, st.integers(1, 9), texts, st.sampled_from(KINDS), labels, good)
    several = st.lists(one, min_size=1, max_size=5, unique_by=(lambda q: (q.prompt, q.version), _wording))
    return several.map(lambda found: sorted(found, key=lambda q: (q.prompt, q.version)))


def _wording(question: Question) -> tuple[Any, ...]:
    return (question.prompt, question.asked, question.kind, question.labels, question.good)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A journal as records, in the order of an export."""

    questions: list[Question]
    nouns: list[Noun]
    entries: list[Entry]

    @property
    def records(self) -> list[Record]:
        return [*self.questions, *self.nouns, *self.entries]


@st.composite
def journals(draw: Draw[Any]) -> Drawn:
    """A journal with nouns, several versions of a question, and entries that refer to them."""
    questions = draw(_questions())
    people = draw(_nouns("P", _people))
    nouns = [
        *draw(_nouns("C", _convictions)),
        *people,
        *draw(_nouns("K", _commitments)),
        *draw(_nouns("D", _disconnects)),
    ]
    if people:
        person = st.sampled_from([person.code for person in people])
        kind = _maybe(st.sampled_from(NEED_KINDS))
        nouns += draw(_nouns("N", lambda i, c: st.builds(Need, i, c, person, words, _steps, kind, visibilities)))
    entry = _entries(questions, nouns)
    entries = draw(st.lists(entry, max_size=4, unique_by=lambda entry: entry.id))
    answers = [answer.id for entry in entries for answer in entry.answers]
    if len(set(answers)) < len(answers):  # hypothesis likes to draw the same id again
        entries = entries[:1]
    entries.sort(key=lambda entry: (entry.day, entry.at or "", entry.id))
    return Drawn(questions, nouns, entries)


def _entries(questions: list[Question], nouns: list[Noun]) -> st.SearchStrategy[Entry]:
    def some(letters: str) -> st.SearchStrategy[str | None]:
        return st.sampled_from([None, *(noun.code for noun in nouns if noun.code[0] in letters)])

    answer = st.builds(
        lambda question, **values: Answer(prompt=question.prompt, version=question.version, **values),
        st.sampled_from(questions),
        id=ids,
        state=st.sampled_from(STATES),
        value=_maybe(st.integers(1, 5)),
        choice=_maybe(texts),
        choices=st.lists(texts, max_size=2).map(tuple),
        text=_maybe(texts),
        person=some("P"),
        conviction=some("C"),
        made=some("CPKDN") | _maybe(ids),
        visibility=visibilities,
    )
    return st.builds(
        Entry,
        ids,
        st.sampled_from(["daily", "note", "gain"]) | words,
        days,
        _maybe(moments),
        _maybe(words),
        st.booleans(),
        _maybe(days),
        _maybe(days),
        st.sampled_from(["", "jrnl"]) | texts,
        st.lists(texts, max_size=2).map(tuple),
        st.lists(answer, max_size=4, unique_by=lambda answer: answer.id).map(tuple),
    )
