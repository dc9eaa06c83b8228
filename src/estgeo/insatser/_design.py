"""The design of a comparison: windows, ground and rules, kept as a protocol."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from .._checks import check_positive, check_probability, sentence
from .._files import write_text
from .._provenance import MADE_BY
from ..stats._rate_change import WANTED
from ._insats import Insats

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    P = ParamSpec("P")
    T = TypeVar("T")

_FORMAT = "estgeo protocol 1"
_AREAS = ("study_area", "control", "candidates")


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """How an insats is to be compared: windows, ground and rules.

    Best written down before anyone has seen what came after, and kept as a protocol
    (:meth:`save`): :func:`evaluate` says what was then done otherwise.

    Attributes
    ----------
    insats : Insats
        What was done, or will be.
    before : duration, pair of days or "same-season", default "52W"
        Window before the washout; "same-season" is the same calendar weeks a year ago.
    after : duration or pair of days, optional
        Window after; None is to the end of the insats or of the records.
    washout : duration, default "1W"
        Left out on both sides of the start.
    rings : tuple of float, default (300,)
        Outer distances of the rings that are searched for displacement, in metres.
    others : tuple of Insats, default ()
        Other insatser: their areas are cut out of the rings and are no controls.
    study_area : GeoDataFrame, GeoSeries or polygon, optional
        Where reports come from; rings are clipped to it.
    selected_on : duration or pair of days, optional
        The weeks that the area was chosen on; a duration ends at the start.
    control : GeoDataFrame, GeoSeries or polygon, optional
        Areas to compare with, together; clear of the insats area and its rings.
    candidates : GeoDataFrame, optional
        Areas of the same kind where nothing was done. Without ``control`` the most
        alike before are chosen (:func:`matched_control`). They also show how far areas
        drift apart by themselves.
    dispersion : "relative" or float, default "relative"
        Variance-to-mean ratio of the comparison; "relative" estimates it.
    wanted : float, default -0.1
        The change that would be worth having: -0.1 is a fall of 10 %.
    weight : str, optional
        Column whose sums are the outcome, such as "severity"; None is reports.
    confidence : float, default 0.95
        Level of the intervals.
    detectable : float, optional
        The smallest change that would probably be found, as worked out beforehand
        (:func:`detectable_change`, :func:`design_insats`): kept to be read later.
    protocol, protocol_date, protocol_hash : str
        The file it was read from, the day it was written and the SHA-256 of its
        content; "" when it was not.

    Raises
    ------
    TypeError
        If ``insats`` or one of ``others`` is no Insats.
    ValueError
        If ``wanted`` or ``detectable`` is no share between -1 and 0, or ``dispersion``
        or ``confidence`` not as described.

    Examples
    --------
    >>> import tempfile
    >>> from shapely.geometry import box
    >>> from estgeo import Design, Insats
    >>> light = Insats("Belysning", box(0, 0, 100, 100), "2018-01-01")
    >>> design = Design(light, after="26W", wanted=-0.2)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     design.save(folder + "/protocol.json")
    ...     kept = Design.load(folder + "/protocol.json")
    >>> kept.after, kept.wanted, kept.insats.name
    ('26W', -0.2, 'Belysning')
    """

    insats: Insats
    before: Any = field(default="52W", kw_only=True)
    after: Any = field(default=None, kw_only=True)
    washout: Any = field(default="1W", kw_only=True)
    rings: tuple[float, ...] = field(default=(300,), kw_only=True)
    others: tuple[Insats, ...] = field(default=(), kw_only=True)
    study_area: Any = field(default=None, kw_only=True)
    selected_on: Any = field(default=None, kw_only=True)
    control: Any = field(default=None, kw_only=True)
    candidates: Any = field(default=None, kw_only=True)
    dispersion: float | str = field(default="relative", kw_only=True)
    wanted: float = field(default=WANTED, kw_only=True)
    weight: str | None = field(default=None, kw_only=True)
    confidence: float = field(default=0.95, kw_only=True)
    detectable: float | None = field(default=None, kw_only=True)
    protocol: str = field(default="", init=False)
    protocol_date: str = field(default="", init=False)
    protocol_hash: str = field(default="", init=False)

    def __post_init__(self) -> None:
        for argument, value in (("insats", self.insats), *self._others()):
            if not isinstance(value, Insats):
                raise TypeError(sentence(argument, "an Insats", type(value).__name__))
            _check_has_area(argument, value)
        for argument in ("wanted", "detectable"):
            value = getattr(self, argument)
            if argument == "detectable" and value is None:
                continue
            if not (isinstance(value, int | float) and -1 < value < 0):
                rule = "a fall as a share between -1 and 0, such as -0.1"
                raise ValueError(sentence(argument, rule, value))
        check_probability("confidence", self.confidence)
        if isinstance(self.dispersion, str):
            if self.dispersion != "relative":
                remedy = "It is now 'relative'." * (self.dispersion == "history")
                rule, got = "'relative' or a number", repr(self.dispersion)
                raise ValueError(sentence("dispersion", rule, got, remedy))
        else:
            check_positive("dispersion", self.dispersion)
        object.__setattr__(self, "rings", tuple(self.rings))
        object.__setattr__(self, "others", tuple(self.others))

    def _others(self) -> list[tuple[str, Any]]:
        return [("others", other) for other in self.others]

    def save(self, path: str | Path) -> None:
        """Write the design as a protocol: JSON that a reader understands.

        Parameters
        ----------
        path : path
            Where to. A file there is replaced if estgeo wrote it and nobody changed it.
        """
        content: dict[str, Any] = {
            "format": _FORMAT,
            "made_by": MADE_BY,
            "written": date.today().isoformat(),  # noqa: DTZ011  a day on the wall
            "insats": _insats_to_dict(self.insats),
            "others": [_insats_to_dict(other) for other in self.others],
            "rings": list(self.rings),
            "dispersion": self.dispersion,
            "wanted": self.wanted,
            "weight": self.weight,
            "confidence": self.confidence,
            "detectable": self.detectable,
        }
        for name in ("before", "after", "washout", "selected_on"):
            content[name] = _when_to_json(getattr(self, name))
        for name in _AREAS:
            content[name] = _areas_to_dict(name, getattr(self, name))
        text = json.dumps(content, ensure_ascii=False, indent=1)
        write_text(path, text + "\n")

    @classmethod
    def load(cls, path: str | Path) -> Design:
        """Read a protocol that :meth:`save` wrote.

        Parameters
        ----------
        path : path
            The file.

        Returns
        -------
        Design
            What was saved; ``protocol`` is the file's name.

        Raises
        ------
        ValueError
            If the file is no protocol.
        """
        try:
            content = json.loads(Path(path).read_text(encoding="utf-8"))
        except (json.JSONDecodeError, UnicodeDecodeError) as error:
            rule = "a protocol that Design.save wrote"
            raise ValueError(sentence("path", rule, str(path))) from error
        known = isinstance(content, dict) and content.get("format") == _FORMAT
        if not known:
            rule = f"a protocol ({_FORMAT}) that Design.save wrote"
            raise ValueError(sentence("path", rule, str(path)))
        values = {
            one.name: content[one.name]
            for one in fields(cls)
            if one.init and one.name in content
        }
        values["insats"] = _insats_from_dict(values["insats"])
        values["others"] = tuple(map(_insats_from_dict, values["others"]))
        for name in ("before", "after", "selected_on"):
            if isinstance(values[name], list):
                values[name] = tuple(values[name])
        for name in _AREAS:
            values[name] = _areas_from_dict(values[name])
        design = cls(**values)
        stamps = {
            "protocol": Path(path).name,
            "protocol_date": str(content.get("written", "")),
            "protocol_hash": _content_hash(content),
        }
        for name, text in stamps.items():
            object.__setattr__(design, name, text)
        return design


def _content_hash(content: dict[str, Any]) -> str:
    """Return the hash of what a protocol says, however its lines are broken."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _check_has_area(argument: str, insats: Insats) -> None:
    if insats.area is None:
        got = f"{insats.name!r} without one"
        remedy = "Without a place it cannot be evaluated; see follow_up."
        raise ValueError(sentence(argument, "with an area", got, remedy))


def as_design(value: Design | Insats | str | Path) -> Design:
    """Return the design: as it is, the standard one of an insats, or of a protocol."""
    if isinstance(value, Design):
        return value
    if isinstance(value, Insats):
        return Design(value)
    if isinstance(value, str | Path):
        return Design.load(value)
    rule = "a Design, an Insats or the path of a protocol"
    raise TypeError(sentence("design", rule, type(value).__name__))


def now_in_design(
    *names: str, elsewhere: Mapping[str, str]
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function say where the arguments that it had before are given now.

    ``names`` went into the design; ``elsewhere`` says what to do instead of others.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> T:
            for name in kwargs:
                if name in names:
                    given = f"Design(insats, {name}=...)"
                    remedy = f"Write {function.__name__}(incidents, {given}, ...)."
                elif name in elsewhere:
                    remedy = elsewhere[name]
                else:
                    continue
                rule = f"given otherwise in {function.__name__}"
                raise TypeError(sentence(name, rule, "an argument", remedy))
            return function(*args, **kwargs)

        return checked

    return decorate


COLUMNS_ARE_NAMED = "Rename the column of the incidents to {0!r} first."
OLD_COLUMNS = {
    name: COLUMNS_ARE_NAMED.format(name)
    for name in ("start", "theme", "source", "reporter")
} | {"insats": "Write 'design': an Insats, a Design or the path of a protocol."}
MOVED = ("before", "after", "washout", "rings", "others", "study_area", "selected_on")


def _when_to_json(value: Any) -> Any:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [str(pd.Timestamp(day)) for day in value]
    return str(pd.Timedelta(value))


def _crs_text(crs: Any) -> str | None:
    if crs is None:
        return None
    crs = gpd.GeoSeries([], crs=crs).crs
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.to_wkt())


def _insats_to_dict(insats: Insats) -> dict[str, Any]:
    return {
        "name": insats.name,
        "area": shapely.to_wkt(insats.area, rounding_precision=-1),
        "crs": _crs_text(insats.crs),
        "start": str(insats.start),
        "end": None if insats.end is None else str(insats.end),
        "kind": insats.kind,
        "themes": None if insats.themes is None else list(insats.themes),
    }


def _insats_from_dict(values: dict[str, Any]) -> Insats:
    area = shapely.from_wkt(values["area"])
    return Insats(**(values | {"area": area}))


def _areas_to_dict(name: str, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    if isinstance(value, BaseGeometry):
        value = gpd.GeoSeries([value])
    if not isinstance(value, gpd.GeoDataFrame | gpd.GeoSeries):
        rule = "a GeoDataFrame, a GeoSeries or a polygon"
        raise TypeError(sentence(name, rule, type(value).__name__))
    names = value["name"] if "name" in value else pd.Series(value.index)
    return {
        "crs": _crs_text(value.crs),
        "names": [str(one) for one in names],
        "areas": [shapely.to_wkt(one, rounding_precision=-1) for one in value.geometry],
    }


def _areas_from_dict(values: dict[str, Any] | None) -> gpd.GeoDataFrame | None:
    if values is None:
        return None
    return gpd.GeoDataFrame(
        {"name": values["names"]},
        geometry=list(shapely.from_wkt(values["areas"])),
        crs=values["crs"],
    )
