"""Offsets against the clock of Python's own time zones, around every change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from estgeo.space_time.hours import offsets_at


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Stockholm",
        "America/New_York",
        "Australia/Lord_Howe",  # half an hour
        "Asia/Kathmandu",  # three quarters beside the hour, never changed
        "Africa/Casablanca",  # twice more a year, in Ramadan
        "Pacific/Apia",  # skipped a day in 2011
        "UTC",
    ],
)
def test_equals_the_clock_of_python(zone):
    rng = np.random.default_rng(1)
    seconds = rng.integers(1_230_000_000, 1_780_000_000, 3000)
    changes = [
        at
        for at in range(1_230_768_000, 1_780_000_000, 900 * 24)
        if clock(at, zone) != clock(at + 900 * 24, zone)
    ]
    near = [at + step for at in changes for step in range(-900, 900 * 26, 450)]
    seconds = np.concatenate([seconds, np.array(near, dtype=np.int64)])
    expected = [clock(int(at), zone) for at in seconds]
    assert offsets_at(seconds, zone).tolist() == expected


def clock(seconds, zone):
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(zone))
    return int(moment.utcoffset().total_seconds())


def test_no_times():
    assert offsets_at(np.empty(0, dtype=np.int64), "Europe/Stockholm").tolist() == []
