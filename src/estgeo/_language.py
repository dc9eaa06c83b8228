"""Texts, numbers, dates and lists in the language of the reader.

Every text a user reads stands in ``words/catalog``, one file a language; code knows its
key and its values. A new language is one more file there, or ``add_language``. What a
language does with numbers, months and lists comes from CLDR through Babel.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import lazy_loader

from ._checks import check_choice, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ._catalog import Catalog
    from ._columns import Language

    Width = Literal["wide", "abbreviated"]

# Babel and Fluent take a tenth of a second: loaded with the first text, not before.
_catalog = lazy_loader.load("estgeo._catalog", suppress_warning=True)

THIN_SPACE = "\u202f"
MINUS = "\u2212"
ENGLISH = "en"
_added: dict[str, Path] = {}
_chosen: list[Language] = ["sv"]


@lru_cache(maxsize=1)
def _own() -> dict[str, Path]:
    """Return {language: its file} of the package, Swedish and English first."""
    folder = Path(str(files("estgeo") / "words" / "catalog"))
    found = {path.stem: path for path in sorted(folder.glob("*.ftl"), reverse=True)}
    return {lang: found[lang] for lang in sorted(found, key="sv en".find, reverse=True)}


def languages() -> tuple[Language, ...]:
    """Return every language there is a catalog of, Swedish and English first.

    >>> languages()[:2]
    ('sv', 'en')
    """
    own = _own()
    rest = [*(set(own) - {"sv", "en"}), *(set(_added) - set(own))]
    return ("sv", "en", *sorted(rest))


def add_language(path: str | Path) -> str:
    r"""Add a language for this session: one file with its texts.

    Parameters
    ----------
    path : str or Path
        A Fluent file named by the language, such as "fi.ftl". Its message ``locale``
        names the language of CLDR that writes its numbers and dates. Texts that it does
        not have are said in English.

    Returns
    -------
    str
        What to pass as ``lang``: the name of the file without its ending.

    Raises
    ------
    ValueError
        If the file is not there, is no Fluent file or names no known ``locale``.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> import estgeo as eg
    >>> path = Path(mkdtemp()) / "nn.ftl"
    >>> text = "locale = nn\nchecklist-form-sheet = Meldingar\n"
    >>> _ = path.write_text(text, encoding="utf-8")
    >>> eg.add_language(path)
    'nn'
    """
    file = Path(path)
    if file.suffix != ".ftl" or not file.is_file():
        raise ValueError(sentence("path", "a Fluent file, such as fi.ftl", path))
    _added[file.stem] = file
    catalog.cache_clear()
    _message.cache_clear()
    decimal_sign.cache_clear()
    try:
        _ = catalog(file.stem).locale
    except (KeyError, ValueError) as error:
        del _added[file.stem]
        rule = "a Fluent file with a message locale, such as locale = fi"
        raise ValueError(sentence("path", rule, path)) from error
    return file.stem


def set_language(lang: Language) -> Language:
    """Set the language of every text for which none is asked.

    Parameters
    ----------
    lang : str
        "sv" (as it is from the start), "en" or a language that was added.

    Returns
    -------
    str
        The language that was set before.

    Raises
    ------
    ValueError
        If there is no catalog of ``lang``.

    Examples
    --------
    >>> import estgeo as eg
    >>> before = eg.set_language("en")
    >>> eg.label("brand")
    'fire'
    >>> eg.set_language(before)
    'en'
    """
    check_language(lang)
    before, _chosen[0] = _chosen[0], lang
    return before


def language(lang: Language | None) -> Language:
    """Return ``lang``, or the language that is set where none is given."""
    if lang is None:
        return _chosen[0]
    check_language(lang)
    return lang


def check_language(lang: object) -> None:
    """Raise ValueError unless there is a catalog of ``lang``."""
    check_choice("lang", lang, languages())


@lru_cache(maxsize=16)
def catalog(lang: Language) -> Catalog:
    """Return the texts of a language."""
    check_language(lang)
    path = _added.get(lang) or _own()[lang]
    made: Catalog = _catalog.Catalog(path.read_text(encoding="utf-8"))
    return made


def key_of(text: str) -> str:
    """Return a key as Fluent writes it: letters, digits and hyphens.

    >>> key_of("hot-spot-classes--1"), key_of("theme-skadegörelse")
    ('hot-spot-classes-minus-1', 'theme-skadegorelse')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = plain.lower().replace("--", "-minus-")
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def keys(start: str, names: Iterable[str]) -> dict[str, str]:
    """Return {name: key} of texts whose keys are a start and their name.

    >>> keys("theme", ("brand", "skadegörelse"))
    {'brand': 'theme-brand', 'skadegörelse': 'theme-skadegorelse'}
    """
    return {name: key_of(f"{start}-{name}") for name in names}


@lru_cache(maxsize=8192)
def _message(key: str, lang: Language) -> tuple[Catalog, str]:
    """Return where a text is: in its language, else in English."""
    message = key_of(key)
    for one in (lang, ENGLISH):
        if message in catalog(one):
            return catalog(one), message
    msg = f"no catalog has the text {message}"
    raise KeyError(msg)


def say(key: str, lang: Language | None, **values: object) -> str:
    r"""Return a text of the catalog with its values.

    Parameters
    ----------
    key : str
        Which text.
    lang : str or None
        Language, None for the one that is set.
    **values
        Texts, put in as they are; or numbers, written as the language does and
        choosing singular or plural.

    Raises
    ------
    KeyError
        If there is no such text, or it needs a value that is not given.

    Examples
    --------
    >>> say("reports", "sv", n=1), say("reports", "en", n=1200)
    ('1 rapport', '1\u202f200 reports')
    """
    lang = language(lang)
    texts, message = _message(key, lang)
    return texts.text(message, {n: _value(v, lang) for n, v in values.items()})


def _value(value: object, lang: Language) -> object:
    if isinstance(value, str):
        return value
    figure = float(value)  # type: ignore[arg-type]
    written = number(figure, lang)
    return (float(round(figure)), written) if math.isfinite(figure) else written


def template(key: str, lang: Language | None) -> str:
    """Return a text with the names of its values in braces, for ``str.format``."""
    texts, message = _message(key, language(lang))
    names = texts.values_of(message)
    places = {name: re.sub(r"^v(?=\d)", "", name) for name in names}
    return texts.text(message, {name: f"{{{place}}}" for name, place in places.items()})


def forms(key: str, lang: Language | None) -> dict[str, str]:
    """Return {plural form: template} of a text that counts ``n``, for a script."""
    texts, message = _message(key, language(lang))
    return texts.forms(message)


def page_texts(start: str, lang: Language | None) -> dict[str, str | dict[str, str]]:
    """Return {name: text} of all keys that begin so, for the script of a page.

    A text that counts comes as {plural form: template}; hyphens are "_" in names.
    """
    lang = language(lang)
    texts: dict[str, str | dict[str, str]] = {}
    for key in catalog(ENGLISH):
        if key.startswith(start):
            known = forms(key, lang)
            name = key.removeprefix(start).replace("-", "_")
            texts[name] = known if len(known) > 1 else known["other"]
    return texts


def language_tag(lang: Language | None) -> str:
    """Return the name of a language in pages and documents, such as "sv-SE"."""
    return str(catalog(language(lang)).locale).replace("_", "-")


@lru_cache(maxsize=16)
def decimal_sign(lang: Language) -> str:
    """Return what stands between whole and part: a comma in Swedish."""
    return str(catalog(lang).locale.number_symbols["latn"]["decimal"])


def number(value: float, lang: Language | None, *, decimals: int = 0) -> str:
    r"""Return ``value`` with the decimal sign of ``lang``, in groups of three.

    >>> number(12345.678, "sv", decimals=1)
    '12\u202f345,7'
    >>> number(-0.5, "en", decimals=1)
    '\u22120.5'
    """
    if not math.isfinite(value):
        return "–"
    text = f"{abs(value):,.{decimals}f}".replace(",", THIN_SPACE)
    if decimals:
        text = text.replace(".", decimal_sign(language(lang)))
    is_zero = float(f"{value:.{decimals}f}") == 0
    return text if value >= 0 or is_zero else MINUS + text


def percent(share: float, lang: Language | None, *, decimals: int = 0) -> str:
    r"""Return a share as a percentage: 0.345 is "34 %" in both languages.

    >>> percent(0.25, "sv")
    '25\u202f%'
    """
    return number(100 * share, lang, decimals=decimals) + THIN_SPACE + "%"


def month_names(lang: Language | None) -> list[str]:
    """Return the names of the months, January first.

    >>> month_names("sv")[:2]
    ['januari', 'februari']
    """
    names = catalog(language(lang)).locale.months["format"]["wide"]
    return [str(names[month]) for month in range(1, 13)]


def weekday_names(lang: Language | None, width: Width = "abbreviated") -> list[str]:
    """Return the names of the days of the week, Monday first.

    >>> weekday_names("sv")[:2], weekday_names("en", "wide")[:2]
    (['mån', 'tis'], ['Monday', 'Tuesday'])
    """
    names = catalog(language(lang)).locale.days["stand-alone"][width]
    return [str(names[weekday]) for weekday in range(7)]


def day(value: date, lang: Language | None) -> str:
    """Return a date as it is written in running text.

    >>> from datetime import date
    >>> day(date(2018, 3, 7), "sv")
    '7 mars 2018'
    """
    month = month_names(lang)[value.month - 1]
    return say("day", lang, day=str(value.day), month=month, year=str(value.year))


def day_of_year(value: date, lang: Language | None) -> str:
    """Return a date without its year.

    >>> from datetime import date
    >>> day_of_year(date(2018, 3, 7), "en")
    '7 March'
    """
    month = month_names(lang)[value.month - 1]
    return say("day-of-year", lang, day=str(value.day), month=month)


def listed(items: Sequence[str], lang: Language | None) -> str:
    """Return items as a list in running text.

    >>> listed(["mån", "tis", "ons"], "sv")
    'mån, tis och ons'
    """
    return catalog(language(lang)).listed(items)
