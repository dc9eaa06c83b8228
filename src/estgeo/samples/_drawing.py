"""Draw reports from patterns: how many each week, where, when, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from . import _patterns, _town
from ._truth import SHIFTED_DISTRICT

if TYPE_CHECKING:
    from ._patterns import Pattern, Settings

SOURCES = ("kommun", "polis", "fastighetsbolag")
REPORTERS = {
    "kommun": ("Fältgruppen", "Trygghetsvärd centrum", "Skolan", "Fritidsgården"),
    "polis": ("Områdespolis 1", "Områdespolis 2"),
    "fastighetsbolag": ("Husvärd norr", "Husvärd söder", "Bosocial utvecklare"),
}
NEW_REPORTER = "Trygghetsvärd väster"
DATE_ONLY_SHARE = 0.04
DUPLICATE_SHARE = 0.04


def weekly_counts(
    means: np.ndarray, dispersion: float, rng: np.random.Generator
) -> np.ndarray:
    """Return counts with the given means and variance ``dispersion`` times the mean."""
    if dispersion == 1:
        return np.asarray(rng.poisson(means))
    shape = np.maximum(means, 1e-12) / (dispersion - 1)
    return np.asarray(rng.poisson(rng.gamma(shape, dispersion - 1)))


def draw_reports(
    pattern: Pattern,
    weeks: np.ndarray,
    settings: Settings,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return one report a row for the week number of each event, in wall-clock time."""
    n = len(weeks)
    points = pattern.places(rng, n).round(1)
    start, end, precision = _times(pattern, weeks, settings, rng)
    source = rng.choice(SOURCES, size=n, p=pattern.by)
    return pd.DataFrame(
        {
            "start": start,
            "end": end,
            "time_precision": precision,
            "reported_at": end + _delays(rng, n),
            "category": pattern.category,
            "severity": rng.choice([1.0, 2.0, 3.0, 4.0], size=n, p=pattern.severity),
            "source": source,
            "reporter": [rng.choice(REPORTERS[name]) for name in source],
            "comment": rng.choice(pattern.comments, size=n),
            "pattern": pattern.name,
            "x": points[:, 0],
            "y": points[:, 1],
        }
    )


def _times(
    pattern: Pattern,
    weeks: np.ndarray,
    settings: Settings,
    rng: np.random.Generator,
) -> tuple[pd.DatetimeIndex, pd.DatetimeIndex, np.ndarray]:
    n = len(weeks)
    weights = pattern.hours.ravel() / pattern.hours.sum()
    minutes = rng.choice(168, size=n, p=weights) * 60 + rng.integers(0, 60, n)
    at = settings.monday(0) + pd.to_timedelta(weeks * 7 * 1440 + minutes, unit="min")
    kind = rng.choice(
        ["exact", "interval", "date"],
        size=n,
        p=[
            1 - pattern.found_later - DATE_ONLY_SHARE,
            pattern.found_later,
            DATE_ONLY_SHARE,
        ],
    )
    earlier = pd.to_timedelta(rng.integers(5, 240, n), unit="min")
    later = pd.to_timedelta(rng.integers(5, 240, n), unit="min")
    start = at.where(kind != "interval", at - earlier)
    end = at.where(kind != "interval", at + later)
    start = start.where(kind != "date", at.normalize())
    end = end.where(kind != "date", at.normalize() + pd.Timedelta(days=1))
    return start, end, kind


def _delays(rng: np.random.Generator, n: int) -> pd.TimedeltaIndex:
    return pd.to_timedelta(rng.integers(15, 40 * 60, n), unit="min")


def draw_threats(settings: Settings, rng: np.random.Generator) -> pd.DataFrame:
    """Return one threat at closing time every day of the last week."""
    last = np.full(7, settings.last_week)
    threats = draw_reports(_patterns.threats(), last, settings, rng)
    days = pd.to_timedelta(np.arange(7), unit="D")
    minutes = pd.to_timedelta(20 * 60 + rng.integers(0, 30, 7), unit="min")
    at = settings.monday(settings.last_week) + days + minutes
    return threats.assign(
        start=at,
        end=at,
        time_precision="exact",
        reported_at=at + pd.Timedelta(hours=1),
    )


def add_new_reporter(
    reports: pd.DataFrame, settings: Settings, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the reports with those of one district multiplied from a date on.

    Nothing more happens in the district; a new reporter joins and tells of more of it.
    """
    factor = settings.reporting_shift
    since = settings.monday(settings.shift_week)
    west = _town.districts().set_index("name").geometry[SHIFTED_DISTRICT]
    inside = shapely.contains_xy(west, reports["x"], reports["y"])
    touched = reports[inside & (reports["start"] >= since)]
    if factor < 1:
        dropped = touched.index[rng.random(len(touched)) >= factor]
        fewer: pd.DataFrame = reports.drop(index=dropped)
        return fewer
    extra = touched.loc[
        touched.index.repeat(rng.poisson(factor - 1, len(touched)))
    ].copy()
    days = pd.to_timedelta(rng.integers(-3, 4, len(extra)), unit="D")
    for column in ("start", "end", "reported_at"):
        extra[column] = extra[column] + days
    extra[["x", "y"]] += rng.normal(0, 40, (len(extra), 2)).round(1)
    extra["source"], extra["reporter"] = "fastighetsbolag", NEW_REPORTER
    more: pd.DataFrame = pd.concat(
        [reports, extra[extra["start"] >= since]], ignore_index=True
    )
    return more


def add_duplicates(reports: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Return the reports with some told a second time by another organisation.

    ``event`` is the same number for both reports of one event.
    """
    reports = reports.reset_index(drop=True)
    reports["event"] = np.arange(len(reports))
    exact = reports.index[reports["time_precision"] == "exact"]
    again = reports.loc[exact[rng.random(len(exact)) < DUPLICATE_SHARE]].copy()
    shift = pd.to_timedelta(rng.integers(-40, 41, len(again)), unit="min")
    again["start"] = again["start"] + shift
    again["end"] = again["start"]
    again[["x", "y"]] += rng.normal(0, 12, (len(again), 2)).round(1)
    others = [[s for s in SOURCES if s != own] for own in again["source"]]
    again["source"] = [rng.choice(pair) for pair in others]
    again["reporter"] = [rng.choice(REPORTERS[name]) for name in again["source"]]
    return pd.concat([reports, again], ignore_index=True)
