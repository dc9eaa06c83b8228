"""Why a row was rejected or flagged, and what a reading found, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

# Reason code -> (Swedish, English): what is wrong, then what to do.
REASONS: dict[str, str] = {
    "missing_geometry": "reading-reasons-missing-geometry",
    "nonfinite_coordinate": "reading-reasons-nonfinite-coordinate",
    "zero_coordinate": "reading-reasons-zero-coordinate",
    "outside_sweden": "reading-reasons-outside-sweden",
    "outside_study_area": "reading-reasons-outside-study-area",
    "not_a_point": "reading-reasons-not-a-point",
    "multipoint": "reading-reasons-multipoint",
    "bad_number": "reading-reasons-bad-number",
    "ambiguous_number": "reading-reasons-ambiguous-number",
    "missing_time": "reading-reasons-missing-time",
    "bad_time": "reading-reasons-bad-time",
    "ambiguous_date": "reading-reasons-ambiguous-date",
    "nonexistent_time": "reading-reasons-nonexistent-time",
    "time_in_future": "reading-reasons-time-in-future",
    "time_too_old": "reading-reasons-time-too-old",
    "end_before_start": "reading-reasons-end-before-start",
    "interval_too_long": "reading-reasons-interval-too-long",
    "bad_row_width": "reading-reasons-bad-row-width",
    "bad_encoding": "reading-reasons-bad-encoding",
    "formula_without_value": "reading-reasons-formula-without-value",
    "cell_error": "reading-reasons-cell-error",
    "unknown_category": "reading-reasons-unknown-category",
    "duplicate_id": "reading-reasons-duplicate-id",
    "total_row": "reading-reasons-total-row",
    "older_version": "reading-reasons-older-version",
    "unknown_area": "reading-reasons-unknown-area",
    "ambiguous_area": "reading-reasons-ambiguous-area",
    "unknown_address": "reading-reasons-unknown-address",
    "ambiguous_address": "reading-reasons-ambiguous-address",
    "too_long_text": "reading-reasons-too-long-text",
}

# Flag code -> (Swedish, English): the row is kept, but something about it matters.
FLAGS: dict[str, str] = {
    "ambiguous_time": "reading-flags-ambiguous-time",
    "missing_end": "reading-flags-missing-end",
    "long_interval": "reading-flags-long-interval",
    "midnight_as_date": "reading-flags-midnight-as-date",
    "vague_time": "reading-flags-vague-time",
    "heaped_time": "reading-flags-heaped-time",
    "repeated_id": "reading-flags-repeated-id",
    "area_centre": "reading-flags-area-centre",
    "far_from_others": "reading-flags-far-from-others",
    "crowded_point": "reading-flags-crowded-point",
    "single_part": "reading-flags-single-part",
    "dropped_z": "reading-flags-dropped-z",
    "several_categories": "reading-flags-several-categories",
    "missing_category": "reading-flags-missing-category",
    "bad_severity": "reading-flags-bad-severity",
    "bad_reported_at": "reading-flags-bad-reported-at",
    "reported_before_start": "reading-flags-reported-before-start",
    "text_has_personal_id": "reading-flags-text-has-personal-id",
}


def reason_texts(codes: str, lang: Language) -> str:
    """Return the explanation of semicolon-joined reason codes.

    >>> reason_texts("missing_time", "en")
    'There is no time. Fill in at least the date.'
    """
    return " ".join(
        say(f"reading-reasons-{code}", lang) for code in codes.split(";") if code
    )


def told_words(text: str, lang: Language) -> str:
    """Return what stands in the cell that a reason speaks of, as a last sentence.

    >>> told_words("Norrbby", "en")
    ' It says: "Norrbby".'
    """
    if not text:
        return ""
    return say("reading-told", lang, text_60=text[:60])


def note(code: str, value: str, lang: Language) -> str:
    """Return a note of a reading summary.

    >>> note("swapping_helps", "87", "en")
    'Swapping x and y puts 87 % of the outside rows in Sweden.'
    """
    return say(f"reading-notes-{code}", lang, v0=value)


def first_found(row: int, cells: Mapping[str, str], lang: Language) -> str:
    """Return where a reason is met first, and what stands there.

    >>> first_found(4, {"Datum": "32/3 2018"}, "sv"), first_found(2, {"X": ""}, "en")
    ("rad 4: Datum '32/3 2018'", 'row 2: X is empty')
    """
    empty = say("reading-first-found-is-empty", lang)
    said = ", ".join(f"{name} {text!r}" if text else f"{name} {empty}"
                     for name, text in cells.items())  # fmt: skip
    place = f"{say('reading-first-found-row', lang)} {row}"
    return f"{place}: {said}" if said else place


def nothing_read(
    n: int, commonest: str, of: int, where: str, *, others: str, lang: Language
) -> str:
    """Return that no row could be read, the commonest reason first.

    >>> nothing_read(9, "There is no time.", 9, "row 2", others="", lang="en")
    'None of the 9 rows could be read. There is no time. (9 rows, the first row 2.)'
    """
    rows = say("reading-nothing-read-rows", lang, of=of)
    first = say("reading-nothing-read-the-first", lang)
    said = f"{commonest} ({of} {rows}, {first} {where}.){others}"
    return f"{say('reading-nothing-read-none-of-the', lang, n=n)} {said}"


def coded_name(code: str, lang: Language) -> str:
    """Return the explanation of a reason or a flag."""
    return say(REASONS.get(code) or FLAGS[code], lang)
