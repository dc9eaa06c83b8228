"""Maps beside folium.GeoJson: to make a page, and to load it in a headless chromium.

Making is CPU seconds; loading is seconds on the clock, since the browser has processes
of its own. Needs Debian's chromium. The peer is left out where it no longer loads.
"""

import statistics
import tempfile
import time
import warnings
from pathlib import Path

import folium
import geopandas as gpd
import numpy as np
import shapely
from _clock import cpu, row
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


LARGEST_FOR_PEER = 10_000
COLOURS = {-3: "#2166ac", 0: "#f7f7f7", 1: "#fddbc7", 2: "#ef8a62", 3: "#b2182b"}


def by_folium(frame):
    """Return what most draw today."""
    page = folium.Map(tiles=None)
    columns = ["n", "gi_bin", "p_adjusted"]
    folium.GeoJson(
        frame.to_crs(4326),
        style_function=lambda cell: {
            "fillColor": COLOURS[cell["properties"]["gi_bin"]]
        },
        tooltip=folium.GeoJsonTooltip(columns),
    ).add_to(page)
    return page


def loaded(browser, path, ready):
    """Return the seconds until a page is drawn, the median of three."""
    spent = []
    for _ in range(3):
        page = browser.new_page()
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_selector(ready, state="attached")
        page.evaluate("new Promise(go => requestAnimationFrame(go))")
        spent.append(time.perf_counter() - start)
        page.close()
    return statistics.median(spent)


def rows(sizes=(2_000, 10_000, 100_000)):
    """Yield one row of the table of ratios for each size."""
    warnings.simplefilter("ignore")
    ready = ".estgeo-frame[data-ready=true]"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        path, theirs = Path(folder) / "map.html", Path(folder) / "peer.html"
        for size in sizes:
            frame = cells(size)
            made, _ = cpu(lambda f=frame: eg.map_hot_spots(f).save(path))
            drawn = loaded(browser, path, ready)
            peer, peer_made, peer_drawn = None, np.nan, np.nan
            note = f"{path.stat().st_size / 1e6:.2f} MB"
            if size <= LARGEST_FOR_PEER:
                peer = "folium.GeoJson"
                peer_made, _ = cpu(lambda f=frame: by_folium(f).save(theirs), 1)
                eg.save_offline(by_folium(frame), theirs)
                peer_drawn = loaded(browser, theirs, "path.leaflet-interactive")
                note += f" against {theirs.stat().st_size / 1e6:.2f}"
            yield row("map of hot spots, made", peer, size, made, peer_made, note)
            yield row("map of hot spots, loaded", peer, size, drawn, peer_drawn)
