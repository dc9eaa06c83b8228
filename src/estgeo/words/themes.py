"""The English names of the themes; the Swedish ones are the vocabulary itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._columns import THEMES

if TYPE_CHECKING:
    from .._columns import Language

# What reports are about when none of them says what.
UNSAID = "rapporter"
_ENGLISH = {UNSAID: "reports"} | dict(
    zip(
        THEMES,
        (
            "damage",
            "fire",
            "threats and violence",
            "incident against staff",
            "drugs",
            "theft",
            "shooting and explosion",
            "undue influence",
            "gathering place",
            "disorder",
            "insecure place",
            "social unease",
            "violent extremism",
            "event",
            "insats and measure",
            "positive event",
            "other",
        ),
        strict=True,
    )
)


def theme_words(theme: str, lang: Language) -> str:
    """Return a theme in ``lang``; what is not a theme comes back as it is.

    >>> theme_words("skadegörelse", "en"), theme_words("personal robbery", "sv")
    ('damage', 'personal robbery')
    """
    return _ENGLISH.get(theme, theme) if lang == "en" else theme


def theme_codes() -> dict[str, str]:
    """Return {a theme as it is written in either language: its code}.

    >>> theme_codes()["damage"]
    'skadegörelse'
    """
    return {told: code for code, told in _ENGLISH.items()} | {c: c for c in THEMES}
