"""Numbers, dates and lists as Swedish and English write them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ._checks import check_choice
from ._columns import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ._columns import Language

THIN_SPACE = "\u202f"
MINUS = "\u2212"

WEEKDAYS_SHORT: dict[str, tuple[str, ...]] = {
    "sv": ("mån", "tis", "ons", "tors", "fre", "lör", "sön"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS: dict[str, tuple[str, ...]] = {
    "sv": (
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}


def check_language(lang: object) -> None:
    """Raise ValueError unless ``lang`` is "sv" or "en"."""
    check_choice("lang", lang, LANGUAGES)


def say(texts: tuple[str, str], lang: Language) -> str:
    """Return the text of a (Swedish, English) pair in ``lang``."""
    check_language(lang)
    return texts[LANGUAGES.index(lang)]


def number(value: float, lang: Language, *, decimals: int = 0) -> str:
    r"""Return ``value`` with the decimal sign and digit groups of ``lang``.

    >>> number(12345.678, "sv", decimals=1)
    '12\u202f345,7'
    >>> number(-0.5, "en", decimals=1)
    '\u22120.5'
    """
    if not math.isfinite(value):
        return "–"
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN_SPACE)
    if lang == "sv":
        text = text.replace(".", ",")
    is_zero = float(f"{value:.{decimals}f}") == 0
    return text if value >= 0 or is_zero else MINUS + text


def percent(share: float, lang: Language, *, decimals: int = 0) -> str:
    r"""Return a share as a percentage: 0.345 is "34 %" in both languages.

    >>> percent(0.25, "sv")
    '25\u202f%'
    """
    return number(100 * share, lang, decimals=decimals) + THIN_SPACE + "%"


def day(value: date, lang: Language) -> str:
    """Return a date as it is written in running text.

    >>> from datetime import date
    >>> day(date(2018, 3, 7), "sv")
    '7 mars 2018'
    """
    return f"{value.day} {MONTHS[lang][value.month - 1]} {value.year}"


def listed(items: Sequence[str], lang: Language) -> str:
    """Return items as a list in running text.

    >>> listed(["mån", "tis", "ons"], "sv")
    'mån, tis och ons'
    """
    if len(items) <= 1:
        return "".join(items)
    return ", ".join(items[:-1]) + say((" och ", " and "), lang) + items[-1]
