"""The names of those who were forgotten, as salted hashes among the tombstones: an import knows them by these."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from reflect.store.rows import Rows

NAME_OF = "name of "
"""What tombstones call the hash of a name, before the code of the person."""


def bury_name(rows: Rows, name: str, code: str) -> None:
    """Keep a hash of a name, each with a salt of its own; one that is kept already stays as it is."""
    if forgotten_code(rows, name) != code:
        rows.bury(_hash(rows.new_id(), name), f"{NAME_OF}{code}")


def forgotten_code(rows: Rows, name: str) -> str | None:
    """The code of the forgotten person who was called so, in any case, with or without accents; else None."""
    return code_among(forgotten_names(rows), name)


def forgotten_names(rows: Rows) -> Mapping[str, str]:
    """The codes of the forgotten by the salted hashes of their names."""
    found = rows.all("SELECT id, record FROM tombstones WHERE record LIKE ?", (f"{NAME_OF}%",))
    return {salted: record.removeprefix(NAME_OF) for salted, record in found}


def code_among(hashes: Mapping[str, str], name: str) -> str | None:
    """The code that belongs to a name, by hashes as `forgotten_names` gives them."""
    return next((code for salted, code in hashes.items() if _hash(salted.partition(":")[0], name) == salted), None)


def _hash(salt: str, name: str) -> str:
    from reflect.review.name_scan.folding import TURN, fold  # 1 ms, and only where somebody was forgotten

    folded = "".join(sign for sign in fold(name).text if sign != TURN and not sign.isspace())
    return f"{salt}:{sha256(f'{salt}:{folded}'.encode('utf-8', 'surrogatepass')).hexdigest()}"
