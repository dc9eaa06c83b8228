"""An insats on the ground: its area, its rings, its control, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .._checks import sentence
from .._frame_checks import check_columns
from .._language import language, say, template
from ..insatser.effect import Evaluation
from ..words import maps as change_words
from ._cell_layer import CellLayer, Field, MapClass
from ._context import add_context
from ._legend import Section
from ._palettes import Style
from ._ready_made import begin, check_zones, numbers_of

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

    from .._columns import Language
    from ._context import Context
    from ._map import Map

_FILLS = {
    "fewer": Style(fill="#67a9cf", opacity=0.6),
    "more": Style(fill="#ef8a62", opacity=0.6),
    "fewer alone": Style(fill="#d1e5f0", opacity=0.6),
    "more alone": Style(fill="#fddbc7", opacity=0.6),
    "undecided": Style(fill="#d9d9d9", opacity=0.55),
    "reference": Style(fill="#f7f7f7", opacity=0.35),
}
_LINES = {
    "insats": Style(stroke="#111111", weight=2.5),
    "ring": Style(stroke="#111111", weight=1.6, dash="5 4"),
    "control": Style(stroke="#6a51a3", weight=2.2),
    "control ring": Style(stroke="#6a51a3", weight=1.4, dash="2 4"),
}
_COLUMNS = ["role", "name", "before", "after", "ratio", "low", "high", "against"]


def map_evaluation(
    evaluation: Evaluation,
    *,
    context: Context = None,
    title: str | None = None,
    note: str | None = None,
    lang: Language | None = None,
    m: Map | None = None,
) -> Map:
    """Draw the area of an insats, its rings and its control, with what changed.

    Parameters
    ----------
    evaluation : Evaluation
        What ``evaluate`` gives.
    context : GeoDataFrame or {name: GeoDataFrame}, optional
        Your own streets, borders and places.
    title, note : str, optional
        Head of the map; a further line in the key.
    lang : str, optional
        Language of the words.
    m : Map, optional
        Map to draw on instead of a new one.

    Returns
    -------
    Map
        Saves as one HTML file and makes no network request.

    Raises
    ------
    TypeError
        If ``evaluation`` is not an Evaluation.

    Notes
    -----
    The area and the rings get a color only where the whole interval lies on one side of
    no change, and a paler one where there is no control to compare with: a change then
    is a fact about counts, not about the insats. Controls get none: they are what the
    others are compared with. The numbers of the area are those of
    ``evaluation.sentence``.

    Examples
    --------
    >>> import geopandas as gpd, numpy as np, pandas as pd
    >>> import estgeo as eg
    >>> from shapely.geometry import box
    >>> start = pd.date_range("2017-01-01", periods=730, freq="D", tz="UTC")
    >>> incidents = gpd.GeoDataFrame(
    ...     {"start": start}, geometry=gpd.points_from_xy([50.0] * 730, 50.0), crs=3006
    ... )
    >>> guards = eg.Insats("Ordningsvakter", box(0, 0, 100, 100), "2018-01-01")
    >>> found = eg.evaluate(incidents, eg.Design(guards, rings=()))
    >>> page = eg.map_evaluation(found).get_root().render()
    >>> "Före och efter: Ordningsvakter" in page
    True
    """
    lang = language(lang)
    if not isinstance(evaluation, Evaluation):
        got = type(evaluation).__name__
        raise TypeError(sentence("evaluation", "an Evaluation", got))
    check_columns("evaluation", evaluation.zones, _COLUMNS)
    seen = ~evaluation.zones.geometry.is_empty.to_numpy()
    frame = _as_said(check_zones(evaluation.zones.loc[seen], _COLUMNS), evaluation)
    found = template("map-change-evaluation-title", lang)
    named = found.replace("{name}", evaluation.insats.name) if title is None else title
    main = evaluation.main
    totals = change_words.counts_in_days(
        (main.before, main.after), (main.days_before, main.days_after), lang
    )
    page, told = begin(m, named, [totals], lang)
    _add_areas(page, frame, lang)
    alone = not (frame["against"] == "control").any()
    notes = [
        *told,
        say("map-change-evaluation-method", lang),
        say("map-change-alone-method", lang) if alone else "",
        note or "",
    ]
    verdicts = _verdict_key(frame, evaluation.sentence(lang), notes, lang, alone=alone)
    page.add_child(verdicts.call(None, lang))
    page.add_child(_outline_key(frame, lang).call(None, lang))
    add_context(page, context, lang)
    return page


def _verdict_key(
    frame: gpd.GeoDataFrame,
    intro: str,
    notes: list[str],
    lang: Language,
    *,
    alone: bool,
) -> Section:
    """Return the part of the key that says what changed, and how often."""
    verdicts = _verdicts(frame)
    shown = ["fewer alone", "more alone"] if alone else ["fewer", "more"]
    shown.append("undecided")
    return Section(
        say("map-change", lang),
        [
            MapClass(say(f"map-change-verdicts-{each}", lang), _FILLS[each])
            for each in shown
        ],
        [int((verdicts == each).sum()) for each in shown],
        intro=intro,
        unit=say("maps-zones", lang),
        notes=notes,
    )


def _outline_key(frame: gpd.GeoDataFrame, lang: Language) -> Section:
    """Return the part of the key that says which line goes around what."""
    roles = [each for each in _LINES if (frame["role"] == each).any()]
    outlines = [
        MapClass(say(f"map-change-roles-{each}", lang), _LINES[each]) for each in roles
    ]
    return Section(say("map-change-outlines", lang), outlines, shape="line")


def _as_said(frame: gpd.GeoDataFrame, evaluation: Evaluation) -> gpd.GeoDataFrame:
    """Return the areas with days, and the area's numbers those of the sentence."""
    days = evaluation.change
    made = frame.assign(days_before=days.days_before, days_after=days.days_after)
    area = made.index[(made["role"] == "insats").to_numpy()]
    for name in ("before", "after", "ratio", "low", "high", "days_before"):
        made.loc[area, name] = float(getattr(evaluation.main, name))
    return made


def _add_areas(page: Map, frame: gpd.GeoDataFrame, lang: Language) -> None:
    """Draw one layer a role, the widest first, so that each can be pointed at."""
    verdicts = _verdicts(frame)
    for role in reversed(_LINES):
        part = frame.loc[(frame["role"] == role).to_numpy()]
        if not len(part):
            continue
        of_part = verdicts[(frame["role"] == role).to_numpy()]
        kinds = list(_FILLS)
        classes = [
            MapClass("", _both(_FILLS[kind], _LINES[role]), _sentence(role, kind, lang))
            for kind in kinds
        ]
        codes = [kinds.index(each) for each in of_part]
        names = part["name"].astype(object).to_numpy()
        page.add_child(
            CellLayer(
                part.geometry, codes, classes, names=names, fields=_fields(part, lang)
            )
        )


def _verdicts(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    low, high = numbers_of(frame, "low"), numbers_of(frame, "high")
    found = np.where(high < 1, "fewer", np.where(low > 1, "more", "undecided"))
    alone = (frame["against"] == "itself").to_numpy() & (found != "undecided")
    found = np.where(alone, np.char.add(found, " alone"), found)
    tested = frame["role"].isin(["insats", "ring"]).to_numpy()
    return np.where(tested, found, "reference").astype(object)


def _both(fill: Style, line: Style) -> Style:
    return Style(fill.fill, line.stroke, fill.opacity, line.weight, line.dash)


def _sentence(role: str, verdict: str, lang: Language) -> str:
    who = say(f"map-change-roles-{role}", lang)
    return f"{who}. {say(f'map-change-verdicts-{verdict}', lang)}."


def _fields(frame: gpd.GeoDataFrame, lang: Language) -> list[Field]:
    counts = numbers_of(frame, "before"), numbers_of(frame, "after")
    days = numbers_of(frame, "days_before"), numbers_of(frame, "days_after")
    change = [100 * (numbers_of(frame, each) - 1) for each in ("ratio", "low", "high")]
    tested = frame["role"].isin(["insats", "ring"]).to_numpy()
    percent = tuple(
        np.where(tested & np.isfinite(each), each, np.nan) for each in change
    )
    against = [
        say(change_words.AGAINST.get(each, change_words.AGAINST["itself"]), lang)
        if test
        else None
        for each, test in zip(frame["against"], tested, strict=True)
    ]
    return [
        Field(
            template("map-change-before-after-days", lang), (*counts, *days), (0,) * 4
        ),
        Field(template("map-change-change-interval", lang), percent, (0, 0, 0)),
        Field("{0}", (np.array(against, dtype=object),)),
    ]
