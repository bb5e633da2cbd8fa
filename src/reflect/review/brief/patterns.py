"""What passed its test, said in the first person: patterns, surprises, and what a coach may well ask about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reflect.review.blocks import Item, Value
from reflect.review.look import Look
from reflect.review.sections.before_you_look import percent
from reflect.review.sections.foundations import SIX
from reflect.review.sections.surprises import RULES
from reflect.review.waits import among, weeks_words

SHARES = {
    "back": "{} of my {} steps were steps back",
    "kept": "{} of my {} commitments were kept",
    "credit": "of {1} successes told I gave the credit in {0}",
}
MOST_SCALES = 3
LONGEST_QUESTION = 80


def patterns(look: Look, surprised: Look | None) -> list[Item]:
    """Readings that moved beyond chance, and what the rules of "you may not have known" found in acts.

    What she had guessed otherwise stands among the surprises, and not here.
    """
    told = {item.values.get("conviction") for item in surprises(surprised)}
    return [*_lived(look, told), *_shares(look), *_scales(look), *_acts(look)]


def _lived(look: Look, told: set[Value]) -> Iterator[Item]:
    for code in (conviction.code for conviction in look.material.convictions_in(look.now)):
        result = look.lived(code)
        if result.reading in ("higher", "lower") and code not in told:
            words = f"{code}: lived {result.reading}, {result.before_mean:.1f} then and {result.now_mean:.1f} now."
            yield Item(words, {"conviction": code, "reading": result.reading})


def _shares(look: Look) -> Iterator[Item]:
    for name, words in SHARES.items():
        result = look.share(name)
        if result is not None and result.reading in ("higher", "lower"):
            (was, of_was), (now, of_now) = look.shares[name]
            values: Mapping[str, Value] = {"share": name, "n": now, "of": of_now, "reading": result.reading}
            said = words.format(now, of_now)
            yield Item(f"{said[0].upper()}{said[1:]}, before {was} of {of_was}: {result.reading}.", values)


def _scales(look: Look) -> Iterator[Item]:
    moved = [
        (key, scale) for key, scale in look.scales.items()
        if look.scale(key).reading in ("higher", "lower", "rising", "falling")
    ]  # fmt: skip
    for key, scale in moved[:MOST_SCALES]:
        asked = scale.question.asked
        short = asked if len(asked) <= LONGEST_QUESTION else f"{asked[: LONGEST_QUESTION - 1]}…"
        reading = look.scale(key).reading + (", over the year" if scale.over_year else "")
        yield Item(f"“{short}”: {reading}.", {"prompt": scale.question.prompt, "reading": reading})


def _acts(look: Look) -> Iterator[Item]:
    for item in _found(look):
        values = item.values
        if "trigger" in values:
            yield _item(item, f"{values['n']} of my {values['of']} steps in had one trigger: {values['trigger']}.")
        elif "foundation" in values:
            what = SIX[str(values["foundation"])]
            yield _item(item, f"Of {values['given']} foundations that I gave in two periods none was: {what}.")
        elif "with" in values:
            kept = f"{values['with']} of {values['of_with']} commitments with an if"
            yield _item(item, f"I kept {kept}, and {values['without']} of {values['of_without']} without.")
        elif "passed" in values:
            n, of = values["passed"], values["of"]
            yield _item(item, f"{values['conviction']}: no rating on {n} of the {of} days it was asked.")
        elif "person" in values and isinstance(values.get("days"), int):
            wait = weeks_words(int(str(values["days"])))
            yield _item(item, f"No small gain is noted for {_alike(values)} for {wait}.")


def surprises(look: Look | None) -> list[Item]:
    """Her guesses, made before she looked, where the record says otherwise; none where she did not guess."""
    return [] if look is None else list(_guessed(look))


def _guessed(look: Look) -> Iterator[Item]:
    for item in _found(look):
        values = item.values
        if "guess" in values:
            n, of = int(str(values["n"])), int(str(values["of"]))
            is_kept = look.shares["kept"][1] == (n, of) and look.material.guesses.get("kept") == str(
                values["guess"]
            )
            what = "of my commitments kept" if is_kept else "of my steps back, not in"
            yield _item(item, f"I guessed {values['guess']} % {what}; it was {percent(n, of)} % ({n} of {of}).")
        elif "before" in values and "conviction" in values:
            before, now = float(str(values["before"])), float(str(values["now"]))
            yield _item(
                item, f"I guessed that I lived {values['conviction']} more; {before:.1f} went to {now:.1f}."
            )
    thought = look.material.guesses.get("waited", "")
    waiting = next((item.values for item in _found(look) if "person" in item.values), None)
    if thought and waiting is not None and thought not in _codes(waiting):
        words = f"I thought that {thought} had waited longest for a small gain; it was {_alike(waiting)}."
        yield Item(words, {"person": waiting["person"], "thought": thought})


def _codes(values: Mapping[str, Value]) -> list[str]:
    """Whoever has waited longest: one, or several who tie."""
    return str(values.get("alike", values["person"])).split(", ")


def _alike(values: Mapping[str, Value]) -> str:
    return among(_codes(values))


def _found(look: Look) -> Iterator[Item]:
    for rule in RULES:
        yield from rule(look)


def _item(item: Item, words: str) -> Item:
    """The same finding in words that name codes alone, and no command of hers."""
    return Item(words, item.values)


def suggested(look: Look, surprised: Look | None) -> str:
    """What a coach may well ask about where she has not said it, by rule: one line, or nothing.

    In order: of the convictions that slipped the one that matters most, and whether she had guessed otherwise;
    another surprise; another pattern.
    """
    found = surprises(surprised)
    slipped = [
        (-(c.worded_on(look.now.last).importance or 0), c.code)
        for c in look.material.convictions_in(look.now)
        if look.lived(c.code).reading == "lower"
    ]
    if slipped:
        return _slipped(look, min(slipped)[1], {item.values.get("conviction") for item in found})
    return next((item.text.rstrip(".") for item in (*found, *_acts(look))), "")


def _slipped(look: Look, code: str, guessed: set[Value]) -> str:
    result = look.lived(code)
    held = next(c for c in look.material.convictions_in(look.now) if c.code == code)
    said = f" “{held.worded_on(look.now.last).statement}”" if held.visibility == "coach" else ""
    though = ", though I guessed that it was more" if code in guessed else ""
    return f"{code}{said}: I lived it {result.before_mean:.1f} before, and {result.now_mean:.1f} now{though}"
