"""The manual page, and the table of commands that a Tab reads, both from the commands themselves.

    python docs/make_manual.py

Run it after a command, an option or a sentence of help has changed. `man -l docs/reflect.1` shows the page.
"""

from __future__ import annotations

from pathlib import Path

from command_table import Described, Parameter, described, table

from reflect import __version__
from reflect.cli import typed_line
from reflect.cli.app import COMMANDS, HEADINGS, PURPOSES
from reflect.cli.explained import EXIT_CODES, VARIABLES, WORDS

MANUAL = Path(__file__).parent / "reflect.1"
TABLE = Path(typed_line.__file__).with_name(typed_line.TABLE)

WHAT = "journal in which people who lead others examine their own leading"
DESCRIPTION = """Three minutes a day, reflect asks what you did and how far you lived up to what you hold; each
quarter it puts six questions, with your last answers beside each. Then it shows you where your acts and your words
part, what you promised and what came of it. Your answers stay in one file on your own machine. No connection to
any network is opened, and nothing leaves unless you export it."""
FILES = (
    ("journal.db", "The journal, in the home. Only your account can read it."),
    ("settings.toml", "Your settings, in the home; reflect settings lists them."),
    ("prompts/", "Your own packs of questions, in the home."),
    ("backups/", "Copies of the journal, in the home."),
)

HELP = Parameter("--help", "", "", "Explain reflect, or after a command, that command.")
SIGNS = {"\\": "\\e", "-": "\\-", "'": "\\(aq", "…": "...", "–": "\\(en", "’": "\\(cq", "“": "\\(lq", "”": "\\(rq"}


def printed(text: str) -> str:
    """A text as groff prints it: nothing in it is a command, hyphens can be typed again."""
    signs = {
        "\\": "\\e",
        "-": "\\-",
        "…": "...",
        "–": "\\(en",
        "’": "\\(cq",
        "“": "\\(lq",
        "”": "\\(rq",
        "'": "\\(aq",
    }
    said = "".join(signs.get(sign, sign) for sign in " ".join(text.split()))
    return "\\&" + said if said.startswith((".", "\\(aq")) else said


def bold(text: str) -> str:
    """A text in bold type."""
    return f"\\fB{printed(text)}\\fR"


def manual() -> str:
    """The page in the man macros of groff."""
    everything = list(described())
    root = everything[0]
    parts = [
        f'.TH REFLECT 1 "" "reflect {__version__}" "User Commands"',
        ".SH NAME", f"reflect \\- {printed(WHAT)}",
        ".SH SYNOPSIS", f".B reflect\n[{bold('--home')} \\fIDIR\\fR]\n[\\fICOMMAND\\fR [\\fIARGUMENTS\\fR]]",
        ".SH DESCRIPTION", printed(DESCRIPTION), ".PP",
        printed("Alone, reflect shows today at a glance. Begin with reflect daily."),
        ".SH OPTIONS", *(_parameter(one) for one in (*root.parameters, HELP)),
        ".SH COMMANDS",
    ]  # fmt: skip
    for heading in HEADINGS:
        main = [name for name, entrance in COMMANDS.items() if entrance.heading == heading]
        under = [one for one in everything if one.path.partition(" ")[0] in main]
        if under:
            parts += [f".SS {printed(heading)}: {printed(PURPOSES[heading])}", *(_command(one) for one in under)]
    second = [one.path for one in everything if one.is_second_name]
    for title, rows in (
        ("EXIT STATUS", [(str(code), f"{meaning[0].upper()}{meaning[1:]}.") for code, meaning in EXIT_CODES]),
        ("ENVIRONMENT", VARIABLES), ("FILES", FILES), ("WORDS", WORDS),
    ):  # fmt: skip
        parts += [f".SH {title}", *(f".TP\n{bold(name)}\n{printed(meaning)}" for name, meaning in rows)]
    parts += [".SH NOTES", *(printed(f"reflect {name}: {COMMANDS[name].help}") for name in second)]
    return "\n".join(parts) + "\n"


def _command(one: Described) -> str:
    lines = [".TP", bold(f"reflect {one.path}"), printed(one.sentence)]
    lines += [f".br\n{printed(paragraph)}" for paragraph in one.paragraphs]
    if one.parameters:
        lines += [".RS", *(_parameter(each) for each in one.parameters), ".RE"]
    lines += [".IP", f"Example: {bold(one.example)}"] if one.example else []
    return "\n".join(lines)


def _parameter(one: Parameter) -> str:
    value = f" \\fI{printed(one.value)}\\fR" if one.value else ""
    names = (
        ", ".join(bold(name) for name in one.names.split()) if one.names.startswith("-") else printed(one.names)
    )
    return f".TP\n{names}{value}\n{printed(one.meaning or 'One of these words.')}"


def main() -> None:
    """Write both anew."""
    MANUAL.write_text(manual(), encoding="utf-8")
    TABLE.write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
