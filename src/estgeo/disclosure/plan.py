"""All that will be published in a year, protected together before any of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .._checks import check_choice, check_whole, sentence
from .._frame_checks import (
    check_columns,
    check_geoframe,
    check_points,
    check_polygons,
    check_projected,
    check_times,
    crs_name,
    in_crs_of,
)
from .._language import language
from .._periods import months_in, period_labels, period_range
from .._provenance import Provenance
from .._zone_names import place_in_areas, zone_names
from ..space_time._locating import make_locator
from ..stats.balanced_draw import draw_balanced
from ..words import disclosure as words
from ._ledger import Drawn, Ledger, ask_for_key
from ._protect import join_small, suppressed_year
from ._public_table import PublicTable, sealed_table
from ._public_terms import (
    closed_topics,
    refuse_made_of_reports,
    refuse_personal,
    topics_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from .._columns import Language

    Ints = NDArray[np.int64]

PlanMethod = Literal["balanced-draw", "suppress"]
PLAN_METHODS: tuple[PlanMethod, ...] = ("balanced-draw", "suppress")
LEAST_DWELLINGS = 8  # as police.uk asks of its map points
BY = ("zone", "topic", "both")


@dataclass(frozen=True, slots=True, repr=False)
class ReleasePlan:
    """What will be shown of every period, area and topic of a year.

    Made by :func:`release_plan`; pages and tables are drawn from it.

    Attributes
    ----------
    zones : GeoDataFrame
        The areas, indexed by their name.
    topics : tuple of str
        The topics, "övrigt" last.
    periods : tuple of str
        The periods that can be published.
    k : int
        Counts from 0 to ``k - 1`` are protected.
    method : {"balanced-draw", "suppress"}
        How.
    late : DataFrame
        For the group only, never for the page: ``period`` (month) and ``n``, reports
        that came after their month was published. They are not in it.
    note : str
        How small numbers were protected, as said on every page.
    lang : str
        Language of the texts.
    provenance : Provenance
        What made it.
    shown : dict of array
        By period, areas by topics with the sums last; NaN where no number is shown.
    drawn : Drawn or None
        The months as the ledger keeps them.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> plan = eg.release_plan(
    ...     town.incidents,
    ...     town.zones,
    ...     topics=["skadegörelse", "brand"],
    ...     periods=["2018-01", "2018-02"],
    ... )
    >>> plan
    <ReleasePlan 2 periods, 5 zones, 3 topics, k = 5, balanced-draw>
    >>> bool((plan.to_frame()["n"].dropna() % 5 == 0).all())
    True
    """

    zones: gpd.GeoDataFrame
    topics: tuple[str, ...]
    periods: tuple[str, ...]
    k: int
    method: PlanMethod
    late: pd.DataFrame
    note: str
    lang: Language
    provenance: Provenance
    shown: dict[str, NDArray[np.float64]] = field(repr=False)
    drawn: Drawn | None = field(repr=False)

    def __repr__(self) -> str:
        """Return what it covers."""
        return (
            f"<ReleasePlan {len(self.periods)} periods, {len(self.zones)} zones, "
            f"{len(self.topics)} topics, k = {self.k}, {self.method}>"
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row a number that will be shown.

        Returns
        -------
        DataFrame
            ``period``, ``zone`` (None: all areas), ``topic`` (None: all topics), ``n``
            (NaN where none is shown) and ``shown`` (text).
        """
        zones, topics = [*self.zones.index, None], [*self.topics, None]
        parts = []
        for period in self.periods:
            n = self.shown[period]
            part = pd.DataFrame(
                {"zone": np.repeat(np.array(zones, object), len(topics))}
            )
            part["topic"] = np.tile(np.array(topics, object), len(zones))
            part["n"] = n.ravel()
            part.insert(0, "period", period)
            parts.append(part)
        frame = pd.concat(parts, ignore_index=True)
        return frame.assign(shown=self._texts(frame["n"]))

    def table(
        self, period: str, *, by: Literal["zone", "topic", "both"] = "zone"
    ) -> PublicTable:
        """Return the table of one period: by zone, by topic, or by both."""
        check_choice("by", by, BY)
        if period not in self.shown:
            rule = "one of the plan's periods"
            remedy = f"They are {', '.join(self.periods)}."
            raise ValueError(sentence("period", rule, repr(period), remedy))
        names = ("zone", "topic") if by == "both" else (by,)
        wanted = self.to_frame().query("period == @period").drop(columns="period")
        for name in {"zone", "topic"} - set(names):
            wanted = wanted[wanted[name].isna()].drop(columns=name)
        inner = wanted[list(names)].notna().all(axis=1)
        wanted = wanted.assign(low=wanted["n"], high=wanted["n"], rate=np.nan)
        wanted["low"] = wanted["low"].fillna(0)
        total = words.total(self.lang)
        wanted[list(names)] = wanted[list(names)].fillna(total)
        wanted = wanted[[*names, "n", "low", "high", "shown", "rate"]]
        return sealed_table(
            cells=self._placed(wanted[inner].reset_index(drop=True), names),
            totals=wanted[~inner].reset_index(drop=True),
            by=names,
            period=period,
            k=self.k,
            method=self.method,
            note=self.note,
            provenance=self.provenance,
        )

    def _placed(self, frame: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
        if "zone" not in names:
            return frame
        shapes = self.zones.geometry.loc[frame["zone"]].to_numpy()
        placed: pd.DataFrame = gpd.GeoDataFrame(
            frame, geometry=shapes, crs=self.zones.crs
        )
        return placed

    def _texts(self, n: pd.Series) -> list[str]:
        unknown = words.few if self.method == "balanced-draw" else words.hidden
        return [
            unknown(self.lang)
            if np.isnan(value)
            else words.shown_range(value, value, self.lang)
            for value in n
        ]


def release_plan(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    topics: Sequence[str],
    periods: Sequence[str],
    k: int = 5,
    method: PlanMethod = "balanced-draw",
    dwellings: str | None = None,
    never_public: Sequence[str] = (),
    ledger: str | Path | None = None,
    lang: Language | None = None,
) -> ReleasePlan:
    """Protect everything that will be published in a year, before the first goes out.

    A table that is safe by itself is not safe beside the tables of other months,
    quarters and topics. Here all of them come from one protected set of numbers.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points with ``start`` (time-zone-aware), and ``theme`` or ``category``. Reports
        of something good (``is_positive``) are left out.
    zones : GeoDataFrame
        Areas that were drawn without the reports; polygons that do not overlap.
    topics : sequence of str
        The fixed list of topics, those without reports too. A report has the topic
        that its theme, or else its category, is called; all others are "övrigt".
    periods : sequence of str
        Labels of whole months, quarters, tertials, half-years or years.
    k : int, default 5
        Counts from 0 to ``k - 1`` are protected.
    method : {"balanced-draw", "suppress"}, default "balanced-draw"
        "balanced-draw": every k-th report is drawn and stands for k, so that each area,
        topic and period comes close to its true count. Whatever is laid beside what,
        no count is pinned down to fewer than k values. "suppress": exact counts, and
        all tables hidden together so far that no small one can be worked out; only for
        a year that is over, since the numbers of all periods must be known.
    dwellings : str, optional
        Column of ``zones``: number of dwellings. Areas with fewer than 8, but some,
        are joined with the neighbor they border most on.
    never_public : sequence of str, default ()
        Themes or categories that are left out altogether, also from "övrigt" and from
        the totals.
    ledger : path, optional
        The ledger of releases. What it holds already stands as it was published.
    lang : str, optional
        Language of the texts.

    Returns
    -------
    ReleasePlan
        ``to_frame()``, ``table(period, by=...)``, and ``plan=`` of
        :func:`public_lagesbild`.

    Raises
    ------
    ValueError
        If a period is shorter than a month, a topic or area looks like personal data,
        or the areas are made of the reports.

    Notes
    -----
    The draw [1]_ is over single reports, so it holds against someone who knows
    all reports of one organization, too. Months of a year are drawn one after another,
    each balancing the errors of those before it, so a quarter or a year is no further
    from the truth than a month. The draw follows from the counts and a secret: that of
    the ledger, or without one the reports' own times. Keep a ledger: it holds what
    was drawn, so that a report that comes late changes nothing that was published. Late
    reports are caught up by the draws of the months that follow.

    References
    ----------
    .. [1] Cox, L. H. (1987). A constructive procedure for unbiased controlled rounding.
       Journal of the American Statistical Association 82(398), 520-524.
       https://doi.org/10.1080/01621459.1987.10478455

    Examples
    --------
    Months add up to the quarter, areas and topics to the same total:

    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> plan = eg.release_plan(
    ...     town.incidents,
    ...     town.zones,
    ...     topics=["skadegörelse", "brand"],
    ...     periods=["2018-01", "2018-02", "2018-03", "2018-Q1"],
    ... )
    >>> total = plan.to_frame().query("zone.isna() and topic.isna()")["n"].to_list()
    >>> total[3] == sum(total[:3])
    True
    """
    k = check_whole("k", k, at_least=2)
    check_choice("method", method, PLAN_METHODS)
    lang = language(lang)
    check_projected("incidents", incidents)
    check_points("incidents", incidents[incidents.geometry.notna()])
    check_times("incidents", incidents, "start")
    months = months_of(periods)
    areas = _areas(incidents, zones, dwellings)
    listed = closed_topics(topics, incidents, months[-1][:4], k)
    where = _where(incidents, areas, listed, months, never_public)
    counts = _counted(where, (len(months), len(areas), len(listed)))
    drawn, late = None, np.zeros(len(months), dtype=np.int64)
    if method == "balanced-draw":
        drawn, late = _draw(where, counts, (areas, listed, months, k), ledger)
        base = drawn.array(months)
        shown = {p: _with_sums(base[_rows(months, p)].sum(axis=0)) for p in periods}
        shown = {p: np.where(n > 0, n, np.nan) for p, n in shown.items()}
    else:
        exact = {p: _with_sums(counts[_rows(months, p)].sum(axis=0)) for p in periods}
        shown = suppressed_year(exact, {p: _rows(months, p) for p in periods}, k)
    return ReleasePlan(
        zones=areas,
        topics=listed,
        periods=tuple(periods),
        k=k,
        method=method,
        late=pd.DataFrame({"period": months, "n": late}),
        note=words.note(method, k, lang),
        lang=lang,
        provenance=_provenance(k, method, periods, areas, lang),
        shown=shown,
        drawn=drawn,
    )


def months_of(periods: Sequence[str]) -> list[str]:
    """Return the months that the periods need: from January, so that errors balance.

    >>> months_of(["2018-Q1", "2018-03"])
    ['2018-01', '2018-02', '2018-03']
    """
    if isinstance(periods, str) or not len(periods):
        rule = "a list of periods"
        raise ValueError(sentence("periods", rule, repr(periods)))
    for label in periods:
        if not months_in(label):
            remedy = "Publish the month, the quarter, the tertial or the year."
            raise ValueError(sentence("periods", "months or longer", label, remedy))
    needed = sorted({month for label in periods for month in months_in(label)})
    return period_range(f"{needed[0][:4]}-01", needed[-1])


def _rows(months: list[str], period: str) -> list[int]:
    own = set(months_in(period))
    return [at for at, month in enumerate(months) if month in own]


def _areas(
    incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, dwellings: str | None
) -> gpd.GeoDataFrame:
    check_geoframe("zones", zones)
    check_polygons("zones", zones)
    placed = in_crs_of("zones", zones, incidents)
    refuse_made_of_reports(placed, incidents)
    names = pd.Index(zone_names(zones).to_numpy(), name="zone")
    refuse_personal("zones", list(names), only_certain=True)
    if not names.is_unique:
        again = str(names[names.duplicated()][0])
        raise ValueError(sentence("zones", "named each by its own name", again))
    named = gpd.GeoDataFrame(
        geometry=shapely.normalize(placed.geometry.to_numpy()),
        index=names,
        crs=placed.crs,
    ).sort_index()
    if dwellings is None:
        return named
    check_columns("zones", zones, [dwellings])
    homes = pd.Series(zones[dwellings].to_numpy(float), index=names)
    return join_small(named, homes.loc[named.index].to_numpy(), LEAST_DWELLINGS)


def _where(
    incidents: gpd.GeoDataFrame,
    areas: gpd.GeoDataFrame,
    topics: tuple[str, ...],
    months: list[str],
    never_public: Sequence[str],
) -> Ints:
    """Return (month, zone, topic, time) of every report that counts, sorted."""
    placed = place_in_areas("incidents", incidents, areas)
    placed = placed[placed.geometry.notna() & placed["start"].notna()]
    if "is_positive" in placed:
        good = placed["is_positive"].astype("boolean").fillna(value=False)
        placed = placed[~good.astype(bool)]
    topic = topics_of(placed, topics, never_public)
    labels = pd.Index(period_labels(placed["start"], "month"))
    month = pd.Index(months).get_indexer(labels)
    zone = make_locator(areas).locate(
        placed.geometry.x.to_numpy(), placed.geometry.y.to_numpy()
    )
    moment = placed["start"].to_numpy("datetime64[ns]").astype(np.int64)
    found = np.column_stack([month, zone, topic, moment]).astype(np.int64)
    found = found[(found[:, :3] >= 0).all(axis=1)]
    return found[np.lexsort(found.T[::-1])]


def _counted(where: Ints, shape: tuple[int, int, int]) -> Ints:
    counts = np.zeros(shape, dtype=np.int64)
    np.add.at(counts, tuple(where[:, :3].T), 1)
    return counts


def _draw(
    where: Ints,
    counts: Ints,
    frame: tuple[gpd.GeoDataFrame, tuple[str, ...], list[str], int],
    ledger: str | Path | None,
) -> tuple[Drawn, Ints]:
    """Return the drawn months, as the ledger has them, and how many are late."""
    areas, topics, months, k = frame
    book = None if ledger is None else Ledger(ledger)
    key = b"" if book is None else ask_for_key(book)
    asked = Drawn.of(areas, topics, k)
    stands = asked if book is None else book.drawn_before(asked)
    base = np.zeros_like(counts)
    late = np.zeros(len(months), dtype=np.int64)
    data = {}
    for at, month in enumerate(months):
        same_year = [i for i in range(at) if months[i][:4] == month[:4]]
        if month in stands.months:
            base[at] = stands.array([month])[0]
            late[at] = max(int(counts[at].sum()) - stands.counted[month], 0)
            continue
        data[month] = int(counts[at].sum())
        past = (base[same_year] - counts[same_year]).sum(axis=0)
        seen = where[np.isin(where[:, 0], [*same_year, at])]
        digest = hashlib.sha256(key + month.encode() + seen.tobytes()).digest()
        rng = np.random.default_rng(int.from_bytes(digest, "big"))
        base[at] = drawn_month(counts[at], past, k, rng)
    fresh = {month: base[at] for at, month in enumerate(months) if month in data}
    return stands.with_months(fresh, data), late


def drawn_month(
    counts: Ints, past: NDArray[np.int64], k: int, rng: np.random.Generator
) -> Ints:
    """Return what is shown of one month: drawn reports times ``k``.

    ``past`` is how far the months before it, shown less true, went wrong.
    """
    n_zones, n_topics = counts.shape
    zone, topic = (
        np.repeat(at.ravel(), counts.ravel()) for at in np.indices(counts.shape)
    )
    cell, whole = zone * n_topics + topic, np.zeros(len(zone), dtype=np.int64)
    members = [(zone, n_zones), (topic, n_topics), (whole, 1), (cell, counts.size)]
    columns, start = [], 0
    for _ in ("this month", "the year so far"):
        for numbers, size in members:
            columns.append(numbers + start)
            start += size
    now = np.zeros(n_zones + n_topics + 1 + counts.size)
    before = [past.sum(axis=1), past.sum(axis=0), [past.sum()], past.ravel()]
    drawn = draw_balanced(
        np.column_stack(columns), k, errors=np.concatenate([now, *before]), rng=rng
    )
    shown = np.zeros_like(counts)
    np.add.at(shown, (zone[drawn], topic[drawn]), k)
    return shown


def _with_sums(n: Ints) -> NDArray[np.float64]:
    """Return a table of zones by topics with the sums as last row and column."""
    wide = np.vstack([n, n.sum(axis=0)])
    return np.column_stack([wide, wide.sum(axis=1)]).astype(float)


def _provenance(
    k: int, method: str, periods: Sequence[str], areas: gpd.GeoDataFrame, lang: str
) -> Provenance:
    return Provenance(
        function="release_plan",
        parameters={
            "k": k,
            "method": method,
            "periods": list(periods),
            "lang": lang,
            "per": 1000,
        },
        crs=crs_name(areas.crs),
    )
