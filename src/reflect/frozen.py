"""Records that cannot be changed: frozen, slotted dataclasses whose `__init__` is written when it is first called.

`dataclass` writes and compiles six methods of each class where it stands: 0.5 to 1 ms. A command imports fifty
such classes and makes records of a third of them; that was a third of its start. Here only `__init__` is compiled
(0.1 ms), because every record goes through it, and only for the classes that are used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import Field, FrozenInstanceError, dataclass, field
from functools import cached_property
from inspect import get_annotations
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

ClassT = TypeVar("ClassT")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[ClassT]) -> type[ClassT]:
    """The class as `dataclass(frozen=True, slots=True)` makes it, for all that takes a dataclass.

    A `field` may have a `default` or a `default_factory`. A record may inherit from one without defaults, and may
    have cached properties.
    """
    own = tuple(get_annotations(cls))
    names = (*getattr(cls, "__match_args__", ()), *own)
    defaults = {name: vars(cls)[name] for name in own if name in vars(cls)}
    body = {name: value for name, value in vars(cls).items() if name not in (*own, "__dict__", "__weakref__")}
    is_caching = any(isinstance(value, cached_property) for value in body.values())
    values = attrgetter(*names)

    def equal(record: ClassT, other: object) -> bool:
        return values(record) == values(other) if type(other) is type(record) else NotImplemented

    body |= {
        "__slots__": (*own, "__dict__") if is_caching else own,
        "__match_args__": names,
        "__init__": _Later(lambda: _init(cls.__name__, names, defaults)),
        "__eq__": equal,
        "__hash__": lambda record: hash(values(record)),
        "__repr__": _repr,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__dataclass_fields__": _Later(lambda: _described(cls, "__dataclass_fields__")),
        "__dataclass_params__": _Later(lambda: _described(cls, "__dataclass_params__")),
    }
    return type(cls.__name__, cls.__bases__, body)


class _Later:
    """An attribute of a class that is made when somebody first asks for it, and then stands in its place."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    def __get__(self, record: object | None, _type: type) -> Any:
        setattr(self._owner, self._name, self._make())
        return getattr(self._owner if record is None else record, self._name)


def _init(record: str, names: tuple[str, ...], defaults: Mapping[str, Any]) -> Callable[..., None]:
    """The function that takes the fields in their order or by name, and sets them past the refusal."""
    known: dict[str, Any] = {"_set": object.__setattr__, "_MADE": object()}
    parameters, lines = [], []
    for name in names:
        default = defaults.get(name)
        made = default.default_factory if isinstance(default, Field) else None
        parameters.append(f"{name}=_default_{name}" if name in defaults else name)
        if callable(made):
            known |= {f"_make_{name}": made, f"_default_{name}": known["_MADE"]}
            lines.append(f"    if {name} is _MADE: {name} = _make_{name}()")
        elif name in defaults:
            known[f"_default_{name}"] = default.default if isinstance(default, Field) else default
        lines.append(f"    _set(self, {name!r}, {name})")
    exec("\n".join([f"def __init__(self, {', '.join(parameters)}):", *lines]), known)  # noqa: S102  (names of fields)
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{record}.__init__"
    return init


def _described(cls: type, name: str) -> Any:
    """What `replace`, `fields` and `asdict` go by, as `dataclass` itself says it."""
    if name not in vars(cls):
        dataclass(init=False, repr=False, eq=False)(cls)
    return getattr(cls, name)


def _repr(record: Any) -> str:
    said = (f"{name}={getattr(record, name)!r}" for name in record.__match_args__)
    return f"{type(record).__qualname__}({', '.join(said)})"


def _refuse(_record: object, name: str, *_value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")
