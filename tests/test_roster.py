"""reflect people: finding, showing, changing and merging those on the roster."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from reflect.cli.keeping import find_person
from reflect.errors import InputError, NotFoundError
from reflect.model import Person
from tests.conftest import Desk
from tests.test_nouns import exported, nouns

ANA = Person("a", "P1", "Ana", ("Annie",))
BENE = Person("b", "P2", "Bénédicte Lopez", ("Béné",))
CHI = Person("c", "P3", "Chi", ("Annie",))
ROSTER = (ANA, BENE, CHI)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ana", ANA),
        ("P2", BENE),
        ("p2", BENE),
        ("benedicte  LOPEZ", BENE),
        ("bene", BENE),
        ("Be\u0301ne\u0301", BENE),
        ("chi", CHI),
    ],
)
def test_names_aliases_and_codes_resolve_in_any_case_and_without_accents(words: str, found: Person) -> None:
    assert find_person(ROSTER, words) is found


def test_a_name_goes_before_an_alias_and_an_accent_tells_two_apart() -> None:
    jose, accented = replace(ANA, name="Jose", aliases=()), replace(CHI, name="José", aliases=("Ana",))
    assert find_person((jose, accented), "josé") is accented
    assert find_person((jose, accented), "JOSE") is jose
    assert find_person((accented, ANA), "ana") is ANA


def test_an_alias_of_two_people_says_so_and_an_unknown_name_says_the_nearest() -> None:
    with pytest.raises(InputError, match="annie may be P1 Ana and P3 Chi") as several:
        find_person(ROSTER, "annie")
    assert "P1" in several.value.hint
    with pytest.raises(NotFoundError, match=r"Did you mean Bénédicte Lopez\?"):
        find_person(ROSTER, "BENEDITTE")
    with pytest.raises(NotFoundError):
        find_person((), "")


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """A desk with Annika and Annie, who are one, and Ben; with words, a need and a promise about Annie."""
    for name in ("Annika", "Annie", "Ben"):
        assert desk.run(f"people add {name}").code == 0, desk.err
    seen = {"prompt": "own/seen", "asked": "What did you see <person> do well?", "person": "Annie"}
    success = {"prompt": "their-success/words", "asked": "What is success to <person>?", "person": "Annie"}
    answers = [
        {**seen, "text": "Chaired it."},
        {**seen, "text": "Not this one.", "visibility": "sealed"},
        {**success, "text": "To lead a release."},
    ]
    made = {"record": "commitment", "made": "2025-03-01"}
    records = [
        {**made, "code": "K1", "cue": "the release begins", "act": "let annie’s plan stand"},
        {**made, "code": "K2", "act": "write to Anniek"},
        {**made, "code": "K3", "act": "thank Annie", "visibility": "sealed"},
        {"record": "entry", "kind": "weekly", "day": "2025-03-01", "answers": answers},
    ]
    given = "\n".join(json.dumps(record) for record in records)
    assert desk.run("import jsonl -", given=given).code == 0, desk.err
    desk.run("needs add Annie --from -", given="a mentor")
    assert desk.code == 0, desk.err
    return desk


def test_the_page_holds_needs_promises_and_last_words_and_nothing_that_is_sealed(staffed: Desk) -> None:
    later = staffed.at("2025-03-13T18:00")
    page = later.run("people show annie").out
    for said in (
        "P2 Annie",
        "What did you see Annie do well?",
        "Chaired it.",
        "What is success to Annie?",
        "To lead a release.",
        "a mentor",
        "10 d",
        "If the release begins, then let annie’s plan stand",
        "reflect list --person P2",
    ):
        assert said in page
    for unsaid in ("Not this one.", "Anniek", "thank Annie"):
        assert unsaid not in page
    assert page.index("To lead a release.") < page.index("a mentor") < page.index("Chaired it.")
    assert page == later.run("show P2").out


def test_a_need_heard_in_a_conversation_stands_on_the_page_before_all_else_with_its_day(staffed: Desk) -> None:
    heard = {
        "convictions/conversation-audience": "employee",
        "convictions/conversation-person": "Annie",
        "convictions/conversation-need": "A desk by the window",
        "convictions/conversation-dream": "To run a site",
    }
    staffed.run("log conversation --answers -", given=heard)
    assert staffed.code == 0, staffed.err
    page = staffed.run("people show Annie").out
    before, heading, after = page.partition("NEEDS YOU HEARD")
    assert heading, page
    assert "To lead a release." not in before
    assert "3 Mar" in after.partition("A desk by the window")[0].rpartition("their words?")[2] + after[:200]
    assert after.index("A desk by the window") < after.index("To lead a release.") < after.index("To run a site")
    assert "A desk by the window" not in staffed.run("people show Ben").out


def test_the_page_says_since_when_of_the_roster_and_of_the_relation_only_where_that_is_another_day(
    staffed: Desk,
) -> None:
    page = staffed.run("people show Annie").out
    assert "WHAT YOU WROTE LAST" in page
    assert "steady · on your roster since 3 Mar" in page
    later = staffed.at("2025-03-20T18:00")
    later.run(["people", "edit", "Ben", "--relation", "in repair", "--since", "2025-03-10"])
    assert "in repair since 10 Mar · on your roster since 3 Mar" in later.run("people show Ben").out


def test_the_page_of_somebody_new_says_that_nothing_is_there(staffed: Desk) -> None:
    page = staffed.run("people show Ben").out
    assert "No answer is about Ben yet." in page
    assert "NEEDS" not in page


def test_the_page_gives_along_what_was_never_asked_about_them_then_what_was_asked_longest_ago(desk: Desk) -> None:
    desk.run("people add Ana Ben")

    def given_along(moment: str = "2025-03-03T18:00") -> list[str]:
        sections = desk.at(moment).run("people show Ana --json").json["sections"]
        (items,) = next(part for part in sections if part["key"] == "take-along")["blocks"]
        return [item["text"] for item in items["items"]]

    first = given_along()
    assert first[0] == "When did Ana last bring you bad news?"
    assert len(first) == 3
    assert not [line for line in first if "<" in line]
    asked = {"prompt": "convictions/bad-news", "person": "Ana", "choice": "this week"}
    of_ben = {"prompt": "room-to-fail/lacks", "person": "Ben", "choice": "advance"}
    record = {"record": "entry", "kind": "monthly", "day": "2025-03-01", "answers": [asked, of_ben]}
    assert desk.run("import jsonl -", given=json.dumps(record)).code == 0, desk.err
    second = given_along("2025-03-04T18:00")
    assert first[0] not in second
    assert second[:2] == first[1:]


def test_when_all_was_asked_the_longest_ago_comes_first_with_its_day(desk: Desk) -> None:
    from reflect.packs import load_packs

    desk.run("people add Ana")
    asked = [prompt.id for prompt in load_packs(desk.home).prompts() if prompt.about == "person"]
    for day, ids in (("2025-02-03", asked[:-1]), ("2025-02-01", asked[-1:])):
        answers = [{"prompt": id_, "person": "Ana", "state": "passed"} for id_ in ids]
        record = {"record": "entry", "kind": "note", "day": day, "answers": answers}
        assert desk.run("import jsonl -", given=json.dumps(record)).code == 0, desk.err
    page = desk.run("people show Ana").out
    assert "(last asked 3 Feb)" in page
    assert "To take along".upper() in page


def test_of_somebody_who_has_left_nothing_more_is_to_be_asked(staffed: Desk) -> None:
    staffed.run("people left Ben")
    assert "TO TAKE ALONG" not in staffed.run("people show Ben").out


def test_the_page_as_json_has_stable_keys(staffed: Desk) -> None:
    sections = {part["key"]: part for part in staffed.run("people show Annie --json").json["sections"]}
    assert list(sections) == ["person", "success", "needs", "commitments", "words", "take-along", "entries"]
    (need,) = sections["needs"]["blocks"][0]["rows"]
    assert (need["need"], need["open"]) == ("N1", {"days": 0})
    assert sections["words"]["blocks"][0]["quotes"][0]["words"] == "Chaired it."


def test_a_new_relation_has_its_day_and_the_earlier_ones_stay(staffed: Desk) -> None:
    later = staffed.at("2025-03-20T18:00")
    later.run(["people", "edit", "Ben", "--relation", "in repair", "--since", "2025-03-10"])
    assert later.code == 0, later.err
    (ben,) = [person for person in nouns(staffed).people if person.name == "Ben"]
    assert [(str(step.since), step.relation) for step in ben.relations] == [
        ("2025-03-03", "steady"),
        ("2025-03-10", "in repair"),
    ]
    later.run(["people", "edit", "Ben", "--relation", "new", "--since", "2025-03-21"])
    assert later.code == 3
    assert "still to come" in later.err
    staffed.run("people edit Ben --since 2025-03-01")
    assert staffed.code == 2


def test_a_former_name_stays_an_alias_so_that_no_brief_gives_it_away(staffed: Desk) -> None:
    staffed.run(["people", "edit", "Ben", "--name", "Benedikt", "--alias", "Benny"])
    assert nouns(staffed).people[2].aliases == ("Ben", "Benny")
    staffed.run("people edit benny --no-alias BEN")
    assert nouns(staffed).people[2].aliases == ("Benny",)
    staffed.run("people edit Benedikt --no-alias Bennie")
    assert staffed.code == 4
    assert "Did you mean Benny?" in staffed.err


def test_a_name_that_is_another_ones_is_refused_with_the_way_to_merge(staffed: Desk) -> None:
    before = exported(staffed)
    staffed.run("people edit Annika --alias annie")
    assert staffed.code == 3
    assert "reflect people merge P2 P1" in staffed.err
    for line in (["people", "edit", "Ben", "--name", "P7"], ["people", "add", "k2"], ["people", "add", " "]):
        assert staffed.run(line).code == 3
    assert exported(staffed) == before


def test_everything_about_a_person_can_be_asked_for(staffed: Desk) -> None:
    staffed.answering("Benedikt", "Benny,  Ben B.", "in repair", "yes").run("people edit Ben")
    assert staffed.code == 0, staffed.err
    ben = nouns(staffed).people[2]
    assert (ben.name, ben.aliases, ben.relation, ben.leads_others) == (
        "Benedikt",
        ("Ben", "Benny", "Ben B."),
        "in repair",
        True,
    )
    again = staffed.answering("Benedikt", "Ben, Benny, Ben B.", "in repair", "yes").run("people edit Ben")
    assert "left as it was" in again.err


def test_who_has_left_stands_last_and_leaves_once(staffed: Desk) -> None:
    staffed.run("people left annika --on yesterday")
    assert nouns(staffed).people[0].left == date(2025, 3, 2)
    listed = staffed.run("people list --json").json["sections"][0]["blocks"][0]["rows"]
    assert [row["person"] for row in listed] == ["P2", "P3", "P1"]
    staffed.run("people left Annika")
    assert staffed.code == 3
    staffed.run("people left Ben --on 2025-03-04")
    assert staffed.code == 3


def test_merging_makes_one_of_two_and_undo_makes_two_of_one(staffed: Desk) -> None:
    before = exported(staffed)
    assert staffed.run("people merge Annika Annie").code == 0, staffed.err
    assert "P2 Annie is P1 Annika now, with 3 answers and 1 need." in staffed.err
    known = nouns(staffed)
    assert [person.code for person in known.people] == ["P1", "P3"]
    assert known.people[0].aliases == ("Annie",)
    assert [need.person for need in known.needs] == ["P1"]
    page = staffed.run("people show annie").out
    assert "P1 Annika" in page
    assert "Chaired it." in page
    assert "let annie’s plan stand" in page
    staffed.run("undo")
    assert exported(staffed) == before


def test_nobody_is_merged_with_herself_or_with_nobody(staffed: Desk) -> None:
    assert staffed.run("people merge Annie annie").code == 3
    assert staffed.run("people merge Annie Dov").code == 4
    assert len(nouns(staffed).people) == 3
