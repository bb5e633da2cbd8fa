"""Where packs lie: those that come with the program, and her own in her home's prompts/."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from reflect.errors import InputError, NotFoundError, nearest
from reflect.model import Pack, Prompt
from reflect.packs.complaints import printable, quoted
from reflect.packs.reading import read_pack


@dataclass(frozen=True, slots=True)
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
    """The file of each pack by its key, the shipped ones first, without reading any.

    Raises InputError where a file in her home's prompts/ has the name of a shipped pack: prompt ids begin with
    it and are permanent, so an id may never mean two questions.
    """
    files = _listed(pack_folder())
    for key, path in _listed(home / "prompts").items():
        if key in files:
            raise InputError(
                f"{printable(str(path))}: the name {key} belongs to a pack that comes with reflect.",
                hint=f"Rename the file, for example to my-{key}.toml; its prompts are then called my-{key}/….",
            )
        files[key] = path
    return files


def load_packs(home: Path, keys: Collection[str] | None = None) -> Packs:
    """The packs of these keys, or all of them; only their files are read.

    Raises NotFoundError for a key that has no file, and what `pack_files` and `read_pack` raise.
    """
    files = pack_files(home)
    for key in keys or ():
        if key not in files:
            raise NotFoundError(f"There is no pack {quoted(key)}.{nearest(quoted(key), list(files))}")
    return Packs({key: read_pack(path) for key, path in files.items() if keys is None or key in keys})


def _listed(folder: Path) -> dict[str, Path]:
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.name[0] != ".")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return {path.stem: path for path in found}
