"""Errors as the command says them: in options, in the language of the user."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from .._language import ENGLISH, say

if TYPE_CHECKING:
    from .._columns import Language

# What stands in an error -> the texts that say what happened and what to do: their
# values are the parts of the error's sentence. Errors themselves are in English.
REMEDIES: tuple[tuple[str, str], ...] = (
    (
        "no header says when it happened, got a column of times",
        "no-header-says-when-it",
    ),
    ("no known header names a time", "no-known-header-names-a"),
    ("known to their area only", "known-to-their-area-only"),
    ("names the area: pass", "names-the-area-pass"),
    ("names the address: pass", "names-the-address-pass"),
    ("no known header names a place", "no-known-header-names-a-more"),
    ("'crs' must be given", "crs-must-be-given"),
    ("--layer NAME", "layer-name"),
    (".xls is not", "xls-is-not"),
    ("of the reports inside", "of-the-reports-inside"),
    ("must be in a known CRS", "must-be-in-a-known"),
    ("must be a file that (?:is there|exists)", "must-be-a-file-that"),
    ("must be columns of the source", "must-be-columns-of-the"),
    ("must be a period such as", "must-be-a-period-such"),
    ("must be a month or longer", "must-be-a-month-or"),
    ("must be a period between", "must-be-a-period-between"),
    ("geocoded to the centres of areas", "geocoded-to-the-centres-of"),
    ("a file with shapes", "a-file-with-shapes"),
    ("must be NAME=VALUE", "must-be-name-value"),
    ("must be a time zone such as", "must-be-a-time-zone"),
    ("must be how dates are written", "must-be-how-dates-are"),
    ("must be a readable file", "must-be-a-readable-file"),
    ("a place with no file but estgeo's own", "a-place-with-no-file"),
    ("a file that is as (?:estgeo wrote it|it was when)", "a-file-that-is-as"),
    ("a place without a (?:link|folder of that name)", "a-place-without-a-link"),
    ("a folder without (?:internal|public) files", "a-folder-without-internal-public"),
    ("that no other program (?:holds|writes in)", "that-no-other-program-holds"),
    ("must be a folder that you may write in", "must-be-a-folder-that"),
    ("must be on a disk with room", "must-be-on-a-disk"),
    ("Permission denied", "permission-denied"),
)
_SENTENCE = re.compile(
    r"'(?P<argument>[^']+)' must be (?P<rule>.+?), got (?P<got>.+?)\."
    r"(?: (?P<rest>[A-ZÅÄÖ].*))?",
    re.DOTALL,
)


def told(message: str, lang: Language) -> tuple[str, str]:
    """Return what happened and what to do about it, "" if the first says it all.

    >>> told("'FILE' must be a file that is there, got a.csv.", "sv")[0]
    'Filen hittas inte: a.csv.'
    """
    parts = _parts(message, lang)
    for words, code in REMEDIES:
        if re.search(words, message):
            said = say(f"remedies-{code}", lang, message=message, **parts).strip()
            if re.search("a readable file|'crs' must be given", words):
                said = _translated(said, parts["rest"], lang)
            return said, say(f"remedies-{code}-do", lang, **parts)
    if not parts["argument"]:
        return message, ""
    return say("remedies-plainly", lang, message=message, **parts), ""


# What a reader says of a file, and which CRSs would fit.
_FRAGMENTS = (
    ("it is empty", "remedies-said-it-is-empty"),
    ("it is not a whole (\\w+) (?:workbook|file)", "remedies-said-it-is-not-a-whole"),
    ("it is not whole JSON", "remedies-said-it-is-not-whole-json"),
    ("it breaks off or has a fault", "remedies-said-it-breaks-off-or-has"),
    (" at line (\\d+)", "remedies-said-at-line"),
    (
        "it is a web page or XML with the ending of a workbook",
        "remedies-said-it-is-a-web-page",
    ),
    ("it is locked by a password", "remedies-said-it-is-locked-by-a"),
    ("its sheet ('.+?') is empty", "remedies-said-its-sheet-is-empty"),
    (
        "it holds no features and no list of records",
        "remedies-said-it-holds-no-features-and",
    ),
    ("it holds no file of", "remedies-said-it-holds-no-file-of"),
    ("layer ('.+?') is damaged", "remedies-said-layer-is-damaged"),
    (
        "Open it in Excel or LibreOffice and save it again as xlsx",
        "remedies-said-open-it-in-excel-or",
    ),
    ("Open it in Excel and save it as xlsx", "remedies-said-open-it-in-excel-and"),
    (
        "Open it, take the password away and save it again",
        "remedies-said-open-it-take-the-password",
    ),
    ("Unpack it first", "remedies-said-unpack-it-first"),
    (
        "sheet ('.+?') spans ([\\d,]+) cells but only ([\\d,]+) are filled",
        "remedies-said-sheet-spans-cells-but-only",
    ),
    (
        "Delete the stray cells far away, or save the sheet as csv",
        "remedies-said-delete-the-stray-cells-far",
    ),
    (
        "Suggestions, never applied unasked:",
        "remedies-said-suggestions-never-applied-unasked",
    ),
    (" with x and y swapped", "remedies-said-with-x-and-y-swapped"),
    (" puts (\\d+) % of the rows in Sweden", "remedies-said-puts-of-the-rows-in"),
    (" puts (\\d+) % of the rows in the area", "remedies-said-puts-of-the-rows-in-2"),
    (
        "\\((\\d+) more fit as well; a study_area tells them apart\\)",
        "remedies-said-more-fit-as-well-a",
    ),
    ("\\((\\d+) more fit as well\\)", "remedies-said-more-fit-as-well"),
    ("Swap them with", "remedies-said-swap-them-with"),
)


def _translated(said: str, rest: str, lang: Language) -> str:
    """Return what happened, and what a reader says of the file in another language.

    >>> _translated("Filen kan inte läsas.", "it is not a whole xlsx workbook.", "sv")
    'Filen kan inte läsas. den är ingen hel xlsx-fil.'
    """
    if lang == ENGLISH:
        return said
    text = f"{said} {rest}".strip()
    for english, key in _FRAGMENTS:
        text = re.sub(english, partial(_fragment, key, lang), text)
    return text


def _fragment(key: str, lang: Language, match: re.Match[str]) -> str:
    groups = {f"v{at}": text for at, text in enumerate(match.groups(), start=1)}
    return say(key, lang, **groups)


def _parts(message: str, lang: Language) -> dict[str, str]:
    """Return the parts of an error's sentence; all is what it got if it is none."""
    match = _SENTENCE.fullmatch(message)
    if match is None:
        got = message.rstrip(".")
        return {"argument": "", "rule": "", "got": got, "rest": "", "times": ""}
    parts = {name: text or "" for name, text in match.groupdict().items()}
    parts["got"] = parts["got"].replace("the columns ", "")
    parts["times"] = parts["got"].removeprefix("a column of times, ")
    if lang != ENGLISH:
        for part, english in (("rest", "It has"), ("rule", "a period between")):
            other = say(f"remedies-part-{english}", lang)
            parts[part] = parts[part].replace(english, other)
        both = say("remedies-part-and", lang)
        parts["rule"] = parts["rule"].replace(" and ", f" {both} ")
    return parts


def remedy(message: str, lang: Language) -> str:
    """Return what to do about an error, "" if the error says it all.

    >>> remedy("'source' must be a readable file, got a.xls: .xls is not csv.", "en")
    'Save the file as xlsx in Excel.'
    """
    return told(message, lang)[1]


def in_options(message: str) -> str:
    """Return an error with the arguments of Python as the options of the command.

    >>> in_options("'columns' must be {'start': column}. Pass layer=.")
    "'--column' must be start=COLUMN. Pass --layer NAME."
    >>> in_options("Swap them with columns={'x': 'Y', 'y': 'X'}.")
    'Swap them with --column x=Y --column y=X.'
    """
    text = message.replace("'columns' must", "'--column' must")
    text = re.sub(r"{((?:'\w+': column(?:, )?)+)}", _pairs_in_options, text)
    text = text.replace("{role: column}", "ROLE=COLUMN")
    text = text.replace("Pass layer=.", "Pass --layer NAME.")
    text = text.replace("columns={'start': ...}", "--column start=…")
    text = re.sub(r"columns=\{([^}]+)\}", _given_in_options, text)
    text = re.sub(r"\bdate_format='([^']*)'", r'--date-format "\1"', text)
    text = re.sub(r"\btime_zone(?=[.=]|$)", "--time-zone", text)
    text = re.sub(r"\b(zones|addresses)=(?:\.\.\.)?(?=[.;]|$)", r"--\1 FILE", text)
    text = re.sub(r'\bcategories="(\w+)"', r"--categories \1", text)
    return re.sub(r"\bcrs=(?=EPSG)", "--crs ", text)


def _pairs_in_options(match: re.Match[str]) -> str:
    return re.sub(r"'(\w+)': column", r"\1=COLUMN", match[1]).replace(", ", " and ")


def _given_in_options(match: re.Match[str]) -> str:
    pairs = re.findall(r"'(\w+)': (?:'([^']*)'|None)", match[1])
    return " ".join(f"--column {role}={column}" for role, column in pairs)
