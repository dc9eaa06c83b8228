"""What the checks of an evaluation say: passed or not, with their numbers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from .._language import day, number, percent, say

if TYPE_CHECKING:
    from .._columns import Language


# Changes, where a rise must be told from a fall.
_SIGNED = {"slope_low", "slope_high", "breakdown"}

_PLACES: dict[str, str] = {
    "area": "effect-checks-places-area",
    "insats": "effect-checks-places-insats",
    "control": "effect-checks-places-control",
    "before": "effect-checks-places-before",
    "after": "effect-checks-places-after",
}


def check_message(
    code: str, values: dict[str, Any], *, ok: bool, lang: Language
) -> str:
    """Return what a check of an evaluation says.

    Parameters
    ----------
    code : str
        The check.
    values : dict
        Its numbers and places.
    ok : bool
        Whether it passed.
    lang : {"sv", "en"}
        Language.

    Returns
    -------
    str
        One sentence.

    Examples
    --------
    >>> check_message("smallest_cell", {"n": 3}, ok=False, lang="en")
    'The smallest count is only 3: read the interval, not the percentage.'
    """
    key = f"{code} {values['how']}" if "how" in values else code
    shown: dict[str, str | float] = {
        name: _shown(name, value, lang) for name, value in values.items()
    }
    shown |= {
        f"{name}_share": ("+" if name in _SIGNED and value > 0 else "")
        + percent(value, lang)
        for name, value in values.items()
        if isinstance(value, float)
    }
    return say(f"effect-checks-{key}-{('passed' if ok else 'failed')}", lang, **shown)


def _shown(name: str, value: Any, lang: Language) -> str | float:
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, str):
        return say(f"effect-checks-places-{value}", lang) if value in _PLACES else value
    if name == "p":
        return number(value, lang, decimals=3)
    whole = float(value) == round(float(value)) if np.isfinite(value) else True
    return float(value) if whole else number(float(value), lang, decimals=2)
