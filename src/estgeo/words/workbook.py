"""Sheets and columns of the workbook: in words, with their codes beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

Pair = tuple[str, str]

LONGEST = 31  # letters that Excel takes in the name of a sheet
SHEETS: dict[str, Pair] = {
    "problems": ("Problem", "Problems"),
    "insatser": ("Insatser", "Insatser"),
    "hot_spots": ("Hot spots", "Hot spots"),
    "cells": ("Rutor", "Cells"),
    "hour_of_week": ("Veckans timmar", "Hours"),
    "by_theme": ("Per tema", "By theme"),
    "by_area": ("Per område", "By area"),
    "all": ("Alla rader", "All rows"),
    "basis": ("Underlag", "Basis"),
    "months": ("Månader", "Months"),
    "trends": ("Utveckling", "Development"),
    "areas_and_themes": ("Korstabell", "Cross table"),
    "follow_up": ("Uppföljning", "Follow-up"),
    "verdicts": ("Besked", "Verdicts"),
    "changed_since": ("Ändrat", "Changed"),
    "who": ("Rapportörer", "Who reports"),
    "ahead": ("Inför", "Ahead"),
    "patterns": ("Mönster", "Patterns"),
    "priorities": ("Prioritering", "Priorities"),
    "levels": ("Bedömning", "Assessment"),
    "assessment": ("Bedömning", "Assessment"),
    "indicators": ("Indikatorer", "Indicators"),
    "candidates": ("Kandidater", "Candidates"),
    "rates": ("Per invånare", "Per inhabitant"),
    "reference": ("Jämförelsetal", "Reference"),
    "surveys": ("Undersökningar", "Surveys"),
    "consequences": ("Konsekvenser", "Consequences"),
    "coordination": ("Samverkan", "Cooperation"),
    "sources": ("Källor", "Sources"),
    "plan": ("Åtgärdsplan", "Action plan"),
    "other": ("Övrigt", "Other"),
    "areas": ("Områden", "Areas"),
    "themes": ("Teman", "Themes"),
}
COLUMNS: dict[str, Pair] = {
    "zone": ("Område", "Area"),
    "theme": ("Tema", "Theme"),
    "topic": ("Tema", "Theme"),
    "hot_topic": ("Hot spot för tema", "Hot spot of theme"),
    "n": ("Antal", "Count"),
    "n_now": ("Antal i perioden", "Count in the period"),
    "n_exact": ("Antal med säker timme", "Count with a sure hour"),
    "n_last": ("Föregående period", "Last period"),
    "n_before_last": ("Perioden dessförinnan", "Period before last"),
    "n_last_year": ("Samma period året före", "Same period the year before"),
    "shown": ("Visas som", "Shown as"),
    "expected": ("Väntat", "Expected"),
    "usual_low": ("Normalt, från", "Usual, from"),
    "usual_high": ("Normalt, till", "Usual, to"),
    "ratio": ("Kvot till väntat", "Ratio to expected"),
    "ratio_low": ("Kvot, 95 % från", "Ratio, 95 % from"),
    "ratio_high": ("Kvot, 95 % till", "Ratio, 95 % to"),
    "p_value": ("p-värde", "p-value"),
    "q_value": ("p-värde, rättat", "p-value, adjusted"),
    "p_adjusted": ("p-värde, rättat", "p-value, adjusted"),
    "status": ("Bedömning, kod", "Judgement, code"),
    "pattern": ("Mönster, kod", "Pattern, code"),
    "pattern_group": ("Mönstergrupp", "Group of patterns"),
    "new": ("Nytt", "New"),
    "continues": ("Fortsätter", "Continues"),
    "insatser": ("Insatser", "Insatser"),
    "insats": ("Insats", "Insats"),
    "number": ("Nr", "No."),
    "name": ("Namn", "Name"),
    "value": ("Värde", "Value"),
    "cells": ("Rutor", "Cells"),
    "cell_id": ("Ruta", "Cell"),
    "gi_bin": ("Hot spot-klass", "Hot spot class"),
    "hot_spot": ("Hot spot", "Hot spot"),
    "gi_star": ("Gi*, z-värde", "Gi*, z-score"),
    "n_neighbors": ("Rutor intill", "Cells beside"),
    "window_sum": ("Här och intill", "Here and around"),
    "expected_sum": ("Väntat här och intill", "Expected here and around"),
    "peak_p": ("p-värde, topp", "p-value, peak"),
    "peak_p_adjusted": ("p-värde, topp, rättat", "p-value, peak, adjusted"),
    "is_peak": ("Topp", "Peak"),
    "weight_sum": ("Allvarlighet, summa", "Severity, sum"),
    "weight_sq_sum": ("Allvarlighet, kvadratsumma", "Severity, sum of squares"),
    "stability_weeks": ("Andel utan enskilda veckor", "Share without single weeks"),
    "stability_grid": ("Andel på andra rutnät", "Share on other grids"),
    "stability_sources": ("Andel utan enskilda källor", "Share without single sources"),
    "robust": ("Håller", "Holds"),
    "only_with": ("Syns bara med", "Seen only with"),
    "weekday": ("Veckodag, 0 är måndag", "Weekday, 0 is Monday"),
    "hour": ("Timme", "Hour"),
    "share": ("Andel", "Share"),
    "share_hot": ("Andel som hot spot", "Share as hot spot"),
    "share_cold": ("Andel med färre än väntat", "Share with fewer than expected"),
    "last_bin": ("Klass i sista perioden", "Class in the last period"),
    "trend_z": ("Trend, z-värde", "Trend, z-score"),
    "trend_p": ("Trend, p-värde", "Trend, p-value"),
    "period": ("Period", "Period"),
    "complete": ("Hel", "Whole"),
    "hot_spots": ("Hot spots", "Hot spots"),
    "severity": ("Allvarlighet, summa", "Severity, sum"),
    "level": ("Nivå", "Level"),
    "comment": ("Kommentar", "Comment"),
    "year": ("År", "Year"),
    "kind": ("Typ av insats", "Kind"),
    "start": ("Start", "Start"),
    "verdict": ("Slutsats", "Conclusion"),
    "against": ("Jämfört med", "Compared with"),
    "before": ("Antal före", "Count before"),
    "after": ("Antal efter", "Count after"),
    "control_before": ("Jämförelseområdet före", "Control before"),
    "control_after": ("Jämförelseområdet efter", "Control after"),
    "change_per_year": ("Förändring per år", "Change per year"),
    "low": ("95 % från", "95 % from"),
    "high": ("95 % till", "95 % to"),
    "n_periods": ("Perioder", "Periods"),
    "dispersion": ("Spridning", "Dispersion"),
    "checks_failed": ("Förbehåll", "Caveats"),
}


def beside(catalog: Mapping[str, Pair], code: str, lang: Language) -> str:
    """Return a name with its code in brackets; names of data stay as they are."""
    if code not in catalog:
        return code
    return f"{say(catalog[code], lang)} ({code})"
