"""How wide the columns of a printed table are: no word breaks, few lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE = 17.0  # centimetres between the margins
# Centimetres that a letter takes at one point, plain and bold, in the wide letters that
# a program without Calibri may put in its place; and what a cell has besides.
_LETTER, BOLD_LETTER, MARGIN = 0.0230, 0.0258, 0.45
_WIDE_LETTERS = frozenset("mwMW@%—")
_LONGEST_LINE = 40  # letters after which a cell may as well take two lines
_ONE_LINE = 80
SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
# Smaller type, down to this, for at most this share of the lines.
_READABLE, _FAR_FEWER = 8.0, 0.8


def column_widths(
    header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[list[float], float]:
    """Return widths in centimetres at which no word breaks, and the size of type.

    Each column gets its longest word; what is left goes where cells are long. The type
    is smaller where the words do not fit side by side, and 0 where they never do.

    >>> widths, size = column_widths(["Tema", "Antal"], [["brand", "3"]])
    >>> round(sum(widths), 6), size
    (17.0, 9.0)
    """
    laid = [_laid_out(header, rows, size) for size in SIZES]
    fits = [one for one in laid if one is not None]
    if not fits:
        least, _ = _needed(header, rows, SIZES[-1])
        return [_WIDE * one / sum(least) for one in least], 0.0
    best = fits[0]
    for one in fits[1:]:  # smaller type, where cells then break into far fewer lines
        if one[2] <= _FAR_FEWER * best[2] and one[1] >= _READABLE:
            best = one
    return best[0], best[1]


def _laid_out(
    header: Sequence[str], rows: Sequence[Sequence[str]], size: float
) -> tuple[list[float], float, int] | None:
    """Return widths, the size and the lines of the table; None if a word breaks."""
    least, wanted = _needed(header, rows, size)
    if sum(least) > _WIDE:
        return None
    whole = _needed(header, rows, size, longest=_ONE_LINE)[1]
    wanted = [max(pair) for pair in zip(wanted, least, strict=True)]
    more = [w - one + 0.01 for w, one in zip(wanted, least, strict=True)]
    ways = [_with_short_lines(least, whole), _with_rest(least, more)]
    if sum(wanted) <= _WIDE:  # what is left goes to the longest texts
        longest = [max(map(len, one)) for one in zip(header, *rows, strict=True)]
        ways.insert(0, _with_rest(wanted, longest))
    counted = [_lines([header, *rows], one, size) for one in ways]
    n = min(counted)
    return ways[counted.index(n)], size, n


def _lines(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> int:
    """Return about how many lines a table takes."""
    room = [max(1.0, (width - MARGIN) / (_LETTER * size)) for width in widths]
    return sum(
        max(-int(-len(text) // one) for text, one in zip(row, room, strict=True))
        for row in rows
        if any(row)
    )


def _with_short_lines(least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Return widths that fill the page, where columns of short lines get theirs first.

    >>> [round(one, 6) for one in _with_short_lines([2.0, 2.0], [3.0, 40.0])]
    [3.0, 14.0]
    """
    widths, rest = list(least), _WIDE - sum(least)
    order = sorted(range(len(least)), key=lambda at: wanted[at] - least[at])
    for left, at in enumerate(order):
        more = min(max(0.0, wanted[at] - least[at]), rest / (len(order) - left))
        widths[at] += more
        rest -= more
    return _with_rest(widths, wanted)


def _with_rest(widths: Sequence[float], shares: Sequence[float]) -> list[float]:
    """Return widths that fill the page; the rest is parted by ``shares``."""
    rest = _WIDE - sum(widths)
    return [w + rest * s / sum(shares) for w, s in zip(widths, shares, strict=True)]


def _needed(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    size: float,
    longest: int = _LONGEST_LINE,
) -> tuple[list[float], list[float]]:
    """Return what the longest word, and a line of each column need."""
    least, wanted = [], []
    for column in zip(header, *rows, strict=True):
        letters = [BOLD_LETTER * size] + [_LETTER * size] * len(rows)
        pairs = list(zip(column, letters, strict=True))
        word = max(letter * _longest_word(text) for text, letter in pairs)
        line = max(letter * min(len(text), longest) for text, letter in pairs)
        least.append(word + MARGIN)
        wanted.append(line + MARGIN)
    return least, wanted


def _longest_word(text: str) -> float:
    """Return the letters of what stands on one line; only plain spaces break it."""
    return max(map(_letters, re.split(r"[ \n\t]|(?<=\w-)", text)))


def _letters(word: str) -> float:
    """Return how many letters of the usual width a word takes.

    >>> _letters("polis"), _letters("kommun")
    (5.0, 7.2)
    """
    return len(word) + 0.6 * sum(one in _WIDE_LETTERS for one in word)
