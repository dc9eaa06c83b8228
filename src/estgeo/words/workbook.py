"""Sheets and columns of the workbook: in words, with their codes beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

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


def beside(catalog: Mapping[str, str], code: str, lang: Language) -> str:
    """Return a name with its code in brackets; names of data stay as they are."""
    if code not in catalog:
        return code
    return f"{say(catalog[code], lang)} ({code})"
