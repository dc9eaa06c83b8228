"""What a reading found, why rows were rejected, and the forms to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

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

SHEETS: dict[str, str] = {
    "problems": "workbook-sheets-problems",
    "insatser": "workbook-sheets-insatser",
    "hot_spots": "workbook-sheets-hot-spots",
    "cells": "workbook-sheets-cells",
    "hour_of_week": "workbook-sheets-hour-of-week",
    "by_theme": "workbook-sheets-by-theme",
    "by_area": "workbook-sheets-by-area",
    "all": "workbook-sheets-all",
    "basis": "workbook-sheets-basis",
    "months": "workbook-sheets-months",
    "trends": "workbook-sheets-trends",
    "areas_and_themes": "workbook-sheets-areas-and-themes",
    "follow_up": "workbook-sheets-follow-up",
    "verdicts": "workbook-sheets-verdicts",
    "changed_since": "workbook-sheets-changed-since",
    "who": "workbook-sheets-who",
    "ahead": "workbook-sheets-ahead",
    "patterns": "workbook-sheets-patterns",
    "priorities": "workbook-sheets-priorities",
    "levels": "workbook-sheets-levels",
    "assessment": "workbook-sheets-assessment",
    "indicators": "workbook-sheets-indicators",
    "candidates": "workbook-sheets-candidates",
    "rates": "workbook-sheets-rates",
    "reference": "workbook-sheets-reference",
    "surveys": "workbook-sheets-surveys",
    "consequences": "workbook-sheets-consequences",
    "coordination": "workbook-sheets-coordination",
    "sources": "workbook-sheets-sources",
    "plan": "workbook-sheets-plan",
    "other": "workbook-sheets-other",
    "areas": "workbook-sheets-areas",
    "themes": "workbook-sheets-themes",
}

COLUMNS: dict[str, str] = {
    "zone": "workbook-columns-zone",
    "theme": "workbook-columns-theme",
    "topic": "workbook-columns-topic",
    "hot_topic": "workbook-columns-hot-topic",
    "n": "workbook-columns-n",
    "n_now": "workbook-columns-n-now",
    "n_exact": "workbook-columns-n-exact",
    "n_last": "workbook-columns-n-last",
    "n_before_last": "workbook-columns-n-before-last",
    "n_last_year": "workbook-columns-n-last-year",
    "shown": "workbook-columns-shown",
    "expected": "workbook-columns-expected",
    "usual_low": "workbook-columns-usual-low",
    "usual_high": "workbook-columns-usual-high",
    "ratio": "workbook-columns-ratio",
    "ratio_low": "workbook-columns-ratio-low",
    "ratio_high": "workbook-columns-ratio-high",
    "p_value": "workbook-columns-p-value",
    "q_value": "workbook-columns-q-value",
    "p_adjusted": "workbook-columns-p-adjusted",
    "status": "workbook-columns-status",
    "pattern": "workbook-columns-pattern",
    "pattern_group": "workbook-columns-pattern-group",
    "new": "workbook-columns-new",
    "continues": "workbook-columns-continues",
    "insatser": "workbook-columns-insatser",
    "insats": "workbook-columns-insats",
    "number": "workbook-columns-number",
    "name": "workbook-columns-name",
    "value": "workbook-columns-value",
    "cells": "workbook-columns-cells",
    "cell_id": "workbook-columns-cell-id",
    "gi_bin": "workbook-columns-gi-bin",
    "hot_spot": "workbook-columns-hot-spot",
    "gi_star": "workbook-columns-gi-star",
    "n_neighbors": "workbook-columns-n-neighbors",
    "window_sum": "workbook-columns-window-sum",
    "expected_sum": "workbook-columns-expected-sum",
    "peak_p": "workbook-columns-peak-p",
    "peak_p_adjusted": "workbook-columns-peak-p-adjusted",
    "is_peak": "workbook-columns-is-peak",
    "weight_sum": "workbook-columns-weight-sum",
    "weight_sq_sum": "workbook-columns-weight-sq-sum",
    "stability_weeks": "workbook-columns-stability-weeks",
    "stability_grid": "workbook-columns-stability-grid",
    "stability_sources": "workbook-columns-stability-sources",
    "robust": "workbook-columns-robust",
    "only_with": "workbook-columns-only-with",
    "weekday": "workbook-columns-weekday",
    "hour": "workbook-columns-hour",
    "share": "workbook-columns-share",
    "share_hot": "workbook-columns-share-hot",
    "share_cold": "workbook-columns-share-cold",
    "last_bin": "workbook-columns-last-bin",
    "trend_z": "workbook-columns-trend-z",
    "trend_p": "workbook-columns-trend-p",
    "period": "workbook-columns-period",
    "complete": "workbook-columns-complete",
    "hot_spots": "workbook-columns-hot-spots",
    "severity": "workbook-columns-severity",
    "level": "workbook-columns-level",
    "comment": "workbook-columns-comment",
    "year": "workbook-columns-year",
    "kind": "workbook-columns-kind",
    "start": "workbook-columns-start",
    "verdict": "workbook-columns-verdict",
    "against": "workbook-columns-against",
    "before": "workbook-columns-before",
    "after": "workbook-columns-after",
    "control_before": "workbook-columns-control-before",
    "control_after": "workbook-columns-control-after",
    "change_per_year": "workbook-columns-change-per-year",
    "low": "workbook-columns-low",
    "high": "workbook-columns-high",
    "n_periods": "workbook-columns-n-periods",
    "dispersion": "workbook-columns-dispersion",
    "checks_failed": "workbook-columns-checks-failed",
}

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


def beside(catalog: Mapping[str, str], code: str, lang: Language) -> str:
    """Return a name with its code in brackets; names of data stay as they are."""
    if code not in catalog:
        return code
    return f"{say(catalog[code], lang)} ({code})"
