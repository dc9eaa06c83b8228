"""The releases made before, and whether a new one gives something away beside them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely
from scipy import sparse

from .._periods import months_in
from ..stats.differencing import known_ranges
from ..words import disclosure as words

if TYPE_CHECKING:
    from pathlib import Path

    from ._public_table import PublicTable

SMALLEST_PIECE = 1.0  # square metres: slivers between drawings of one border
REST = ""  # the category of what no release lists
TOTALS = {words.total("sv"), words.total("en")}


@dataclass(frozen=True, slots=True)
class Release:
    """One published table, as the ledger keeps it."""

    name: str
    sha256: str
    k: int
    by: tuple[str, ...]
    period: str
    cells: tuple[dict[str, Any], ...]
    zones: dict[str, str]
    crs: str


def release_of(table: PublicTable, name: str, content: bytes) -> Release:
    """Return what the ledger keeps of a table: only what is public."""
    cells = table.to_frame()
    zones: dict[str, str] = {}
    if "geometry" in cells:
        distinct = cells.drop_duplicates(table.by[0])
        shapes = shapely.to_wkt(distinct["geometry"].to_numpy(), rounding_precision=3)
        zones = dict(zip(distinct[table.by[0]], shapes.tolist(), strict=True))
    columns = [*table.by, "low", "high"]
    rows = pd.concat([cells[columns], table.totals[columns]])
    rows["high"] = rows["high"].astype(object).where(rows["high"].notna(), None)
    return Release(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        k=table.k,
        by=table.by,
        period=table.period,
        cells=tuple(
            dict(zip(columns, row, strict=True)) for row in rows.to_numpy().tolist()
        ),
        zones=zones,
        crs=table.provenance.crs,
    )


def read_ledger(path: Path) -> list[Release]:
    """Return the releases entered in a ledger; none if there is no file yet."""
    if not path.exists():
        return []
    entries = json.loads(path.read_text(encoding="utf-8"))["releases"]
    return [
        Release(**{**entry, "by": tuple(entry["by"]), "cells": tuple(entry["cells"])})
        for entry in entries
    ]


def write_ledger(path: Path, releases: list[Release]) -> None:
    """Write a ledger; the same file name replaces its earlier entry."""
    latest = {release.name: release for release in releases}
    entries = [
        {name: getattr(release, name) for name in Release.__slots__}
        for release in latest.values()
    ]
    text = json.dumps({"releases": entries}, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")


def exposed_by(new: Release, earlier: list[Release]) -> list[str]:
    """Return what becomes known when ``new`` is laid beside the earlier releases.

    A piece of the town is exposed when its count may be below ``k`` and can be pinned
    down to fewer than ``k`` values. First it is assumed that each category column
    lists all there is; when the numbers contradict that, there is more beside it.
    """
    releases = [*earlier, new]
    try:
        return _exposed(releases, new.k, rest=())
    except ValueError:
        return _exposed(releases, new.k, rest=(REST,))


def _exposed(releases: list[Release], k: int, *, rest: tuple[str, ...]) -> list[str]:
    spaces, times, labels = _atoms_of(releases)
    labels = {name: [*values, *rest] for name, values in labels.items()}
    rows, low, high, names = [], [], [], []
    for release in releases:
        for cell in release.cells:
            rows.append(_members(release, cell, spaces, times, labels).ravel())
            low.append(float(cell["low"]))
            high.append(np.inf if cell["high"] is None else float(cell["high"]))
            names.append(_describe(release, cell))
    published = np.array(rows, dtype=bool)
    regions, told = _regions(published, names, np.array(low) == np.array(high))
    least, most = known_ranges(
        sparse.csr_matrix(published.astype(float)),
        np.array(low),
        np.array(high),
        sparse.csr_matrix(regions.astype(float)),
    )
    known = (most - least < k - 1) & (least < k)
    return [
        f"{told[at]}: {least[at]:g}"
        + (f"–{most[at]:g}" if most[at] > least[at] else "")
        for at in np.flatnonzero(known)
    ]


def _regions(
    published: np.ndarray, names: list[str], is_exact: np.ndarray
) -> tuple[np.ndarray, list[str]]:
    """Return what could be exposed: hidden cells, pieces, one number less another."""
    found: dict[bytes, tuple[np.ndarray, str]] = {}

    def add(members: np.ndarray, name: str) -> None:
        if members.any():
            found.setdefault(np.packbits(members).tobytes(), (members, name))

    for row in np.flatnonzero(~is_exact):
        add(published[row], names[row])
    exact = np.flatnonzero(is_exact)
    for large, small in product(exact, exact):
        inside = published[small] & ~published[large]
        if large != small and not inside.any():
            rest = published[large] & ~published[small]
            add(rest, f"{names[large]} minus {names[small]}")
    covered = np.flatnonzero(published.any(axis=0))
    # Atoms that are in the same published numbers cannot be told apart: one is enough.
    _, first = np.unique(published[:, covered], axis=1, return_index=True)
    for atom in covered[np.sort(first)]:
        same = (published == published[:, [atom]]).all(axis=0)
        add(same, "a part of " + names[int(np.flatnonzero(published[:, atom])[0])])
    return np.array([m for m, _ in found.values()]), [n for _, n in found.values()]


def _atoms_of(
    releases: list[Release],
) -> tuple[list[Any], list[str], dict[str, list[str]]]:
    with_zones = [release for release in releases if release.zones]
    spaces: list[Any] = _pieces(with_zones) if with_zones else _zone_names(releases)
    months = sorted({m for release in releases for m in _months_of(release)})
    labels: dict[str, list[str]] = {}
    for release in releases:
        for name in _categories(release):
            values = {cell[name] for cell in release.cells} - TOTALS
            labels[name] = sorted(set(labels.get(name, [])) | values)
    return spaces, months, labels


def _pieces(releases: list[Release]) -> list[Any]:
    """Return one point a piece of ground that no border of any release crosses."""
    shapes = {text for release in releases for text in release.zones.values()}
    polygons = shapely.from_wkt(sorted(shapes))
    edges = shapely.union_all(shapely.boundary(polygons))
    faces = shapely.get_parts(
        shapely.polygonize(shapely.get_parts(shapely.node(edges)))
    )
    faces = faces[shapely.area(faces) > SMALLEST_PIECE]
    return list(shapely.point_on_surface(faces))


def _zone_names(releases: list[Release]) -> list[Any]:
    names = {cell[release.by[0]] for release in releases for cell in release.cells}
    return sorted(names - TOTALS)


def _categories(release: Release) -> list[str]:
    return [name for name in release.by[1:] if name != "period"]


def _months_of(release: Release) -> set[str]:
    if release.period:
        return set(months_in(release.period))
    labels = {cell["period"] for cell in release.cells} - TOTALS
    return {month for label in labels for month in months_in(label)}


def _members(
    release: Release,
    cell: dict[str, Any],
    spaces: list[Any],
    times: list[str],
    labels: dict[str, list[str]],
) -> np.ndarray:
    """Return which atoms a published number is the sum of."""
    axes = [_where(release, cell, spaces), _when(release, cell, times)]
    for name, values in labels.items():
        chosen = cell.get(name)
        if chosen is None:
            own = set(values)
        elif chosen in TOTALS:
            own = {other[name] for other in release.cells}
        else:
            own = {chosen}
        axes.append(np.array([value in own for value in values]))
    grid = axes[0]
    for axis in axes[1:]:
        grid = grid[..., None] & axis
    return grid


def _where(release: Release, cell: dict[str, Any], spaces: list[Any]) -> np.ndarray:
    key = cell[release.by[0]]
    if not release.zones:
        everything = {c[release.by[0]] for c in release.cells}
        return np.array(
            [(key in TOTALS and s in everything) or s == key for s in spaces]
        )
    wanted = release.zones.values() if key in TOTALS else [release.zones[key]]
    shapes = shapely.from_wkt(list(wanted))
    inside = shapely.contains(shapes[:, None], np.array(spaces)[None, :])
    return np.asarray(inside.any(axis=0))


def _when(release: Release, cell: dict[str, Any], times: list[str]) -> np.ndarray:
    label = release.period or cell["period"]
    months = _months_of(release) if label in TOTALS else set(months_in(label))
    return np.array([month in months for month in times])


def _describe(release: Release, cell: dict[str, Any]) -> str:
    keys = ", ".join(str(cell[name]) for name in release.by)
    return f"{keys} {release.period} in {release.name}".replace("  ", " ")
