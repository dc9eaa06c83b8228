"""The classes of counts, the same on every map that shows counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say
from ..words import maps as words
from ._cell_layer import MapClass
from ._legend import break_labels
from ._palettes import COUNTS, HIDDEN, OUTLINE, Style, quiet, shades

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language


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
    sentence = say(words.HIDDEN_SENTENCE, lang)
    return [lowest, *seen, MapClass(say(words.HIDDEN, lang), hidden, sentence)]
