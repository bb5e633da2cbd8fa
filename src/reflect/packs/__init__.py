"""Packs: TOML files of questions, read with a complaint that names file, line, table and field."""

from reflect.packs.finding import OWN, Packs, load_packs, name_taken, pack_files, pack_folder
from reflect.packs.reading import check_pack, read_pack
from reflect.packs.wording import lint

__all__ = [
    "OWN", "Packs", "check_pack", "lint", "load_packs", "name_taken", "pack_files", "pack_folder", "read_pack",
]  # fmt: skip
