"""reflect completion."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from reflect.cli.options import session_of
from reflect.errors import NotFoundError, UsageError, nearest

WHERE = {
    "bash": "reflect completion bash >> ~/.bashrc",
    "zsh": "reflect completion zsh >> ~/.zshrc",
    "fish": "reflect completion fish > ~/.config/fish/completions/reflect.fish",
}


def completion(
    ctx: typer.Context,
    shell: Annotated[
        str, typer.Argument(metavar="[SHELL]", help="bash, zsh or fish; else your own.", show_default=False)
    ] = "",
) -> None:
    """Print the script by which a Tab completes commands, options, names, codes, periods and ids.

    Append it to ~/.bashrc or ~/.zshrc; fish wants it as a file in ~/.config/fish/completions. A Tab only looks
    at the journal: it changes nothing, and of one that is encrypted it offers nothing.

    Example: reflect completion bash >> ~/.bashrc
    """
    from reflect.cli.shells import SCRIPTS

    session = session_of(ctx)
    known = list(SCRIPTS)
    named = shell or os.path.basename(session.world.environ.get("SHELL", ""))  # noqa: PTH119  (a name, not a path to use)
    if named not in SCRIPTS:
        if shell:
            raise NotFoundError(
                f"There is no completion for {shell}.{nearest(shell, known)}", hint="bash, zsh, fish."
            )
        raise UsageError("The shell is not known.", hint="Name it: reflect completion bash (or zsh, fish).")
    session.screen.show(SCRIPTS[named].strip("\n"))
    if not session.screen.is_piped:
        session.screen.say(f"To switch it on, and then open a new shell: {WHERE[named]}")
