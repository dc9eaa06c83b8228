"""What the reports of a lägesbild are about: themes, else categories, else just reports."""

import pandas as pd
import pytest

from estgeo.report._study import _topic
from estgeo.words.report import theme_words


@pytest.mark.parametrize(
    ("theme", "category", "topic"),
    [
        (["brand", "", "brand"], ["Eld", "x", "y"], ["brand", "övrigt", "brand"]),
        (["övrigt", "", "brand"], ["Eld", "", None], ["Eld", "övrigt", "övrigt"]),
        (["", None, "övrigt"], ["", None, ""], ["rapporter"] * 3),
    ],
)
def test_topics(theme, category, topic):
    frame = pd.DataFrame({"theme": theme, "category": category})
    assert _topic(frame).tolist() == topic


def test_reports_that_say_nothing_are_reports_in_both_languages():
    assert theme_words("rapporter", "sv") == "rapporter"
    assert theme_words("rapporter", "en") == "reports"
