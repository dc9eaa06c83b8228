"""From the category someone wrote to the common theme."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .._checks import sentence
from .._columns import THEMES
from ._checklist_data import CHECKLISTS

if TYPE_CHECKING:
    from collections.abc import Iterable


def category_key(category: str) -> str:
    """Return a category as it is compared: one form of å, one case, one space.

    >>> category_key("  OTRYGG  plats. ") == category_key("Otrygg plats")
    True
    """
    text = unicodedata.normalize("NFC", category).casefold()
    text = re.sub(r"\s*([/,])\s*", r"\1", text)
    return " ".join(text.split()).strip(" .:;")


def themes_of(checklist: str | Mapping[str, str]) -> dict[str, str]:
    """Return {category key: theme} of a named checklist or of a mapping.

    Raises
    ------
    ValueError
        If the name is not known, or a theme is not one of the common themes.
    TypeError
        If it is neither a name nor a mapping.
    """
    if isinstance(checklist, str):
        return _named(checklist)
    if not isinstance(checklist, Mapping):
        rule = "a name from checklists() or {category: theme}"
        raise TypeError(sentence("checklist", rule, type(checklist).__name__))
    unknown = sorted({str(theme) for theme in checklist.values()} - set(THEMES))
    if unknown:
        rule = "{category: theme} with themes " + ", ".join(THEMES)
        raise ValueError(sentence("checklist", rule, repr(unknown[0])))
    return {category_key(str(c)): theme for c, theme in checklist.items()}


def checklist_that_fits(categories: Iterable[str]) -> str | None:
    """Return the first checklist that has every category, None if none has.

    Nothing is guessed: a single category that is not on the list rules it out.
    """
    keys = {category_key(category) for category in categories}
    for name in CHECKLISTS:
        if keys and keys <= set(_named(name)):
            return name
    return None


def _named(name: str) -> dict[str, str]:
    folded = {_fold(known): items for known, items in CHECKLISTS.items()}
    if _fold(name) not in folded:
        known = ", ".join(repr(each) for each in CHECKLISTS)
        raise ValueError(sentence("checklist", f"one of {known}", repr(name)))
    return {category_key(c): theme for c, theme in folded[_fold(name)].items()}


def _fold(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[^a-z]", "", bare)
