"""The lägesbild for everyone: protected numbers, a map of them, and nothing else.

Only counts of whole areas and of topics from a fixed list, all from one
:class:`estgeo.ReleasePlan`, so that no two pages of a year tell more than one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely

from .._checks import sentence
from .._files import saving, stamp
from .._frame_checks import check_times
from .._language import language, say
from .._periods import period_bounds
from .._provenance import MADE_BY
from .._spans import data_span
from .._version import __version__
from ..disclosure._ledger import Ledger, enter_drawn
from ..disclosure.leaks import find_leaks
from ..disclosure.plan import PlanMethod, ReleasePlan, release_plan
from ..maps.counts import map_counts
from ..words import report as basis_words
from ..words import report as words
from ..words._periods import period_words
from ..words.report import subtitle, theme_words, title
from ._basis import form_of
from ._document import FILES, render, write_files
from ._page import Form, Header, MapFrame, Paragraph, Picture, Section, plain_table
from ._pictures import map_frame, still_page
from ._study import check_period_has_data

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

    from .._columns import Language
    from .._provenance import Provenance
    from ..disclosure.public_table import PublicTable
    from ._page import Table

LEDGER = "estgeo-ledger.jsonl"


@dataclass(frozen=True, slots=True, repr=False)
class PublicLagesbild:
    """A lägesbild for everyone, made by :func:`public_lagesbild`.

    Attributes
    ----------
    period : str
        Label of the period.
    lang : str
        Language of the page.
    tables : dict of DataFrame
        The numbers on the page, one frame a sheet of the workbook.
    layers : dict of GeoDataFrame
        The areas of the map.
    html : str
        The page: one file that needs nothing else and makes no request.
    plan : ReleasePlan
        Where all numbers come from.
    provenance : Provenance
        What made it.
    ledger : Path or None
        The ledger that the months were drawn from.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> page = eg.public_lagesbild(
    ...     town.incidents,
    ...     town.zones,
    ...     period="2018-01",
    ...     topics=["skadegörelse", "brand"],
    ... )
    >>> page
    <PublicLagesbild 2018-01, 5 zones, 3 topics>
    """

    period: str
    lang: Language
    tables: Mapping[str, pd.DataFrame]
    layers: Mapping[str, gpd.GeoDataFrame]
    html: str = field(repr=False)
    plan: ReleasePlan
    provenance: Provenance
    ledger: Path | None

    def __repr__(self) -> str:
        """Return what it is of."""
        zones, topics = len(self.plan.zones), len(self.plan.topics)
        return f"<PublicLagesbild {self.period}, {zones} zones, {topics} topics>"

    def to_frame(self) -> pd.DataFrame:
        """Return the numbers of the page; ``zone`` or ``topic`` None: the whole."""
        frame = self.plan.to_frame()
        return frame[frame["period"] == self.period].reset_index(drop=True)

    def save(
        self, folder: str | Path, *, ledger: str | Path | None = None, why: str = ""
    ) -> Path:
        """Write page, workbook and layers, and enter the page in the ledger.

        Parameters
        ----------
        folder : path
            Made when it is not there. Only what is for everyone goes there: a folder
            with internal files is refused. Files of these names are replaced if
            estgeo wrote them and nobody changed them since.
        ledger : path, optional
            By default that of :func:`public_lagesbild`, else
            ``estgeo-ledger.jsonl`` beside ``folder``. It is kept inside.
        why : str, default ""
            What the page is for, as the ledger keeps it.

        Returns
        -------
        Path
            The page, ``folder/index.html``.

        Raises
        ------
        ValueError
            If the ledger holds another draw of the same months, or lies in the folder.
        OSError
            If a file there is not estgeo's or was changed, if the folder holds
            internal files, or cannot be written. All files are then as before.
        """
        target = Path(folder)
        book = Ledger(ledger or self.ledger or target.absolute().parent / LEDGER)
        if target.resolve() in book.path.resolve().parents:
            remedy = "It holds the secret of the draw: keep it inside."
            raise ValueError(
                sentence("ledger", "outside the folder", str(book.path), remedy)
            )
        with saving(target, *FILES, audience="public") as draft:
            write_files(draft, self)
            self._enter(book, target, why)
            with book.opened() as lines:
                stamp(draft / FILES[0], lines.stamp())
        return target / FILES[0]

    def _enter(self, book: Ledger, target: Path, why: str) -> None:
        asked = {"name": target.name, "period": self.period, "why": why}
        with book.opened() as lines:
            book.refuse_older(lines, target, is_only_one=True)
            if self.plan.drawn is not None:
                enter_drawn(lines, self.plan.drawn, **asked)
        if self.plan.drawn is None:
            _enter_tables(book, self.plan, **asked)


def public_lagesbild(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    period: str,
    topics: Sequence[str],
    plan: ReleasePlan | None = None,
    ledger: str | Path | None = None,
    k: int = 5,
    method: PlanMethod = "balanced-draw",
    dwellings: str | None = None,
    lang: Language | None = None,
) -> PublicLagesbild:
    """Make the lägesbild for everyone of a month, quarter, tertial or year.

    Parameters
    ----------
    incidents : GeoDataFrame
        Points in a projected CRS with ``start`` (time-zone-aware) and ``theme`` or
        ``category``.
    zones : GeoDataFrame
        Areas drawn without the reports, such as districts or DeSO; not a hull or a box
        round the reports.
    period : str
        "2018-03", "2018-Q1", "2018-T1" or "2018".
    topics : sequence of str
        The fixed list of topics, the same on every page, those without reports too.
        Reports of other topics are "övrigt".
    plan : ReleasePlan, optional
        What :func:`release_plan` made of the year; then ``k``, ``method``,
        ``dwellings``, ``zones`` and ``topics`` are the plan's.
    ledger : path, optional
        The :class:`Ledger` of what was published. Months that it holds are shown as
        they stand there.
    k : int, default 5
        Counts from 0 to ``k - 1`` are protected.
    method : {"balanced-draw", "suppress"}, default "balanced-draw"
        See :func:`release_plan`.
    dwellings : str, optional
        Column of ``zones``: areas with fewer than 8 dwellings, but some, are joined
        with a neighbor.
    lang : str, optional
        Language of the page.

    Returns
    -------
    PublicLagesbild
        ``.save(folder)`` writes page, workbook and layers, and enters the ledger.

    Raises
    ------
    ValueError
        If the period is shorter than a month or outside the reports' time, the areas
        are made of the reports, a topic looks like personal data, or a trace of a
        report is found in what was made.

    Notes
    -----
    How the numbers are protected, and against whom, is told on the page of methods
    [1]_ together with what was measured.

    References
    ----------
    .. [1] "What can be spread" in the documentation, after Fellegi, I. P. (1975).
       Controlled random rounding. Survey Methodology 1(2).

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=30, rng=2018)
    >>> page = eg.public_lagesbild(
    ...     town.incidents,
    ...     town.zones,
    ...     period="2018-01",
    ...     topics=["skadegörelse", "brand", "tillgrepp"],
    ...     lang="en",
    ... )
    >>> sorted(page.tables), sorted(page.layers)
    (['areas', 'areas_and_themes', 'note', 'themes'], ['areas'])
    """
    lang = language(lang)
    check_times("incidents", incidents, "start")
    if plan is None:
        bounds = period_bounds(period, str(incidents["start"].dt.tz))
        check_period_has_data(period, bounds, data_span(incidents["start"]))
        plan = release_plan(
            incidents,
            zones,
            topics=topics,
            periods=[period],
            k=k,
            method=method,
            dwellings=dwellings,
            ledger=ledger,
            lang=lang,
        )
    joined = len(zones) - len(plan.zones)
    page = _page(plan, period, joined, lang, None if ledger is None else Path(ledger))
    _raise_for_leaks(page, incidents, plan.zones)
    return page


def _page(
    plan: ReleasePlan, period: str, joined: int, lang: Language, ledger: Path | None
) -> PublicLagesbild:
    areas, topics = plan.table(period), plan.table(period, by="topic")
    said = [plan.note, words.how(plan.k, plan.method, joined, lang)]
    tables = {
        "areas": areas.to_frame().drop(columns="geometry"),
        "themes": topics.to_frame(),
        "areas_and_themes": plan.table(period, by="both").to_frame(),
        # The sheet that a public table's own workbook has, too.
        "note": pd.DataFrame({"note": [*said, period, MADE_BY]}),
    }
    tables["areas_and_themes"] = tables["areas_and_themes"].drop(columns="geometry")
    header = Header(
        title=title(period, "", lang),
        subtitle=subtitle(period, lang),
        stamp=say("public-stamp", lang),
        facts=(),
        warnings=(),
        form=Form(form_of(lang).items[:1]),
        made_by=basis_words.made_by(__version__, lang),
        foot=period_words(period, lang),
        language=lang,
    )
    total = str(areas.totals["shown"].iloc[-1])
    sections = (
        Section(
            "summary",
            say("report-sections-summary", lang),
            (Paragraph(words.total(total, period, lang)), Paragraph(said[0], "note")),
        ),
        Section(
            "areas",
            say("report-sections-areas", lang),
            (
                _table(areas, "zone", lang),
                *_map(areas, lang),
                _table(topics, "topic", lang),
                *(Paragraph(text, "note") for text in said),
                Paragraph(say("public-limits", lang), "note"),
            ),
        ),
    )
    return PublicLagesbild(
        period=period,
        lang=lang,
        tables=tables,
        layers={"areas": areas.to_frame()},
        html=render(header, sections, lang=lang),
        plan=plan,
        provenance=replace(plan.provenance, function="public_lagesbild"),
        ledger=ledger,
    )


def _enter_tables(
    book: Ledger, plan: ReleasePlan, *, name: str, period: str, why: str
) -> None:
    """Enter the exact tables of a page, checked beside all earlier ones."""
    for by in ("zone", "topic"):
        table = plan.table(period, by=by)
        with TemporaryDirectory() as folder:
            table.save(Path(folder) / f"{name}-{by}.json", ledger=book.path, why=why)


def _raise_for_leaks(
    page: PublicLagesbild, incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame
) -> None:
    """Write the files where nobody sees them and search them for traces."""
    with TemporaryDirectory() as folder:
        write_files(Path(folder), page)
        found = find_leaks(folder, incidents)
    found = found[~_are_of_zones(found, zones)]
    if len(found):
        first = found.iloc[0]
        got = f"{len(found)} traces, first a {first['kind']} in {first['file']}"
        raise ValueError(sentence("incidents", "kept out of the public page", got))


def _are_of_zones(found: pd.DataFrame, zones: gpd.GeoDataFrame) -> pd.Series:
    """Return which bounds are numbers of the areas, which nobody drew by the reports.

    Among hundreds of corners one may well have a coordinate of an outermost report.
    """
    own: dict[str, Any] = {}
    are_own = []
    for kind, told in zip(found["kind"], found["found"], strict=True):
        number, _, crs = str(told).rstrip(")").partition(" (")
        if kind == "bounds" and crs not in own:
            moved = zones.geometry.to_crs(crs)
            own[crs] = shapely.get_coordinates(moved.to_numpy())
        are_own.append(kind == "bounds" and _holds(own[crs], number))
    return pd.Series(are_own, index=found.index, dtype=bool)


def _holds(coordinates: NDArray[np.float64], number: str) -> bool:
    digits = len(number.partition(".")[2])
    return bool((coordinates.round(digits) == float(number)).any())


def _table(table: PublicTable, key: str, lang: Language) -> Table:
    frame = table.to_frame()
    rows = [
        (
            theme_words(str(label), lang).capitalize()
            if key == "topic"
            else str(label),
            shown,
        )
        for label, shown in zip(frame[key], frame["shown"].astype(str), strict=True)
    ]
    whole = table.totals.iloc[-1]
    rows.append((str(whole[key]).capitalize(), str(whole["shown"])))
    header = [say(f"report-columns-{key}", lang), say("report-now", lang)]
    caption = say(f"public-captions-{key}", lang)
    return plain_table(caption, header, rows, numeric=(1,), lang=lang)


def _map(areas: PublicTable, lang: Language) -> tuple[MapFrame, Picture]:
    name = say("public-map-title", lang)
    page = map_counts(areas, title=name, lang=lang)
    still = still_page(page)
    return map_frame(page, name), Picture(
        still.uri, name, print_only=True, png=still.png
    )
