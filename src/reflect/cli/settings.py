"""reflect settings: list, get, set."""

from __future__ import annotations

import json as javascript
from typing import Annotated, Any

import typer

from reflect.cli.app import plain_typer
from reflect.cli.options import AsJson, session_of
from reflect.review.blocks import Column, Fact, Facts, Section, Table
from reflect.safe_text import for_json
from reflect.session import Session
from reflect.settings import Settings
from reflect.settings.table import SETTINGS, Setting, setting_of

app = plain_typer(invoke_without_command=True)

Key = Annotated[str, typer.Argument(metavar="KEY", help="The name of a setting, as reflect settings lists it.")]

NOTHING = "–"


@app.callback()
def root(ctx: typer.Context, json: AsJson = False) -> None:
    """See what you may set and where everything lies, or change a setting.

    Example: reflect settings set day_ends 3
    """
    if ctx.invoked_subcommand is None:
        _show(session_of(ctx), json=json)


@app.command("list")
def list_(ctx: typer.Context, json: AsJson = False) -> None:
    """List all settings, then where everything lies.

    Example: reflect settings list
    """
    _show(session_of(ctx), json=json)


@app.command()
def get(ctx: typer.Context, key: Key, json: AsJson = False) -> None:
    """Print the value of a setting.

    Example: reflect settings get day_ends
    """
    session = session_of(ctx)
    setting = setting_of(key)
    if json:
        session.screen.show(for_json(javascript.dumps(_values(setting, session.settings), ensure_ascii=False)))
        return
    session.screen.show(setting.said(session.settings))


@app.command("set", context_settings={"ignore_unknown_options": True})
def set_(
    ctx: typer.Context,
    key: Key,
    value: Annotated[list[str], typer.Argument(metavar="VALUE", help='What it is from now on; "" for nothing.')],
) -> None:
    """Change a setting: one line of settings.toml.

    Comments, and the order of the lines, stay as they are.

    Example: reflect settings set workdays mon-thu
    """
    from reflect.settings.writing import write_setting

    session = session_of(ctx)
    setting = setting_of(key)
    said = setting.takes.said(write_setting(session.settings_path, setting, " ".join(value)))
    session.screen.say(f"{key} is {said or 'empty'} from now on.")


def _show(session: Session, *, json: bool) -> None:
    from reflect.cli.showing import show

    rows = tuple(_values(setting, session.settings) for setting in SETTINGS)
    if not json:
        rows = tuple(_as_typed(setting, session.settings) for setting in SETTINGS)
    columns = (
        Column("key", "setting"),
        Column("value", "value", wide=True),
        Column("default", "default"),
        Column("meaning", "", wide=True),
    )
    show(
        session,
        Section("settings", "Settings", (Table("settings", columns, rows),)),
        Section("places", "Where everything lies", (_places(session),)),
        json=json,
    )


def _values(setting: Setting, settings: Settings) -> dict[str, Any]:
    return {
        "key": setting.key,
        "value": setting.raw(getattr(settings, setting.key)),
        "default": setting.raw(setting.default),
        "takes": setting.takes.words,
        "meaning": setting.meaning,
    }


def _as_typed(setting: Setting, settings: Settings) -> dict[str, Any]:
    default = setting.takes.said(setting.default)
    return {
        "key": setting.key,
        "value": setting.said(settings) or NOTHING,
        "default": default or NOTHING,
        "meaning": setting.meaning,
    }


def _places(session: Session) -> Facts:
    from reflect.packs.finding import pack_folder

    home = session.home
    places = (
        ("home", "home", home, ""),
        ("journal", "journal", session.journal_path, ""),
        ("backups", "backups", home / "backups", ""),
        ("packs", "packs", pack_folder(), "that come with reflect"),
        ("own_packs", "your packs", home / "prompts", ""),
        ("settings", "settings", session.settings_path, "change it here, or: reflect settings set"),
    )
    return Facts("places", tuple(Fact(key, label, str(path), note) for key, label, path, note in places))
