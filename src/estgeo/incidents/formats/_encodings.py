"""Which encoding a text was written in, and what it looks like read by another.

UTF-8 can be told from all others. Of the old ones with a byte a letter, three are met
in Sweden: Windows (cp1252), old Macs (Mac Roman) and DOS (cp850). They keep å, ä, ö, æ
and ø at bytes of their own, which in the two others are signs that stand in no word, so
the letters of a text tell them apart.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..._checks import sentence
from .._values import arrow_text, distinct, letters

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNDECODED = re.compile("[\ud800-\udfff]")  # how bytes that fit no encoding are kept
_NATIONAL = "åäöÅÄÖæøØ"  # not Æ and é, which are quotes or letters of the others
_QUOTE_OF_WINDOWS = 0x91  # "æ" of DOS
_OLD = ("cp1252", "mac_roman", "cp850")
_VOTES_NEEDED = 0.9  # of the letters in words, for an encoding to be sure of
_NOTHING_IN_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_FEWEST_SLAVIC = 3  # "š" in words is a letter in cp1252 too: one name proves nothing

# Text that was read with the wrong encoding once: utf-8 as cp1252, DOS or Mac as
# cp1252, and control codes (C1), which no one writes.
_GARBLED = re.compile(
    "Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122]|ï»¿|ï¿½|\ufffd|\x00|[\u0080-\u009f]"
    "|(?<=[A-Za-zåäöÅÄÖ])[„”†€‡‰‚ŒŠŽŸ¾¿›](?=[a-zåäö])|^[„”†Ž™€](?=[a-zåäö])"
)
_SUSPECT = "[Ã\u0080-\u009f\x00\ufffdï„”†‡‰€‚™ŒŠŽŸ¾¿›]"


def decode(data: bytes, asked: str | None = None) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    UTF-8 is tried first since the others never fail. Bytes that fit no encoding stay
    as lone surrogates, so that their rows can be told.

    >>> decode("å".encode("cp1252")), decode("å".encode("utf-16"))
    (('å', 'cp1252'), ('å', 'utf-16'))
    >>> decode("Skadegörelse i Åby".encode("mac_roman"))
    ('Skadegörelse i Åby', 'mac_roman')
    """
    if asked is not None:
        return _as_asked(data, asked)
    if (marked := _marked(data)) is not None:
        return data.removeprefix(codecs.BOM_UTF8).decode(
            marked, "surrogateescape" if marked == "utf-8-sig" else "replace"
        ), marked
    text = data.decode("utf-8", "surrogateescape")
    broken = len(UNDECODED.findall(text))
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    if not broken or beyond_ascii > 2 * broken:
        return text, "utf-8"
    encoding = of_letters(data)
    return data.decode(encoding, "surrogateescape"), encoding


def _marked(data: bytes) -> str | None:
    """Return the encoding that a mark, or a zero in every other byte, tells."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    head = data[:4000]
    if head.count(0) > len(head) // 4:
        first = head[1::2].count(0) >= head[::2].count(0)
        return "utf-16-le" if first else "utf-16-be"
    return None


def as_utf8(data: bytes, asked: str | None = None) -> tuple[bytes, str]:
    """Return a file's text as UTF-8 without its mark, and the encoding it was in.

    Bytes that fit no encoding are left as they are.
    """
    if asked is None and 4 * data[:4000].count(0) <= len(data[:4000]):
        bare = data.removeprefix(codecs.BOM_UTF8)
        if is_utf8(bare):
            return bare, "utf-8" if len(bare) == len(data) else "utf-8-sig"
    text, encoding = decode(data, asked)
    try:
        return text.encode("utf-8", "surrogateescape"), encoding
    except UnicodeEncodeError:  # half letters, from an encoding such as utf-7
        return text.encode("utf-8", "replace"), encoding


def is_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 throughout; no text is made of them.

    >>> is_utf8("å".encode()), is_utf8("å".encode("cp1252"))
    (True, False)
    """
    ends = pa.py_buffer(np.array([0, len(data)], np.int64))
    cell = pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(data)])
    try:
        cell.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _as_asked(data: bytes, asked: str) -> tuple[str, str]:
    if asked.casefold().replace("_", "-") in ("utf-8", "utf8"):
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(asked, "surrogateescape"), asked
    except UnicodeDecodeError:  # bytes that cannot stay as surrogates
        return data.decode(asked, "replace"), asked


def check_encoding(asked: object) -> None:
    """Raise unless an encoding is None or one that Python knows."""
    try:
        if asked is not None:
            b"a".decode(codecs.lookup(asked).name, "replace")  # type: ignore[arg-type]
    except (LookupError, TypeError, ValueError) as error:
        rule = "an encoding of text such as 'utf-8', 'cp1252', 'mac_roman' or 'cp850'"
        raise ValueError(sentence("encoding", rule, repr(asked))) from error


def of_letters(data: bytes) -> str:
    """Return the old encoding that makes words of the bytes beyond ASCII.

    Only letters inside words vote; where there are none, the first letters of words.
    Where they disagree, or only a "š" speaks against Windows and no first letters do,
    it is cp1252: what is no word in it is told row by row.

    >>> of_letters("blåbär; smörgås".encode("cp850"))
    'cp850'
    >>> of_letters("Dušan".encode("cp1252"))
    'cp1252'
    >>> of_letters("Brand; Åverkan".encode("mac_roman"))
    'mac_roman'
    """
    codes = np.frombuffer(b" " + data + b" ", np.uint8)
    beyond = np.flatnonzero(codes >= 0x80)
    before, after = codes[beyond - 1], codes[beyond + 1]
    inside = _is_letter(before) & _is_letter(after)
    lower = (before >= ord("a")) & (before <= ord("z"))
    best = _elected(codes[beyond[inside]], _NATIONAL, codes[beyond[inside & lower]])
    first = codes[beyond[_begins_a_word(before, after)]]
    of_firsts = _elected(first, "ÅÄÖ")
    if best is None:
        best = of_firsts or "cp1252"
        # Quotes and dashes of Windows beside them: "…sade" is no "Ösade".
        rest = set(codes[beyond].tolist()) - set(_NATIONAL.encode(best))
        return best if not rest else "cp1252"
    counts = np.bincount(codes[beyond[inside]], minlength=256)
    slavic = int(counts[list("šž".encode("cp1252"))].sum())
    unknown = bool(np.isin(codes[beyond], _NOTHING_IN_CP1252).any())
    votes = int(counts[list(_NATIONAL.encode(best))].sum())
    sure = votes > slavic or slavic >= _FEWEST_SLAVIC or unknown
    sure = sure or (best == of_firsts and len(first) > slavic)
    return best if sure else "cp1252"


def _elected(
    codes: NDArray[np.uint8],
    national: str,
    after_small: NDArray[np.uint8] | None = None,
) -> str | None:
    """Return the encoding whose letters the bytes are, "cp1252" if they disagree.

    None where none of the bytes is such a letter in any encoding. ``after_small``:
    those of them that follow a small letter, where no capital stands.
    """
    counts = np.bincount(codes, minlength=256)
    counts[_QUOTE_OF_WINDOWS] = 0
    votes = {each: int(counts[list(national.encode(each))].sum()) for each in _OLD}
    if after_small is not None:
        capitals = "".join(filter(str.isupper, national))
        small = np.bincount(after_small, minlength=256)
        for each in _OLD:
            votes[each] -= int(small[list(capitals.encode(each))].sum())
    best = max(_OLD, key=lambda each: votes[each])
    if not any(votes.values()):
        return None
    return best if votes[best] >= _VOTES_NEEDED * sum(votes.values()) else "cp1252"


def _begins_a_word(
    before: NDArray[np.uint8], after: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    """Return which bytes stand as Å, Ä and Ö do at the beginning of Swedish words.

    First in a cell or after a blank, before a consonant: "Žarko" and "€uro" are none.
    """
    first = np.isin(before, np.frombuffer(b' \n\r\t,;|"', np.uint8))
    consonants = np.frombuffer(b"bcdfghjklmnpqrstvwxz", np.uint8)
    return np.asarray(first & np.isin(after | 0x20, consonants))


def _is_letter(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    lower = codes | 0x20
    return ((lower >= ord("a")) & (lower <= ord("z"))) | (codes >= 0x80)


def as_cp1252(text: str) -> str:
    r"""Return text with its undecoded bytes read as Windows would; none are left.

    >>> as_cp1252("Omr\udce5det")
    'Området'
    """
    return UNDECODED.sub(
        lambda m: bytes([ord(m.group()) & 0xFF]).decode("cp1252", "replace"), text
    )


def garbled_rows(cells: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the rows that hold text which was once decoded wrongly.

    >>> garbled_rows(pd.DataFrame({"a": ["område", "omrÃ¥de", "Skadeg”relse"]}))
    array([False,  True,  True])
    """
    bad = np.zeros(len(cells), bool)
    for name in cells:
        if not pd.api.types.is_string_dtype(cells[name].dtype):
            continue
        letters_of, _ = letters(arrow_text(cells[name]))
        if letters_of.max(initial=1) < 0x80 and letters_of.min(initial=1) > 0:
            continue
        codes, texts = distinct(cells[name])
        suspect = pc.match_substring_regex(pa.array(texts, pa.large_string()), _SUSPECT)
        found = np.zeros(len(texts) + 1, bool)
        for place in np.flatnonzero(suspect).tolist():
            found[place] = bool(_GARBLED.search(texts[place]))
        bad |= found[codes]
    return bad
