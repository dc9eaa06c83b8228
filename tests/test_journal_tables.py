"""Tables for journals hold what to_frame holds."""

import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from builders import PAYLOADS

import estgeo as eg
from estgeo.insatser._trend_before import NO_TREND


def panel(names):
    return pd.DataFrame(
        {
            "zone": np.repeat(names, 12),
            "time": np.tile(np.arange(1, 13), 6),
            "n": 9 + np.arange(72) * 7 % 5,
            "first_time": np.repeat([7, 0, 0, 0, 0, 0], 12),
        }
    )


class Cells(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.rows, self.tags = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data.strip("\n")


def from_latex(text):
    lines = [one for one in text.splitlines() if one.endswith(r" \\")]
    rows = [re.split(r"(?<!\\) & ", one.removesuffix(r" \\")) for one in lines]
    return [[re.sub(r"\\([&%$#_{}])", r"\1", cell) for cell in row] for row in rows]


RESULTS = {
    "event study": lambda: eg.event_study(panel(list("abcdef"))),
    "staggered": lambda: eg.staggered_effect(panel(list("abcdef"))),
    "synthetic": lambda: eg.synthetic_comparison(panel(list("abcdef"))),
    "change": lambda: eg.relative_rate_change((50, 30), (60, 55)),
}


@pytest.mark.parametrize("name", RESULTS)
def test_both_tables_read_back_are_the_frame(name):
    found = RESULTS[name]()
    frame = found.to_frame()
    for rows in (from_latex(found.to_latex()), Cells(found.to_html()).rows):
        assert rows[0] == [str(one) for one in frame.columns]
        assert len(rows) == 1 + len(frame)
        for row, values in zip(rows[1:], frame.itertuples(index=False), strict=True):
            for cell, value in zip(row, values, strict=True):
                if isinstance(value, float) and np.isnan(value):
                    assert cell == ""
                elif isinstance(value, float | np.floating):
                    assert float(cell) == value
                else:
                    assert cell == str(value)


def test_decimals_are_those_asked_for():
    found = eg.relative_rate_change((50, 30), (60, 55))
    frame = found.to_frame()
    row = from_latex(found.to_latex(decimals=2))[1]
    at = frame.columns.get_loc("ratio")
    assert row[at] == "0.65"
    assert Cells(found.to_html(decimals=2)).rows[1][at] == "0.65"


@pytest.mark.parametrize("text", [*PAYLOADS, '<script>alert("1")</script>', "a & b_c%"])
def test_names_stay_text(text):
    found = eg.Verification(
        is_same=False,
        differences=pd.DataFrame({"what": ["file"], "name": [text], "detail": [""]}),
        n_files=1,
        n_results=1,
        provenance=RESULTS["change"]().provenance,
    )
    cells = Cells(found.to_html())
    assert cells.tags == {"table", "tr", "th", "td"}
    assert [len(row) for row in cells.rows] == [3, 3]
    line = found.to_latex().splitlines()[4]
    assert line.startswith("file & ")
    assert len(re.findall(r"(?<!\\)&", line)) == 2
    assert not re.search(r"(?<!\\)[%$#_]", line)
    assert not re.search(r"[\x00-\x1f\u202e]", line)


def test_what_has_no_table_says_so():
    with pytest.raises(TypeError, match="'result' must be one with a table"):
        NO_TREND.to_latex()
