"""Several groups or organizations: a picture each, and the joint one (two steps)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._checks import sentence
from .._files import file_name, saving
from .._frame_checks import check_frame
from .._language import language, number, say
from .._provenance import Provenance
from .._results import Result
from ..words.report import status_words, theme_words
from ._document import render
from ._page import Section, plain_table
from .build import lagesbild

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from .._columns import Language
    from ..insatser.insats import Insats
    from ..insatser.meeting import Meeting
    from ..maps._context import Context
    from ._lagesbild import Audience, Lagesbild


@dataclass(frozen=True, slots=True, repr=False)
class Lagesbilder(Result):
    """The joint picture, and the one of each group or organization.

    Attributes
    ----------
    joint : Lagesbild
        The common picture, with a table of the others.
    parts : dict of Lagesbild
        {name: its own picture}.
    without : dict of str
        {name: why there is no picture of it}.
    provenance : Provenance
        What made it.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=20, rng=1)
    >>> pictures = eg.lagesbilder(
    ...     town.incidents, town.zones, period="2018-W08", by="source"
    ... )
    >>> sorted(pictures.parts)
    ['fastighetsbolag', 'kommun', 'polis']
    """

    joint: Lagesbild
    parts: Mapping[str, Lagesbild]
    without: Mapping[str, str] = field(default_factory=dict)
    provenance: Provenance = field(default_factory=lambda: Provenance("lagesbilder"))

    def to_frame(self) -> pd.DataFrame:
        """Return the rows of all pictures; ``part`` is None for the joint one.

        Returns
        -------
        DataFrame
            As ``Lagesbild.to_frame``, with ``part`` first.
        """
        frames = [("", self.joint), *self.parts.items()]
        told = [one.to_frame().assign(part=name or None) for name, one in frames]
        table = pd.concat(told, ignore_index=True)
        return table[["part", *(c for c in table.columns if c != "part")]]

    def save(
        self, folder: str | Path, formats: Sequence[str] = ("html", "xlsx", "gpkg")
    ) -> Path:
        """Write the joint picture into a folder, and each other into one below it.

        Parameters
        ----------
        folder : path
            Made when it is not there.
        formats : sequence of str, default ("html", "xlsx", "gpkg")
            As for ``Lagesbild.save``.

        Returns
        -------
        Path
            The first file of the joint picture.

        Raises
        ------
        ValueError
            If a format is another.
        OSError
            If a file there is not estgeo's or cannot be written.
        """
        asked = self.joint.asked(formats)
        taken: list[str] = []
        for name in self.parts:
            taken.append(file_name(name, "", taken))
        names = self.joint.file_names(asked)
        with saving(folder, *names, below=taken) as draft:
            self.joint.write(draft, asked)
            for below, picture in zip(taken, self.parts.values(), strict=True):
                picture.write(draft / below, asked)
        return Path(folder) / names[0]

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values; the documents are not among them.

        Returns
        -------
        dict
            As for every result; what comes back of it writes no Word documents.
        """
        parts = {name: replace(one, pages=None) for name, one in self.parts.items()}
        joint = replace(self.joint, pages=None)
        return Result.to_dict(replace(self, joint=joint, parts=parts))

    def __repr__(self) -> str:
        """Return how many there are."""
        return f"<Lagesbilder {self.joint.period}, {len(self.parts)} and the joint one>"


def lagesbilder(
    incidents: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    *,
    period: str,
    insatser: Sequence[Insats] = (),
    previous: Meeting | None = None,
    audience: Audience = "group",
    context: Context = None,
    place: str | None = None,
    lang: Language | None = None,
    by: str,
) -> Lagesbilder:
    """Make the picture of each group or organization, and the joint one.

    Parameters
    ----------
    incidents, zones, period, insatser, previous, audience, context, place, lang
        As for :func:`lagesbild`; ``previous`` is of the joint meeting.
    by : str
        A column of ``incidents``, such as "source": each organization's picture has
        its own reports. Or a column of ``zones``, such as "group": each local group's
        picture has its own areas.

    Returns
    -------
    Lagesbilder
        ``.joint``, ``.parts``; ``.save(folder)`` writes all.

    Raises
    ------
    KeyError
        If neither frame has the column.
    ValueError, TypeError
        As for :func:`lagesbild`, of the joint picture. A part with too little to make
        a picture of stands in ``without`` with the reason.

    Notes
    -----
    Reports are put together in two steps: each organization its own, then all of them.
    The joint picture counts each report once; an area that two groups share counts
    with both of them and once in the joint picture.

    References
    ----------
    .. [1] Effektiv samordning för trygghet: exempelsamling, chapters 7 and 8.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=20, rng=1)
    >>> halves = town.zones.assign(group=["a", "a", "b", "b", "b"])
    >>> pictures = eg.lagesbilder(town.incidents, halves, by="group", period="2018-W08")
    >>> len(pictures.parts["a"].layers["zones"]), len(pictures.joint.layers["zones"])
    (2, 5)
    """
    lang = language(lang)
    check_frame("incidents", incidents)
    check_frame("zones", zones)
    if by not in incidents.columns and by not in zones.columns:
        rule = "a column of 'incidents' or of 'zones'"
        raise KeyError(sentence("by", rule, repr(by)))
    shared: dict[str, Any] = {
        "period": period,
        "insatser": insatser,
        "audience": audience,
        "context": context,
        "lang": lang,
    }
    joint = lagesbild(incidents, zones, previous=previous, place=place, **shared)
    parts: dict[str, Lagesbild] = {}
    without: dict[str, str] = {}
    for name, own, areas in _parts(incidents, zones, by):
        try:
            parts[name] = lagesbild(own, areas, place=name, **shared)
        except ValueError as error:
            without[name] = str(error)
    if audience == "group":
        joint = _with_table(joint, parts, without, lang)
    made = Provenance("lagesbilder", {"period": period, "by": by, "audience": audience})
    return Lagesbilder(joint, parts, without, made)


def _parts(
    incidents: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, by: str
) -> list[tuple[str, gpd.GeoDataFrame, gpd.GeoDataFrame]]:
    frame = zones if by in zones.columns else incidents
    names = [name for name in sorted({*map(str, frame[by].dropna())}) if name]
    found = []
    for name in names:
        mine = frame[(frame[by].astype(str) == name).to_numpy()]
        own = (incidents, mine) if frame is zones else (mine, zones)
        found.append((name, *own))
    return found


def _with_table(
    joint: Lagesbild,
    parts: Mapping[str, Lagesbild],
    without: Mapping[str, str],
    lang: Language,
) -> Lagesbild:
    """Return the joint picture with a table of the others."""
    rows = [_row(name, picture, lang) for name, picture in parts.items()]
    rows += [(name, "–", "–", reason) for name, reason in without.items()]
    header = [say("meeting-columns-source", lang), say("meeting-columns-reports", lang)]
    header += [say("report-columns-mostly", lang), say("report-columns-status", lang)]
    title = say("meeting-sections-groups", lang)
    table = plain_table(title, header, rows, numeric=(1,), lang=lang)
    assert joint.pages is not None
    sections = joint.pages.sections
    at = next((k for k, one in enumerate(sections) if one.appendix), len(sections))
    own = Section("groups", title, (table,))
    sections = (*sections[:at], own, *sections[at:])
    pages = replace(joint.pages, sections=sections)
    html = render(pages.header, sections, lang=lang)
    return replace(joint, html=html, pages=pages)


def _row(name: str, picture: Lagesbild, lang: Language) -> tuple[str, ...]:
    table = picture.to_frame()
    whole = table[table["zone"].isna() & table["theme"].isna()].iloc[0]
    themes = table[table["zone"].isna() & table["theme"].notna() & (table["n"] > 0)]
    most = themes.sort_values("n", ascending=False, kind="stable")["theme"].head(1)
    told = theme_words(str(most.iloc[0]), lang) if len(most) else "–"
    status = status_words(str(whole["status"]), lang)
    return name, number(float(whole["n"]), lang), told, status
