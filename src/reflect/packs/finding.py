"""Where packs lie: those that come with the program, and her own in her home's prompts/."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from reflect.errors import InputError, NotFoundError, nearest
from reflect.frozen import frozen
from reflect.model import Pack, Prompt
from reflect.packs.complaints import printable, quoted
from reflect.packs.forms import disagreements
from reflect.packs.reading import read_pack

OWN = "prompts"
"""The folder of her own packs, in her home."""


@frozen
class Packs:
    """The packs that were loaded, by key: the shipped ones first, then hers, each in the order of their keys."""

    by_key: Mapping[str, Pack]

    def pack(self, key: str) -> Pack:
        """The pack of that key; raises NotFoundError, with the nearest key, where it is not loaded."""
        if key in self.by_key:
            return self.by_key[key]
        raise NotFoundError(f"There is no pack {quoted(key)}.{nearest(quoted(key), list(self.by_key))}")

    def prompt(self, prompt_id: str) -> Prompt:
        """The prompt of that id (`pack/slug`); raises NotFoundError, with the nearest id, if there is none."""
        for prompt in self.prompts():
            if prompt.id == prompt_id:
                return prompt
        known = [prompt.id for prompt in self.prompts()]
        raise NotFoundError(f"There is no prompt {quoted(prompt_id)}.{nearest(quoted(prompt_id), known)}")

    def prompts(self) -> tuple[Prompt, ...]:
        """The prompts of all loaded packs, in order."""
        return tuple(prompt for pack in self.by_key.values() for prompt in pack.prompts)


def pack_folder() -> Path:
    """The folder of the packs that come with the program.

    An installed package carries them beside its modules, a source checkout in its own top folder.
    """
    # importlib.resources would find the first as well, at 5 ms of import.
    package = Path(__file__).resolve().parents[1]
    installed = package / "prompts"
    return installed if installed.is_dir() else package.parents[1] / "prompts"


def pack_files(home: Path) -> dict[str, Path]:
    """The file of each pack by its key, the shipped ones first, then hers, without reading any.

    A file of hers that has the name of a shipped pack is not among them: prompt ids begin with that name and
    are permanent, so an id may never mean two questions. Raises InputError where her folder cannot be read.
    """
    shipped = _listed(pack_folder())
    return shipped | {key: path for key, path in _listed(home / OWN).items() if key not in shipped}


def load_packs(
    home: Path,
    keys: Collection[str] | None = None,
    leave_out: Callable[[str], None] | None = None,
    read: Callable[[Path], Pack] = read_pack,
) -> Packs:
    """The packs of these keys, or all of them; only their files are read, each by `read`.

    Where all are loaded, they must also agree with each other (`disagreements`). A pack of hers that is not
    whole raises InputError; with `leave_out` it stops nobody: it is left out, and `leave_out` is told so in a
    sentence. Raises NotFoundError for a key that has no file.
    """
    try:
        files = pack_files(home)
    except InputError as error:
        if leave_out is None:
            raise
        leave_out(error.message)
        files = _listed(pack_folder())
    for key in keys or ():
        if key not in files:
            raise NotFoundError(f"There is no pack {quoted(key)}.{nearest(quoted(key), list(files))}")
    if keys is None:
        for key in taken_names(home):
            _complain(name_taken(key), leave_out)
    packs: dict[str, Pack] = {}
    for key, path in files.items():
        if keys is None or key in keys:
            try:
                packs[key] = read(path)
            except (InputError, NotFoundError):
                if leave_out is None or path.parent == pack_folder():
                    raise
                leave_out(_left_out(path))
    while keys is None and (found := disagreements(packs.values())):
        key, sentences = next(iter(found.items()))
        _complain(_left_out(files[key]) if leave_out else sentences[0], leave_out)
        del packs[key]
    return Packs(packs)


def taken_names(home: Path) -> list[str]:
    """The names of her files that belong to shipped packs; empty where her folder cannot be read."""
    try:
        return [key for key in _listed(home / OWN) if key in _listed(pack_folder())]
    except InputError:
        return []


def name_taken(key: str) -> str:
    """What is wrong with a pack of hers that has the name of a shipped one, and what to do."""
    return (
        f"{key}.toml: the name {key} belongs to a pack that comes with reflect; rename the file, for example to"
        f" my-{key}.toml, and its prompts are called my-{key}/…."
    )


def _left_out(path: Path) -> str:
    file = quoted(path.name)
    return f"{file} has mistakes, and nothing is asked from it until they are mended: reflect prompts check {file}"


def _complain(sentence: str, leave_out: Callable[[str], None] | None) -> None:
    if leave_out is None:
        raise InputError(sentence)
    leave_out(sentence)


def _listed(folder: Path) -> dict[str, Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.name[0] != ".")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise InputError(f"{printable(str(folder))}: cannot be read: {error.strerror}.") from error
    return {path.stem: path for path in found}
