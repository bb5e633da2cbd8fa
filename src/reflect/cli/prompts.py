"""reflect prompts: list, show, check, new."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflect.cli.app import plain_typer
from reflect.cli.options import AsJson, session_of
from reflect.errors import InputError, RefusedError
from reflect.session import Session

if TYPE_CHECKING:
    from reflect.model import Pack, Prompt
    from reflect.review.blocks import Section

app = plain_typer(invoke_without_command=True)

OfPack = Annotated[str, typer.Option("--pack", metavar="PACK", help="Only this pack.", show_default=False)]
From = Annotated[str, typer.Option("--from", metavar="PACK", help="Copy this pack.", show_default=False)]


@app.callback()
def root(ctx: typer.Context, json: AsJson = False) -> None:
    """The packs of questions, those that come with reflect and your own.

    Example: reflect prompts show step-back/trigger
    """
    if ctx.invoked_subcommand is None:
        _list(session_of(ctx), "", json=json)


@app.command("list")
def list_(ctx: typer.Context, pack: OfPack = "", json: AsJson = False) -> None:
    """List the questions of all packs, or of one.

    Example: reflect prompts list --pack small-gains
    """
    _list(session_of(ctx), pack, json=json)


@app.command()
def show(
    ctx: typer.Context,
    prompt: Annotated[str, typer.Argument(metavar="ID", help="Its id, as step-back/trigger; or a pack.")],
    json: AsJson = False,
) -> None:
    """Show one question whole, where it comes from, how and when it is asked; or those of a pack.

    Example: reflect prompts show room-to-fail/learned
    """
    from reflect.cli.showing import show as draw
    from reflect.review.blocks import Column, Section, Table

    session = session_of(ctx)
    packs = session.packs()
    if "/" not in prompt:
        _list(session, prompt, json=json)
        return
    found = packs.prompt(prompt)
    rows = tuple(
        {"label": label, "value": value, "key": key}
        for key, (label, value) in _about(found, packs.pack(found.pack)).items()
        if value
    )
    table = Table("prompt", (Column("label", ""), Column("value", "", wide=True)), rows)
    draw(session, Section("prompt", found.id, (table,)), json=json)


@app.command()
def check(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A pack's file, or the name of one of your own.")],
    json: AsJson = False,
) -> None:
    """Say everything that is wrong with a pack of questions.

    Example: reflect prompts check my-team.toml
    """
    from reflect.cli.showing import show as draw
    from reflect.packs import check_pack, load_packs, read_pack
    from reflect.review.blocks import Item, Items, Note, Section

    session = session_of(ctx)
    path = _found(session, file)
    others = load_packs(session.home, leave_out=lambda _: None).by_key.values()
    mistakes = [*_name_mistakes(path), *check_pack(path, others)]
    if mistakes:
        items = tuple(Item(mistake, {"mistake": mistake}) for mistake in mistakes)
        block: Items | Note = Items("mistakes", items)
    else:
        count = len(read_pack(path).prompts)
        block = Note("no-mistakes", f"No mistakes: {count} prompt{'s' if count != 1 else ''}.")
    draw(session, Section("check", path.name, (block,)), json=json)
    if mistakes:
        raise typer.Exit(InputError.exit_code)


@app.command()
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Lower-case words joined by hyphens, as my-team.")],
    copied: From = "",
) -> None:
    """Begin a pack of your own: a small one to change, or a copy of another.

    Example: reflect prompts new my-team --from small-gains
    """
    from reflect.packs import OWN, pack_files
    from reflect.packs.copying import copied_pack, new_pack
    from reflect.packs.prompts import is_slug
    from reflect.private_files import private_folder, write_new
    from reflect.safe_text import clean

    session = session_of(ctx)
    key = name.removesuffix(".toml")
    if not is_slug(key):
        raise InputError(
            f"{name!r} is no name for a pack.",
            hint="Lower-case words joined by hyphens, 40 letters at most: my-team.",
        )
    taken = pack_files(session.home).get(key)
    if taken is not None:
        own = taken.parent == session.home / OWN
        raise RefusedError(
            f"There is a pack {key} already: {taken}." if own else f"The pack {key} comes with reflect.",
            hint=f"Choose another name, as my-{key}." if not own else "Choose another name, or change that one.",
        )
    if copied == "daily":
        raise InputError("The pack daily is what every day asks in the same words; it is not copied.")
    text = copied_pack(session.packs(copied).pack(copied), key) if copied else new_pack(key)
    path = private_folder(private_folder(session.home) / OWN) / f"{key}.toml"
    write_new(path, text.encode())
    session.screen.show(clean(str(path)))
    session.screen.say(f"Change it in any editor, then: reflect prompts check {key}")


def _list(session: Session, pack: str, *, json: bool) -> None:
    from reflect.cli.showing import show as draw
    from reflect.review.blocks import Section

    packs = session.packs()
    chosen = [packs.pack(pack)] if pack else list(packs.by_key.values())
    count = sum(len(one.prompts) for one in chosen)
    title = chosen[0].title if pack else f"{count} questions and fields in {len(chosen)} packs"
    sections = [_section(one) for one in chosen]
    draw(session, *(sections if pack else [Section("packs", title, ()), *sections]), json=json)


def _section(pack: Pack) -> Section:
    from reflect.review.blocks import Column, Note, Section, Table

    rows = tuple(
        {
            "prompt": prompt.id.partition("/")[2],
            "asked": prompt.asked,
            "kind": prompt.kind,
            "when": _when_asked(prompt),
            "id": prompt.id,
            "cadence": prompt.cadence,
            "forms": ", ".join(prompt.forms) or None,
        }
        for prompt in pack.prompts
    )
    columns = (Column("prompt", "prompt"), Column("asked", "question", wide=True), Column("when", "asked"))
    notes = (Note("source", f"{pack.key}/… from: {pack.source}"), Note("purpose", pack.purpose))
    return Section(pack.key, pack.title, (*notes, Table("prompts", columns, rows)))


def _about(prompt: Prompt, pack: Pack) -> dict[str, tuple[str, str | int | None]]:
    """All that a pack says of a prompt: a label and a value by key; what it does not say is empty."""
    parts = (prompt.kind, *prompt.then)
    return {
        "asked": ("question", prompt.asked),
        "why": ("where from", prompt.why),
        "source": ("source", pack.source),
        "kind": ("answered by", ", then ".join(parts)),
        "then-asked": ("then asked", prompt.then_asked),
        "labels": ("labels", " · ".join(f"{n} {label}" for n, label in enumerate(prompt.labels, start=1))),
        "good": ("better is", {"up": "5", "down": "1", None: ""}[prompt.good]),
        "options": ("short words", " · ".join(prompt.options)),
        "about": ("goes over", {"person": "people", "conviction": "convictions", None: ""}[prompt.about]),
        "asked-when": ("asked", _when_asked(prompt)),
        "after": ("only after", "; ".join(f"{id_}: {' or '.join(words)}" for id_, words in prompt.when)),
        "part-of": ("together with", prompt.part_of),
        "quick": ("in the tally", "at once, by a key" if prompt.quick else ""),
        "gap": ("gap question", "never two in one sitting" if prompt.gap else ""),
        "feeds": ("feeds", ", ".join(prompt.feeds)),
        "version": ("version", prompt.version),
    }


def _when_asked(prompt: Prompt) -> str:
    """How often, and in which event forms; what a follow-up or the very first day asks has neither."""
    forms = [f"log {form}" for form in prompt.forms]
    return ", ".join([*([prompt.cadence] if prompt.cadence else []), *forms]) or "when it comes up"


def _found(session: Session, file: str) -> Path:
    """The file that is meant: as it is named, else the one of that name among her own packs."""
    from reflect.packs import OWN

    own = session.home / OWN / f"{file.removesuffix('.toml')}.toml"
    named = Path(file)
    return own if not named.exists() and own.exists() else named


def _name_mistakes(path: Path) -> list[str]:
    from reflect.packs import name_taken, pack_folder

    shipped = pack_folder() / path.name
    return [name_taken(path.stem)] if shipped.exists() and not path.samefile(shipped) else []
