"""The schema, one function a step; all steps that are due run inside one transaction.

A released step is never changed. What is new is a table of its own, one function at the end: checksums, salvage
and import rest on the columns of a table that stands, and on their order.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations  # 77 ms, so this module is imported only when a step is due

from reflect.store.schema import APPLICATION_ID

migrations = Migrations("reflect")

_ROW = "revision INTEGER NOT NULL DEFAULT 1, checksum BLOB NOT NULL"
_VISIBILITY = "visibility TEXT NOT NULL DEFAULT 'private' CHECK (visibility IN ('private', 'coach', 'sealed'))"


@migrations(name="0001_the_journal")
def _the_journal(db: Database) -> None:
    _nouns(db)
    _marks(db)
    _entries(db)
    _history(db)


def _nouns(db: Database) -> None:
    db.execute(f"""CREATE TABLE convictions (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL, kind TEXT, retired TEXT,
        {_VISIBILITY}, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE wordings (
        key INTEGER PRIMARY KEY, conviction INTEGER NOT NULL REFERENCES convictions (key) ON DELETE CASCADE,
        since TEXT NOT NULL, statement TEXT NOT NULL, importance INTEGER CHECK (importance BETWEEN 1 AND 5),
        {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE people (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL, name TEXT NOT NULL,
        aliases TEXT NOT NULL DEFAULT '[]', leads_others INTEGER NOT NULL DEFAULT 0, since TEXT, left TEXT,
        {_VISIBILITY}, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE relations (
        key INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people (key) ON DELETE CASCADE,
        since TEXT NOT NULL, relation TEXT NOT NULL, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE commitments (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL, cue TEXT, act TEXT NOT NULL,
        made TEXT NOT NULL, due TEXT, outcome TEXT, closed TEXT, {_VISIBILITY}, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE disconnects (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('disconnect', 'connect')), scope TEXT NOT NULL, text TEXT NOT NULL,
        opened TEXT NOT NULL, closed TEXT, how TEXT, {_VISIBILITY}, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE needs (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, code TEXT NOT NULL,
        person INTEGER NOT NULL REFERENCES people (key), kind TEXT, text TEXT NOT NULL,
        {_VISIBILITY}, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE need_steps (
        key INTEGER PRIMARY KEY, need INTEGER NOT NULL REFERENCES needs (key) ON DELETE CASCADE,
        since TEXT NOT NULL, state TEXT NOT NULL, {_ROW}) STRICT""")
    for table, column in (("wordings", "conviction"), ("relations", "person"), ("need_steps", "need")):
        db.execute(f"CREATE INDEX {table}_by_{column} ON {table} ({column}, since)")


def _marks(db: Database) -> None:
    own = {
        "focus": "pack TEXT NOT NULL, since TEXT NOT NULL, until TEXT",
        "away": "first TEXT NOT NULL, last TEXT NOT NULL",
        "hidden_words": "word TEXT NOT NULL",
        "allowed_words": "word TEXT NOT NULL",
        "guesses": "period TEXT NOT NULL, at TEXT, question TEXT NOT NULL, guess TEXT NOT NULL",
    }
    for table, columns in own.items():
        db.execute(f"""CREATE TABLE {table} (
            key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, {columns}, {_ROW}) STRICT""")


def _entries(db: Database) -> None:
    db.execute(f"""CREATE TABLE questions (
        key INTEGER PRIMARY KEY, prompt TEXT NOT NULL, version INTEGER NOT NULL, asked TEXT NOT NULL,
        kind TEXT NOT NULL, labels TEXT NOT NULL DEFAULT '[]', good TEXT, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE entries (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, day TEXT NOT NULL, at TEXT,
        zone TEXT, late INTEGER NOT NULL DEFAULT 0, about_from TEXT, about_to TEXT,
        origin TEXT NOT NULL DEFAULT '', tags TEXT NOT NULL DEFAULT '[]', arrived INTEGER, {_ROW}) STRICT""")
    db.execute(f"""CREATE TABLE answers (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
        entry INTEGER NOT NULL REFERENCES entries (key) ON DELETE CASCADE,
        day TEXT NOT NULL, place INTEGER NOT NULL, question INTEGER NOT NULL REFERENCES questions (key),
        state TEXT NOT NULL CHECK (state IN ('answered', 'passed', 'none', 'open')),
        value INTEGER, choice TEXT, choices TEXT, text TEXT,
        person INTEGER REFERENCES people (key), conviction INTEGER REFERENCES convictions (key), made TEXT,
        {_VISIBILITY}, {_ROW}) STRICT""")
    db.execute("CREATE INDEX entries_by_day ON entries (day, at, id)")
    db.execute("CREATE INDEX entries_by_kind ON entries (kind, day)")
    db.execute("CREATE INDEX entries_own ON entries (day) WHERE origin = '' AND kind <> 'note'")
    for table in ("entries", "answers"):
        db.execute(f"CREATE INDEX {table}_by_end ON {table} (substr(id, -4))")
    db.execute("CREATE INDEX answers_by_entry ON answers (entry, place)")
    db.execute("CREATE INDEX answers_by_question ON answers (question, conviction, day)")
    db.execute("CREATE INDEX answers_by_asked ON answers (question, day)")
    db.execute("CREATE INDEX answers_by_subject ON answers (question, person, day) WHERE person IS NOT NULL")
    db.execute("CREATE INDEX answers_by_made ON answers (made) WHERE made IS NOT NULL")
    db.execute("CREATE INDEX answers_by_person ON answers (person, day) WHERE person IS NOT NULL")
    db.execute("CREATE INDEX answers_open ON answers (day) WHERE state = 'open'")
    _full_text(db)


def _full_text(db: Database) -> None:
    """An index over the texts alone: most answers are ratings, and cost it nothing."""
    db.table("answers").enable_fts(["text"], tokenize="porter unicode61 remove_diacritics 2")
    out = "INSERT INTO answers_fts (answers_fts, rowid, text) SELECT 'delete', old.key, old.text"
    into = "INSERT INTO answers_fts (rowid, text) SELECT new.key, new.text"
    db.execute(f"""CREATE TRIGGER answers_text_in AFTER INSERT ON answers
        WHEN new.text IS NOT NULL BEGIN {into}; END""")
    db.execute(f"""CREATE TRIGGER answers_text_out AFTER DELETE ON answers
        WHEN old.text IS NOT NULL BEGIN {out}; END""")
    # one trigger for both halves: of two, the order is SQLite's, and old words taken out last take new ones along
    db.execute(f"""CREATE TRIGGER answers_text_changed AFTER UPDATE OF text ON answers
        WHEN old.text IS NOT new.text BEGIN
        {out} WHERE old.text IS NOT NULL; {into} WHERE new.text IS NOT NULL; END""")


def _history(db: Database) -> None:
    db.execute("""CREATE TABLE changes (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, batch TEXT NOT NULL, at TEXT NOT NULL,
        act TEXT NOT NULL CHECK (act IN ('add', 'change', 'remove', 'import', 'undo')), record TEXT NOT NULL,
        row INTEGER, before TEXT, undoes TEXT, checksum BLOB NOT NULL) STRICT""")
    db.execute("CREATE INDEX changes_by_batch ON changes (batch)")
    db.execute("CREATE INDEX changes_removed ON changes (at) WHERE act = 'remove'")
    db.execute("CREATE INDEX changes_undone ON changes (undoes) WHERE undoes IS NOT NULL")
    db.execute("""CREATE TABLE tombstones (
        key INTEGER PRIMARY KEY, id TEXT NOT NULL, record TEXT NOT NULL, at TEXT NOT NULL,
        checksum BLOB NOT NULL) STRICT""")
    db.execute("CREATE INDEX tombstones_by_id ON tombstones (id)")


def migrate(connection: sqlite3.Connection) -> None:
    """Run the steps that are due, inside the transaction that the caller holds."""
    database = Database(connection, execute_plugins=False, recursive_triggers=False)
    migrations.apply(database)
    steps = len(list(migrations.applied(database)))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {steps}")
