"""Themes in words; the Swedish names are the vocabulary itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._columns import THEMES
from .._language import language, languages, say

if TYPE_CHECKING:
    from .._columns import Language

# What reports are about when none of them says what.
UNSAID = "rapporter"


def theme_words(theme: str, lang: Language) -> str:
    """Return a theme in ``lang``; what is not a theme comes back as it is.

    >>> theme_words("skadegörelse", "en"), theme_words("personal robbery", "sv")
    ('damage', 'personal robbery')
    """
    return say(f"theme-{theme}", lang) if theme in (*THEMES, UNSAID) else theme


def theme_codes() -> dict[str, str]:
    """Return {a theme as it is written in any language: its code}.

    >>> theme_codes()["damage"]
    'skadegörelse'
    """
    codes = (*THEMES, UNSAID)
    told = {say(f"theme-{c}", lang): c for lang in languages() for c in codes}
    return told | {code: code for code in THEMES}


def label(key: str, lang: Language | None = None) -> str:
    """Return what a theme is called in a language.

    Frames and files keep the theme by its key, the Swedish word, in every language.

    Parameters
    ----------
    key : str
        A theme, such as "skadegörelse".
    lang : str, optional
        Language. Default: that of :func:`set_language`.

    Returns
    -------
    str
        The label; ``key`` itself where it is no theme of the library.

    Examples
    --------
    >>> import estgeo as eg
    >>> eg.label("skadegörelse", "en")
    'damage'
    """
    return theme_words(key, language(lang))
