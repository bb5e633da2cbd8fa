"""A question answered in words: the field, what is suggested for it, and the draft of what stands in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from prompt_toolkit.application.run_in_terminal import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.layout import (
    BufferControl,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    VerticalAlign,
    VSplit,
    Window,
)

from reflect.asking.asks import Choice, Move, Reply, TextAsk
from reflect.asking.choice_screen import choice_of
from reflect.asking.drawing import MARGIN, Line, Look, asked, cells, cut, flowed, joined, lines_in, wrap
from reflect.asking.screen import Screen
from reflect.asking.suggesting import begun
from reflect.asking.word_wrap import WrapByWord
from reflect.errors import JournalError, ReflectError

DRAFT_EVERY = 0.3
"""Seconds that pass at most between a keypress and its being handed over as a draft."""
TYPED_ON = 1.0
"""Seconds after a switch within which a letter belongs to the same word or sentence as the digit that switched."""


Edit = Callable[[str], str | None]


class TextScreen(Screen):
    """The field; Enter answers, an empty one passes, and what is half typed is handed over as a draft."""

    def __init__(self, ask: TextAsk, look: Look, draft: Callable[[str], None], edit: Edit | None) -> None:
        super().__init__(look, where_from=ask.where_from, coach=ask.coach, mark=ask.mark, marked=ask.marked)
        self.ask = ask
        self.draft = draft
        self.edit = edit
        self.switched: Choice | None = None
        self._drafted = ask.draft
        self._draft_due: asyncio.TimerHandle | None = None
        self._drafted_at = float("-inf")
        self._unstored = ""
        self._pasting = False
        self._since = 0.0
        self._given_back = ""
        self._picking: tuple[int, int, str, list[str]] | None = None
        self.field = Buffer(
            document=Document(ask.draft, len(ask.draft)), multiline=True, on_text_changed=self._changed
        )
        self._own_keys()

    @property
    def typed(self) -> str:
        """What stands in the field, as text that can be stored (a paste may bring half characters)."""
        return self.field.text.encode("utf-8", "replace").decode()

    def reply(self, move: Move) -> Reply:
        if self._given_back:
            return Reply("next", text=self._given_back, chosen=("",), marked=self.marked, coach=self.coach)
        if self.switched is not None:
            return Reply("next", chosen=(self.switched.word,), marked=self.marked, coach=self.coach)
        text = self.typed.strip() if move == "next" else self.typed
        return Reply(move, text="" if move == "pass" else text, marked=self.marked, coach=self.coach)

    def hand_over(self) -> None:
        if self._draft_due is not None:
            self._draft_due.cancel()
            self._draft_due = None
        if self.typed != self._drafted and not self._unstored:
            self._drafted = self.typed
            try:
                self.draft(self._drafted)
            except JournalError as error:  # she goes on typing: the answer itself is stored, or given back to her
                self._unstored = self.notice = f"Not stored as you type: {self.look.says(error.message)}"

    def _changed(self, _: Buffer) -> None:
        self.notice = self._unstored
        loop = asyncio.get_running_loop()
        wait = self._drafted_at + DRAFT_EVERY - loop.time()
        if wait <= 0:
            self._hand_over_now()
        elif self._draft_due is None:
            self._draft_due = loop.call_later(wait, self._hand_over_now)

    def _hand_over_now(self) -> None:
        self._drafted_at = asyncio.get_running_loop().time()
        self.hand_over()

    # -- keys

    def _own_keys(self) -> None:
        nothing_typed = Condition(lambda: not self.field.text)

        @self.on("enter")
        def enter(event: KeyPressEvent) -> None:
            if self._is_pasted(event):
                self.field.insert_text("\n")
            else:
                self._answer()

        @self.on("escape", "enter")
        def new_line(event: KeyPressEvent) -> None:
            self.field.insert_text("\n")

        @self.on("s-tab")
        def back(event: KeyPressEvent) -> None:
            self.end("back")

        @self.on("c-d")
        def done(event: KeyPressEvent) -> None:
            if self.typed.strip():
                self._answer()
            else:
                self.end("leave")

        @self.on("c-x", "c-e")
        def editor(event: KeyPressEvent) -> None:
            if self.edit is not None:
                run_in_terminal(self._edit)

        @self.on("tab")
        def next_suggestion(event: KeyPressEvent) -> None:
            self._pick(1)

        suggesting = Condition(lambda: self._picking is not None or bool(self._suggested()[1]))
        self.keys.add("down", filter=suggesting)(next_suggestion)

        @self.keys.add("up", filter=suggesting)
        def previous_suggestion(event: KeyPressEvent) -> None:
            self._pick(-1)

        if self.ask.switched:
            self._bind_first_key(nothing_typed)
        for choice in self.ask.switches:
            self._bind_switch(choice, nothing_typed)

    def _bind_switch(self, choice: Choice, nothing_typed: Condition) -> None:
        @self.keys.add(choice.key, filter=nothing_typed)
        def switch(event: KeyPressEvent) -> None:
            if self.ask.switched and self._at_once():
                self._give_back(event.data)
                return
            self.switched = choice_of(event.data, self.ask.switches)
            self.end("next")

    def _bind_first_key(self, nothing_typed: Condition) -> None:
        """The key after a switch: typed on at once, or a blank or a sign, it says that the digit was text."""

        @self.keys.add("<any>", filter=nothing_typed)
        def first(event: KeyPressEvent) -> None:
            if event.data.isprintable() and (self._at_once() or not event.data.isalpha()):
                self._give_back(event.data)
            else:
                self.field.insert_text(event.data)

    def _at_once(self) -> bool:
        return asyncio.get_running_loop().time() - self._since < TYPED_ON

    def _give_back(self, more: str) -> None:
        """Leave with the digit that led here, as the beginning of a text for the question before."""
        self._given_back = self.ask.switched + more
        self.end("next")

    def started(self) -> None:
        super().started()
        self._since = asyncio.get_running_loop().time()

    def _answer(self) -> None:
        if self.typed.strip():
            self.end("next")
        elif self.ask.required:
            self.notice = "A few words are needed here; Ctrl-C leaves and keeps everything."
        else:
            self.end("pass")

    def _is_pasted(self, event: KeyPressEvent) -> bool:
        """Whether letters came with this Enter in one burst: a paste that the terminal does not bracket."""
        waiting = event.key_processor.input_queue
        if any(len(key.data) == 1 and key.data.isprintable() for key in waiting):
            self._pasting = True
            asyncio.get_running_loop().call_soon(self._pasted)
        return self._pasting

    def _pasted(self) -> None:
        self._pasting = False

    def _edit(self) -> None:
        assert self.edit is not None
        self.hand_over()
        try:
            text = self.edit(self.typed)
        except ReflectError as error:
            self.notice = self.look.says(f"{error.message} {error.hint}")
            return
        if text is not None:
            self.field.document = Document(text, len(text))

    # -- suggestions

    def _suggested(self) -> tuple[str, list[str]]:
        return begun(self.field.document.text_before_cursor, self.ask.suggestions)

    def _pick(self, step: int) -> None:
        """Put the next suggestion into the field, in place of what began it."""
        now = self._picking
        if now is None or now[2] != self.field.text:
            ending, found = self._suggested()
            if not found:
                return
            start, at = self.field.cursor_position - len(ending), 0 if step > 0 else len(found) - 1
            end = self.field.cursor_position
        else:
            start, at, _, found = now
            end, at = start + len(found[at]), (at + step) % len(found)
        text = self.field.text[:start] + found[at] + self.field.text[end:]
        self.field.document = Document(text, start + len(found[at]))
        self._picking = (start, at, text, found)

    # -- drawing

    def layout(self) -> Layout:
        field = Window(
            BufferControl(self.field, input_processors=[WrapByWord()]),
            wrap_lines=True,
            dont_extend_height=True,
            dont_extend_width=True,
            width=lambda: Dimension.exact(self.width - 2),
            height=Dimension(min=1),
        )
        mark: Line = [("", " " * MARGIN), ("class:mark", f"{self.look.field} ")]
        before = Window(FormattedTextControl(joined([mark])), width=MARGIN + 2, dont_extend_width=True)
        head = Window(FormattedTextControl(lambda: joined(self._head())), dont_extend_height=True)
        foot = Window(FormattedTextControl(lambda: joined(self._foot())), dont_extend_height=True)
        body = HSplit([head, VSplit([before, field, Window()]), foot], align=VerticalAlign.TOP)
        return Layout(body, focused_element=field)

    def _head(self) -> list[Line]:
        question = asked(self.look, self.ask.place, self.ask.question, self.width)
        shown = [part for line in self.ask.shown for part in wrap(self.look.says(line), self.width)]
        room = max(0, self.rows - len(question) - 7)
        if len(shown) > room:
            shown = [*shown[: max(0, room - 1)], self.look.more][:room]
        hint = lines_in("class:quiet", wrap(self.look.says(self.ask.hint), self.width) if self.ask.hint else ())
        return [*lines_in("class:quiet", shown), *question, *hint, *self.source_lines()]

    def _foot(self) -> list[Line]:
        offered = self._offered()
        typed = bool(self.field.text)
        hints = [(0, "Enter answer" if typed or self.ask.required else "Enter pass")]
        hints += [(2, "Tab choose")] if offered and self.ask.suggestions else []
        hints += [(4, "Alt-Enter line")] if typed else []
        hints += [(1, "Shift-Tab back")]
        hints += [(5, "^X^E editor")] if self.edit is not None else []
        low = self.rows < 16
        return [*offered, *self.foot_lines(hints, room=not low)]

    def _switches(self, width: int) -> list[str]:
        """What the digits lead to, each on a line of its own where there is room, else the digits and codes."""
        look, switches = self.look, self.ask.switches
        keys = f"{switches[0].key}-{switches[-1].key} switch"
        if len(switches) + 8 > self.rows:
            codes = [f"{choice.key} {look.says(choice.word)}" for choice in switches]
            return flowed([keys, *codes], width, look.between, look.more)
        return [keys, *(cut(f"{choice.key}  {look.says(choice.label)}", width, look.more) for choice in switches)]

    def _offered(self) -> list[Line]:
        """The suggestions on one line, the picked one marked; or the switches while nothing is typed."""
        look, width = self.look, self.width - 2
        if self.ask.switches and not self.field.text:
            return lines_in("class:quiet", self._switches(width), MARGIN + 2)
        if self._picking is not None and self._picking[2] == self.field.text:
            at, found = self._picking[1], self._picking[3]
        else:
            at, found = -1, self._suggested()[1]
        if not found:
            return []
        line: Line = [("", " " * (MARGIN + 1))]
        used = 0
        for index in range(max(0, at), len(found)):
            name = (look.here if index == at else " ") + look.says(found[index])
            used += cells(name) + 2
            if used > width:
                return [[*line, ("class:quiet", f" {look.more}")]]
            line += [("class:here" if index == at else "class:quiet", name), ("", "  ")]
        return [line]
