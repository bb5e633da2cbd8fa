"""What help explains in one place: the words of the program, its exit codes, the variables that it reads."""

from __future__ import annotations

from reflect.asking.tally_words import TALLY_WORDS

WORDS: tuple[tuple[str, str], ...] = (
    ("conviction", "something that you hold, in one sentence; C1, C2 … Its wording may change, day by day."),
    ("entry", "one sitting, one thing that you logged, or one note; each has a day and an id."),
    ("answer", "what you said to one question, within an entry; a pass is one as well."),
    ("sitting", "the questions of a day, week, month or quarter, answered in one go or in several."),
    ("prompt", "one question, with an id like convictions/lived."),
    ("pack", "the questions of one source, in a text file that you can read and copy."),
    ("focus", "the one pack, besides convictions, whose questions are asked for now."),
    ("event", "something that happened: gain, step, failure, credit, departure, conversation, foundation …"),
    ("step", "you took over (in), or left it to somebody (back)."),
    ("gain", "something small that you did for somebody: thanks, an idea, trust, listening."),
    ("tally", "the row of keys in the daily that logs an event at once."),
    *((word, f"in the tally: {TALLY_WORDS[word]}") for word in TALLY_WORDS if word not in ("gain", "none")),
    ("commitment", "an if-then promise with a day: if this happens, I will do that; K1, K2 …"),
    ("disconnect", "where what you believe and what the organization does part; D1, D2 … A connect: meet."),
    ("need", "what a person needs and lacks, and since when; N1, N2 …"),
    ("person", "somebody on your roster; P1, P2 … In repair: hurt before, and trust comes back slowly."),
    ("period", "a span of days: 2025-Q3, 2025-09, 2025-W36, last month, 2025-09-01..2025-10-15."),
    ("review", "a period looked back on, beside the one before."),
    ("reading", "what a number says against the one before, or that there are not enough answers."),
    ("brief", "one or two pages for your coach: what you marked, counts, weeks in place of dates."),
    ("private", "nobody else sees it, unless you export it; an answer is private unless you say otherwise."),
    ("coach", "a mark: your coach may read it in the brief."),
    ("sealed", "a mark: no review quotes it; only the lossless export and backups hold it."),
    ("home", "the folder in which the journal and the settings lie."),
)
"""Each word that the program uses in a sense of its own, with its meaning."""

EVENT_KINDS: tuple[tuple[str, str], ...] = (
    ("gain", "something small that you did for somebody"),
    ("step-in", "you took something over"),
    ("step-back", "you left it to somebody"),
    ("failure", "something failed; who learned from it"),
    ("credit", "whose name stood on what somebody did"),
    ("departure", "somebody leaves, or says so"),
    ("conversation", "you listened: a need, a dream that you heard"),
    ("foundation", "you laid one of the six on which people can act alone"),
    ("demonstration", "you did what a conviction of yours asks"),
    ("feedback", "you asked somebody how they see you"),
)
"""What can be logged, with what it means."""

EXIT_CODES: tuple[tuple[int, str], ...] = (
    (0, "done"),
    (1, "a fault of reflect itself"),
    (2, "the command was typed wrongly"),
    (3, "something given cannot be read: a file, pack, date or answer"),
    (4, "not found"),
    (5, "the journal cannot be used: locked, read-only, damaged, newer, or the passphrase is wrong"),
    (6, "refused, because it would lose or give away something of yours"),
    (130, "left with Ctrl-C; what you typed is kept"),
)

VARIABLES: tuple[tuple[str, str], ...] = (
    ("REFLECT_HOME", "The folder in which the journal lies, where --home names none."),
    ("REFLECT_NOW", "The moment to pretend, as 2025-09-30T18:00; for trying out."),
    ("REFLECT_PASSPHRASE_COMMAND", "A command that prints the passphrase of an encrypted journal."),
    ("VISUAL, EDITOR", "The editor for longer texts, where the settings name none."),
    ("PAGER", "What shows long pages, where the settings name nothing; else less."),
    ("NO_COLOR", "No colour, whatever its value."),
    ("COLUMNS", "The width to write for, where it is not the terminal's."),
    ("TERM", "dumb: neither colour nor moving cursor; questions are asked line by line."),
    ("LC_ALL, LC_CTYPE, LANG", "C or POSIX: the program's own signs are ASCII."),
)
