"""The house: who may import whom, how long a room is, and that every exception to a rule says why."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
WRITTEN = sorted(path for room in ("src", "tests", "benchmarks", "docs") for path in (ROOT / room).rglob("*.py"))

LONGEST_FILE = 300
LONGEST_FUNCTION = 60
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "base"}
IGNORE = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[a-z, -]+\])?)(?P<rest>.*)"
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def unexplained(path: Path) -> Iterator[int]:
    """The lines on which a check is switched off and no words say why."""
    with path.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            found = IGNORE.search(token.string) if token.type == tokenize.COMMENT else None
            if found is not None and not re.search(r"\w{3,}", found["rest"]):
                yield token.start[0]


def test_imports_keep_to_the_contracts_of_pyproject() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed beside this Python")
    checked = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "0 broken" in checked.stdout


def test_a_file_is_at_most_300_lines() -> None:
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert not {file: n for file, n in lines.items() if n > LONGEST_FILE}


def test_a_function_fits_a_screen() -> None:
    long = [
        f"{name(path)}:{node.lineno} {node.name}"
        for path in SOURCES
        for node in functions(path)
        if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert not long


def test_no_file_has_a_name_that_says_nothing() -> None:
    words = {name(path): set(re.split(r"[_/.]", name(path))) for path in WRITTEN}
    assert not [file for file, parts in words.items() if parts & EMPTY_WORDS]


def test_every_switched_off_check_says_why_beside_it() -> None:
    bare = [f"{name(path)}:{line}" for path in WRITTEN for line in unexplained(path)]
    assert not bare


def test_an_ignore_without_its_reason_would_be_found(tmp_path: Path) -> None:
    kinds = {
        "a = 1  # noqa": False,
        "a = 1  # noqa: S101": False,
        "a = 1  # type: ignore[arg-type]": False,
        "a = 1  # noqa: S101, S102  # these are needed": True,
        "a = 1  # type: ignore[arg-type]  # it is one of two": True,
        "a = '# noqa'": True,
    }
    for line, explained in kinds.items():
        file = tmp_path / "one.py"
        file.write_text(line + "\n")
        assert bool(list(unexplained(file))) is not explained, line


def test_every_ignore_in_pyproject_says_why_beside_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = tomllib.loads(text)["tool"]["ruff"]["lint"]
    lines = text.splitlines()
    for rule in ruff["ignore"]:
        place = next(n for n, line in enumerate(lines) if line.strip().startswith(f'"{rule}",'))
        while "#" not in lines[place] and lines[place].strip().startswith('"RUF00'):
            place -= 1  # three rules about the same signs share one reason
        assert "#" in lines[place], f"{rule} is ignored without a reason"
    for files in ruff["per-file-ignores"]:
        line = next(line for line in lines if line.startswith(f'"{files}"'))
        assert "#" in line, f"{files} has ignores without a reason"


def test_nothing_is_printed_past_the_screen() -> None:
    """What is shown goes through Screen, which cleans it and minds the encoding; `print` would do neither."""
    prints = [
        f"{name(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and node.id in ("print", "pprint")
    ]
    assert not prints
