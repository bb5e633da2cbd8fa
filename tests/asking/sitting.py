"""A small sitting for the tests on a real terminal: what is handed over goes to a file, a line each."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from reflect.asking.asks import Choice, ChoiceAsk, GridAsk, GridRow, TextAsk
from reflect.asking.terminal import TerminalWriter

LABELS = ("went against it", "let it slide", "mixed", "mostly", "fully")
ROWS = (
    GridRow("C1", "No surprises: bad news travels faster than good news"),
    GridRow("C2", "我们先倾听，再说话，然后才决定"),
    GridRow("C3", "I decide nothing that someone nearer to it could decide as well as I"),
)
TALLY = tuple(
    Choice(key, word, word)
    for key, word in (("t", "took over"), ("l", "left it"), ("g", "gain"), ("f", "failure"), ("n", "none"))
)


def main(told: Path) -> int:
    with told.open("a", encoding="utf-8") as file:

        def tell(*what: object) -> None:
            file.write(json.dumps(what, ensure_ascii=False) + "\n")
            file.flush()

        writer = TerminalWriter(
            colour="NO_COLOR" not in os.environ,
            ascii_only=not (sys.stderr.encoding or "ascii").lower().startswith("utf"),
            folder=told.parent,
        )
        writer.say("Tuesday 30 September")
        grid = GridAsk("How far?", ROWS, LABELS, tally_question="Also today:", tally=TALLY, place="1 of 2")
        replies = [writer.grid(grid, lambda *rating: tell("rated", *rating), lambda words: tell("tally", words))]
        if replies[-1].move == "next":
            question = "When did you last act on it, although it would have been easier not to do so at all?"
            ask = TextAsk(question, place="2 of 2", where_from="the article")
            replies.append(writer.text(ask, lambda text: tell("draft", text)))
        if replies[-1].move == "next":
            choices = (Choice("1", "thanks", "thanks"), Choice("2", "trust", "a small act of trust"))
            replies.append(writer.choice(ChoiceAsk("What was it?", choices)))
        tell("left", replies[-1].move, replies[-1].text)
        writer.say("Kept.")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
