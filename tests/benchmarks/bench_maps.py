"""Size of a map's page, seconds to make it and to load it in a headless chromium.

Run: python tests/benchmarks/bench_maps.py
"""

import tempfile
import time
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from playwright.sync_api import sync_playwright

import estgeo as eg


def cells(n):
    """Return n squares of 100 m with about 3 % hot spots."""
    side = int(np.ceil(np.sqrt(n)))
    at = np.arange(n)
    x, y = 512_000 + 100.0 * (at % side), 6_570_000 + 100.0 * (at // side)
    rng = np.random.default_rng(1)
    frame = gpd.GeoDataFrame(
        {"n": rng.poisson(1, n)}, geometry=shapely.box(x, y, x + 100, y + 100), crs=3006
    )
    hot = rng.random(n) < 0.03
    frame["gi_bin"] = np.where(hot, rng.integers(1, 4, n), 0)
    frame["window_sum"], frame["expected_sum"] = 12.0, 9.3
    frame["p_adjusted"] = rng.random(n)
    frame.index = [f"100mN{int(b)}E{int(a)}" for a, b in zip(x, y, strict=True)]
    return frame


def main():
    """Print one line a map."""
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        for n in (1, 2_000, 10_000, 100_000):
            frame = cells(n)
            for draw in (eg.map_hot_spots, eg.map_counts):
                if draw is eg.map_counts and n > 10_000:
                    continue
                path = Path(folder) / "map.html"
                begun = time.perf_counter()
                draw(frame).save(path)
                made = time.perf_counter() - begun
                page = browser.new_page()
                begun = time.perf_counter()
                page.goto(path.as_uri())
                page.wait_for_selector(".estgeo-frame[data-ready=true]")
                page.evaluate("new Promise(go => requestAnimationFrame(go))")
                loaded = time.perf_counter() - begun
                page.close()
                print(
                    f"{draw.__name__} {n:>7}: made {made:5.2f} s, "
                    f"{path.stat().st_size / 1e6:5.2f} MB, loaded {loaded:5.2f} s"
                )


if __name__ == "__main__":
    main()
