"""Two reviews: one as a person would see it, and one that holds everything hard."""

from __future__ import annotations

from datetime import date

from reflect.periods import Period
from reflect.review.blocks import (
    Change,
    Column,
    Fact,
    Facts,
    Item,
    Items,
    Line,
    Mean,
    Note,
    Quote,
    Quotes,
    Review,
    Section,
    Share,
    Span,
    Table,
)

Q2 = Period(date(2025, 4, 1), date(2025, 6, 30), "2025-Q2", "quarter")
Q3 = Period(date(2025, 7, 1), date(2025, 9, 30), "2025-Q3", "quarter")
FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29), "2024-02", "month")
JANUARY = Period(date(2024, 1, 1), date(2024, 1, 31), "2024-01", "month")

SAY_DO_COLUMNS = (
    Column("conviction", ""),
    Column("statement", "", wide=True),
    Column("importance", "importance", align="right"),
    Column("before", "lived Q2", align="right"),
    Column("now", "lived Q3", align="right"),
    Column("slipped", "slipped", align="right"),
    Column("weeks", "13 weeks", chart=True),
    Column("reading", "reading"),
)
REALISTIC = Review(
    period=Q3,
    against=Q2,
    sections=(
        Section(
            "before-you-look",
            "Before you look",
            (
                Table(
                    "guesses",
                    (
                        Column("question", "", wide=True),
                        Column("guess", "your guess", align="right"),
                        Column("record", "the record", align="right"),
                    ),
                    (
                        {"question": "commitments kept", "guess": Share(11, 14), "record": Share(9, 14)},
                        {"question": "steps back, of all steps", "guess": "half", "record": Share(15, 24)},
                        {"question": "conviction lived more than in Q2", "guess": "C3", "record": "C1"},
                        {"question": "who has waited longest for a small gain", "guess": "Dov", "record": "Gus"},
                    ),
                ),
            ),
        ),
        Section(
            "basis",
            "What this rests on",
            (
                Facts(
                    "basis",
                    (
                        Fact("answered", "workdays answered", Share(51, 66)),
                        Fact("passes", "passes", 8),
                        Fact("since", "first entry", date(2025, 1, 6)),
                    ),
                ),
            ),
        ),
        Section(
            "surprises",
            "You may not have known",
            (
                Items(
                    "surprises",
                    (
                        Item(
                            "C3 “Credit goes to whoever did it”: you guessed higher, the record says lower, "
                            "4.0 to 3.2. In the same weeks credit was given 6 times and kept 5 (Q2: 9 and 1).",
                            {"conviction": "C3", "before": Mean(4.0, 40), "now": Mean(3.2, 44)},
                            "show C3",
                        ),
                        Item(
                            "You passed on C4 “Nobody learns alone” 8 of the 12 times it was asked.",
                            {"conviction": "C4", "passed": Share(8, 12)},
                            "show C4",
                        ),
                        Item(
                            "Gus has had no small gain for 9 weeks; you thought of Dov.",
                            {"person": "P7", "waited": Span(63)},
                            "people show Gus",
                        ),
                    ),
                ),
            ),
        ),
        Section(
            "lived",
            "What you lived",
            (
                Quotes(
                    "lived",
                    (
                        Quote(
                            "left the vendor choice with Ana though the board asked for mine and said it aloud",
                            date(2025, 8, 14),
                            "C1",
                            ("costly",),
                            "0198a7c2",
                        ),
                        Quote("told the delay on Monday, before anyone asked", date(2025, 9, 1), "C2"),
                        Quote("put Ben’s name on the cost paper", date(2025, 7, 8), "C3"),
                    ),
                ),
            ),
        ),
        Section(
            "say-do",
            "Say – do",
            (
                Table(
                    "convictions",
                    SAY_DO_COLUMNS,
                    (
                        {
                            "conviction": "C1",
                            "statement": "Those nearest the work decide",
                            "importance": 5,
                            "before": Mean(2.6190476, 42),
                            "now": Mean(3.4, 44),
                            "slipped": Share(9, 44),
                            "weeks": Line((2, 2, 2.5, 2.5, 2, 3, 3, 2.5, 4, 3, 4, 4.5, 4.6)),
                            "reading": "higher",
                        },
                        {
                            "conviction": "C2",
                            "statement": "No surprises: bad news travels up the same day, whoever it embarrasses",
                            "importance": 5,
                            "before": Mean(4.1, 41),
                            "now": Mean(4.2, 43),
                            "slipped": Share(2, 43),
                            "weeks": Line((4, 4, 3.7, 4, 4.2, 4, 4, 4, 3.5, 4, 4.3, 4, 4)),
                            "reading": "about the same",
                        },
                        {
                            "conviction": "C3",
                            "statement": "Credit goes to whoever did it",
                            "importance": 4,
                            "before": Mean(4.0, 40),
                            "now": Mean(3.2, 44),
                            "slipped": Share(12, 44),
                            "weeks": Line((4.4, 4, 3.7, 3.6, 3.6, 3, 3.2, 3, 3, 2.8, 2.9, 3, 3)),
                            "reading": "lower",
                        },
                        {
                            "conviction": "C4",
                            "statement": "Nobody learns alone",
                            "importance": 4,
                            "before": Mean(3.7, 30),
                            "now": Mean(3.0, 4),
                            "slipped": Share(1, 4),
                            "weeks": Line((3.5, None, None, None, None, None, 3.1, None, None, 2.2, None, 3, 3)),
                            "reading": "not enough answers",
                        },
                    ),
                    notes=(
                        "C4 had 4 answers: keep, reword, retire?",
                        "The organization supports it: C1 2, was 2 · C2 4, was 4 · C3 3, was 3 · C4 3, was 2.",
                    ),
                ),
            ),
        ),
        Section(
            "steps",
            "Step in, step back",
            (
                Facts(
                    "share",
                    (
                        Fact("back", "steps back", Share(15, 24), "was 8 of 22: higher", "list step-back"),
                        Fact("critical", "critical, apart", 2, "asked on 51 days", "list step-in"),
                    ),
                ),
                Facts(
                    "triggers",
                    (
                        Fact("numbers", "numbers disappointed", 6),
                        Fact("quicker", "quicker myself", 2),
                        Fact("pressure", "pressure from above", 1),
                        Fact("held", "held back first", "not at all 5, minutes 2, hours 2"),
                    ),
                ),
            ),
        ),
        Section(
            "people",
            "People",
            (
                Items(
                    "waits",
                    (
                        Item("Gus has waited 9 weeks, and is in repair.", {"person": "P7"}, "people show Gus"),
                        Item("Dov has waited 7 weeks, and is in repair.", {"person": "P4"}, "people show Dov"),
                    ),
                    label="Who has waited longest for a small gain",
                ),
                Table(
                    "people",
                    (
                        Column("person", "person"),
                        Column("last", "last gain", align="right"),
                        Column("gains", "gains", align="right"),
                        Column("success", "success to them", wide=True),
                        Column("relation", "relation"),
                        Column("since", "since", align="right"),
                    ),
                    (
                        {
                            "person": "Ana",
                            "last": Span(7),
                            "gains": 8,
                            "success": "her words, 12 May",
                            "relation": "steady",
                            "since": date(2024, 3, 1),
                        },
                        {
                            "person": "Dov",
                            "last": Span(49),
                            "gains": 2,
                            "success": "unknown",
                            "relation": "in repair",
                            "since": date(2025, 4, 28),
                        },
                        {
                            "person": "Gus",
                            "last": None,
                            "gains": 0,
                            "success": "my guess",
                            "relation": "in repair",
                            "since": date(2025, 6, 23),
                        },
                    ),
                ),
            ),
        ),
        Section("needs", "Needs", (Note("empty", "No need is open.", "needs"),)),
        Section("failures", "Failures", (Note("empty", "None was recorded; log one with", "log failure"),)),
        Section(
            "commitments",
            "Commitments",
            (Facts("kept", (Fact("kept", "kept", Share(9, 14)), Fact("partly", "partly", 2))),),
        ),
        Section(
            "year-ago",
            "A year ago",
            (
                Quotes(
                    "year-ago",
                    (
                        Quote(
                            "I answer for them in meetings before they have breathed in.", date(2024, 9, 27), "",
                        ),
                    ),
                ),
            ),
        ),
        Section("close", "Close", (Note("next", "Three closing questions are waiting.", "crosscheck"),)),
    ),
)  # fmt: skip

HARD = Review(
    period=FEBRUARY,
    against=JANUARY,
    title="Hard # *things* <b>here</b> | #",
    sections=(
        Section("empty", "Empty", ()),
        Section(
            "text",
            "Straße & [bold]markup[/bold]",
            (
                Note("rtl", "שלום עולם, مرحبا بالعالم: right to left.", "show [/]"),
                Note("cjk", "日本語の文章は空白なしで続くので、行の幅で折り返される必要があります。長い文です。"),
                Note("lines", "first line\n\n- second line\n\tthird\r\n1. fourth\n"),
                Note("escapes", "a\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eback\u202c \ud800 \x00 :smile: [/red]"),
                Note("empty", ""),
                Note("word", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"),
            ),
        ),
        Section(
            "tables",
            "Tables",
            (
                Table("none", (Column("a", "never drawn"),), (), label="An empty table", notes=("with a note",)),
                Table(
                    "hard",
                    (
                        Column("code", ""),
                        Column("statement", "what is | held", wide=True),
                        Column("mean", "mean", align="right"),
                        Column("weeks", "weeks", chart=True),
                        Column("reading", "reading"),
                    ),
                    (
                        {
                            "code": "C1",
                            "statement": "👩\u200d💻 ships | <script>alert(1)</script> \\ [link=x]y[/link]",
                            "mean": Mean(None, 0),
                            "weeks": Line((None, None, None)),
                            "reading": "not enough answers",
                            "hidden": Share(1, 3),
                        },
                        {
                            "code": "日本",
                            "statement": "עברית עם `code` and **stars** over several words, so that it wraps",
                            "mean": Mean(4.256, 12),
                            "weeks": Line((1, None, 5), 1, 5),
                            "reading": None,
                        },
                    ),
                    notes=("first note | piped", "# second"),
                ),
                Table(
                    "many",
                    tuple(Column(f"c{n}", f"column{n}", align="right") for n in range(9)),
                    (dict.fromkeys([f"c{n}" for n in range(9)], Span(100)),),
                    label="Nine columns",
                ),
            ),
        ),
        Section(
            "facts",
            "Facts",
            (
                Facts("none", ()),
                Facts(
                    "bare",
                    (
                        Fact("leap", "leap day", date(2024, 2, 29)),
                        Fact("other", "another year", date(2023, 2, 28)),
                        Fact("yes", "true", True),
                        Fact("mean", "per week", 2.25),
                        Fact("line", "a line", Line((2, 2), 2, 2)),
                    ),
                ),
                Facts(
                    "noted",
                    (
                        Fact("n", "None", None, "a [note] long enough to be wrapped on many pages", "show x|y"),
                        Fact("s", "a label of quite some length, longer than most", Span(400), "", "show z"),
                        Fact("t", "text", "a value in words, longer than a column of values is", "noted"),
                    ),
                ),
            ),
        ),
        Section(
            "quotes",
            "Quotes",
            (
                Quotes("none", (), label="No quotes"),
                Quotes(
                    "hard",
                    (
                        Quote("🎉 <i>party</i>\nover two lines", date(2024, 2, 29), "C1", ("costly", "◆"), "0198"),
                        Quote("- [ ] a task, see https://example.org or a@b.example", date(2023, 12, 31)),
                        Quote("1. ناقشنا الأمر مع الفريق كله قبل أن نقرر أي شيء", date(2024, 2, 1), "日本"),
                    ),
                ),
            ),
        ),
        Section(
            "items",
            "Items",
            (
                Items("none", (), label="No items"),
                Items("one", (Item("> a [x] *line*", {"n": 1, "since": date(2024, 2, 29), "what": None}),)),
            ),
        ),
        Section("beside", "Beside", (Note("beside", "one line", "show C1"),)),
        Section(
            "behind",
            "Behind",
            (
                Facts(
                    "changed",
                    (
                        Fact("C1", "C1", Change(3, 4)),
                        Fact("C2", "日本", Change(None, 2)),
                        Fact("C3", "C3", Change(1, None)),
                    ),
                    "what <b>changed</b>",
                ),
                Facts("noted", (Fact("n", "noted", 1, "a note"),), "and what | was noted"),
                Note("last", "one more line, not too long for what stands at its right"),
            ),
            "list 2024-02 --pack [x]",
        ),
        Section(
            "headed",
            "Headed",
            (Table("headed", (Column("a", ""), Column("b", ""), Column("c", "heading")), ({"a": "C1", "c": 1},)),),
            "list 2024-02 --event step",
        ),
    ),
)  # fmt: skip
