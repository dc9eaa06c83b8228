"""What personal data look like in text: numbers, addresses, plates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ._names import BOTH, BOTH_GIVEN, BOTH_SURNAMES, GIVEN, SURNAMES

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


# What is masked is wider than what is found: a number that fails its check digit is
# still somebody's with one figure wrong.
_ANY_NUMBER = re.compile(
    rf"(?<![\d.,])(?:(?:18|19|20)\s?)?\d\d(?P<between>[{_DASH}./ ]?)(?:0[1-9]|1[0-2])"
    rf"(?P=between)(?:[0-3]\d|[6-9]\d)(?:\s?[{_DASH}+/._:(]?\s?"
    rf"(?:\d{{4}}|\d\dxx|[A-ZÅÄÖ]\d{{3}}|[A-ZÅÄÖ]{{2}}\d\d|xxxx|\*{{4}})"
    rf"|\s?[{_DASH}+]\s?(?:\d\s\d{{3}}|\d\d\s\d\d|\d{{3}}\s\d))\)?(?![\d:]|[.,]\d)"
    r"|(?<![\d.,])\d\d\s(?:0[1-9]|1[0-2])\s[0-3]\d\s\d\d\s\d\d(?![\d:]|[.,]\d)",
    re.I,
)
# A day of birth is half of the number.
_BORN = re.compile(
    r"(?<!\w)(?P<said>(?:född|f\.?\s?d?\.?|pnr|person\s?(?:nr|nummer)|pers\.?\s?nr)"
    r"[.:]?\s{0,2}(?:den\s)?)"
    rf"(?:(?:19|20)?\d\d[{_DASH}./ ]?\d\d[{_DASH}./ ]?\d\d|"
    r"\d{1,2}(?:/|\s)(?:\d{1,2}|[a-zåäö]{3,9}\.?)[\s-]{1,2}(?:(?:19|20)\d)?\d|"
    r"(?:19|20)\d\d|-\d\d)(?!\d)",
    re.I,
)
_CLOCKS = re.compile(rf"\d\d[.]\d\d\s?[{_DASH}]\s?\d\d[.]\d\d")
_DATES = re.compile(rf"\d\d([{_DASH}./ ])\d\d(?:\1|\s)(?:19|20)\d\d")
_BETWEEN = rf"(?:\s{{0,2}}[{_DASH}/_]\s?|\s{{1,2}}|\.)?"
_ANY_PHONE = re.compile(
    rf"(?<![\d.,:])(?<!\d[{_DASH}])"
    rf"(?:(?:\(?(?:\+|00)\d\d\)?|\(0\)|0)(?:{_BETWEEN}(?:\(0\))?\d){{6,11}}"
    rf"|\(0\d{{1,3}}\)(?:{_BETWEEN}\d){{5,8}})(?!\d|:\d)"
)
# A number without its area code is told by the word before it.
_LOCAL_PHONE = re.compile(
    r"(?<!\w)(?P<said>(?:tel|tfn|telefon|tel\.?nr|telefonn(?:umme)?r|ring|mobil|mob|nås)"
    r"[.:]?\s(?:(?:henne|honom|mig|dem|oss|på|till|nr)\s){0,2})"
    rf"\d(?:[\s{_DASH}]?\d){{5,9}}(?![\d:]|[.,]\d)",
    re.I,
)
_ENDS = r"(?:se|com|nu|org|net|eu|info)\b"
_DOT = r"(?:\s?[.,]\s?|\s?[(\[{]\s?(?:dot|punkt)\s?[)\]}]\s?|\s(?:dot|punkt)\s)"
_ANY_EMAIL = re.compile(
    r"[\w.+%'-]{1,64}(?:\s\.\s[\w+%'-]{1,64}){0,3}"
    r"(?:\s{0,2}(?:[@＠]|[(\[{<]\s?(?:at|a|snabel-?a)\s?[)\]}>]|snabel-?a)\s{0,2}"
    rf"[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,5}}(?:{_DOT}{_ENDS})?"
    rf"|\s(?:at|åt)\s[\w-]{{1,63}}{_DOT}{_ENDS})",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{3,30}")
_STREETS = _STREET.replace("plan|planen|plats|platsen", "planen|platsen")
_COUNTED = (
    r"(?:st|ungd|pers|bil|mop|cykl|kill|tjej|pojk|flick|barn|man|män|vux|år|min|tim)"
)
_STAIRS = (
    r"(?:(?:uppg(?:ång)?|ing(?:ång)?|port|vån(?:ing)?|plan|tr(?:app(?:a|or))?)\.?\s?"
    r"(?:\d{1,2}|[A-H])(?!\w)|\d{1,2}\s?tr(?:app(?:a|or))?(?!\w)\.?(?:\s(?:upp|ned|ner)\b)?"
    r"|(?:nb|bv)(?!\w))"
)
_ANY_ADDRESS = re.compile(
    rf"(?<!\w)(?:(?:norra|södra|östra|västra|stora|lilla|nya|gamla|s:t|sankt|övre|nedre|"
    rf"(?-i:[A-ZÅÄÖ])[\w:éü]*)\s){{0,2}}"
    rf"(?:[\wéü]+(?:{_STREET}|strand|strandväg|liden|brinken|slingan|rundan|ringen|"
    rf"hagen|höjden|parken|hamnen|bron|kroken|svängen|sluttningen|tået|tväret|promenaden)"
    rf"|[\wéü]+s\s(?:{_STREET}|strand|backe|plats|plan)"
    r"|(?:norra|södra|östra|västra|stora|lilla|nya|gamla)\s"
    r"(?:torget|gatan|vägen|allén|esplanaden|promenaden|kajen|leden|backen|stigen)"
    r"|(?-i:[A-ZÅÄÖ])(?!\w*(?:dag|skog|tåg|väg|berg|ing)\.)\w{2,}[gv]\.)"
    r"\s(?:nr\.?\s?)?\d{1,3}(?:\s?[A-Ha-h](?!\w))?(?:\s?[-–]\s?\d{1,3})?"
    r"(?:\s?(?:[:/]\s?[A-Ha-h]|/\s?\d{1,3})(?!\w))?(?![\w:])"
    rf"(?:(?:,\s\d{{1,3}})*\soch\s\d{{1,3}}(?![\w:]|\s{_COUNTED}))?"
    rf"(?:,?\s{_STAIRS})*"
    r"(?:,?\s(?:lgh|lägenhet)\.?\s?(?:nr\.?\s?)?\d{1,4})?"
    rf"(?:,?\s{_STAIRS})*"
    r"(?:,?\s\d\d\d\s?\d\d(?!\d)(?:\s[A-ZÅÄÖ]\w+)?)?",
    re.I,
)
_ANY_FLAT = re.compile(
    r"(?<!\w)(?:lgh|lägenhet(?:snummer|snr)?)\.?\s*(?:nr\.?\s*)?\d{1,4}(?:\s?-\s?\d{1,4})?(?!\d)",
    re.I,
)
# Small letters, or signs between, are a plate where one is spoken of.
_SAID_PLATE = re.compile(
    r"(?<!\w)(?P<said>(?:reg|skylt)\w*\.?(?:\s?(?:nr|nummer|skylt)\w*)?[.:]?\s{0,2}\(?|"
    r"\w*(?:bil|moped|traktor|epa|mc|cykel|volvo|bmw|audi|vw|saab|ford|opel|toyota|"
    r"mercedes|kia|skoda|seat|renault|peugeot|nissan|tesla|hyundai|mazda)(?:en|n)?\s\(?)"
    r"(?!(?:och|som|vid|med|för|var|men|den|det|ett|har|sen|upp|ner|ute|max|min|hus|rum|"
    r"väg|nya|två|tre|sex|sju|nio|tio|kom|gav|såg|bla|kör|går|tog|mot|kl|ca)\b)"
    r"(?:[A-ZÅÄÖ]{3}[\s·._-]{0,2}\d\d[\dA-Z]|(?:[A-Z]\s){3}\d\s\d\s[\dA-Z])(?!\w)",
    re.I,
)
_WIDE_PLATE = re.compile(
    r"(?<![A-ZÅÄÖa-zåäö\d])[A-HJ-PR-UW-Z]{3}[ ·._-]{0,2}\d\d[\dA-HJ-NPR-UW-Z](?!\w)"
)
_SAID_NAME = re.compile(
    r"(?<!\w)(?:heter|vid namn|namngiven|namn:)\s+"
    r"(?P<name>[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+){0,2})"
)
_GIVEN = GIVEN | BOTH_GIVEN
_ALL = GIVEN | SURNAMES | BOTH_GIVEN | BOTH_SURNAMES
_ALSO_WORDS = BOTH | BOTH_GIVEN
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
# What a name may be part of without being a person: a street, a school, a church.
_PLACE_AFTER = re.compile(
    rf"\s(?:{_STREET}|torg|park|parken|skola|skolan|kyrka|kyrkan|bro|gränd|backe|plats|"
    rf"plan|gård|gården|hus|kulle)\b",
    re.I,
)
MASKS = {
    "number": "[nummer]",
    "e-mail": "[e-post]",
    "phone": "[telefon]",
    "address": "[adress]",
    "plate": "[regnr]",
    "name": "[namn]",
}


def with_masks(text: str, names: frozenset[str] = frozenset()) -> str:
    """Return a text with signs in the place of personal data.

    >>> with_masks("Anna Svensson, Storgatan 4, ring 070-123 45 67")
    '[namn], [adress], ring [telefon]'
    """
    if WORTH_MASKING.search(text):
        text = _ANY_EMAIL.sub(MASKS["e-mail"], text)
        text = _HANDLE.sub(MASKS["name"], text)
        text = _ANY_NUMBER.sub(MASKS["number"], text)
        text = _BORN.sub(rf"\g<said>{MASKS['number']}", text)
        text = _ANY_ADDRESS.sub(MASKS["address"], text)
        text = _ANY_FLAT.sub(MASKS["address"], text)
        text = _ANY_PHONE.sub(_masked_phone, text)
        text = _LOCAL_PHONE.sub(rf"\g<said>{MASKS['phone']}", text)
        text = _SAID_PLATE.sub(rf"\g<said>{MASKS['plate']}", text)
        text = _WIDE_PLATE.sub(MASKS["plate"], text)
    text = _SAID_NAME.sub(_masked_said, text)
    return _without_names(text, names)


WORTH_MASKING = re.compile(r"\d|[@＠]|[(\[{<]\s?at?\b|snabel|\s(?:at|åt)\s", re.I)


def _masked_phone(match: re.Match[str]) -> str:
    text = match.group()
    is_time = _CLOCKS.fullmatch(text) or _DATES.fullmatch(text)
    return text if is_time else MASKS["phone"]


def _masked_said(match: re.Match[str]) -> str:
    before = match.group()[: match.start("name") - match.start()]
    return before + MASKS["name"]


def _without_names(text: str, extra: frozenset[str]) -> str:
    """Return a text without the names of people, as far as lists tell them."""
    words = list(_WORD.finditer(text))
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        length = _length_of_name(text, words, at, extra)
        if length:
            spans.append((words[at].start(), words[at + length - 1].end()))
        at += max(length, 1)
    for start, end in reversed(spans):
        text = text[:start] + MASKS["name"] + text[end:]
    return text


def _length_of_name(
    text: str, words: list[re.Match[str]], at: int, extra: frozenset[str]
) -> int:
    """Return how many words from one on are the name of a person; 0 for none."""
    word = words[at].group()
    listed = _is_in(word, extra)
    is_initial = len(word) == 1 and word.isupper()
    if not (is_initial or listed or _is_in(word, _ALL)):
        return 0
    given, surname = _is_in(word, _GIVEN), _is_in(word, SURNAMES)
    is_place = _PLACE_AFTER.match(text, words[at].end())
    if is_place or _is_masked(text, words[at]):
        return 0
    beside = _words_beside(text, words, at)
    then_surname = bool(beside) and (
        _is_in(beside[0], SURNAMES) or _is_in(beside[0], extra)
    )
    if is_initial:
        # "I" and "Å" begin sentences: as initials they have a dot.
        is_word = word in "IÅ" and not text.startswith(".", words[at].end())
        return 2 if then_surname and beside[0][0].isupper() and not is_word else 0
    if not word[0].isupper():
        return 2 if given and then_surname else 0
    follows = [_continues_name(one, extra) for one in beside[:2]]
    length = 1 + (sum(follows) if all(follows) else int(follows[0]))
    if length > 1 and _PLACE_AFTER.match(text, words[at + length - 1].end()):
        return 0
    alone = listed or ((given or surname) and not _is_in(word, _ALSO_WORDS))
    return length if alone or length > 1 else 0


def _words_beside(text: str, words: list[re.Match[str]], at: int) -> list[str]:
    """Return up to two words that follow with nothing but a space, comma or dot."""
    beside = []
    for here, there in zip(words[at : at + 2], words[at + 1 : at + 3], strict=False):
        between = text[here.end() : there.start()]
        joined = between in (" ", ", ") or (between == ". " and len(here.group()) == 1)
        if not joined or (between == ", " and not _is_in(here.group(), SURNAMES)):
            break
        beside.append(there.group())
    return beside


def _continues_name(word: str, extra: frozenset[str]) -> bool:
    known = len(word) == 1 or _is_in(word, _ALL) or _is_in(word, extra)
    return word[0].isupper() and known


def _is_in(word: str, names: frozenset[str]) -> bool:
    """Return whether a word is a name, also as a genitive or with two parts."""
    plain = word.casefold()
    if plain in names or (plain.endswith("s") and plain[:-1] in names):
        return True
    parts = plain.split("-")
    return len(parts) > 1 and all(part.removesuffix("s") in names for part in parts)


def _is_masked(text: str, word: re.Match[str]) -> bool:
    return word.start() > 0 and text[word.start() - 1] == "["


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
