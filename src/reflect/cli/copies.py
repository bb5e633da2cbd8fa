"""What is said of copies where something went out of the journal for good."""

from __future__ import annotations

from reflect.session import BACKUPS, Session


def say_of_backups(session: Session) -> None:
    """Name the way to be rid of what went in the backups of her home, where there are any."""
    from reflect.store.backup_folder import database_files  # only what goes for good asks

    if database_files(session.home / BACKUPS):
        session.screen.say("For a fresh backup in place of those in your home: reflect backup --only")
