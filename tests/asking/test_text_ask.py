from __future__ import annotations

import threading

import pytest

from reflect.asking.asks import Choice, Reply, TextAsk
from reflect.errors import JournalError

from .conftest import ALT_ENTER, CTRL_C, CTRL_D, DOWN, ESC, F1, F2, F3, SHIFT_TAB, UP, Typist

ASK = TextAsk("What did you refuse to do?", mark="this cost me something", where_from="the article", coach=False)
NAMES = TextAsk("To whom?", suggestions=("Ana", "Ándor", "Ben Ortega", "Zoë Müller"))
SWITCHES = TextAsk("When?", switches=(Choice("1", "C1", "No surprises"), Choice("2", "C2", "A promise has a day")))


@pytest.mark.parametrize(
    ("keys", "reply"),
    [
        ("I said no.\r", Reply("next", text="I said no.")),
        ("\r", Reply("pass")),
        ("   \r", Reply("pass")),
        (f"one{ALT_ENTER}two\r", Reply("next", text="one\ntwo")),
        (f"half{SHIFT_TAB}", Reply("back", text="half")),
        (f"half{CTRL_C}", Reply("leave", text="half")),
        (CTRL_C, Reply("leave")),
        (CTRL_D, Reply("leave")),
        (f"whole{CTRL_D}", Reply("next", text="whole")),
        (f"no{F2}\r", Reply("next", text="no", coach=True)),
        (f"no{ESC}c\r", Reply("next", text="no", coach=True)),
        (f"no{F2}{F2}\r", Reply("next", text="no")),
        (f"no{F3}\r", Reply("next", text="no", marked=True)),
        (f"no{ESC}!\r", Reply("next", text="no", marked=True)),
        (f"{F1}no{ESC}?\r", Reply("next", text="no")),
    ],
)
def test_each_key_of_a_text_does_what_the_line_of_keys_says(typist: Typist, keys: str, reply: Reply) -> None:
    assert typist.text(keys, ASK) == reply


def test_f3_marks_nothing_where_there_is_no_mark(typist: Typist) -> None:
    assert not typist.text(f"no{F3}\r", TextAsk("Who?")).marked


def test_marks_that_stood_already_can_be_taken_off(typist: Typist) -> None:
    reply = typist.text(f"no{F2}{F3}\r", TextAsk("What?", mark="costly", marked=True, coach=True))
    assert (reply.marked, reply.coach) == (False, False)


def test_a_draft_stands_in_the_field_and_can_be_gone_on_with(typist: Typist) -> None:
    assert typist.text(" it\r", TextAsk("What?", draft="I meant")).text == "I meant it"


def test_a_bracketed_paste_is_kept_whole_and_does_not_answer_by_itself(typist: Typist) -> None:
    pasted = "\x1b[200~first\r\nsecond\n\x1b[201~"
    assert typist.text(f"{pasted}third\r", ASK).text == "first\nsecond\nthird"


def test_lines_that_arrive_in_one_burst_are_a_paste_too(typist: Typist) -> None:
    """Some terminals know no bracketed paste: an Enter with letters behind it in the same breath is a new line."""
    assert typist.text(f"first\r\rsecond{CTRL_C}", ASK) == Reply("leave", text="first\n\nsecond")


def test_half_characters_from_a_broken_paste_become_storable(typist: Typist) -> None:
    reply = typist.text("\r", TextAsk("What?", draft="a\udcffb"))
    assert reply.text.encode("utf-8") == b"a?b"


def test_every_ending_hands_over_what_has_been_typed(typist: Typist) -> None:
    for end in ("\r", SHIFT_TAB, CTRL_C):
        typist.drafts.clear()
        typist.text(f"typed{end}", ASK)
        assert typist.drafts[-1] == "typed"


def test_nothing_is_handed_over_where_nothing_was_typed(typist: Typist) -> None:
    typist.text("\r", TextAsk("What?", draft="as it was"))
    assert typist.drafts == []


def test_a_required_answer_cannot_be_passed_but_can_be_left(typist: Typist) -> None:
    ask = TextAsk("In one sentence: what do you hold?", required=True)
    assert typist.text(f"\r\r{CTRL_C}", ask) == Reply("leave")
    assert typist.text("No surprises\r", ask) == Reply("next", text="No surprises")


def test_a_switch_leaves_at_once_while_the_field_is_empty(typist: Typist) -> None:
    assert typist.text("2", SWITCHES) == Reply("next", chosen=("C2",))


def test_a_switch_is_a_letter_like_any_other_once_something_is_typed(typist: Typist) -> None:
    assert typist.text("on 2 days\r", SWITCHES) == Reply("next", text="on 2 days")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("zo\t\r", "Zoë Müller"),
        ("mul\t\r", "Zoë Müller"),
        ("an\t\r", "Ana"),
        ("an\t\t\r", "Ándor"),
        (f"an{DOWN}{DOWN}{UP}\r", "Ana"),
        ("an\r", "an"),
        ("Ana, be\t\r", "Ana, Ben Ortega"),
        ("I thanked ben o\t\r", "I thanked Ben Ortega"),
        ("\t\r", "Ana"),
        ("xyz\t\r", "xyz"),
    ],
)
def test_suggestions_fill_in_by_tab_or_arrows_and_leave_enter_alone(typist: Typist, keys: str, text: str) -> None:
    assert typist.text(keys, NAMES).text == text


def test_where_no_draft_can_be_stored_she_goes_on_typing_and_the_answer_comes_whole(typist: Typist) -> None:
    """Whoever stores the answer then says what is wrong, or stores it."""
    tried: list[str] = []

    def full(text: str) -> None:
        tried.append(text)
        raise JournalError("The disk is full.")

    typist.send("typed\r")
    assert typist.writer.text(TextAsk("What?"), full) == Reply("next", "typed")
    assert len(tried) == 1, "waiting for a disk or a lock at every key would hold up her typing"


def test_a_fault_in_the_midst_of_typing_reaches_the_caller(typist: Typist) -> None:
    """prompt_toolkit by itself would show a traceback over the question and go on."""

    def breaks(text: str) -> None:
        raise ZeroDivisionError

    typist.send("typed\r")
    with pytest.raises(ZeroDivisionError):
        typist.writer.text(TextAsk("What?"), breaks)


def test_the_editor_gets_what_is_typed_and_its_text_stands_in_the_field(typist: Typist) -> None:
    """What follows Ctrl-X Ctrl-E in the same burst is typed before the editor starts."""
    threading.Timer(1.5, typist.send, ["\r"]).start()
    assert typist.text("typed\x18\x05", ASK).text == "typed and more"
    assert typist.drafts[0] == "typed"[: len(typist.drafts[0])]
