"""Hot spots that stay and that do not."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from builders import incidents_at
from shapely.geometry import box

import estgeo as eg


def test_a_hot_spot_of_one_source_or_one_week_is_not_robust():
    rng = np.random.default_rng(3)
    at = np.arange(400)
    x, y = 450 + 200 * (at % 3), 450 + 200 * (at // 3 % 3)
    other = rng.random((40, 2)) * 1990 + 5
    frame = incidents_at(
        np.append(x, other[:, 0]),
        np.append(y, other[:, 1]),
        np.append(at % 70, rng.integers(0, 70, 40)),
        source=np.append(np.resize(["a", "b", "b"], 400), np.full(40, "b")),
    )
    area = gpd.GeoDataFrame(geometry=[box(0, 0, 2000, 2000)], crs="EPSG:3006")
    both = eg.hot_spot_stability(frame, area, cell_size=200)
    middle = both.loc["200mN600E600"]
    assert middle.hot
    assert middle.robust
    one = frame.assign(source=np.append(np.full(400, "a"), np.full(40, "b")))
    alone = eg.hot_spot_stability(one, area, cell_size=200).loc["200mN600E600"]
    assert alone.hot
    assert not alone.robust
    assert alone.stability_sources == 0.5
    with pytest.raises(ValueError, match="at least 8 weeks"):
        eg.hot_spot_stability(frame[at_most(frame, 49)], area, cell_size=200)


def at_most(frame, days):
    return frame.start < frame.start.min() + pd.Timedelta(days=days)
