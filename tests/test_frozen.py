"""Frozen records: whatever takes a dataclass takes them, and nothing changes them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

import pytest

from reflect.frozen import frozen

WordT = TypeVar("WordT", bound=str)


@frozen
class Place:
    """Where."""

    name: str
    height: int = 0
    names: tuple[str, ...] = ()
    notes: Mapping[str, int] = field(default_factory=dict)
    drawn: bool = field(default=True)

    @property
    def is_high(self) -> bool:
        return self.height > 1000


@dataclass(frozen=True, slots=True)
class AsDataclass:
    name: str
    height: int = 0
    names: tuple[str, ...] = ()
    notes: Mapping[str, int] = field(default_factory=dict)
    drawn: bool = field(default=True)


@frozen
class Told(Generic[WordT]):
    word: WordT


@frozen
class Counted(Told[str]):
    count: int
    of: int = 10

    @cached_property
    def share(self) -> float:
        return self.count / self.of


@frozen
class Other:
    name: str


ARGUMENTS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("Ulm",), {}),
    (("Ulm", 478), {"notes": {"a": 1}}),
    ((), {"height": 3, "name": "Ulm", "drawn": False}),
    (("Ulm", 1, ("U",), {}, False), {}),
]


@pytest.mark.parametrize(("given", "named"), ARGUMENTS)
def test_it_takes_and_shows_its_fields_as_a_dataclass_does(given: Any, named: Any) -> None:
    place, other = Place(*given, **named), AsDataclass(*given, **named)
    assert asdict(place) == asdict(other)
    assert repr(place) == repr(other).replace("AsDataclass", "Place")
    assert [each.name for each in fields(Place)] == [each.name for each in fields(AsDataclass)]
    assert Place.__match_args__ == AsDataclass.__match_args__
    assert is_dataclass(Place)


@pytest.mark.parametrize(("given", "named"), [((), {}), (("Ulm",), {"hight": 3}), (("Ulm",), {"name": "Bonn"})])
def test_it_refuses_the_arguments_that_a_dataclass_refuses(given: Any, named: Any) -> None:
    with pytest.raises(TypeError) as refused:
        Place(*given, **named)
    with pytest.raises(TypeError) as refused_by_dataclass:
        AsDataclass(*given, **named)
    assert str(refused.value) == str(refused_by_dataclass.value).replace("AsDataclass", "Place")


def test_two_of_the_same_class_with_the_same_values_are_equal_and_hash_alike() -> None:
    assert Place("Ulm") == Place("Ulm")
    assert Place("Ulm") != Place("Ulm", 478)
    others: list[object] = [Place("Ulm"), "Ulm", None]
    assert Other("Ulm") not in others
    assert len({Other("Ulm"), Other("Ulm"), Other("Bonn")}) == 2


@pytest.mark.parametrize("name", ["height", "depth"])
def test_nothing_of_it_can_be_set_or_deleted(name: str) -> None:
    place = Place("Ulm", 478)
    with pytest.raises(FrozenInstanceError):
        setattr(place, name, 1)
    with pytest.raises(FrozenInstanceError):
        delattr(place, name)
    assert place == Place("Ulm", 478)
    assert not hasattr(place, "__dict__")


def test_a_changed_copy_keeps_the_other_fields() -> None:
    assert replace(Place("Ulm", 478, notes={"a": 1}), name="Bonn") == Place("Bonn", 478, notes={"a": 1})


def test_each_has_a_mapping_of_its_own_where_a_factory_makes_it() -> None:
    one, other = Place("Ulm"), Place("Ulm")
    assert one.notes == {}
    assert one.notes is not other.notes


def test_patterns_take_it_apart_by_name_and_by_place() -> None:
    match Place("Ulm", 478):
        case Place(name, height=height):
            assert (name, height) == ("Ulm", 478)
        case _:
            pytest.fail("It does not match its own class.")


def test_its_own_properties_documentation_and_name_stay() -> None:
    assert Place("Zugspitze", 2962).is_high
    assert (Place.__doc__, Place.__qualname__, Place.__module__) == ("Where.", "Place", __name__)


def test_a_record_may_inherit_and_may_keep_what_it_reckoned() -> None:
    counted = Counted("a", 5)
    assert counted == Counted(word="a", count=5, of=10)
    assert [each.name for each in fields(counted)] == ["word", "count", "of"]
    assert replace(counted, word="b") == Counted("b", 5)
    assert counted.share == 0.5
    assert counted.__dict__ == {"share": 0.5}
    assert isinstance(counted, Told)
    assert counted != Told("a")


def test_no_function_is_compiled_for_a_class_that_is_never_used_and_one_for_all_records_of_another() -> None:
    program = """
import builtins, sys
compiled = []
own = builtins.exec
builtins.exec = lambda *given: (compiled.append(1), own(*given))[1]
from reflect.frozen import frozen
before = len(compiled)
@frozen
class Place:
    name: str
    height: int = 0
defined = len(compiled)
Place("Ulm"), Place("Bonn")
print(defined - before, len(compiled) - defined)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == ["0", "1"]
