"""From a file or folder into the journal: its records are taken in, and it is said what came of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reflect.cli.import_report import Tally, sentences, summary
from reflect.cli.progress import progress
from reflect.errors import InputError
from reflect.exchange import reader
from reflect.exchange.notes import OwnMoodsError
from reflect.exchange.reading import Reading
from reflect.exchange.sources import STANDARD_INPUT, source_name
from reflect.session import Session

if TYPE_CHECKING:
    from reflect.model import Question
    from reflect.store.journal import Journal
    from reflect.store.taking_in import Taken

Wordings = Callable[[str], "Question | None"]


def bring_in(session: Session, format_: str, reading: Reading, *, dry_run: bool) -> None:
    """Take in what the format's reader finds, and say what came; with `dry_run` store nothing, and show a table.

    Where a file has moods of her own and she sits at the terminal, she is asked for them once. Raises InputError
    or NotFoundError with nothing taken in.
    """
    source = source_name(reading.path)
    wordings = _wordings(session)
    _check_scales(reading, wordings)
    try:
        tally, taken = _take_in(session, format_, reading, wordings, dry_run=dry_run)
    except OwnMoodsError as error:
        if reading.path == STANDARD_INPUT or not session.interactive:
            raise
        reading.steps = {**reading.steps, **_asked_for(session, error.moods)}
        reading.told.clear()
        tally, taken = _take_in(session, format_, reading, wordings, dry_run=dry_run)
    if dry_run:
        from reflect.cli.showing import show  # the renderers, 10 ms

        show(session, summary(tally, taken, reading, source), json=False)
    for sentence in sentences(taken, reading, dry_run=dry_run):
        session.screen.say(sentence)


def _take_in(
    session: Session, format_: str, reading: Reading, wordings: Wordings, *, dry_run: bool
) -> tuple[Tally, Taken]:
    tally = Tally()
    records = tally.counted(reader(format_)(reading))
    first = next(records, None)  # what is wrong at once is said before there is a journal
    if first is not None:
        records = chain([first], records)
    with (
        _journal_for(session, dry_run=dry_run) as journal,
        progress(session, "Reading", reading.share) as told,
    ):
        source = source_name(reading.path)
        taken = journal.take_in(told.watched(records), source=source, wordings=wordings, dry_run=dry_run)
    return tally, taken


@contextlib.contextmanager
def _journal_for(session: Session, *, dry_run: bool) -> Iterator[Journal]:
    """Her journal; where there is none yet, a dry run tries in one that is thrown away."""
    if not dry_run or session.has_journal:
        yield session.journal
        return
    from reflect.store.journal import Journal

    with TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.db", new_id=session.new_id, moment=session.moment)
        try:
            yield journal
        finally:
            journal.close()


def _wordings(session: Session) -> Wordings:
    from reflect.model import NOTE_PROMPT

    @cache
    def installed() -> dict[str, Question]:
        return {prompt.id: prompt.question for prompt in (NOTE_PROMPT, *session.packs().prompts())}

    return lambda prompt: installed().get(prompt)


def _check_scales(reading: Reading, wordings: Wordings) -> None:
    """Raise InputError where a column goes to a prompt that no pack asks, or that takes no rating."""
    for column, prompt in reading.scales.items():
        question = wordings(prompt)
        if question is None:
            raise InputError(f"--scale {column}={prompt}: no pack asks {prompt!r}.", hint="See: reflect prompts")
        if question.kind != "scale":
            raise InputError(f"--scale {column}={prompt}: {prompt} is a {question.kind}, and takes no rating.")


def _asked_for(session: Session, moods: Sequence[str]) -> dict[str, int]:
    """Which step each mood stands for, as she says it. Raises InputError where she leaves one open."""
    from reflect.asking.asks import Choice, ChoiceAsk
    from reflect.exchange.read_daylio import MOODS

    choices = tuple(Choice(str(step), str(step), mood) for step, mood in enumerate(MOODS, 1))
    found: dict[str, int] = {}
    for mood in moods:
        reply = session.writer.choice(
            ChoiceAsk(f"Your own mood “{mood}”: which of these is it nearest to?", choices)
        )
        if not reply.chosen:
            raise InputError(f"“{mood}” was given no step, and nothing was imported.", hint=f'--mood "{mood}=4"')
        found[mood.casefold()] = int(reply.chosen[0])
    return found
