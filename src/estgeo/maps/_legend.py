"""The key of a map: classes of numbers, their words, and how many zones each has.

The classes of counts are the same on every map that shows counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from .._checks import check_finite, sentence
from .._language import number, say
from ..words import maps as words
from ._assets import Call
from ._cell_layer import MapClass
from ._palettes import COUNTS, HIDDEN, OUTLINE, Style, quiet, shades

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from .._columns import Language
    from ._cell_layer import CellLayer

# Classes of small counts that mean the same on every map: 1-2, 3-5, 6-10, 11 or more.
SMALL_COUNTS = (1.0, 3.0, 6.0, 11.0)

_STEPS = np.array([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8])


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the key: the name of a layer, its classes and what to know about it."""

    title: str
    classes: Sequence[MapClass] = ()
    counts: Sequence[int | None] | NDArray[np.int64] = ()
    intro: str = ""
    unit: str = ""
    notes: Sequence[str] = ()
    shape: str = "box"

    def call(self, layer: CellLayer | None, lang: Language) -> Call:
        """Return the piece that writes this part of the key."""
        given = len(self.counts) > 0
        counts = self.counts if given else [None] * len(self.classes)
        rows = [
            row(each.label, each.style, count, self.shape, lang)
            for each, count in zip(self.classes, counts, strict=True)
        ]
        return Call(
            "key",
            {
                "title": self.title,
                "layer": None if layer is None else layer.payload["id"],
                "intro": self.intro,
                "unit": self.unit,
                "rows": rows,
                "notes": [note for note in self.notes if note],
            },
        )


def swatch_call(title: str, layer_id: str, style: Style, shape: str) -> Call:
    """Return the piece that writes one line of the key for a layer without classes."""
    swatch = {"shape": shape, "style": style.options()}
    empty: dict[str, Any] = {"intro": "", "unit": "", "rows": [], "notes": []}
    return Call("key", empty | {"title": title, "layer": layer_id, "swatch": swatch})


def row(
    label: str, style: Style, count: int | None, shape: str, lang: Language
) -> dict[str, Any]:
    """Return one line of the key."""
    return {
        "label": label,
        "style": style.options(),
        "shape": shape,
        "count": "" if count is None else number(int(count), lang),
    }


def nice_breaks(values: ArrayLike, *, classes: int = 5) -> tuple[float, ...]:
    """Return where classes begin: round numbers that part the values above zero.

    Small counts always get the same classes, so that two maps can be compared.

    >>> nice_breaks([0, 0, 1, 4, 12])
    (1.0, 3.0, 6.0, 11.0)
    >>> nice_breaks([130, 480, 910, 1250, 2600, 4100])
    (1.0, 500.0, 1000.0, 1500.0, 2500.0)
    """
    numbers = np.asarray(values, dtype=np.float64)
    above = numbers[np.isfinite(numbers) & (numbers > 0)]
    whole = all_whole(above)
    if not len(above) or (whole and above.max() <= 30):
        return SMALL_COUNTS
    shares = np.linspace(0, 1, classes + 1)[1:-1]
    parted = np.quantile(above, shares)
    rounded = [round_number(value) for value in parted]
    lowest = 1.0 if whole else round_number(above.min(), down=True)
    return tuple(sorted({lowest, *rounded}))


def decimals_of(breaks: Sequence[float]) -> int:
    """Return how many decimals the breaks need to be told apart.

    >>> decimals_of((0.25, 1.0, 3.0))
    2
    """
    for places in range(6):
        if all(abs(round(each, places) - each) < 1e-9 for each in breaks):
            return places
    return 6


def round_number(value: float, *, down: bool = False) -> float:
    """Return a number near ``value`` that is easily read, not above it if ``down``.

    >>> round_number(137), round_number(0.0188, down=True)
    (150.0, 0.015)
    """
    scale = 10.0 ** np.floor(np.log10(value))
    steps = np.append(_STEPS, 10)
    if down:
        steps = steps[steps * scale <= value * (1 + 1e-12)]
    nearest = steps[np.argmin(np.abs(steps * scale - value))]
    return float(f"{nearest * scale:.6g}")


def all_whole(values: ArrayLike) -> bool:
    """Return whether all numbers are whole."""
    numbers = np.asarray(values, dtype=np.float64)
    return bool((numbers == np.round(numbers)).all())


def check_breaks(breaks: Sequence[float]) -> tuple[float, ...]:
    """Return breaks that rise from a number above zero."""
    numbers = check_finite("breaks", list(breaks))
    rises = (np.diff(numbers.ravel(), prepend=0) > 0).all()
    if numbers.ndim != 1 or not numbers.size or not rises:
        rule = "numbers above zero that rise"
        raise ValueError(sentence("breaks", rule, list(breaks)))
    return tuple(float(value) for value in numbers)


def codes_of(values: NDArray[np.float64], breaks: Sequence[float]) -> NDArray[np.int64]:
    """Return 0 below the first break, 1 from it ...; NaN gets a class of its own."""
    codes = np.searchsorted(np.asarray(breaks), values, side="right")
    return np.where(np.isnan(values), len(breaks) + 1, codes).astype(np.int64)


def break_labels(
    breaks: Sequence[float], *, whole: bool, decimals: int, lang: Language
) -> list[str]:
    """Return what each class is called, from the one below the first break.

    >>> break_labels((1, 3, 6, 11), whole=True, decimals=0, lang="en")
    ['0', '1–2', '3–5', '6–10', '11 or more']
    """
    if not whole:
        texts = [number(each, lang, decimals=decimals) for each in breaks]
        between = [words.from_to(*pair, lang) for pair in pairwise(texts)]
        highest = words.or_more(texts[-1], lang, whole=False)
        return [words.below(texts[0], lang), *between, highest]
    lows = [int(each) for each in breaks]
    labels = [_span(0, lows[0] - 1, lang)]
    labels += [_span(a, b - 1, lang) for a, b in pairwise(lows)]
    return [*labels, words.or_more(number(lows[-1], lang), lang)]


def _span(low: int, high: int, lang: Language) -> str:
    if low == high:
        return number(low, lang)
    return f"{number(low, lang)}–{number(high, lang)}"


def count_classes(
    limits: Sequence[float],
    *,
    whole: bool,
    decimals: int,
    lang: Language,
    over: bool = False,
) -> list[MapClass]:
    """Return the classes of counts, from none to most, and the one not shown.

    ``over`` another layer, the lowest class is not seen.
    """
    labels = break_labels(limits, whole=whole, decimals=decimals, lang=lang)
    colors = shades(COUNTS, len(limits))
    lowest = MapClass(labels[0], quiet(over=over))
    seen = [
        MapClass(label, Style(fill=color, stroke=OUTLINE, opacity=0.8))
        for label, color in zip(labels[1:], colors, strict=True)
    ]
    hidden = Style(fill=HIDDEN, stroke=OUTLINE, opacity=0.7, hatch="#8c8c8c")
    sentence = say("maps-hidden-sentence", lang)
    return [lowest, *seen, MapClass(say("maps-hidden", lang), hidden, sentence)]
