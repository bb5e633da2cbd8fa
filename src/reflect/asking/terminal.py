"""The terminal as the one who answers: draws on standard error, reads from standard input."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from prompt_toolkit.application import Application
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.renderer import print_formatted_text
from prompt_toolkit.styles import Style
from questionary import Question  # 6 ms beyond prompt_toolkit itself

from reflect.asking.asks import ChoiceAsk, GridAsk, Reply, TextAsk
from reflect.asking.choice_screen import ChoiceScreen
from reflect.asking.drawing import (
    MARGIN,
    STYLE,
    Line,
    Look,
    cells,
    cut,
    flowed,
    joined,
    text_width,
    wrap,
)
from reflect.asking.editor import edit
from reflect.asking.grid_screen import GridScreen
from reflect.asking.grid_state import GridState
from reflect.asking.screen import Screen, handlers_restored
from reflect.asking.text_screen import TextScreen


class TerminalWriter:
    """Asks on the terminal, one question at a time; what was answered stays on the page in a line or two.

    `editor` is the command that Ctrl-X Ctrl-E starts (empty: none), `folder` where it may put its file on a
    system that has no place in memory. `terminal_input` and `terminal_output` stand in for the terminal in tests.
    Needs a terminal that can move its cursor: see `LineWriter` for one that cannot (TERM=dumb).
    """

    def __init__(
        self,
        *,
        colour: bool = True,
        ascii_only: bool = False,
        editor: str = "",
        folder: Path | None = None,
        terminal_input: Input | None = None,
        terminal_output: Output | None = None,
    ) -> None:
        self._look = Look(ascii_only)
        self._folder = folder or Path(tempfile.gettempdir()) / "reflect"
        self._editor = editor
        self._input = terminal_input or create_input()
        self._output = terminal_output or _standard_error()
        self._depth = None if colour else ColorDepth.DEPTH_1_BIT
        self._style = Style.from_dict(STYLE)
        self._answered: list[tuple[int, int]] = []  # columns and lines of what was printed for each answer
        self._gone = False

    def text(self, ask: TextAsk, draft: Callable[[str], None]) -> Reply:
        """Ask for words; see `Writer.text`."""
        screen = TextScreen(ask, self._look, draft, self._edit if self._editor else None)
        reply = self._run(screen, lambda: self._keep(ask.question, screen.typed, left=True, kept=False))
        if reply.move == "next" and reply.text and not reply.chosen:
            self._keep(ask.question, reply.text, self._marks(ask.mark, reply))
        elif reply.move == "pass":
            self._keep(ask.question, "")
        elif reply.move == "leave" and reply.text.strip():
            self._keep(ask.question, reply.text, left=True)
        return reply

    def choice(self, ask: ChoiceAsk) -> Reply:
        """Ask for one or several of the choices; see `Writer.choice`."""
        reply = self._run(ChoiceScreen(ask, self._look))
        if reply.move in ("next", "pass"):
            labels = [choice.label for choice in ask.choices if choice.word in reply.chosen]
            self._keep(ask.question, ", ".join(labels), self._marks("", reply))
        return reply

    def grid(
        self,
        ask: GridAsk,
        rated: Callable[[str, int | None], None],
        tallied: Callable[[tuple[str, ...] | None], None],
    ) -> Reply:
        """Ask for the ratings; see `Writer.grid`."""
        state = GridState(ask, rated, tallied)
        screen = GridScreen(ask, state, self._look)
        reply = self._run(screen)
        if reply.move in ("next", "pass", "leave") and (reply.move != "leave" or state.answered):
            self._keep_grid(ask, screen, self._marks("", reply))
        return reply

    def say(self, line: str = "") -> None:
        """Print a line, wrapped by words, with nothing in it that could act on the terminal."""
        self._answered.clear()
        width = text_width(self._output.get_size().columns)
        lines: list[Line] = []
        for part in self._look.paragraphs(line):
            indent = len(part) - len(part.lstrip())
            lines += [[("", " " * indent + words)] for words in wrap(part, width - indent)]
        self._print(lines)

    # -- running a question

    def _run(self, screen: Screen, failed: Callable[[], None] = lambda: None) -> Reply:
        app: Application[Reply] = Application(
            layout=screen.layout(),
            key_bindings=screen.keys,
            style=self._style,
            color_depth=self._depth,
            include_default_pygments_style=False,
            erase_when_done=True,
            input=self._input,
            output=self._output,
        )
        screen.app = app
        app.pre_run_callables.append(screen.started)
        try:
            with handlers_restored():
                reply: Reply = Question(app).unsafe_ask()
        except (EOFError, KeyboardInterrupt):
            screen.hand_over()
            reply = screen.reply("leave")
        except OSError:  # the terminal was closed while something was drawn on it
            self._gone = True
            screen.hand_over()
            reply = screen.reply("leave")
        except BaseException:
            failed()  # what she had typed stays on the screen, whatever became of the store
            raise
        if reply.move == "back":
            self._take_back()
        return reply

    def _edit(self, text: str) -> str | None:
        return edit(text, command=self._editor, folder=self._folder)

    # -- what stays on the page

    def _marks(self, mark: str, reply: Reply) -> str:
        marks = ([mark] if reply.marked and mark else []) + (["for my coach"] if reply.coach else [])
        return "".join(f"{self._look.between}{self._look.says(each)}" for each in marks)

    def _keep(self, question: str, answer: str, marks: str = "", *, left: bool = False, kept: bool = True) -> None:
        """The question and its answer on one line, or on two; all that was typed where it was left half-way."""
        look, width = self._look, text_width(self._output.get_size().columns)
        asked, said = look.says(question), look.says(answer)
        end = (" (kept)" if kept else " (not stored)") if left else marks
        margin = ("", " " * MARGIN)
        if not said:
            short = cut(asked, width - 8, look.more)
            self._remember([[margin, ("class:quiet", f"{short}  passed{marks}")]])
            return
        if cells(asked) + 4 + cells(said + end) <= width:
            head: Line = [margin, ("class:quiet", f"{asked}  "), ("class:mark", f"{look.field} "), ("", said)]
            self._remember([[*head, ("class:quiet", end)]])
            return
        lines = wrap(said + end, width - 2)
        if len(lines) > 2 and not left:  # the marks stay, whatever of the answer is cut
            lines = [lines[0], cut(" ".join(wrap(said, width - 2)[1:]), width - 2 - cells(end), look.more) + end]
        first, rest = lines[0], [[("", " " * (MARGIN + 2) + line)] for line in lines[1:]]
        shown = [margin, ("class:quiet", cut(asked, width, look.more))]
        self._remember([shown, [margin, ("class:mark", f"{look.field} "), ("", first)], *rest])

    def _keep_grid(self, ask: GridAsk, screen: GridScreen, marks: str) -> None:
        look, width = self._look, text_width(self._output.get_size().columns)
        question = cut(look.says(ask.question), width, look.more)
        rows = []
        for row in ask.rows:
            rating = screen.state.ratings[row.name]
            rows.append(f"{look.says(row.name or row.text)} {screen.rating_words(rating) or 'passed'}")
        lines: list[Line] = [[("", " " * MARGIN), ("class:quiet", question + marks)]]
        for index, line in enumerate(flowed(rows, width - 2, look.between, look.more)):
            mark = f"{look.field} " if index == 0 else "  "
            lines.append([("", " " * MARGIN), ("class:mark", mark), ("", line)])
        counted = look.between.join(screen.tally_words())
        if counted:
            tally = look.says(ask.tally_question)
            for line in wrap(f"{tally} {counted}", width - 2):
                lines.append([("", " " * (MARGIN + 2) + line)])
        self._remember(lines)

    def _remember(self, lines: list[Line]) -> None:
        self._print([*lines, []])
        self._answered.append((self._output.get_size().columns, len(lines) + 1))

    def _take_back(self) -> None:
        """Going back to a question takes its answer off the page, unless something was said since."""
        if not self._answered or self._gone:
            return
        columns, lines = self._answered.pop()
        if columns != self._output.get_size().columns:  # the lines may have been folded otherwise since
            self._answered.clear()
            return
        self._output.cursor_up(lines)
        self._output.erase_down()
        self._output.flush()

    def _print(self, lines: list[Line]) -> None:
        if self._gone:
            return
        try:
            print_formatted_text(self._output, [*joined(lines), ("", "\n")], self._style, color_depth=self._depth)
        except OSError:  # nobody is there to read it; the answer itself has been handed over
            self._gone = True


def _standard_error() -> Output:
    output = create_output(sys.stderr)
    if hasattr(output, "enable_cpr"):
        # Asking the terminal where its cursor is leaves its reply to the shell when we end first, and nothing
        # that is drawn here needs to know.
        output.enable_cpr = False
    return output
