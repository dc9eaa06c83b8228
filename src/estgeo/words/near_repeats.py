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
        if high == 0:
            return say(("samma plats", "the same place"), lang)
        if high == float("inf"):
            return say((f"minst {low:g} m", f"at least {low:g} m"), lang)
        return f"{low:g}–{high:g} m"
    if high == float("inf"):
        return say((f"minst {low:g} dagar", f"at least {low:g} days"), lang)
    last = high - 1
    if last <= low:
        return say(
            ("samma dag", "the same day") if low == 0 else _days(f"{low:g}"), lang
        )
    return say(_days(f"{low:g}–{last:g}"), lang)


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
    would give (24 against 10.0; 1 of 1 cells is above chance; 400 incidents).
    """
    found = table[(table["p_value"] <= READ_P) & (table["ratio"] >= READ_RATIO)]
    if found.empty:
        return say(
            (
                f"Inga tecken på upprepning nära i tid och rum bland {n} rapporter.",
                f"No sign of repeats near in time and space among {n} incidents.",
            ),
            lang,
        )
    # The nearest cell first: it is the one that can be acted on.
    best = found.sort_values(["days_from", "distance_from"], kind="stable").iloc[0]
    where = band_words(best["distance_from"], best["distance_to"], "m", lang)
    when = band_words(best["days_from"], best["days_to"], "days", lang)
    same = best["distance_to"] == 0
    times = number(best["ratio"], lang, decimals=1)
    against = number(best["expected"], lang, decimals=1)
    swedish = (
        f"Par av rapporter på {where} med {when} emellan"
        if same
        else f"Par av rapporter med {where} och {when} emellan"
    )
    english = (
        f"Pairs of incidents at {where} and {when} apart"
        if same
        else f"Pairs of incidents {where} and {when} apart"
    )
    seen, cells = int(best["observed"]), len(table)
    verb = ("är", "is" if len(found) == 1 else "are")
    return say(
        (
            f"{swedish} är {times} gånger så många som slumpen ger ({seen} mot "
            f"{against}; {len(found)} av {cells} celler {verb[0]} över slumpen; "
            f"{n} rapporter).",
            f"{english} are {times} times as many as chance would give ({seen} "
            f"against {against}; {len(found)} of {cells} cells {verb[1]} above "
            f"chance; {n} incidents).",
        ),
        lang,
    )


def duplicates_words(pairs: int, of: int, lang: Language) -> str:
    """Return that one event may have been counted as several.

    >>> print(duplicates_words(12, 40, "en").partition(";")[0])
    12 pairs look like one event reported twice or written on several rows
    """
    n, near, share = number(pairs, lang), number(of, lang), percent(pairs / of, lang)
    pair = (
        f"{n} par ser ut som en och samma händelse anmäld två gånger eller skriven på "
        f"flera rader; de är {share} av de {near} par som ligger närmast i tid och "
        "rum. Gå igenom dem (find_duplicates) och låt varje händelse vara med en gång.",
        f"{n} pairs look like one event reported twice or written on several rows; "
        f"they are {share} of the {near} pairs nearest in time and space. Judge them "
        "(find_duplicates) and let each event count once.",
    )
    return say(pair, lang)


def doubled_words(pairs: int, n: int, lang: Language) -> str:
    """Return that a cluster may be one event written several times.

    >>> print(doubled_words(30, 200, "en").partition(";")[0])
    30 pairs of the 200 incidents look like one event counted twice
    """
    few, many = number(pairs, lang), number(n, lang)
    pair = (
        f"{few} par av de {many} rapporterna ser ut som en och samma händelse räknad "
        "två gånger; ett kluster kan då vara en enda händelse. Gå igenom dem "
        "(find_duplicates) och låt varje händelse vara med en gång.",
        f"{few} pairs of the {many} incidents look like one event counted twice; a "
        "cluster may then be a single event. Judge them (find_duplicates) and let each "
        "event count once.",
    )
    return say(pair, lang)


def shared_points_words(n: int, n_places: int, lang: Language) -> str:
    """Return that incidents lie on few points, as centres of areas do.

    >>> print(shared_points_words(800, 21, "en").partition(".")[0])
    800 incidents lie on only 21 points
    """
    count, places = number(n, lang), number(n_places, lang)
    pair = (
        f"{count} rapporter ligger på bara {places} punkter. Det tyder på mittpunkter "
        "för områden eller gator: samma plats betyder då inte samma adress.",
        f"{count} incidents lie on only {places} points. These look like centres of "
        "areas or streets: the same place then does not mean the same address.",
    )
    return say(pair, lang)


def _days(text: str) -> tuple[str, str]:
    return f"{text} dagar", f"{text} days"
