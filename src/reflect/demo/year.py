"""The invented leader's year: every record of her journal, in the order of a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from reflect.demo.dailies import Dailies
from reflect.demo.days import Days
from reflect.demo.drafts import Draft, entries_of
from reflect.demo.events import Events
from reflect.demo.longer import Longer
from reflect.demo.memory import Memory
from reflect.demo.nouns import Kept, Told, kept, read_story
from reflect.demo.sayings import read_sayings
from reflect.demo.voice import Voice
from reflect.model import NOTE_PROMPT, Entry, Mark, Noun, Prompt, Question
from reflect.packs import Packs

Record: TypeAlias = Question | Noun | Mark | Entry


def leader_year(packs: Packs, last_day: date) -> Iterator[Record]:
    """The records of fourteen months and more, up to `last_day`, always the same for the same day.

    What a review can find is planted in the last whole quarter by that day (`shown_quarter`). `packs` are the
    shipped ones; each of their prompts is answered at least once.
    """
    story = read_story()
    days = Days(last_day, tuple((one, other) for one, other in story["away"]))
    has = kept(story, days)
    yield from (prompt.question for prompt in (*packs.prompts(), NOTE_PROMPT))
    yield from _nouns(has)
    yield from has.marks
    yield from entries_of(_drafts(story, days, has, packs))


def _nouns(has: Kept) -> Iterator[Noun]:
    nouns = has.nouns
    for kind in (nouns.convictions, nouns.people, nouns.commitments, nouns.disconnects, nouns.needs):
        yield from kind


def _drafts(story: Told, days: Days, has: Kept, packs: Packs) -> list[Draft]:
    voice = Voice(days, has, read_sayings(), story["things"], story["towns"])
    prompts: dict[str, Prompt] = {prompt.id: prompt for prompt in packs.prompts()}
    events = Events(voice, prompts, story).all()
    by_day: dict[date, list[Draft]] = defaultdict(list)
    for event in events:
        by_day[event.day].append(event)
    dailies, longer, memory = Dailies(voice, packs, story, events), Longer(voice, packs, story), Memory()
    drafts = list(events)
    for day in days.workdays:
        today = list(by_day[day])
        if dailies.is_held(day):
            today.append(dailies.of(day, memory, by_day[day]))
        today += longer.of(day, memory)
        drafts += today[len(by_day[day]) :]
        for draft in today:
            memory.note(draft)
    return drafts
