"""Small worlds and texts that more than one room's tests are made of."""

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import box

# What a user may have written in a name: it must stay text wherever it is shown.
HOSTILE = '<img src=x onerror="alert(1)"></script><script>alert(2)</script>`${alert(3)}'

# What a spreadsheet would run, and what breaks files or turns the order of letters.
STARTS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "\x00=1"]
LIVE = ['=HYPERLINK("http://x";"y")', "\u200b=1+1", "\u202e=1", "\ufeff=cmd|'/c x'!A1"]
ODD = ["a\x07b", "x\u202egpj.exe", "totalt", "Total", "_x0041_", "{{7*7}}", "$\\frac{$"]
PAYLOADS = [*STARTS, *LIVE, *ODD]


def squares(rows, columns, size=100.0, x=512_000.0, y=6_570_000.0):
    """Return rows x columns squares, row by row from the south-west, in SWEREF 99 TM."""
    cells = [
        box(x + c * size, y + r * size, x + (c + 1) * size, y + (r + 1) * size)
        for r in range(rows)
        for c in range(columns)
    ]
    return gpd.GeoDataFrame(geometry=cells, crs="EPSG:3006")


def incidents_at(x, y, days, **columns):
    """Return points at noon, so many days after New Year 2018."""
    start = pd.Timestamp("2018-01-01 12:00", tz="Europe/Stockholm")
    return gpd.GeoDataFrame(
        {"start": start + pd.to_timedelta(np.asarray(days), "D"), **columns},
        geometry=gpd.points_from_xy(x, y, crs="EPSG:3006"),
    )


# Days from 2016-01-04: an insats starts on Monday 3 July 2017, and the last day comes
# thirteen weeks after a washout of one.
START, DAY = "2017-07-03", 546
LAST = DAY + 7 + 91


def every(step, first=0, last=LAST):
    """Return every so many days."""
    return np.arange(first, last, step)
