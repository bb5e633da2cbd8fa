"""A drawn page: written to a file for her alone, or opened in her browser."""

from __future__ import annotations

from pathlib import Path

from reflect.session import Session


def write_page(session: Session, drawn: str, output: Path | None, *, name: str, force: bool, opened: bool) -> None:
    """Write to the file that she named, else to `name` in her home, which is written anew; open it if wanted.

    Raises RefusedError where her own file is there already, and she did not say `force`, or is reflect's.
    """
    from reflect.private_files import write_new

    file = session.output_file(output, force=force) if output else session.home / name
    write_new(file, drawn.encode("utf-8", "backslashreplace"), replace=force or output is None)
    session.screen.say(f"Written to {file}.")
    if opened:
        _open(session, file)


def _open(session: Session, file: Path) -> None:
    import webbrowser  # 8 ms, and only who asks for a browser pays for it

    if not webbrowser.open(file.resolve().as_uri()):
        session.screen.say("No browser could be opened. Open the file yourself.")
