"""The names of those who were forgotten, as salted hashes among the tombstones: an import knows them by these."""

from __future__ import annotations

from hashlib import sha256

from reflect.review.name_scan.folding import TURN, fold
from reflect.store.rows import Rows

NAMES = "names"
"""What tombstones call the hash of a name."""


def bury_name(rows: Rows, name: str) -> None:
    """Keep a hash of a name, each with a salt of its own: in any case and without accents it is the same name."""
    rows.connection.execute(
        "INSERT INTO tombstones (id, record, at) VALUES (?, ?, ?)",
        (_hash(rows.new_id(), name), NAMES, rows.moment()),
    )


def is_forgotten(rows: Rows, name: str) -> bool:
    """Whether that is the name of somebody who was forgotten."""
    known = rows.all("SELECT id FROM tombstones WHERE record = ?", (NAMES,))
    return any(_hash(salted.partition(":")[0], name) == salted for (salted,) in known)


def _hash(salt: str, name: str) -> str:
    folded = "".join(sign for sign in fold(name).text if sign != TURN and not sign.isspace())
    return f"{salt}:{sha256(f'{salt}:{folded}'.encode('utf-8', 'surrogatepass')).hexdigest()}"
