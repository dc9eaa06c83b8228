"""The problem itself: what the group knows of it and wants to reach."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._checks import check_choice, check_not_negative
from .._periods import period_kind
from .._results import Result
from ._insats import check_texts, polygon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

# "new" is what a page proposes; the rest is for the group to say.
STATUSES = ("new", "open", "watched", "closed")


@dataclass(frozen=True, slots=True)
class Problem(Result):
    """What the group works against: what, where, how, why, and what is to be reached.

    Attributes
    ----------
    id : str
        What tells it from others from one meeting to the next, such as "P1".
    theme : str
        Theme of its reports; "" where it has none.
    zone : str
        Name of its area among the zones of the page; "" for the whole place.
    area : Polygon, MultiPolygon or None
        Where it is, if that is no zone. A GeoSeries or GeoDataFrame keeps its CRS.
    what, how, cause : str
        What happens, how it is done, and the likely causes.
    goal : str
        What is to be reached, in words.
    target : float or None
        The most reports a period with which the goal is reached.
    level : str or float
        The group's own judgement of it; "" where there is none.
    since : str
        Label of the period in which it was first listed, such as "2018-W10".
    status : {"new", "open", "watched", "closed"}
        "new": proposed by a page; "watched": nothing is done, but it is followed.
    priority : str
        Such as "1"; the order in which the group takes them.
    more : dict
        What else its file says: {column: value}.
    crs : CRS or None
        CRS of ``area``.

    Raises
    ------
    TypeError
        If the area is no geometry, or the target no number.
    ValueError
        If there is no id, or an area, period, status or target cannot be read.

    Examples
    --------
    >>> import estgeo as eg
    >>> problem = eg.Problem("P1", "narkotika", "Centrum", since="2018-W10", target=3)
    >>> problem.status, problem.target
    ('new', 3.0)
    """

    id: str
    theme: str = ""
    zone: str = ""
    area: BaseGeometry | None = field(default=None, kw_only=True)
    what: str = field(default="", kw_only=True)
    how: str = field(default="", kw_only=True)
    cause: str = field(default="", kw_only=True)
    goal: str = field(default="", kw_only=True)
    target: float | None = field(default=None, kw_only=True)
    level: str | float = field(default="", kw_only=True)
    since: str = field(default="", kw_only=True)
    status: str = field(default="new", kw_only=True)
    priority: str = field(default="", kw_only=True)
    more: Mapping[str, Any] = field(
        default_factory=dict, kw_only=True, repr=False, hash=False
    )
    crs: Any = field(default=None, repr=False, kw_only=True)

    def __post_init__(self) -> None:
        check_texts(self)
        check_choice("status", self.status, STATUSES)
        if not str(self.id).strip():
            check_choice("id", self.id, ("a text that tells it from others",))
        if self.since:
            period_kind(self.since)
        crs = self.crs if self.crs is not None else getattr(self.area, "crs", None)
        target = self.target
        if target is not None:
            missing = bool(pd.isna(target))
            target = None if missing else check_not_negative("target", target)
        values = {
            "id": str(self.id).strip(),
            "area": None if self.area is None else polygon(self.area),
            "crs": crs,
            "target": target,
            "level": number_or_word(self.level),
            "more": dict(self.more),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def is_open(self) -> bool:
        """Return whether it is still followed."""
        return self.status != "closed"


def number_or_word(level: Any) -> str | float:
    """Return a level as a number where it is one, however it was written."""
    if level is None or (not isinstance(level, str) and pd.isna(level)):
        return ""
    try:
        return float(str(level).strip().replace(",", "."))
    except ValueError:
        return str(level).strip()
