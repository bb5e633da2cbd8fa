"""The wheel: installed elsewhere it runs by itself, with neither src/ nor the prompts/ of this folder in reach."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from reflect import __version__

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built offline by the backend that pip would call."""
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture
def unpacked(wheel: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    return tmp_path / "installed"


def reflect(installed: Path, *arguments: str, home: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """The program out of `installed`, beside this Python's libraries; -S leaves out whatever points to src/."""
    libraries = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("REFLECT_")},
        "PYTHONPATH": os.pathsep.join([str(installed), *libraries]),
        "REFLECT_HOME": str(home),
        "REFLECT_NOW": "2025-09-30T18:00",
    }
    return subprocess.run(
        [sys.executable, "-S", "-m", "reflect", *arguments],
        cwd=home.parent, env=environ, input=given, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_wheel_holds_the_package_its_packs_and_its_type_marker_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    packs = {f"reflect/prompts/{path.name}" for path in (ROOT / "prompts").glob("*.toml")}
    assert packs
    assert packs < names
    assert {"reflect/__main__.py", "reflect/py.typed", "reflect/cli/app.py"} < names
    folders = {"reflect", f"reflect-{__version__}.dist-info", f"reflect-{__version__}.data"}
    assert {name.partition("/")[0] for name in names} == folders
    assert [name for name in names if ".data/" in name] == [
        f"reflect-{__version__}.data/data/share/man/man1/reflect.1"
    ]


def test_the_wheel_says_its_version_and_its_command(unpacked: Path) -> None:
    facts = unpacked / f"reflect-{__version__}.dist-info"
    assert f"Version: {__version__}" in (facts / "METADATA").read_text(encoding="utf-8").splitlines()
    assert "reflect = reflect.__main__:main" in (facts / "entry_points.txt").read_text(encoding="utf-8")
    assert "MIT" in (facts / "METADATA").read_text(encoding="utf-8")


def test_a_first_day_can_be_lived_with_the_wheel_alone(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert reflect(unpacked, "--version", home=home).stdout == f"reflect {__version__}\n"
    asked = reflect(unpacked, "daily", "--json", home=home)
    assert "What did you refuse to do at work, though asked?" in asked.stdout, asked.stderr
    held = reflect(unpacked, "convictions", "add", "--from", "-", home=home, given="No surprises")
    assert held.returncode == 0, held.stderr
    answers = '{"convictions/lived": {"C1": 4}, "convictions/demonstration": "Told them on Monday."}'
    answered = reflect(unpacked, "daily", "--answers", "-", home=home, given=answers)
    assert answered.returncode == 0, answered.stderr
    review = reflect(unpacked, "review", "--quarter", home=home)
    assert "Told them on Monday." in review.stdout, review.stderr


def test_it_is_the_wheels_own_packs_that_are_asked(unpacked: Path, tmp_path: Path) -> None:
    """Without them nothing can be asked: so none were in reach but those."""
    shutil.rmtree(unpacked / "reflect" / "prompts")
    without = reflect(unpacked, "daily", "--json", home=tmp_path / "home")
    assert without.returncode != 0
    assert "refuse" not in without.stdout
