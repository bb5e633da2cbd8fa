"""Themes: which words rose and which fell between two periods, beyond what chance moves.

The unit is the entry: the share of entries that hold a word, or two neighbours. Weeks, not entries, are
shuffled between the periods, because what fills one day of a week fills the next as well: a permutation test
(Fisher 1935) over whole weeks, and a list of which at most a fifth is expected by chance (Storey 2002).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from math import sqrt
from typing import Literal
from unicodedata import normalize

from reflect.frozen import frozen

SHUFFLES = 200
BY_CHANCE = 0.2
LEAST_ENTRIES = 4
LEAST_WEEKS = 2
LEAST_RATIO = 1.5
MOST_SHARE = 0.6
"""A word that stands in more than this share of all entries says nothing of any."""

MOST_SHOWN = 12
SIMILAR = 2
"""Periods are compared only where neither has more than twice the other's entries."""

# Vowel signs and points are no letters to `re`, and without them a word of Nepali falls to pieces.
_LETTERS = (
    r"(?:[^\W\d_][\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0962\u0963]*)+"
)
_WORD = re.compile(rf"{_LETTERS}(?:['’]{_LETTERS})*")
_CLAUSE = re.compile(r"(?<=[.!?…])\s+|\n+|[;:—()\[\]“”\"«»]|--")


@frozen
class Told:
    """The words of one entry, on its day."""

    day: date
    text: str


@frozen
class Theme:
    """A term, in how many entries of each period it stands, and the places of those entries in both lists."""

    term: str
    direction: Literal["rose", "fell", "used"]
    now: int
    of_now: int
    before: int
    of_before: int
    where: tuple[int, ...]
    """Places in the entries now for what rose or is used, before for what fell."""


@frozen
class Themes:
    """What moved, the strongest first, with how many of them chance would move; and what was used most now."""

    moved: tuple[Theme, ...]
    by_chance: float
    used: tuple[Theme, ...]
    compared: bool


def themes(now: Sequence[Told], before: Sequence[Told], hidden: Collection[str]) -> Themes:
    """Compare the words of two periods.

    `hidden` holds what is no theme: stop words, names, what she hid; words and pairs as `words_of` gives them.
    """
    found = _entries_of_terms([*now, *before], frozenset(hidden))
    used = _used(found, len(now), len(before))
    similar = now and before and max(len(now), len(before)) <= SIMILAR * min(len(now), len(before))
    if not similar:
        return Themes((), 0.0, used, compared=False)
    moved, by_chance = _moved(found, now, before)
    return Themes(moved, by_chance, used, compared=True)


def _entries_of_terms(entries: Sequence[Told], hidden: frozenset[str]) -> Mapping[str, int]:
    """For each term the entries that it stands in, as the bits of an integer."""
    bits: dict[str, int] = defaultdict(int)
    for place, entry in enumerate(entries):
        for term in _terms(entry.text, hidden):
            bits[term] |= 1 << place
    return bits


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: in lower case, with straight apostrophes."""
    return _WORD.findall(_compared(text))


def _compared(text: str) -> str:
    """A text in the letters by which words are compared."""
    return normalize("NFC", text).replace("’", "'").lower()


def term_of(text: str) -> str:
    """The word, or the two neighbours, that a text consists of, as themes name them; empty for any other text."""
    words = [_stem(form, frozenset()) for form in words_of(text)]
    return " ".join(words) if len(words) in (1, 2) else ""


def _stem(form: str, hidden: frozenset[str]) -> str:
    """A word without a possessive 's, or what is elided before it (l'équipe, dell'azienda)."""
    elided, apostrophe, rest = form.partition("'")
    if apostrophe and (len(elided) <= 2 or elided in hidden):
        return rest
    return form.removesuffix("'s")


def _terms(text: str, hidden: frozenset[str]) -> Iterator[str]:
    """Each word that may be a theme, and each two neighbours within a clause."""
    for clause in _CLAUSE.split(_compared(text)):
        before = ""
        for form in _WORD.findall(clause):
            word = _stem(form, hidden) if "'" in form else form
            if len(word) <= 2 or word in hidden or form in hidden:
                before = ""
                continue
            yield word
            pair = f"{before} {word}"
            if before and pair not in hidden:
                yield pair
            before = word


def _moved(
    found: Mapping[str, int], now: Sequence[Told], before: Sequence[Told]
) -> tuple[tuple[Theme, ...], float]:
    n_now, n_before = len(now), len(before)
    total = n_now + n_before
    mask_now = (1 << n_now) - 1
    weeks = _weeks([*now, *before])
    terms = [
        (term, bits) for term, bits in found.items() if LEAST_ENTRIES <= bits.bit_count() <= MOST_SHARE * total
    ]
    weighed = [_weigh(bits, total) for _, bits in terms]
    masks = list(_shuffled(weeks, mask_now))
    chance = sorted(abs(move) for mask in masks for move in _movements(weighed, mask, total))
    ranked = sorted(
        (
            (movement, term, bits)
            for movement, (term, bits) in zip(_movements(weighed, mask_now, total), terms, strict=True)
        ),
        key=lambda row: (-abs(row[0]), " " not in row[1], row[1]),  # of equals, the pair says more than its words
    )
    kept = [row for row in ranked if _is_plain(row[0], row[2], mask_now, n_now, n_before, weeks)]

    def expected(movement: float) -> float:
        """How many terms move at least so far in a journal whose weeks were shuffled."""
        return (len(chance) - bisect_left(chance, abs(movement) - 1e-12)) / max(1, len(masks))

    passed = 0
    for place, (movement, _, _) in enumerate(kept, start=1):
        if expected(movement) / place <= BY_CHANCE:
            passed = place
    shown = _once(kept[:passed])
    by_chance = expected(shown[-1][0]) if shown else 0.0
    return tuple(_theme(row, mask_now, n_now, n_before) for row in shown), by_chance


def _weeks(entries: Sequence[Told]) -> list[int]:
    """The entries of each week, as bits, in the order of the weeks."""
    weeks: dict[tuple[int, int], int] = defaultdict(int)
    for place, entry in enumerate(entries):
        iso = entry.day.isocalendar()
        weeks[iso.year, iso.week] |= 1 << place
    return [weeks[week] for week in sorted(weeks)]


def _weigh(bits: int, total: int) -> tuple[int, int, float]:
    """A term's entries, their number, and the inverse of the standard deviation of their share."""
    share = bits.bit_count() / total
    return bits, bits.bit_count(), 1 / sqrt(share * (1 - share))


def _movements(weighed: Sequence[tuple[int, int, float]], mask: int, total: int) -> list[float]:
    """For each term the difference of its shares inside and outside the mask, in standard errors."""
    inside = mask.bit_count()
    outside = total - inside
    both = 1 / inside + 1 / outside
    scale = 1 / sqrt(both)
    return [
        ((bits & mask).bit_count() * both - count / outside) * weight * scale for bits, count, weight in weighed
    ]


def _shuffled(weeks: Sequence[int], mask_now: int) -> Iterator[int]:
    """Masks in which as many weeks as the period has were drawn from all of them, the same ones in every run."""
    draw = _draws()
    half = sum(bool(week & mask_now) for week in weeks)
    total = sum(week.bit_count() for week in weeks)
    for _ in range(SHUFFLES):
        pool = list(weeks)
        mask = 0
        for left in range(len(pool), len(pool) - half, -1):
            mask |= pool.pop(draw(left))
        if 0 < mask.bit_count() < total:
            yield mask


def _draws() -> Callable[[int], int]:
    """Numbers below a bound, the same in every run (SplitMix64; Steele, Lea and Flood 2014)."""
    state = 0x9E3779B97F4A7C15

    def draw(below: int) -> int:
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return (mixed ^ (mixed >> 31)) % below

    return draw


def _is_plain(movement: float, bits: int, mask_now: int, n_now: int, n_before: int, weeks: Sequence[int]) -> bool:
    """Whether the side on which a term is frequent shows it: in enough entries and weeks, and by far."""
    within = (bits & mask_now).bit_count()
    share_now, share_before = within / n_now, (bits.bit_count() - within) / n_before
    if max(share_now, share_before) < LEAST_RATIO * min(share_now, share_before):
        return False
    here = bits & mask_now if movement > 0 else bits & ~mask_now
    return here.bit_count() >= LEAST_ENTRIES and sum(bool(week & here) for week in weeks) >= LEAST_WEEKS


_Row = tuple[float, str, int]


def _once(rows: Sequence[_Row]) -> list[_Row]:
    """A pair and its words are named once, at most twelve that rose and twelve that fell."""
    kept: list[_Row] = []
    sides: Counter[bool] = Counter()
    for row in rows:
        words = set(row[1].split())
        twin = any(
            words & set(other[1].split())
            and (row[2] & other[2]).bit_count() >= 0.7 * min(row[2].bit_count(), other[2].bit_count())
            for other in kept
        )
        if not twin and sides[row[0] > 0] < MOST_SHOWN:
            sides[row[0] > 0] += 1
            kept.append(row)
    return kept


def _theme(row: _Row, mask_now: int, n_now: int, n_before: int) -> Theme:
    movement, term, bits = row
    within = (bits & mask_now).bit_count()
    rose = movement > 0
    here = bits & mask_now if rose else bits >> n_now
    places = tuple(place for place in range(n_now if rose else n_before) if here >> place & 1)
    direction: Literal["rose", "fell"] = "rose" if rose else "fell"
    return Theme(term, direction, within, n_now, bits.bit_count() - within, n_before, places)


def _used(found: Mapping[str, int], n_now: int, n_before: int) -> tuple[Theme, ...]:
    """The single words that stand in most entries now, for when nothing moved."""
    mask = (1 << n_now) - 1
    counted = [
        ((bits & mask).bit_count(), term, bits)
        for term, bits in found.items()
        if " " not in term and (bits & mask).bit_count() >= 2
    ]
    counted.sort(key=lambda row: (-row[0], row[1]))
    return tuple(
        Theme(
            term, "used", n, n_now, (bits & ~mask).bit_count(), n_before,
            tuple(place for place in range(n_now) if bits >> place & 1),
        )
        for n, term, bits in counted[:MOST_SHOWN]
    )  # fmt: skip


def around(text: str, term: str, width: int = 90) -> str:
    """The words round the first place of a term in a text, cut at blanks."""
    flat = " ".join(normalize("NFC", text).split())
    pattern = r"\b" + r"\W+".join(re.escape(word) for word in term.split())
    match = re.search(pattern, flat.replace("’", "'"), re.IGNORECASE)
    middle = (match.start() + match.end()) // 2 if match else 0
    start, end = max(0, middle - width // 2), min(len(flat), middle + width // 2)
    if start:
        start = flat.find(" ", start) + 1
    if end < len(flat):
        end = flat.rfind(" ", start, end)
    return ("…" if start else "") + flat[start:end].strip() + ("…" if end < len(flat) else "")
