"""The insats itself: what was done, where and when."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from .._checks import check_choice, check_whole_text, sentence
from .._results import Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ._problem import Problem

# What the group has decided of an insats; "" where its days alone tell.
STATUSES = ("proposed", "decided", "running", "ended")


@dataclass(frozen=True, slots=True)
class Insats(Result):
    """What was done against which problem, where and when.

    Attributes
    ----------
    name : str
        What it is called.
    area : Polygon, MultiPolygon or None
        Where it worked. May be given as a GeoSeries or GeoDataFrame, whose parts are
        joined and whose CRS is kept; a bare geometry is taken to be in the CRS of the
        incidents it is compared with. None: it has no place of its own, such as
        information to parents; it is followed but not evaluated by place.
    start : Timestamp
        First day, by the wall clock; a date, a time or text such as "2018-03-05".
    end : Timestamp or None
        Last day, included; None while it goes on.
    kind : str
        Kind of insats, such as "belysning".
    themes : tuple of str or None
        Themes it was meant to change; None is all.
    crs : CRS or None
        CRS of ``area``.
    responsible : str
        Who answers for it.
    purpose : str
        What it is meant to change, and how.
    hours : str
        At which hours it works, such as "fre-lör 20-02".
    status : {"", "proposed", "decided", "running", "ended"}
        What the group has decided; "" where its days alone tell.
    decided_on : Timestamp or None
        Day of the decision.
    problem : str
        ``id`` of the :class:`Problem` it is meant for.
    id : str
        What tells it from others, whatever it is called.
    more : dict
        What else its file says: {column: value}.

    Raises
    ------
    TypeError
        If the area is no geometry.
    ValueError
        If the area is empty, invalid or no polygon, a day cannot be read, or the end
        comes before the start.

    Examples
    --------
    >>> from shapely.geometry import box
    >>> insats = Insats("Belysning", box(0, 0, 200, 100), "2018-03-05")
    >>> insats.start.date().isoformat(), insats.end, insats.area.area
    ('2018-03-05', None, 20000.0)
    """

    name: str
    area: BaseGeometry | None
    start: pd.Timestamp
    end: pd.Timestamp | None = None
    kind: str = ""
    themes: tuple[str, ...] | None = None
    crs: Any = field(default=None, repr=False)
    responsible: str = field(default="", kw_only=True)
    purpose: str = field(default="", kw_only=True)
    hours: str = field(default="", kw_only=True)
    status: str = field(default="", kw_only=True)
    decided_on: pd.Timestamp | None = field(default=None, kw_only=True)
    problem: str = field(default="", kw_only=True)
    id: str = field(default="", kw_only=True)
    more: Mapping[str, Any] = field(
        default_factory=dict, kw_only=True, repr=False, hash=False
    )

    def __post_init__(self) -> None:
        check_texts(self)
        crs = self.crs if self.crs is not None else getattr(self.area, "crs", None)
        start = as_day("start", self.start)
        end = _day_or_none("end", self.end)
        if end is not None and end < start:
            rule = f"on or after 'start' ({start.date()})"
            raise ValueError(sentence("end", rule, str(end.date())))
        check_choice("status", self.status, ("", *STATUSES))
        values = {
            "area": None if self.area is None else polygon(self.area),
            "crs": crs,
            "start": start,
            "end": end,
            "decided_on": _day_or_none("decided_on", self.decided_on),
            "more": dict(self.more),
            "themes": _themes(self.themes),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def to_frame(self) -> gpd.GeoDataFrame:
        """Return the insats as a GeoDataFrame of one row."""
        texts = ("responsible", "purpose", "hours", "status", "problem", "id")
        row = {
            "name": self.name,
            "start": self.start,
            "end": self.end,
            "kind": self.kind,
            "themes": "; ".join(self.themes or ()),
            **{name: getattr(self, name) for name in texts},
            "decided_on": self.decided_on,
        }
        return gpd.GeoDataFrame([row], geometry=[self.area], crs=self.crs)


def polygon(area: Any) -> BaseGeometry:
    """Return an area as one valid polygon, or raise."""
    if isinstance(area, gpd.GeoDataFrame | gpd.GeoSeries):
        area = area.geometry.union_all()
    rule = "a polygon, a GeoSeries or a GeoDataFrame of polygons"
    if not isinstance(area, BaseGeometry):
        raise TypeError(sentence("area", rule, type(area).__name__))
    if area.geom_type not in {"Polygon", "MultiPolygon"} or area.is_empty:
        got = "an empty geometry" if area.is_empty else area.geom_type
        remedy = "Give points and lines a width first: geometry.buffer(25)."
        raise ValueError(sentence("area", rule, got, remedy))
    if not area.is_valid:
        remedy = (
            "Mend it and look at what changed: "
            'shapely.make_valid(area, method="structure", keep_collapsed=False).'
        )
        raise ValueError(
            sentence("area", "valid", shapely.is_valid_reason(area), remedy)
        )
    return area


def as_day(argument: str, value: Any) -> pd.Timestamp:
    """Return a day by the wall clock."""
    try:
        day = pd.Timestamp(value)
    except (TypeError, ValueError) as error:
        rule = "a day such as '2018-03-05'"
        raise ValueError(sentence(argument, rule, repr(value))) from error
    if pd.isna(day):
        raise ValueError(sentence(argument, "a day such as '2018-03-05'", "nothing"))
    return day.tz_localize(None).normalize()


def _day_or_none(argument: str, value: Any) -> pd.Timestamp | None:
    return None if value is None or pd.isna(value) else as_day(argument, value)


def _themes(themes: str | Sequence[str] | None) -> tuple[str, ...] | None:
    if themes is None:
        return None
    return (themes,) if isinstance(themes, str) else tuple(themes) or None


def check_texts(record: Insats | Problem) -> None:
    """Refuse a record with a text that no file can hold."""
    for each in fields(record):
        check_whole_text(each.name, [getattr(record, each.name)])
