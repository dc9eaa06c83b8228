"""Whether a release gives something away beside the releases made before."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from scipy import sparse

from .._checks import sentence
from .._periods import months_in
from .._zone_names import name_key
from ..stats.differencing import exposed_regions
from ._ledger import shapes_of, standing, withdrawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ._public_table import PublicTable

SMALLEST_PIECE = 1.0  # square metres: slivers between drawings of one border
REST = ""  # the category of what no release lists
# Keys that are no areas: a table by one of them is of the whole.
NOT_SPACES = {
    *("topic", "theme", "tema", "category", "kategori", "brott", "brottstyp"),
    *("type", "typ", "kind", "period", "month", "månad", "hour", "weekday"),
}


@dataclass(frozen=True, slots=True)
class Release:
    """One published table, as the ledger keeps it; a key of None is a total.

    ``parents`` tells which larger area each area without a shape lies in.
    """

    name: str
    sha256: str
    k: int
    by: tuple[str, ...]
    period: str
    cells: tuple[dict[str, Any], ...]
    zones: dict[str, str]
    crs: str
    parents: dict[str, str] = field(default_factory=dict)

    def identity(self) -> tuple[object, ...]:
        """Return what is counted: not how its file is called or who made it."""
        keys = tuple(
            tuple(sorted({name_key(c[b]) for c in self.cells if c[b] is not None}))
            for b in self.by
        )
        shapes = tuple(sorted(self.zones.values()))
        return (keys, shapes, self.period, self.crs == "")

    def numbers(self) -> dict[tuple[object, ...], tuple[object, object]]:
        """Return what is shown, by key."""
        return {
            tuple(None if c[b] is None else name_key(c[b]) for b in self.by): (
                c["low"],
                c["high"],
            )
            for c in self.cells
        }

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def release_of(
    table: PublicTable, name: str, sha256: str, parents: Mapping[str, str] | None
) -> Release:
    """Return what the ledger keeps of a table: only what is public."""
    cells, totals = table.to_frame(), table.totals.copy()
    zones: dict[str, str] = {}
    if "geometry" in cells:
        distinct = cells.drop_duplicates(table.by[0]).set_index(table.by[0])
        zones = shapes_of(distinct["geometry"])
    # A total is known by where it stands, not by its name: a zone may be called so.
    for key in table.by:
        known = set(cells[key])
        totals[key] = [value if value in known else None for value in totals[key]]
    columns = [*table.by, "low", "high"]
    rows = pd.concat([cells[columns], totals[columns]]).astype(object)
    rows = rows.where(rows.notna(), None)
    by, inside = table.by, dict(parents or {})
    if len(by) > 1 and not (totals[by[0]].isna() & totals[by[1]].notna()).any():
        inside |= dict(zip(cells[by[1]], cells[by[0]], strict=True))
        rows[by[1]] = rows[by[1]].fillna(rows[by[0]])
        by, columns, zones = by[1:], columns[1:], {}
        rows = rows[columns]
    return Release(
        name=name,
        sha256=sha256,
        k=table.k,
        by=by,
        period=table.period,
        cells=tuple(dict(zip(columns, row, strict=True)) for row in rows.to_numpy()),
        zones=zones,
        crs=table.provenance.crs,
        parents=inside,
    )


def releases_in(entries: list[dict[str, Any]]) -> list[tuple[int, Release]]:
    """Return the releases of a ledger with their numbers."""
    names = Release.__slots__
    found = []
    for entry in standing(entries, "release"):
        content = {name: entry[name] for name in names}
        content |= {"by": tuple(entry["by"]), "cells": tuple(entry["cells"])}
        found.append((entry["number"], Release(**content)))
    return found


def check_release(new: Release, entries: list[dict[str, Any]]) -> bool:
    """Raise if ``new`` gives something away; return whether it has to be entered."""
    gone = withdrawn(entries)
    known = releases_in(entries)
    for number, old in known:
        if number in gone or old.identity() != new.identity():
            continue
        if old.numbers() == new.numbers():
            return False
        got = f"one with other numbers than release {number} ({old.name})"
        remedy = (
            "A published table stands; reports that came late go into the next one. To "
            "correct it, keep a ledger (ledger=) and enter that first: "
            f"Ledger(path).withdraw({number}, why=...)."
        )
        raise ValueError(sentence("table", "as it was published", got, remedy))
    drawn = [d for e in standing(entries, "drawn") for d in _drawn_releases(e)]
    beside = _connected(new, [*(old for _, old in known), *drawn])
    exposed = exposed_by(new, beside) if beside else []
    if exposed:
        told = "1 small number that becomes"
        if len(exposed) > 1:
            told = f"{len(exposed)} small numbers that become"
        got = f"{told} known, first {exposed[0]}"
        remedy = "Use the same areas and periods as before, or a larger k."
        raise ValueError(sentence("table", "safe beside earlier releases", got, remedy))
    return True


def _drawn_releases(entry: dict[str, Any]) -> list[Release]:
    """Return what a balanced draw tells for certain: at least the drawn reports."""
    found = []
    for month, rows in entry["months"].items():
        cells = [
            {"zone": zone, "low": sum(row) / entry["k"], "high": None}
            for zone, row in zip(entry["zones"], rows, strict=True)
        ]
        release = Release(
            name=entry["name"],
            sha256="",
            k=entry["k"],
            by=("zone",),
            period=month,
            cells=tuple(cells),
            zones=entry["zones"],
            crs="EPSG:3006",
        )
        found.append(release)
    return found


def _connected(new: Release, others: list[Release]) -> list[Release]:
    """Return the releases that share months with the new one, or with one that does."""
    months = _months_of(new)
    found: list[Release] = []
    left = others
    while True:
        near = [release for release in left if _months_of(release) & months]
        if not near:
            return found
        found += near
        left = [release for release in left if release not in near]
        months = months.union(*(_months_of(release) for release in near))


def exposed_by(new: Release, earlier: list[Release]) -> list[str]:
    """Return what becomes known when ``new`` is laid beside the earlier releases.

    First it is assumed that each category column lists all there is; when the numbers
    contradict that, there is more beside it; when they still do, reports came late.
    """
    releases = [*earlier, new]
    for rest, is_last in (((), False), ((REST,), True)):
        found = _exposed(releases, rest=rest, may_be_late=is_last)
        if found is not None:
            return found
    return []


def _exposed(
    releases: list[Release], *, rest: tuple[str, ...], may_be_late: bool
) -> list[str] | None:
    """Return what is exposed, None if the numbers contradict each other."""
    spaces = _Spaces(releases)
    times = sorted({m for release in releases for m in _months_of(release)})
    labels = {name: [*values, *rest] for name, values in _labels(releases).items()}
    rows, low, high, names = [], [], [], []
    for release in releases:
        axes = _Axes(release, spaces, times, labels)
        for cell in release.cells:
            rows.append(sparse.csr_matrix(axes.members(cell)))
            low.append(float(cell["low"]))
            high.append(np.inf if cell["high"] is None else float(cell["high"]))
            names.append(_describe(release, cell))
    k = max(release.k for release in releases)
    found = exposed_regions(
        sparse.vstack(rows, format="csr"),
        np.array(low),
        np.array(high),
        k,
        may_be_late=may_be_late,
    )
    if found is None:
        return None
    return [
        f"{_told(each.parts, names)}: {each.least:g}"
        + (f"–{each.most:g}" if each.most > each.least else "")
        for each in found
    ]


def _told(parts: tuple[int, ...], names: list[str]) -> str:
    if len(parts) == 2:
        return f"{names[parts[0]]} minus {names[parts[1]]}"
    first = parts[0]
    return names[first] if first >= 0 else f"a part of {names[-first - 1]}"


class _Spaces:
    """The smallest pieces of ground, or names, that the releases are made of."""

    def __init__(self, releases: list[Release]) -> None:
        shapes: dict[str, str] = {}
        for release in releases:
            shapes |= {name_key(n): s for n, s in release.zones.items()}
        self.parents = {
            name_key(a): name_key(b)
            for release in releases
            for a, b in release.parents.items()
        }
        self._lent = shapes
        self._by_shape = self._need_shapes(releases)
        if self._by_shape:
            texts = {s for r in releases for s in self._zones(r).values()}
            self._points = _pieces(sorted(texts))
            self.size = len(self._points)
            self._inside: dict[str, np.ndarray] = {}
        else:
            self._names = self._named(releases)
            self.size = len(self._names)

    def _need_shapes(self, releases: list[Release]) -> bool:
        have = [release for release in releases if release.zones]
        if not have:
            return False
        same = {tuple(sorted(r.zones.values())) for r in have}
        if len(same) == 1:
            names = {name_key(n) for n in have[0].zones}
            if all(_keys(r) <= names for r in releases):
                return False
        bare = [r for r in releases if not r.zones and not _keys(r) <= set(self._lent)]
        if bare:
            _ask(bare[0])
        return True

    def _zones(self, release: Release) -> dict[str, str]:
        if release.zones:
            return {name_key(n): s for n, s in release.zones.items()}
        return {key: self._lent[key] for key in _keys(release)}

    def _named(self, releases: list[Release]) -> list[str]:
        """Return the names of the smallest areas; ask when they cannot be told."""
        whole = set(self.parents.values())
        names: set[str] = set()
        for release in releases:
            keys = _keys(release) - whole
            shared = keys & names or _keys(release) & whole
            if names and keys and not shared:
                _ask(release)
            names |= keys
        loose = {k for r in releases for k in _keys(r)} - names - whole
        return sorted(names | loose | set(self.parents) - whole) or [""]

    def members(self, release: Release, key: str | None) -> np.ndarray:
        """Return which pieces one area of a release is made of, or all of them."""
        keys = _keys(release) if key is None else {name_key(key)}
        if self._by_shape:
            zones = self._zones(release)
            found = np.zeros(self.size, dtype=bool)
            for each in keys:
                found |= self._contained(zones[each])
            return found
        return np.array(
            [name in keys or self.parents.get(name) in keys for name in self._names]
        )

    def _contained(self, text: str) -> np.ndarray:
        if text not in self._inside:
            shape = shapely.from_wkt(text)
            self._inside[text] = shapely.contains(shape, np.array(self._points))
        return self._inside[text]


def _ask(release: Release) -> None:
    names = ", ".join(sorted(_keys(release))[:3])
    got = f"others ({names} ...), and it cannot be told how they lie to each other"
    remedy = (
        "Give the areas their polygons, or say which area lies in which: "
        "save(..., parents={'area': 'district'})."
    )
    rule = "of the same areas as earlier releases of the period"
    raise ValueError(sentence("table", rule, got, remedy))


def _space_of(release: Release) -> str | None:
    """Return the key that is an area, None where a table has none."""
    return next((key for key in release.by if key.casefold() not in NOT_SPACES), None)


def _keys(release: Release) -> set[str]:
    first = _space_of(release)
    if first is None:
        return set()
    return {name_key(c[first]) for c in release.cells if c[first] is not None}


def _pieces(texts: list[str]) -> list[Any]:
    """Return one point a piece of ground that no border of any release crosses."""
    polygons = shapely.from_wkt(texts)
    edges = shapely.union_all(shapely.boundary(polygons))
    faces = shapely.get_parts(
        shapely.polygonize(shapely.get_parts(shapely.node(edges)))
    )
    faces = faces[shapely.area(faces) > SMALLEST_PIECE]
    return list(shapely.point_on_surface(faces))


def _labels(releases: list[Release]) -> dict[str, list[str]]:
    labels: dict[str, set[str]] = {}
    for release in releases:
        for name in _categories(release):
            own = {name_key(c[name]) for c in release.cells if c[name] is not None}
            labels[name] = labels.get(name, set()) | own
    return {name: sorted(values) for name, values in labels.items()}


def _categories(release: Release) -> list[str]:
    space = _space_of(release)
    return [name for name in release.by if name not in ("period", space)]


def _months_of(release: Release) -> set[str]:
    if release.period:
        return set(months_in(release.period))
    labels = {c["period"] for c in release.cells if c["period"] is not None}
    return {month for label in labels for month in months_in(label)}


class _Axes:
    """Which atoms the numbers of one release are sums of; each axis looked up once."""

    def __init__(
        self,
        release: Release,
        spaces: _Spaces,
        times: list[str],
        labels: dict[str, list[str]],
    ) -> None:
        self._release, self._spaces = release, spaces
        self._times, self._labels = times, labels
        self._known: dict[tuple[str, object], np.ndarray] = {}

    def members(self, cell: dict[str, Any]) -> np.ndarray:
        """Return a row of nought and one over all atoms."""
        space = _space_of(self._release)
        grid = self._axis("", None if space is None else cell[space])
        parts = [self._axis("period", cell.get("period"))]
        parts += [self._axis(name, cell.get(name)) for name in self._labels]
        for axis in parts:
            grid = (grid[:, None] & axis[None, :]).ravel()
        return grid.astype(float)[None, :]

    def _axis(self, name: str, key: Any) -> np.ndarray:
        if (name, key) not in self._known:
            self._known[name, key] = self._looked_up(name, key)
        return self._known[name, key]

    def _looked_up(self, name: str, key: Any) -> np.ndarray:
        release = self._release
        if name == "":
            if _space_of(release) is None:
                return np.ones(self._spaces.size, dtype=bool)
            return self._spaces.members(release, key)
        if name == "period":
            label = release.period or key
            months = _months_of(release) if label is None else set(months_in(label))
            return np.array([month in months for month in self._times])
        values = self._labels[name]
        if name not in release.by:
            return np.ones(len(values), dtype=bool)
        own = {name_key(c[name]) for c in release.cells if c[name] is not None}
        chosen = own if key is None else {name_key(key)}
        return np.array([value in chosen for value in values])


def _describe(release: Release, cell: dict[str, Any]) -> str:
    keys = ", ".join("total" if cell[b] is None else str(cell[b]) for b in release.by)
    return f"{keys} {release.period} in {release.name}".replace("  ", " ")
