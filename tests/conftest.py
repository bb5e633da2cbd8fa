"""The desk: a frozen clock, a home of its own, a writer who answers from a script, and the real command line."""

from __future__ import annotations

import io
import itertools
import json
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reflect.asking.asks import ChoiceAsk, GridAsk, Move, Reply, TextAsk
from reflect.cli import run
from reflect.machine import NOT_FOUND, Machine, Ran
from reflect.session import World
from reflect.store.journal import Journal

BERLIN = ZoneInfo("Europe/Berlin")

sockets: list[str] = []
"""The sockets to a network that were opened during the test that runs: nothing here may open one."""


def _notice_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    asks = event in ("socket.getaddrinfo", "socket.gethostbyname")
    if asks or (event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6)):
        sockets.append(event)


sys.addaudithook(_notice_sockets)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    sockets.clear()
    yield
    assert sockets == [], "something opened a socket to the network"


@dataclass(frozen=True, slots=True)
class Left:
    """A scripted way to leave an ask: Back(), Leave("half typed"), Pass(), Coach("text"), Costly("text")."""

    move: Move
    text: str = ""
    marked: bool = False
    coach: bool = False


def Pass() -> Left:  # noqa: N802  (reads as a word in a script)
    return Left("pass")


def Back() -> Left:  # noqa: N802  (reads as a word in a script)
    return Left("back")


def Leave(text: str = "") -> Left:  # noqa: N802  (reads as a word in a script)
    return Left("leave", text)


def Coach(text: str) -> Left:  # noqa: N802  (reads as a word in a script)
    return Left("next", text, coach=True)


def Costly(text: str) -> Left:  # noqa: N802  (reads as a word in a script)
    return Left("next", text, marked=True)


class Script:
    """Answers asks in order: a string for a text, words for a choice, ratings (and tally words) for a grid."""

    def __init__(self, answers: list[Any]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []
        self.shown: list[tuple[str, ...]] = []
        self.said: list[str] = []

    def _next(self, ask: Any) -> Any:
        self.asked.append(ask.question)
        self.shown.append(ask.shown)
        assert self.answers, f"nothing scripted for: {ask.question}"
        return self.answers.pop(0)

    def text(self, ask: TextAsk, draft: Callable[[str], None]) -> Reply:
        answer = self._next(ask)
        if isinstance(answer, Left):
            if answer.text:
                draft(answer.text)
            return Reply(answer.move, answer.text, marked=answer.marked, coach=answer.coach or bool(ask.coach))
        if isinstance(answer, tuple):
            return Reply("next", chosen=answer, coach=bool(ask.coach), marked=ask.marked)
        if answer:
            draft(answer[: len(answer) // 2])
        return Reply("next" if answer else "pass", answer, coach=bool(ask.coach), marked=ask.marked)

    def choice(self, ask: ChoiceAsk) -> Reply:
        answer = self._next(ask)
        if isinstance(answer, Left):
            return Reply(answer.move, coach=answer.coach or bool(ask.coach))
        words = (answer,) if isinstance(answer, str) else tuple(answer)
        known = {choice.word for choice in ask.choices}
        assert set(words) <= known, f"{words} are not among {known}"
        return Reply("next", chosen=words, coach=bool(ask.coach))

    def grid(
        self,
        ask: GridAsk,
        rated: Callable[[str, int | None], None],
        tallied: Callable[[tuple[str, ...] | None], None],
    ) -> Reply:
        answer = self._next(ask)
        if isinstance(answer, Left):
            return Reply(answer.move, coach=answer.coach or bool(ask.coach))
        ratings, words = answer if isinstance(answer, tuple) else (answer, None)
        for row, rating in zip(ask.rows, ratings, strict=False):
            if rating is not None:
                rated(row.name, rating)
        if words is not None:
            tallied(tuple(words))
        return Reply("next", coach=ask.coach)

    def say(self, line: str = "") -> None:
        self.said.append(line)


class Bare(Machine):
    """A machine on which there is no other program: nothing of the real one is started or changed."""

    def __init__(self) -> None:
        self.platform, self.python, self.user, self.runs_systemd = "linux", "/usr/bin/python3", 1000, False

    def has(self, program: str) -> bool:
        return False

    def run(self, command: Sequence[str], given: bytes = b"", more: Mapping[str, str] | None = None) -> Ran:
        return Ran(NOT_FOUND)


@dataclass(frozen=True)
class Desk:
    """`desk.at(…).answering(…).run("daily")`, then look at `desk.out`, `desk.err`, `desk.code`."""

    home: Path
    moment: datetime = datetime(2025, 3, 3, 18, 0, tzinfo=BERLIN)
    script: Script | None = None
    environ: dict[str, str] = field(default_factory=dict)
    last: dict[str, Any] = field(default_factory=dict)
    machine: Machine = field(default_factory=Bare)
    secrets: list[str] | None = None

    def at(self, moment: str) -> Desk:
        """The same desk at another moment, in Berlin."""
        return replace(self, moment=datetime.fromisoformat(moment).replace(tzinfo=BERLIN))

    def answering(self, *answers: Any) -> Desk:
        """The same desk with somebody at the terminal who gives these answers."""
        return replace(self, script=Script(list(answers)))

    def knowing(self, *secrets: str) -> Desk:
        """The same desk with somebody who types these passphrases, one after the other."""
        return replace(self, secrets=list(secrets))

    def _secret(self, question: str) -> str:
        assert self.secrets, f"no passphrase for: {question}"
        return self.secrets.pop(0)

    def with_environ(self, **more: str) -> Desk:
        return replace(self, environ={**self.environ, **more})

    def run(self, line: str | list[str], given: str | bytes | dict[str, Any] = "") -> Desk:
        """Carry out a command line; `given` is standard input (a dict becomes JSON)."""
        arguments = line.split() if isinstance(line, str) else line
        if isinstance(given, dict):
            given = json.dumps(given)
        data = given.encode() if isinstance(given, str) else given
        out, err = io.StringIO(), io.StringIO()
        standard = sys.stdin, sys.stdout, sys.stderr
        sys.stdin = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        sys.stdout, sys.stderr = _Utf8(out), _Utf8(err)
        chance = self.last.setdefault("chance", itertools.count(1))
        world = World(
            environ={"REFLECT_HOME": str(self.home), "TZ": "Europe/Berlin", **self.environ},
            clock=lambda: self.moment,
            chance=lambda n: next(chance).to_bytes(n, "big"),
            writer=self.script,
            secret=None if self.secrets is None else self._secret,
            machine=self.machine,
        )
        try:
            code = run(arguments, world)
        finally:
            sys.stdin, sys.stdout, sys.stderr = standard
        self.last.update(out=out.getvalue(), err=err.getvalue(), code=code)
        return self

    @property
    def out(self) -> str:
        return str(self.last["out"])

    @property
    def err(self) -> str:
        return str(self.last["err"])

    @property
    def code(self) -> int:
        return int(self.last["code"])

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def said(self) -> str:
        assert self.script is not None
        return "\n".join(self.script.said)

    def journal(self) -> Journal:
        """The journal as it stands on the disk; close it."""
        return Journal(self.home / "journal.db", new_id=lambda: "test", moment=lambda: "", create=False)


class _Utf8(io.TextIOBase):
    """A text stream that says it writes UTF-8, as a terminal of today does."""

    def __init__(self, into: io.StringIO) -> None:
        self._into = into

    @property
    def encoding(self) -> str:  # type: ignore[override]  # the base has a writable attribute
        return "utf-8"

    def write(self, text: str) -> int:
        return self._into.write(text)

    def isatty(self) -> bool:
        return False


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with an empty home, on Monday 3 March 2025, six in the evening."""
    return Desk(tmp_path / "home")
