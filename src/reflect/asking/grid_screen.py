"""The grid of ratings and its tally row, all on one screen, one key each."""

from __future__ import annotations

from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from reflect.asking.asks import Choice, GridAsk, GridRow, Move, Reply
from reflect.asking.choice_screen import choice_of
from reflect.asking.drawing import (
    MARGIN,
    Line,
    Look,
    asked,
    cells,
    cut,
    flowed,
    joined,
    lines_in,
    padded,
    shortened,
    switch_words,
    wrap,
)
from reflect.asking.grid_state import GridState
from reflect.asking.screen import Screen


class GridScreen(Screen):
    """Draws a grid's state; where the terminal is too low for all, the rows near the cursor."""

    def __init__(self, ask: GridAsk, state: GridState, look: Look) -> None:
        super().__init__(look, where_from=ask.where_from, coach=ask.coach)
        self.ask = ask
        self.state = state
        self._own_keys()

    def reply(self, move: Move) -> Reply:
        if move == "next" and not self.state.answered:
            move = "pass"
        return Reply(move, coach=self.coach)

    def layout(self) -> Layout:
        body = FormattedTextControl(lambda: joined(self._lines()), show_cursor=False, focusable=True)
        return Layout(Window(body, dont_extend_height=True))

    def rating_words(self, rating: int | None) -> str:
        """A rating as it is read: "4 mostly", "no occasion", or nothing."""
        if rating is None:
            return ""
        if rating == 0:
            return self.look.says(self.ask.none_label)
        return f"{rating} {self.look.says(self.ask.labels[rating - 1])}" if self.ask.labels else str(rating)

    def tally_words(self) -> list[str]:
        """What the tally has counted, each word's label once: "gain ×2", "left it"."""
        said = []
        for choice in self.ask.tally:
            times = self.state.tally.count(choice.word)
            if times:
                label = self.look.says(choice.label)
                said.append(label if times == 1 else f"{label} {self.look.times}{times}")
        return said

    def _own_keys(self) -> None:
        self.only_own_keys(self._which_keys)
        state = self.state

        @self.on("<any>")
        def press(event: KeyPressEvent) -> None:
            choice = choice_of(event.data, self.ask.tally) if state.in_tally else None
            rates = not state.in_tally and event.data in tuple("012345")
            self.tip = "" if rates or choice is not None else self._which_keys()
            if (rates and state.rate(int(event.data))) or (choice is not None and state.count(choice.word)):
                self.end("next")

        @self.on("enter")
        @self.on("down")
        def forward(event: KeyPressEvent) -> None:
            self.tip = ""
            down_at_the_end = event.key_sequence[-1].key == "down" and state.in_tally
            if not down_at_the_end and state.forward():
                self.end("next")

        @self.on("up")
        def up(event: KeyPressEvent) -> None:
            self.tip = ""
            state.up()

        @self.on("s-tab")
        def back(event: KeyPressEvent) -> None:
            if not state.up():
                self.end("back")

        @self.on("backspace")
        def take_back(event: KeyPressEvent) -> None:
            state.take_back()

        @self.on("c-d")
        def leave(event: KeyPressEvent) -> None:
            self.end("leave")

    def _which_keys(self) -> str:
        """What is said after a key that does nothing here."""
        if not self.state.in_tally:
            return f"The keys are 1-5, and 0 for {self.look.says(self.ask.none_label)}; Enter goes on."
        return f"The keys are {' '.join(choice.key for choice in self.ask.tally)}; Enter when you are done."

    @property
    def f1_hint(self) -> str:
        return "F1 these keys" if self.state.in_tally and self._meant() else super().f1_hint

    def _meant(self) -> list[Choice]:
        return [choice for choice in self.ask.tally if choice.meaning]

    def source_lines(self) -> list[Line]:
        """On the tally row what each of its keys means, elsewhere where the question comes from."""
        meanings = self._meant()
        if not (self.showing_where_from and self.state.in_tally and meanings):
            return super().source_lines()
        look = self.look
        widest = max(cells(look.says(choice.label)) for choice in meanings)
        said = [f"{one.key}  {padded(look.says(one.label), widest)}  {one.meaning}" for one in meanings]
        return lines_in("class:quiet", [cut(line, self.width, look.more) for line in said])

    def _lines(self) -> list[Line]:
        """Everything where it fits; else without air, then without what was shown, then fewer rows."""
        for lines_a_row, airy, shown in ((3, True, True), (1, True, True), (1, False, True), (1, False, False)):
            lines = self._composed(lines_a_row, airy=airy, shown=shown, rows=len(self.ask.rows))
            if len(lines) <= self.rows:
                return lines
        spare = self.rows - (len(lines) - len(self.ask.rows))
        return self._composed(1, airy=False, shown=False, rows=max(1, spare))

    def _composed(self, lines_a_row: int, *, airy: bool, shown: bool, rows: int) -> list[Line]:
        look, width = self.look, self.width
        air: list[Line] = [[]] if airy else []
        above = [part for line in self.ask.shown for part in wrap(look.says(line), width)] if shown else []
        head = asked(look, self.ask.place, self.ask.question, width, lines=99 if airy else 2)
        keys = [
            (0, "Enter done" if self.state.in_tally else "Enter next"),
            (3, "Backspace undo"),
            (1, "Shift-Tab back"),
        ]
        foot = self.foot_lines(keys, room=airy)
        tally = self._tally(width)
        fits = airy or rows == len(self.ask.rows) or self.state.in_tally
        return [
            *lines_in("class:quiet", above),
            *head,
            *self.source_lines(),
            *self._legend(width),
            *air,
            *self._rows(width, lines_a_row, rows),
            *(air if tally else []),
            *(tally if fits else tally[:1]),
            *foot,
        ]

    def _legend(self, width: int) -> list[Line]:
        steps = [f"{step} {self.look.says(label)}" for step, label in enumerate(self.ask.labels, 1)]
        steps.append(f"0 {self.look.says(self.ask.none_label)}")
        return lines_in("class:quiet", flowed(steps, width, self.look.between, self.look.more))

    def _rows(self, width: int, lines_a_row: int, at_most: int) -> list[Line]:
        all_rows = self.ask.rows
        here = min(self.state.at, max(0, len(all_rows) - 1))
        first = max(0, min(here - at_most // 2, len(all_rows) - at_most))
        out: list[Line] = []
        names = max((cells(self.look.says(row.name)) for row in all_rows), default=0)
        for index in range(first, min(len(all_rows), first + at_most)):
            out += self._row(all_rows[index], index == self.state.at, width, names, lines_a_row)
        return out

    def _row(self, row: GridRow, here: bool, width: int, names: int, lines: int) -> list[Line]:
        look = self.look
        indent = 2 + names + (2 if names else 0)
        answers = max((cells(self.rating_words(step)) for step in range(len(self.ask.labels) + 1)), default=0)
        longest = max(cells(look.says(each.text)) for each in self.ask.rows)
        rating = self.rating_words(self.state.ratings[row.name])
        if width - indent - answers - 2 < 16:  # too narrow for a column of answers: the number alone
            rating, answers = rating.split(" ")[0] if rating[:1].isdigit() else rating[:1].replace("n", "0"), 1
        room = max(8, min(longest, width - indent - answers - 2))
        said = shortened(look.says(row.text), room, lines, look.more)
        style = "class:here" if here else ""
        mark = f"{look.here} " if here else "  "
        name = padded(look.says(row.name), names) + ("  " if names else "")
        first: Line = [
            ("", " " * MARGIN),
            ("class:mark", mark),
            (style, name + padded(said[0], room) + "  "),
            ("class:here", rating),
        ]
        return [first, *lines_in(style, said[1:], MARGIN + indent)]

    def _tally(self, width: int) -> list[Line]:
        if not self.ask.tally:
            return []
        look, here = self.look, self.state.in_tally
        parts = []
        for choice in self.ask.tally:
            times = self.state.tally.count(choice.word)
            counted = f" {look.times}{times}" if times else ""
            parts.append(switch_words(choice.key, look.says(choice.label)) + counted)
        question: Line = [
            ("", " " * MARGIN),
            ("class:mark", f"{look.here} " if here else "  "),
            ("class:here" if here else "", cut(look.says(self.ask.tally_question), width - 2, look.more)),
        ]
        style = "" if here else "class:quiet"
        return [question, *lines_in(style, flowed(parts, width - 2, look.between, look.more), MARGIN + 2)]
