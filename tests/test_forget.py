"""reflect people forget: the counts stay, the name and every text about the person are nowhere any more."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from reflect.model import DEMONSTRATION, Answer, Commitment, Disconnect, Entry, Guess, Need, NeedStep, Prompt
from reflect.packs import load_packs
from reflect.store.checking import wrong_checksums
from reflect.store.forgetting import GONE
from reflect.store.forgotten_names import forgotten_code
from reflect.store.journal import Journal
from tests.conftest import Desk
from tests.seeding import Seed

PACKS = load_packs(Path("/nowhere"))
SECRET = "xylophone"
"""Stands in every text about the person, and nowhere else."""

DAY = date(2025, 2, 3)
OWN = Prompt("own/seen", "What did you see Zebedee do?", "text", why="mine")


class Filling(Seed):
    """A journal in which somebody stands wherever somebody can stand."""

    def keep(self, kind: str, day: date, *answers: Answer, tags: tuple[str, ...] = ()) -> Entry:
        entry = Entry(self.journal._rows.new_id(), kind, day, f"{day}T16:00:00Z", tags=tags, answers=answers)
        questions = [
            (OWN if answer.prompt == OWN.id else PACKS.prompt(answer.prompt)).question for answer in answers
        ]
        self.journal.keep_entry(entry, questions)
        return entry

    def said(self, prompt: str, text: str | None = None, **more: Any) -> Answer:  # type: ignore[override]  # makes one answer
        return Answer(self.journal._rows.new_id(), prompt, text=text, **more)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Zebedee Quux (P1), once Zebadiah, called Zeb; and Ben (P2). It is 3 March 2025."""
    seed = Filling(desk)
    seed.held("No surprises, not even for Zebedee")
    seed.knows("Zebadiah Quux", "Zeb")
    seed.knows("Ben")
    journal = seed.journal
    known = journal.nouns().people[0]
    journal.keep_noun(replace(known, name="Zebedee Quux"))
    _events(seed)
    _mentions(seed)
    ended = seed.said("small-gains/tomorrow", f"An hour, {SECRET}", person="P1", state="open")
    seed.keep(
        "daily", DAY + timedelta(days=20), ended, seed.said(DEMONSTRATION, "ZEBEDEE/Ben chaired", state="open")
    )
    return seed.done()


def _events(seed: Filling) -> None:
    journal = seed.journal
    given = seed.said("small-gains/given", f"A {SECRET} lesson", choice="thanks", person="P1")
    gain = seed.keep("gain", DAY, given, seed.said("small-gains/for-them", f"They play the {SECRET}"))
    two = (
        seed.said("room-to-fail/direction", choice="in"),
        seed.said("room-to-fail/layer", choice="direct", person="P1"),
        seed.said("step-back/trigger", choice="numbers disappointed"),
        seed.said("room-to-fail/saved-and-cost", f"Saved an hour of {SECRET}"),
    )  # fmt: skip
    step = seed.keep("step", DAY, *two)
    seed.keep("weekly", DAY, seed.said("daily/due-step-in", f"It cost the {SECRET}", choice="now", made=step.id))
    happened = seed.said("room-to-fail/happened", "The release slipped; zeb's fix held")
    learned = seed.said("room-to-fail/learned", f"To tune the {SECRET}", choice="yes", person="P1")
    seed.keep("failure", DAY, happened, learned)
    held = seed.promised(Commitment("", "", f"give the {SECRET} back", DAY, cue="it is Friday"))
    id_ = next(k.id for k in journal.nouns().commitments if k.code == held)
    seed.keep("crosscheck", DAY, seed.said("small-gains/gift", person="P1", made=id_))
    journal.keep_noun(Need("", "", "P1", f"a room for the {SECRET}", (NeedStep(DAY, "asked"),)))
    seed.keep("weekly", DAY, seed.said("their-success/success", f"To conduct {SECRET}s", person="P1"))
    seed.keep("weekly", DAY, seed.said("step-back/values-known", value=4, person="P1"))
    assert gain.id


def _mentions(seed: Filling) -> None:
    journal = seed.journal
    texts = [
        "Asked zeb",
        "ZEBEDEE’S plan, and Ben's",
        "Zebedée-Ben",
        "with Quux",
        "zebadiah was late",
        "@zebedeequux",
    ]
    for number, text in enumerate(texts):
        seed.keep("daily", DAY + timedelta(days=number), seed.said(DEMONSTRATION, text, conviction="C1"))
    seed.keep("weekly", DAY, seed.said(OWN.id, "Nothing"), tags=("zeb", "calm"))
    seed.promised(Commitment("", "", "let Zebedee chair", DAY))
    seed.parted(Disconnect("", "", "disconnect", "self", "praise for Ben, blame for Zeb", DAY))
    journal.keep_guess(Guess("", "2025-Q1", None, "waited", "P1"))
    journal.hide_word("zeb")
    journal.allow_word("Zebedee")
    journal.allow_word("Acme")
    deleted = seed.keep("daily", DAY + timedelta(days=9), seed.said(DEMONSTRATION, "Zebedee again"))
    journal.delete(deleted, None)
    kept = seed.keep("weekly", DAY, seed.said("their-success/moves", f"First: {SECRET}", person="P1"))
    journal.keep_answer(
        kept.id, replace(kept.answers[0], text=f"Then: {SECRET}"), PACKS.prompt("their-success/moves").question
    )


NAMES = (b"zebedee", b"zebadiah", b"quux", b"zeb", SECRET.encode())


def raw_files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    for path in desk.home.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes().lower()


def named(desk: Desk) -> list[tuple[str, bytes]]:
    """The files of her home in which a name, or a text about the person, stands byte for byte."""
    return [(name, word) for name, data in raw_files(desk) for word in NAMES if word in data]


def answers(desk: Desk) -> list[Answer]:
    with closing(desk.journal()) as journal:
        return [answer for entry in journal.every_entry() for answer in entry.answers]


def forgotten(desk: Desk) -> Desk:
    desk.run("people forget Zeb --yes")
    assert desk.code == 0, desk.err
    return desk


def test_before_it_is_forgotten_the_name_is_all_over_the_file(filled: Desk) -> None:
    assert {word for _, word in named(filled)} == set(NAMES)


def test_no_file_holds_the_name_or_a_text_about_the_person_any_more(filled: Desk) -> None:
    assert named(forgotten(filled)) == []


def test_what_was_counted_stays_counted(filled: Desk) -> None:
    before = sorted(answers(filled), key=lambda answer: answer.id)
    after = sorted(answers(forgotten(filled)), key=lambda answer: answer.id)
    assert [(a.prompt, a.state, a.value, a.choice, a.person, a.conviction, a.visibility) for a in after] == [
        (a.prompt, a.state, a.value, a.choice, a.person, a.conviction, a.visibility) for a in before
    ]
    assert [a.text for a in after if a.person == "P1"] == [None] * sum(a.person == "P1" for a in before)
    with closing(filled.journal()) as journal:
        nouns = journal.nouns()
        assert [need.text for need in nouns.needs] == [GONE]
        assert (nouns.commitments[0].cue, nouns.commitments[0].act) == (GONE, GONE)
        assert journal.last_gains(date(2025, 3, 4)) == {"P1": DAY}


def test_the_row_stays_with_the_code_for_a_name_and_has_left(filled: Desk) -> None:
    with closing(forgotten(filled).journal()) as journal:
        person, ben = journal.nouns().people
    assert (person.code, person.name, person.aliases, person.left) == ("P1", "P1", (), date(2025, 3, 3))
    assert person.relation == "steady"
    assert (ben.name, ben.left) == ("Ben", None)


def test_elsewhere_the_code_stands_in_place_of_the_name_and_everything_else_stays(filled: Desk) -> None:
    texts = {answer.text for answer in answers(forgotten(filled))}
    assert {
        "Asked P1",
        "P1’s plan, and Ben's",
        "P1-Ben",
        "with P1",
        "P1 was late",
        "@P1",
        "P1/Ben chaired",
    } <= texts
    assert "The release slipped; P1's fix held" in texts  # the failure is not about who learned from it
    with closing(filled.journal()) as journal:
        nouns = journal.nouns()
        assert nouns.convictions[0].statement == "No surprises, not even for P1"
        assert nouns.commitments[1].act == "let P1 chair"
        assert nouns.disconnects[0].text == "praise for Ben, blame for P1"
        assert journal.question(OWN.id, 1).asked == "What did you see P1 do?"
        assert {tag for entry in journal.every_entry() for tag in entry.tags} == {"P1", "calm"}
        assert journal.hidden_words() == ()
        assert journal.allowed_words() == ("Acme",)
        assert [g.guess for g in journal.guesses("2025-Q1")] == ["P1"]


def test_the_index_finds_neither(filled: Desk) -> None:
    forgotten(filled)
    for word in ("zeb", "zebedee", "quux", SECRET):
        filled.run(["search", word])
        assert "Nothing you wrote" in filled.out, word
    filled.run("search chaired")
    assert "P1/Ben" in filled.out


def test_every_row_has_the_checksum_of_what_it_says_and_the_file_is_sound(filled: Desk) -> None:
    with closing(forgotten(filled).journal()) as journal:
        assert wrong_checksums(journal) == []
    with closing(sqlite3.connect(filled.home / "journal.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.execute("INSERT INTO answers_fts (answers_fts) VALUES ('integrity-check')")


def test_undo_brings_nothing_of_it_back(filled: Desk) -> None:
    forgotten(filled)
    for _ in range(40):
        filled.run("undo")
        assert filled.code in (0, 4, 6), filled.err
        assert named(filled) == []
        if filled.code:
            break


def test_an_export_made_before_brings_nothing_back(filled: Desk, tmp_path: Path) -> None:
    file = tmp_path / "before.jsonl"
    filled.run(["export", "-o", str(file)])
    forgotten(filled)
    before = answers(filled)
    filled.run(["import", "jsonl", str(file)])
    assert filled.code == 0, filled.err
    again = [answer for answer in answers(filled) if answer.text is not None]
    assert SECRET not in json.dumps([answer.text for answer in again])
    assert named(filled) == []  # not even in the wording of a question of her own
    assert len(answers(filled)) == len(before)
    with closing(filled.journal()) as journal:
        assert [person.name for person in journal.nouns().people] == ["P1", "Ben"]


def test_its_own_export_goes_into_an_empty_journal_and_comes_out_the_same(filled: Desk, tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    forgotten(filled).run(["export", "-o", str(first)])
    assert not [word for word in NAMES if word in first.read_bytes().lower()]
    other = Desk(tmp_path / "other", filled.moment)
    other.run(["import", "jsonl", str(first)])
    assert other.code == 0, other.err
    other.run(["export", "-o", str(second)])
    assert first.read_bytes() == second.read_bytes()


def test_of_the_name_a_salted_hash_alone_is_kept(filled: Desk) -> None:
    with closing(forgotten(filled).journal()) as journal:
        for name in ("Zebedee Quux", "zebedee  QUUX", "Zebédee Quux", "zeb", "Zebadiah Quux"):
            assert forgotten_code(journal._rows, name) == "P1", name
        for name in ("Zebediah", "Ben", "P1", "Quux"):
            assert forgotten_code(journal._rows, name) is None, name
        salted = [row[0] for row in journal._rows.all("SELECT id FROM tombstones WHERE record = 'name of P1'")]
    assert len({each.partition(":")[0] for each in salted}) == len(salted) == 3


def test_an_incident_told_in_a_brief_goes_with_the_event_that_it_tells(desk: Desk) -> None:
    seed = Filling(desk)
    seed.held("No surprises")
    seed.knows("Zebedee")
    step = seed.keep(
        "step", DAY, seed.said("room-to-fail/direction", choice="in"),
        seed.said("room-to-fail/layer", choice="direct", person="P1"),
    )  # fmt: skip
    desk = seed.done()
    desk.answering(
        "Goal", "Question", step.id, f"The {SECRET}", f"I took the {SECRET}", f"No {SECRET}", "write"
    ).run("export --coach 2025-Q1")
    assert desk.code == 0, desk.err
    desk.run("people forget Zebedee --yes")
    assert desk.run("backup --only").code == 0, desk.err
    assert not [word for _, data in raw_files(desk) for word in (b"zebedee", SECRET.encode()) if word in data]
    told = {a.prompt: a for a in answers(desk)}
    assert (told["brief/goal"].text, told["brief/did"].text) == ("Goal", None)


# ---- asking


def test_at_a_terminal_the_name_is_typed_back(filled: Desk) -> None:
    asked = filled.answering("zebedee QUUX")
    asked.run("people forget zeb")
    assert asked.code == 0, asked.err
    assert asked.script is not None
    (shown,) = asked.script.shown[0]
    assert "P1 Zebedee Quux" in shown
    assert "cannot be undone" in shown
    assert named(filled) == []


def test_another_name_forgets_nothing(filled: Desk) -> None:
    before = answers(filled)
    filled.answering("Ben").run("people forget zeb")
    assert filled.code == 6
    assert answers(filled) == before
    filled.run("people")
    assert "Zebedee Quux" in filled.out


def test_looking_ahead_changes_nothing_and_says_what_will_go(filled: Desk) -> None:
    with closing(filled.journal()) as journal:
        before = journal.connection.execute("SELECT count(*), max(key) FROM changes").fetchone()
    looked = filled.answering("not that name")
    looked.run("people forget zeb")
    with closing(filled.journal()) as journal:
        assert journal.connection.execute("SELECT count(*), max(key) FROM changes").fetchone() == before
    assert looked.script is not None
    ahead = looked.script.shown[0][0]
    said = forgotten(filled).err
    for part in ("texts about the person", "needs or promises", "other places"):
        assert part in ahead
        number = ahead.partition(part)[0].split()[-1]
        assert f"{number} {part}" in said


def test_without_a_terminal_yes_must_be_said(filled: Desk) -> None:
    filled.run("people forget zeb")
    assert filled.code == 2
    assert "--yes" in filled.err
    filled.run("people forget Nobody --yes")
    assert filled.code == 4


# ---- what stays, and what cannot be reached


def test_it_says_which_copies_it_cannot_reach(filled: Desk, tmp_path: Path) -> None:
    (filled.home / "prompts").mkdir()
    (filled.home / "prompts" / "mine.toml").write_text('asked = "How is Zebedee Quux?"')
    (filled.home / "notes.txt").write_text("Zebediah, and zebra")
    err = forgotten(filled).err
    assert "mine.toml" in err
    assert "notes.txt" not in err
    assert "Backups, exports and briefs made before still hold it" in err


def test_another_persons_name_stays_though_it_is_the_same(desk: Desk) -> None:
    seed = Filling(desk)
    seed.held("No surprises")
    seed.knows("Ana Lopez")
    seed.knows("Ana Berg")
    for number, text in enumerate(["Ana Lopez chaired", "Ana Berg chaired", "Ana chaired", "Lopez too"]):
        seed.keep("daily", DAY + timedelta(days=number), seed.said(DEMONSTRATION, text))
    seed.done().run("people forget Ana Lopez --yes")
    assert desk.code == 0, desk.err
    assert [a.text for a in answers(desk)] == ["P1 chaired", "Ana Berg chaired", "Ana chaired", "P1 too"]
    assert "Left, as words or as somebody else's name: Ana" in desk.err


def test_everyday_words_in_small_letters_stay_and_questions_keep_their_words(desk: Desk) -> None:
    seed = Filling(desk)
    seed.held("No surprises")
    seed.knows("Mark")
    seed.keep("daily", DAY, seed.said(DEMONSTRATION, "Mark made his mark"))
    seed.keep("monthly", DAY, seed.said("room-to-fail/signs", choices=("small risk taken",)))
    seed.done().run("people forget Mark --yes")
    assert "P1 made his mark" in {answer.text for answer in answers(desk)}
    assert "Left, as words or as somebody else's name: mark" in desk.err
    with closing(desk.journal()) as journal:
        assert "Mark what you saw" in journal.question("room-to-fail/signs", 1).asked


def test_while_another_program_reads_the_journal_it_says_that_old_pages_stay(filled: Desk) -> None:
    with closing(sqlite3.connect(filled.home / "journal.db", isolation_level=None)) as other:
        other.execute("PRAGMA busy_timeout = 0")
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM answers").fetchone()
        err = forgotten(filled).err
        assert "Another program holds the journal open" in err
    filled.run("people forget P1 --yes")
    assert filled.code == 0, filled.err
    assert named(filled) == []


def test_forgetting_twice_changes_nothing_more(filled: Desk) -> None:
    forgotten(filled)
    before = answers(filled)
    filled.run("people forget P1 --yes")
    assert filled.code == 0, filled.err
    assert answers(filled) == before


def test_nobody_of_that_id_is_said(filled: Desk) -> None:
    from reflect.errors import NotFoundError
    from reflect.store.forgetting import forget_person

    journal: Journal = filled.journal()
    with closing(journal), pytest.raises(NotFoundError):
        forget_person(journal, "nobody", today=date(2025, 3, 3))


FOREIGN = (
    {"record": "person", "code": "P7", "name": "ZEBEDEE quux", "aliases": ["Zebbo"]},
    {"record": "person", "code": "P8", "name": "Cleo"},
    {"record": "commitment", "code": "K1", "act": "let Zebbo chair", "made": "2025-02-01"},
    {"record": "need", "code": "N1", "person": "P7", "text": f"a {SECRET}", "asked": "2025-02-01"},
    {"record": "entry", "kind": "weekly", "day": "2025-02-01", "answers": [
        {"prompt": "their-success/success", "person": "P7", "text": f"To play the {SECRET}"},
        {"prompt": "their-success/success", "person": "zeb", "text": f"Again the {SECRET}"},
        {"prompt": "their-success/success", "person": "Cleo", "text": "To sing with Zebedee Quux"},
        {"prompt": "own/asked", "asked": "What did Zebbo say?", "text": "Nothing"},
    ]},
)  # fmt: skip
"""A file without ids, written by another program, about the same people."""


def foreign() -> str:
    return "\n".join(json.dumps(record) for record in FOREIGN)


def test_a_file_without_ids_brings_neither_the_name_nor_the_texts_back(filled: Desk) -> None:
    forgotten(filled)
    for _ in range(2):  # the second time no entry comes in
        filled.run("import jsonl -", given=foreign())
        assert filled.code == 0, filled.err
        assert [pair for pair in named(filled) if pair[1] != b"zebbo"] == []
        assert not [name for name, data in raw_files(filled) if b"zebbo" in data]
        with closing(filled.journal()) as journal:
            nouns = journal.nouns()
            assert [person.name for person in nouns.people] == ["P1", "Ben", "Cleo"]
            assert {need.text for need in nouns.needs if need.person == "P1"} == {GONE}
        said = [a for a in answers(filled) if a.prompt == "their-success/success"]
        assert sorted((a.person, a.text) for a in said if a.text) == [("P8", "To sing with P1")]
        assert sum(a.person == "P1" for a in said) == 3  # what the file counts is counted
    assert "1 was deleted here" in filled.err


def test_nobody_forgotten_means_that_a_name_may_join(filled: Desk) -> None:
    filled.run("import jsonl -", given=foreign())
    assert filled.code == 0, filled.err
    assert "To sing with Zebedee Quux" in {answer.text for answer in answers(filled)}


def test_whoever_adds_the_name_by_hand_may(filled: Desk) -> None:
    forgotten(filled).run("people add Zeb")
    assert filled.code == 0, filled.err
