"""What a near-repeat table says, in running text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._language import number, percent, say

if TYPE_CHECKING:
    import pandas as pd

    from .._columns import Language

# The customary reading of the table (Ratcliffe 2009).
READ_P, READ_RATIO = 0.05, 1.2


def band_words(low: float, high: float, unit: str, lang: Language) -> str:
    """Return the name of a band [low, high): "0–100 m", "samma plats", "28– dagar".

    >>> band_words(0, 0, "m", "sv"), band_words(7, 14, "days", "sv")
    ('samma plats', '7–13 dagar')
    >>> band_words(100, 200, "m", "en"), band_words(0, 1, "days", "en")
    ('100–200 m', 'the same day')
    """
    if unit == "m":
        return _distance_words(low, high, lang)
    if high == float("inf"):
        told = _days(f"{low:g}", low, lang)
        return say("near-repeats-band-at-least", lang, told=told)
    last = high - 1
    if last <= low:
        if low == 0:
            return say("near-repeats-band-the-same-day", lang)
        return _days(f"{low:g}", low, lang)
    return _days(f"{low:g}–{last:g}", 2, lang)


def _distance_words(low: float, high: float, lang: Language) -> str:
    if high == 0:
        return say("near-repeats-distance-the-same-place", lang)
    if high == float("inf"):
        return say("near-repeats-distance-at-least-m", lang, low=f"{low:g}")
    return f"{low:g}–{high:g} m"


def near_repeats_sentence(table: pd.DataFrame, n: int, lang: Language) -> str:
    """Return the strongest finding of a near-repeat table, and how sure it is.

    Parameters
    ----------
    table : DataFrame
        ``NearRepeats.table``.
    n : int
        Incidents behind it.
    lang : {"sv", "en"}
        Language.

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame(
    ...     {
    ...         "distance_from": [0.0],
    ...         "distance_to": [100.0],
    ...         "days_from": [0.0],
    ...         "days_to": [7.0],
    ...         "observed": [24],
    ...         "expected": [10.0],
    ...         "ratio": [2.4],
    ...         "p_value": [0.001],
    ...     }
    ... )
    >>> print(near_repeats_sentence(table, 400, "en"))
    Pairs of incidents 0–100 m and 0–6 days apart are 2.4 times as many as chance
    would give (24 against 10.0; 1 of 1 cell is above chance; 400 incidents).
    """
    found = table[(table["p_value"] <= READ_P) & (table["ratio"] >= READ_RATIO)]
    if found.empty:
        return say("near-repeats-no-sign-of", lang, n=n)
    # The nearest cell first: it is the one that can be acted on.
    best = found.sort_values(["days_from", "distance_from"], kind="stable").iloc[0]
    where = band_words(best["distance_from"], best["distance_to"], "m", lang)
    when = band_words(best["days_from"], best["days_to"], "days", lang)
    same = best["distance_to"] == 0
    times = number(best["ratio"], lang, decimals=1)
    against = number(best["expected"], lang, decimals=1)
    pairs = (
        say("near-repeats-pairs-of-incidents", lang, where=where, when=when)
        if same
        else say("near-repeats-pairs-of-incidents-2", lang, where=where, when=when)
    )
    seen, cells, above = int(best["observed"]), len(table), len(found)
    return say(
        "near-repeats-are-times-as",
        lang,
        pairs=pairs,
        times=times,
        seen=seen,
        against=against,
        above=above,
        cells=cells,
        n=n,
    )


def duplicates_words(pairs: int, of: int, lang: Language) -> str:
    """Return that one event may have been counted as several.

    >>> print(duplicates_words(12, 40, "en").partition(";")[0])
    12 pairs look like one event reported twice or written on several rows
    """
    share = percent(pairs / of, lang)
    return say("near-repeats-duplicates", lang, pairs=pairs, share=share, of=of)


def doubled_words(pairs: int, n: int, lang: Language) -> str:
    """Return that a cluster may be one event written several times.

    >>> print(doubled_words(30, 200, "en").partition(";")[0])
    30 pairs of the 200 incidents look like one event counted twice
    """
    return say("near-repeats-doubled", lang, pairs=pairs, n=n)


def shared_points_words(n: int, n_places: int, lang: Language) -> str:
    """Return that incidents lie on few points, as centres of areas do.

    >>> print(shared_points_words(800, 21, "en").partition(".")[0])
    800 incidents lie on only 21 points
    """
    return say("near-repeats-shared-points", lang, n=n, n_places=n_places)


def _days(text: str, n: float, lang: Language) -> str:
    return say("near-repeats-days", lang, text=text, n=n)
