"""The three shells: the script that asks `reflect` at a Tab, and the form in which each takes the answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

BASH = r"""
_reflect() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == $'\x01files' ]]; then
            compopt -o filenames -o default 2>/dev/null
        else
            COMPREPLY+=("$line")
        fi
    done < <(REFLECT_COMPLETE=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD-1}" "${COMP_WORDS[COMP_CWORD]}" 2>/dev/null)
}
complete -o nosort -F _reflect reflect 2>/dev/null || complete -F _reflect reflect
"""
ZSH = r"""
#compdef reflect
_reflect() {
    local line
    local -a answer words_before found shown
    (( CURRENT > 2 )) && words_before=("${(@Q)words[2,CURRENT-1]}")
    answer=("${(@f)$(REFLECT_COMPLETE=zsh "${(Q)words[1]}" "${words_before[@]}" "${(Q)PREFIX}" 2>/dev/null)}")
    if [[ $answer[1] == $'\x01files' ]]; then
        _files
        return
    fi
    for line in $answer; do
        found+=("${line%%$'\t'*}")
        shown+=("${line/$'\t'/  -- }")
    done
    (( $#found )) && compadd -V reflect -l -d shown -a found
}
if [[ $funcstack[1] == _reflect ]]; then
    _reflect "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
    compdef _reflect reflect
fi
"""
FISH = r"""
function __reflect_offered
    set -l typed (commandline -opc)
    set -l answer (REFLECT_COMPLETE=fish $typed[1] $typed[2..] (commandline -ct) 2>/dev/null)
    if test "$answer[1]" = \x01files
        __fish_complete_path (commandline -ct)
    else if set -q answer[1]
        printf '%s\n' $answer
    end
end
complete -c reflect -f -k -a '(__reflect_offered)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}

_SAFE = re.compile(r"[\w%+,./:@=~^-]*", re.ASCII)
"""What a shell takes as it stands; a letter beyond ASCII, too, but that costs nothing to quote."""


def unquoted(shell: str, words: Sequence[str]) -> list[str]:
    """The words as the program would get them; zsh has taken the quotes away already, fish from all but the last.

    bash parts an option from its value at `=`, with the sign as a word of its own.
    """
    if shell == "zsh":
        return list(words)
    if shell == "fish":
        return [*words[:-1], _dequoted(words[-1])]
    joined: list[str] = []
    for word in words:
        after_sign = joined and joined[-1].startswith("--") and joined[-1].endswith("=")
        if (word == "=" and joined and joined[-1].startswith("--")) or after_sign:
            joined[-1] += _dequoted(word)
        else:
            joined.append(_dequoted(word))
    return joined


def _dequoted(word: str) -> str:
    """The word without its quotes and backslashes; a quote may still be open."""
    plain, quote, place = "", "", 0
    while place < len(word):
        sign = word[place]
        if sign == "\\" and quote != "'" and place + 1 < len(word):
            place += 1
            plain += word[place]
        elif sign == quote or (not quote and sign in "'\""):
            quote = "" if quote else sign
        else:
            plain += sign
        place += 1
    return plain


def _for_bash(found: Sequence[tuple[str, str]], raw: str, plain: str) -> list[str]:
    """Words alone, quoted in the way that she began with; bash replaces what stands after the last `=`."""
    cut = plain.find("=") + 1 if plain.startswith("--") else 0
    quote = raw[:1] if raw[:1] in ("'", '"') else ""
    return [_quoted(word[cut:], quote) for word, _ in found]


def _quoted(word: str, quote: str) -> str:
    if quote == "'":
        return word.replace("'", "'\\''")
    if quote == '"':
        return re.sub(r'([\\"$`])', r"\\\1", word)
    return word if _SAFE.fullmatch(word) else re.sub(r"([^\w%+,./:@=^-])", r"\\\1", word)


def _with_meaning(found: Sequence[tuple[str, str]], raw: str, plain: str) -> list[str]:
    """Each word, a tab, and what it stands for: zsh and fish quote the word themselves."""
    del raw, plain
    return [f"{word}\t{meaning}" if meaning else word for word, meaning in found]


SHELLS: Mapping[str, Callable[[Sequence[tuple[str, str]], str, str], list[str]]] = {
    "bash": _for_bash,
    "zsh": _with_meaning,
    "fish": _with_meaning,
}
