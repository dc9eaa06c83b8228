"""The tables that a group gives to its lägesbild by the law: read, tested, shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import scipy

from .._checks import sentence
from .._frame_checks import check_frame
from .._language import day, decimal_sign, languages, number, percent, say
from ..insatser._tables import read_tables
from ..words import law as words
from ..words.report import theme_codes, theme_words
from ._page import MOST_ROWS, Table, plain_table

if TYPE_CHECKING:
    from .._columns import Language

# {table: {column: what it may be called}}; the first are needed.
_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "population": {
        "zone": ("område", "area"),
        "population": ("invånare", "befolkning", "folkmängd"),
    },
    "reference": {
        "who": ("vem", "jämförs med", "kommun"),
        "value": ("värde", "per 1 000", "per 1000"),
        "zone": ("område", "area"),
        "theme": ("tema",),
        "year": ("år",),
    },
    "surveys": {
        "question": ("fråga", "mått"),
        "n": ("antal svar", "svar", "answers"),
        "zone": ("område", "area"),
        "year": ("år",),
        "share": ("andel",),
        "percent": ("procent",),
        "mean": ("medelvärde", "index", "nki"),
        "sd": ("standardavvikelse",),
        "design_effect": ("designeffekt",),
    },
    "sources": {
        "source": ("källa",),
        "used": ("används", "användes"),
        "why": ("varför", "begränsningar", "kommentar"),
    },
    "consequences": {
        "zone": ("område", "area"),
        "theme": ("tema",),
        "cost": ("kostnad",),
    },
}
_NEEDED = {
    "population": ("zone", "population"),
    "reference": ("who", "value"),
    "surveys": ("question", "n"),
    "sources": ("source",),
}
_NUMBERS = {
    "population": ("population",),
    "reference": ("value",),
    "surveys": ("n", "share", "percent", "mean", "sd", "design_effect"),
    "consequences": ("cost",),
}
_Z = float(scipy.stats.norm.ppf(0.975))

Tables = Mapping[str, pd.DataFrame]


def law_tables(given: Tables | str | Path | None) -> dict[str, pd.DataFrame]:
    """Return the tables of the group, checked, by the names of the code."""
    if given is None:
        return {}
    if isinstance(given, str | Path):
        read = read_tables(Path(given))
        given = {name: pd.DataFrame(rows) for name, rows in read.items()}
    if not isinstance(given, Mapping):
        rule = "tables by name, or the path of a workbook"
        raise TypeError(sentence("tables", rule, type(given).__name__))
    known = {
        say(key, lang).casefold(): code
        for code, key in words.TABLES.items()
        for lang in languages()
    }
    found = {}
    for name, table in given.items():
        code = known.get(str(name).strip().casefold())
        if code is None:
            rule = f"of {', '.join(say(key, 'sv') for key in words.TABLES.values())}"
            raise ValueError(sentence("tables", rule, repr(name)))
        check_frame(f"tables['{name}']", table)
        found[code] = _checked(code, str(name), table)
    return {code: table for code, table in found.items() if len(table)}


def _checked(code: str, name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the columns of the code; its others stay as they are."""
    names = _NAMES.get(code, {})
    known = {part: own for own, parts in names.items() for part in (own, *parts)}
    plain = {c: known.get(str(c).strip().casefold(), str(c)) for c in table.columns}
    found = table.rename(columns=plain).reset_index(drop=True)
    missing = [one for one in _NEEDED.get(code, ()) if one not in found.columns]
    if missing and len(found):
        wanted = " or ".join((missing[0], *names[missing[0]]))
        got = ", ".join(map(str, table.columns))
        raise ValueError(sentence(f"tables['{name}']", f"with {wanted}", got))
    for column in set(_NUMBERS.get(code, ())) & set(found.columns):
        found[column] = _numbers(name, column, found[column])
    if "theme" in found:
        codes = theme_codes()
        texts = [or_none(one) for one in found["theme"]]
        found["theme"] = [one and codes.get(one.casefold(), one) for one in texts]
    return found


def _numbers(name: str, column: str, values: pd.Series) -> pd.Series:
    texts = values.map(
        lambda x: x if pd.isna(x) or not isinstance(x, str) else _figure(x)
    )
    found = pd.to_numeric(texts, errors="coerce")
    bad = values[found.isna() & values.notna()]
    low = found < 0
    if len(bad) or low.any():
        got = repr(bad.iloc[0] if len(bad) else found[low].iloc[0])
        rule = f"with numbers from 0 in '{column}'"
        raise ValueError(sentence(f"tables['{name}']", rule, got))
    return found


def _figure(text: str) -> str:
    return "".join(text.split()).replace(",", ".").removesuffix("%")


def limits_words(low: float, high: float, lang: Language) -> str:
    told = [number(float(one), lang, decimals=1) for one in (low, high)]
    return words.between(told[0], told[1], lang)


def or_none(value: object) -> str | None:
    return None if value is None or pd.isna(value) or value == "" else str(value)  # type: ignore[call-overload]


def cell_words(value: object, lang: Language) -> str:
    """Return a cell of a table of the group as it is read."""
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, bool | np.bool_):
        return say("law-yes" if value else "law-no", lang)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):
        return f"{value:g}".replace(".", decimal_sign(lang))
    if isinstance(value, pd.Timestamp):
        return day(value.date(), lang)
    return str(value)


def own_table(name: str, table: pd.DataFrame, lang: Language) -> Table:
    """Return a table of the group as it was given."""
    header = [_own_name(str(column), lang) for column in table.columns]
    rows = [tuple(_own_cell(*one, lang) for one in row.items()) for row in _rows(table)]
    caption = say(f"law-captions-{name}", lang)
    shown = rows[:MOST_ROWS]
    return plain_table(caption, header, shown, total=len(rows), lang=lang)


def _rows(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.astype(object).to_dict("records")


def _own_name(column: str, lang: Language) -> str:
    own = {"zone": "report-columns-zone", "theme": "report-columns-topic"}
    pair = own.get(column, words.COLUMNS.get(column))
    return column[:1].upper() + column[1:] if pair is None else say(pair, lang)


def _own_cell(column: object, value: object, lang: Language) -> str:
    if column == "theme" and or_none(value) is not None:
        return theme_words(str(value), lang)
    if column == "cost" and not pd.isna(value):  # type: ignore[call-overload]
        return number(float(str(value)), lang)
    return cell_words(value, lang)


def survey_frame(surveys: pd.DataFrame) -> pd.DataFrame:
    """Return each answer with its limits, and its change since the one before."""
    names = [*_NAMES["surveys"]]
    more = [column for column in surveys if column not in names]
    frame = surveys.reindex(columns=[*names, *more])
    share = frame["share"].astype(float)
    share = share.fillna(frame["percent"].astype(float) / 100)
    if (share > 1).any():
        remedy = "Call the column 'percent' ('procent') if it goes to 100."
        got = f"{share[share > 1].iloc[0]:g}"
        rule = "with a share from 0 to 1"
        raise ValueError(sentence("tables['surveys']", rule, got, remedy))
    effect = frame["design_effect"].astype(float).fillna(1.0).clip(lower=1e-9)
    answers = frame["n"].astype(float) / effect
    mean = frame["mean"].astype(float)
    low, high = wilson(share, answers)
    half = scipy.stats.t.ppf(0.975, np.maximum(answers - 1, 1e-9))
    half = half * frame["sd"].astype(float) / np.sqrt(answers)
    is_mean = share.isna()
    found = frame.assign(
        share=share,
        value=share.where(~is_mean, mean),
        low=pd.Series(low).where(~is_mean, mean - half),
        high=pd.Series(high).where(~is_mean, mean + half),
    ).drop(columns=["percent"])
    return _with_changes(found)


def wilson(share: pd.Series, n: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return Wilson's limits of shares of n answers (95 %).

    >>> import pandas as pd
    >>> low, high = wilson(pd.Series([0.5, 0.0]), pd.Series([100.0, 10.0]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.404, 0.0], [0.596, 0.278])
    """
    z = _Z**2 / n
    center = (share + z / 2) / (1 + z)
    half = np.sqrt(share * (1 - share) * z + z**2 / 4) / (1 + z)
    return (center - half).clip(lower=0.0), (center + half).clip(upper=1.0)


def _with_changes(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the change since the same question and area last time, by Newcombe.

    Means: the limits of both, in the same way, added in squares.
    """
    order = frame.sort_values("year", kind="stable")
    groups = order.groupby(["question", "zone"], dropna=False)
    last = groups[["value", "low", "high"]].shift()
    change = order["value"] - last["value"]
    down = np.hypot(order["value"] - order["low"], last["high"] - last["value"])
    up = np.hypot(order["high"] - order["value"], last["value"] - last["low"])
    return frame.assign(
        change=change, change_low=change - down, change_high=change + up
    )


def survey_table(frame: pd.DataFrame, lang: Language) -> Table:
    names = ("year", "answers", "result", "interval", "change")
    header = [say("law-columns-question", lang), say("report-columns-zone", lang)]
    header += [say(f"law-columns-{name}", lang) for name in names]
    rows = [_survey_row(row, lang) for row in _rows(frame)]
    caption = say("law-captions-surveys", lang)
    return plain_table(caption, header, rows, numeric=(3, 4), lang=lang)


def _survey_row(row: dict[Any, Any], lang: Language) -> tuple[str, ...]:
    is_share = not pd.isna(row["share"])
    value, low, high = (float(row[c]) for c in ("value", "low", "high"))

    def told(x: float) -> str:
        return percent(x, lang) if is_share else number(x, lang, decimals=1)

    change = ""
    if not pd.isna(row["change_low"]):
        limits = float(row["change_low"]), float(row["change_high"])
        change = (
            words.points(*limits, lang) if is_share else limits_words(*limits, lang)
        )
    known = not pd.isna(low)
    return (
        str(row["question"]),
        cell_words(row["zone"], lang) or say("law-whole", lang),
        cell_words(row["year"], lang),
        number(float(row["n"]), lang),
        told(value),
        words.between(told(low), told(high), lang)
        if known
        else say("law-no-spread", lang),
        change,
    )
