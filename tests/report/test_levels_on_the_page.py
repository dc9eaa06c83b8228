"""The course of levels on a week's page, beside the week itself."""

import warnings

import pandas as pd

import estgeo as eg


def test_changed_levels_stand_on_a_weeks_page_and_on_no_other():
    incidents, zones = eg.sample_incidents().incidents, eg.sample_zones()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        week = eg.lagesbild(incidents, zones, period="2018-W10", lang="en")
        month = eg.lagesbild(incidents, zones, period="2018-02", lang="en")
    html = week.html.replace("\u202f", " ")
    assert "A higher level since about week" in html
    assert "The week itself:" in html
    assert ": A higher level" in html
    assert "nan" not in html[html.index("A higher level") - 200 :][:2000]
    assert "level since about week" not in month.html
    # The same as week_watch says of the same reports.
    placed = week.to_frame()
    assert pd.notna(placed["status"]).all()
