"""What a journal holds and a backup of it does not, and what of the backup was taken out since."""

from __future__ import annotations

from collections.abc import Mapping

from reflect.frozen import frozen
from reflect.store.backup_folder import NOUNS
from reflect.store.engine import Connection
from reflect.store.forgotten_names import NAME_OF

_TABLES = ("entries", "answers", *NOUNS)


@frozen
class Since:
    """How far a journal is from its backup.

    `added` counts what only the journal holds, by table (answers: those given); `changed` the records that both
    hold and that differ; `deleted` the entries and answers that the backup alone holds, for they were deleted;
    `forgotten` are the codes of people whom the journal forgot, and the backup names.
    """

    added: Mapping[str, int]
    changed: int
    deleted: int
    forgotten: tuple[str, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether the backup holds all that the journal holds, and nothing that was taken out of it."""
        return not (self.added or self.changed or self.deleted or self.forgotten)


def since_backup(journal: Connection, backup: Connection) -> Since:
    """Compare two connections that give texts as bytes. Raises DatabaseError where either cannot be read."""
    added: dict[str, int] = {}
    changed = 0
    tombstones = _tombstones(journal)
    buried = tombstones.keys() - _tombstones(backup).keys()
    deleted = 0
    for table in _TABLES:
        now, then = _records(journal, table), _records(backup, table)
        new = now.keys() - then.keys()
        if table == "answers":
            given = "SELECT id FROM answers WHERE state = 'answered'"
            new &= {id_ for (id_,) in journal.execute(given)}
        if new:
            added[table] = len(new)
        changed += sum(now[id_] != then[id_] for id_ in now.keys() & then.keys())
        deleted += len(buried & then.keys()) if table in ("entries", "answers") else 0
    codes = {tombstones[id_].removeprefix(NAME_OF) for id_ in buried if tombstones[id_].startswith(NAME_OF)}
    return Since(added, changed, deleted, tuple(sorted(codes)))


def _records(connection: Connection, table: str) -> dict[bytes, bytes]:
    return dict(connection.execute(f"SELECT id, checksum FROM {table}"))


def _tombstones(connection: Connection) -> dict[bytes, str]:
    rows = connection.execute("SELECT id, record FROM tombstones")
    return {id_: record.decode("utf-8", "replace") for id_, record in rows}
