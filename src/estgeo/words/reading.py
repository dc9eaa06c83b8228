"""What a reading found, why rows were rejected, and the forms to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import keys, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

SEVERITIES = (1, 2, 3, 4)

# {role: (kind of answer, whether it must be given)}, in the order of the form.
QUESTIONS: dict[str, tuple[str, bool]] = {
    "start": ("day", True),
    "start_time": ("time", False),
    "category": ("choice", True),
    "severity": ("choice", False),
    "area": ("text", False),
    "address": ("text", False),
    "x": ("number", False),
    "y": ("number", False),
    "source": ("text", False),
    "reporter": ("text", False),
    "comment": ("text", False),
}

Pair = tuple[str, str]

LONGEST = 31  # letters that Excel takes in the name of a sheet

SHEETS = keys(
    "workbook-sheets",
    (
        "problems",
        "insatser",
        "hot_spots",
        "cells",
        "hour_of_week",
        "by_theme",
        "by_area",
        "all",
        "basis",
        "months",
        "trends",
        "areas_and_themes",
        "follow_up",
        "verdicts",
        "changed_since",
        "who",
        "ahead",
        "patterns",
        "priorities",
        "levels",
        "assessment",
        "indicators",
        "candidates",
        "rates",
        "reference",
        "surveys",
        "consequences",
        "coordination",
        "sources",
        "plan",
        "other",
        "areas",
        "themes",
    ),
)

COLUMNS = keys(
    "workbook-columns",
    (
        "zone",
        "theme",
        "topic",
        "hot_topic",
        "n",
        "n_now",
        "n_exact",
        "n_last",
        "n_before_last",
        "n_last_year",
        "shown",
        "expected",
        "usual_low",
        "usual_high",
        "ratio",
        "ratio_low",
        "ratio_high",
        "p_value",
        "q_value",
        "p_adjusted",
        "status",
        "pattern",
        "pattern_group",
        "new",
        "continues",
        "insatser",
        "insats",
        "number",
        "name",
        "value",
        "cells",
        "cell_id",
        "gi_bin",
        "hot_spot",
        "gi_star",
        "n_neighbors",
        "window_sum",
        "expected_sum",
        "peak_p",
        "peak_p_adjusted",
        "is_peak",
        "weight_sum",
        "weight_sq_sum",
        "stability_weeks",
        "stability_grid",
        "stability_sources",
        "robust",
        "only_with",
        "weekday",
        "hour",
        "share",
        "share_hot",
        "share_cold",
        "last_bin",
        "trend_z",
        "trend_p",
        "period",
        "complete",
        "hot_spots",
        "severity",
        "level",
        "comment",
        "year",
        "kind",
        "start",
        "verdict",
        "against",
        "before",
        "after",
        "control_before",
        "control_after",
        "change_per_year",
        "low",
        "high",
        "n_periods",
        "dispersion",
        "checks_failed",
    ),
)

# Reason code -> (Swedish, English): what is wrong, then what to do.
REASONS = keys(
    "reading-reasons",
    (
        "missing_geometry",
        "nonfinite_coordinate",
        "zero_coordinate",
        "outside_sweden",
        "outside_study_area",
        "not_a_point",
        "multipoint",
        "bad_number",
        "ambiguous_number",
        "missing_time",
        "bad_time",
        "ambiguous_date",
        "nonexistent_time",
        "time_in_future",
        "time_too_old",
        "end_before_start",
        "interval_too_long",
        "bad_row_width",
        "bad_encoding",
        "formula_without_value",
        "cell_error",
        "unknown_category",
        "duplicate_id",
        "total_row",
        "older_version",
        "unknown_area",
        "ambiguous_area",
        "unknown_address",
        "ambiguous_address",
        "too_long_text",
    ),
)

# Flag code -> (Swedish, English): the row is kept, but something about it matters.
FLAGS = keys(
    "reading-flags",
    (
        "ambiguous_time",
        "missing_end",
        "long_interval",
        "midnight_as_date",
        "vague_time",
        "heaped_time",
        "repeated_id",
        "area_centre",
        "far_from_others",
        "crowded_point",
        "single_part",
        "dropped_z",
        "several_categories",
        "missing_category",
        "bad_severity",
        "bad_reported_at",
        "reported_before_start",
        "text_has_personal_id",
    ),
)


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


def beside(catalog: Mapping[str, str], code: str, lang: Language) -> str:
    """Return a name with its code in brackets; names of data stay as they are."""
    if code not in catalog:
        return code
    return f"{say(catalog[code], lang)} ({code})"
