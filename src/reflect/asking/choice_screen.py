"""A question answered by one key, or by several and Enter."""

from __future__ import annotations

from prompt_toolkit.key_binding import KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, Layout, Window

from reflect.asking.asks import Choice, ChoiceAsk, Move, Reply
from reflect.asking.drawing import MARGIN, Line, Look, asked, cells, flowed, joined, lines_in, shortened, wrap
from reflect.asking.screen import Screen


def choice_of(key: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice of that key; capitals count as small letters unless another choice has the capital."""
    exact = next((choice for choice in choices if choice.key == key), None)
    return exact or next((choice for choice in choices if choice.key.casefold() == key.casefold()), None)


def in_runs(keys: tuple[str, ...]) -> str:
    """Single keys in their order, those that follow one another as a run: "1-9 a-c n"."""
    runs: list[str] = []
    for key in keys:
        if runs and ord(key) == ord(runs[-1][-1]) + 1 and key.isalnum():
            runs[-1] += key
        else:
            runs.append(key)
    return " ".join(" ".join(run) if len(run) < 3 else f"{run[0]}-{run[-1]}" for run in runs)


class ChoiceScreen(Screen):
    """Shows the choices with their keys; the first key answers, or toggles where several may be chosen."""

    def __init__(self, ask: ChoiceAsk, look: Look) -> None:
        super().__init__(look, where_from=ask.where_from, coach=ask.coach)
        self.ask = ask
        self.chosen = [choice.word for choice in ask.choices if choice.word in ask.chosen]
        self.at: int | None = None
        self._own_keys()

    def reply(self, move: Move) -> Reply:
        if move == "next" and not self.chosen:
            move = "pass"
        return Reply(move, chosen=tuple(self.chosen), coach=self.coach)

    def layout(self) -> Layout:
        body = FormattedTextControl(lambda: joined(self._lines()), show_cursor=False, focusable=True)
        return Layout(Window(body, dont_extend_height=True))

    def _own_keys(self) -> None:
        self.only_own_keys(self._which_keys)

        @self.on("enter")
        def done(event: KeyPressEvent) -> None:
            self.end("next")

        @self.on("backspace")
        @self.on("s-tab")
        def back(event: KeyPressEvent) -> None:
            self.end("back")

        @self.on("c-d")
        def leave(event: KeyPressEvent) -> None:
            self.end("leave")

        @self.on("up")
        @self.on("down")
        def move(event: KeyPressEvent) -> None:
            step = 1 if event.key_sequence[0].key == "down" else -1
            self.tip = "" if self.ask.several else self._which_keys()
            if self.ask.several and self.ask.choices:
                start = -1 if step > 0 else 0
                self.at = ((start if self.at is None else self.at) + step) % len(self.ask.choices)

        @self.on("<any>")
        def choose(event: KeyPressEvent) -> None:
            choice = choice_of(event.data, self.ask.choices)
            if event.data == " " and self.at is not None:
                choice = self.ask.choices[self.at]
            self.tip = "" if choice is not None else self._which_keys()
            if choice is not None:
                self._choose(choice.word)

    def _which_keys(self) -> str:
        """What is said after a key that does nothing here."""
        keys = in_runs(tuple(choice.key for choice in self.ask.choices))
        if self.ask.several:
            return f"The keys are {keys}, each once more to take it off, and Enter when you are done."
        return f"The keys are {keys}; Enter {'keeps it' if self.chosen else 'passes'}."

    def _choose(self, word: str) -> None:
        if not self.ask.several:
            self.chosen = [word]
            self.end("next")
        elif word in self.chosen:
            self.chosen.remove(word)
        else:  # kept in the order of the choices, however they were pressed
            wanted = {*self.chosen, word}
            self.chosen = [choice.word for choice in self.ask.choices if choice.word in wanted]

    def _lines(self) -> list[Line]:
        look, width = self.look, self.width
        head = asked(look, self.ask.place, self.ask.question, width) + self.source_lines()
        shown = lines_in("class:quiet", [part for line in self.ask.shown for part in wrap(look.says(line), width)])
        enter = "Enter keeps it" if self.chosen else "Enter pass"
        hints = [(0, "Enter done" if self.ask.several and self.chosen else enter), (1, "Shift-Tab back")]
        if self.ask.several:
            runs = in_runs(tuple(choice.key for choice in self.ask.choices))
            hints[:0] = [(0, f"{runs} toggle"), (3, "arrows, space too")]
        else:
            hints.insert(0, (3, "a key answers"))
        foot = self.foot_lines(hints, room=True)
        space = self.rows - len(head) - len(foot)
        choices = self._choices(width, space)
        if len(shown) + len(choices) > space:
            shown = []
        if len(choices) > space:
            foot = self.foot_lines(hints, room=False)
        return [*shown, *head, *choices, *foot]

    def _choices(self, width: int, space: int) -> list[Line]:
        """On one line where they fit on it, else one a line, else as closely as it takes."""
        gap, more = "   ", self.look.more
        heads = [f"{self._box(choice)}{choice.key}  " for choice in self.ask.choices]
        said = [self.look.says(choice.label) for choice in self.ask.choices]
        words = [head + label for head, label in zip(heads, said, strict=True)]
        in_one = gap.join(words)
        if cells(in_one) <= width and len(words) <= 6 and not self.ask.several:
            return self._styled(self.ask.choices, words, gap)
        if len(words) > space:
            return lines_in("", flowed(words, width, gap, more))
        beside = max(map(cells, heads), default=0)
        rooms = self._rooms([len(wrap(label, width - beside)) for label in said], space)
        lines: list[Line] = []
        for choice, head, label, room in zip(self.ask.choices, heads, said, rooms, strict=True):
            first, *rest = shortened(label, width - beside, room, more)
            style = "class:here" if choice.word in self.chosen else ""
            lines += [*self._styled((choice,), [head + first], ""), *lines_in(style, rest, MARGIN + beside)]
        return lines

    def _rooms(self, needed: list[int], space: int) -> list[int]:
        """How many lines each choice gets: two where all have room for that, the one pointed at what is left."""
        most = 2 if sum(min(2, lines) for lines in needed) <= space else 1
        rooms = [min(most, lines) for lines in needed]
        if self.at is not None:
            rooms[self.at] = min(needed[self.at], rooms[self.at] + space - sum(rooms))
        return rooms

    def _box(self, choice: Choice) -> str:
        if not self.ask.several:
            return "" if choice.word not in self.chosen else f"{self.look.here} "
        box = "[x] " if choice.word in self.chosen else "[ ] "
        if self.at is None:
            return box
        return f"{self.look.here if choice is self.ask.choices[self.at] else ' '} {box}"

    def _styled(self, choices: tuple[Choice, ...], words: list[str], gap: str) -> list[Line]:
        line: Line = [("", " " * MARGIN)]
        for index, (choice, text) in enumerate(zip(choices, words, strict=True)):
            line += [("", gap if index else ""), ("class:here" if choice.word in self.chosen else "", text)]
        return [line]
