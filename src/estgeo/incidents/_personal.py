"""What personal data look like in text: numbers, addresses, plates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of personal data in a text; ``preview`` is masked."""

    kind: str
    certainty: str
    preview: str


CERTAIN, POSSIBLE = "certain", "possible"
_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2212"

# Any spelling: 850709-9805, 19850709 9805, 1985-07-09-9805, 850709 – 9805, ...
_NUMBER = re.compile(
    rf"(?<!\d)(?<!\d[.,])"
    rf"((?:18|19|20)?\d\d)(?P<between>[{_DASH}./ ]?)(\d\d)(?P=between)(\d\d)"
    rf"(\s?[{_DASH}+]?\s?)(\d{{3}})(\d)(?!\d|[.,]\d)"
)
_SAYS_NUMBER = re.compile(r"person\s?(?:nummer|nr)|pers\.?\s?nr|\bpnr\b|född", re.I)
_MOBILE = re.compile(
    rf"(?<![\d.,])(?:\+46|0046|0)[\s{_DASH}]?(?:\(0\))?[\s{_DASH}]?7[02369]"
    rf"(?:[\s{_DASH}]?\d){{7}}(?!\d)"
)
_LANDLINE = re.compile(
    rf"(?<![\d.,{_DASH}])(?:(?:\+46|0046)[\s{_DASH}]?(?:\(0\))?|0)[1-9]\d{{0,2}}\s?[{_DASH}/]\s?"
    rf"\d{{2,3}}(?:\s?\d{{2,3}}){{1,2}}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PLATE = re.compile(
    r"(?<![A-ZÅÄÖa-zåäö\d])([A-HJ-PR-UW-Z]{3})[ -]?(\d\d[\dA-HJ-NPR-UW-Z])(?![\w])"
)
_SAYS_PLATE = re.compile(r"reg\b|regnr|reg\.?\s?(?:nr|nummer|skylt)|registrering", re.I)
_STREET = (
    "gatan|gata|vägen|väg|gränd|gränden|stigen|stig|allén|allé|backen|torget|torg|"
    "plan|planen|platsen|plats|gången|esplanaden|kajen|stråket|leden"
)
_ADDRESS = re.compile(
    rf"(?<!\w)((?:[A-ZÅÄÖ][\wåäöé:]*\s){{0,2}}[A-ZÅÄÖ][a-zåäöé]*(?:{_STREET})|"
    rf"[A-ZÅÄÖ][a-zåäöé]+[sa]\s(?:{_STREET}))\s(\d{{1,3}})\s?([A-Ha-h])?(?![\w:])"
)
_APARTMENT = re.compile(
    r"(?<!\w)(?:lgh|lägenhet(?:snummer|snr)?)\.?\s*(?:nr\.?\s*)?(\d{4})(?!\d)", re.I
)
_NAMED = re.compile(
    r"(?<!\w)(?:heter|vid namn|namngiven)\s+"
    r"([A-ZÅÄÖ][a-zåäöé]+(?:\s[A-ZÅÄÖ][a-zåäöé]+)?)"
)
# A quick look: text without any of these holds nothing of the kinds above.
WORTH_A_LOOK = r"\d|@|heter|namn"
NUMBER_WORTH_A_LOOK = r"\d\d\D{0,3}\d{4}"


def findings(text: str) -> Iterator[Finding]:
    """Yield everything in a text that looks like personal data.

    >>> [f.kind for f in findings("Ring 070-123 45 67, Storgatan 4 lgh 1203")]
    ['phone', 'address', 'apartment']
    """
    yield from personal_numbers(text)
    for match in _MOBILE.finditer(text):
        yield Finding("phone", CERTAIN, masked(match.group()))
    for match in _LANDLINE.finditer(_MOBILE.sub(" ", text)):
        yield Finding("phone", POSSIBLE, masked(match.group()))
    for match in _EMAIL.finditer(text):
        yield Finding("e-mail", CERTAIN, masked(match.group()))
    for match in _PLATE.finditer(text):
        said = _SAYS_PLATE.search(text, max(match.start() - 40, 0), match.start())
        yield Finding(
            "registration plate", CERTAIN if said else POSSIBLE, masked(match.group())
        )
    for match in _ADDRESS.finditer(text):
        lives = _APARTMENT.match(text, match.end() + 1)
        yield Finding("address", CERTAIN if lives else POSSIBLE, masked(match.group()))
    for match in _APARTMENT.finditer(text):
        yield Finding("apartment", CERTAIN, masked(match.group()))
    for match in _NAMED.finditer(text):
        yield Finding("name", POSSIBLE, masked(match.group()))


def personal_numbers(text: str) -> Iterator[Finding]:
    """Yield personnummer and samordningsnummer: valid date, valid check digit.

    "possible" where the last four read as a clock time (a time stamp may look so), or
    where ten digits stand without any sign between them.
    """
    at = 0
    while match := _NUMBER.search(text, at):
        kind = _kind(match)
        if kind is None:
            at = match.start() + 1
            continue
        at = match.end()
        yield Finding(kind, _certainty(match, text), masked(match.group()))


def without_personal_data(text: str) -> str:
    """Return a text where everything that looks like personal data is hidden.

    >>> without_personal_data("Ring 070-123 45 67, Anna heter Anna Ek")
    'Ring ***-*** ** **, Anna heter **** **'
    """
    spans = [
        match.span(1 if pattern is _NAMED else 0)
        for pattern in (
            _MOBILE,
            _LANDLINE,
            _EMAIL,
            _PLATE,
            _ADDRESS,
            _APARTMENT,
            _NAMED,
        )
        for match in pattern.finditer(text)
    ]
    at = 0
    while match := _NUMBER.search(text, at):
        found = _kind(match) is not None
        at = match.end() if found else match.start() + 1
        spans += [match.span()] * found
    for start, end in spans:
        text = text[:start] + re.sub(r"\w", "*", text[start:end]) + text[end:]
    return text


def masked(text: str) -> str:
    """Return text with all but its first two characters hidden.

    >>> masked("850709-9805")
    '85****-****'
    """
    return text[:2] + re.sub(r"\w", "*", text[2:])


def _kind(match: re.Match[str]) -> str | None:
    year, _, month, day, _, serial, check = match.groups()
    digits = year[-2:] + month + day + serial
    if _luhn(digits) != int(check):
        return None
    number = int(day)
    if _is_date(year, int(month), number):
        return "personnummer"
    if _is_date(year, int(month), number - 60):
        return "samordningsnummer"
    return None


def _certainty(match: re.Match[str], text: str) -> str:
    year, *_, serial, check = match.groups()
    if _SAYS_NUMBER.search(text, max(match.start() - 30, 0), match.start()):
        return CERTAIN
    is_clock = int(serial[:2]) < 24 and int(serial[2] + check) < 60
    is_bare = len(year) == 2 and len(match.group()) == 10
    return POSSIBLE if is_clock or is_bare else CERTAIN


def _luhn(digits: str) -> int:
    total = 0
    for place, digit in enumerate(digits):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return -total % 10


def _is_date(year: str, month: int, day: int) -> bool:
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    today = datetime.now(UTC).date()
    for each in years:
        try:
            if date(each, month, day) <= today:
                return True
        except ValueError:
            continue
    return False
