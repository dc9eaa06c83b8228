"""The whole months that the longer analyses look back on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..space_time.periods import period_counts
from ..words import longer as words
from ._page import Paragraph, Section
from ._study import between

if TYPE_CHECKING:
    import pandas as pd

    from .._columns import Language
    from ._study import Study


# Patterns over time need ten periods (the rules of emerging hot spots) and are read
# over two years at most.
LEAST_MONTHS = 10
MOST_MONTHS = 24


def whole_months(study: Study) -> pd.DataFrame:
    """Return counts of the whole months covered up to the period's end."""
    reports = between(study.problems, study.data_start, study.end)
    last = min(study.end, study.data_end)
    months = period_counts(reports, every="month", span=(study.data_start, last))
    covered = [study.covers(str(label)) for label in months["period"]]
    return months[covered].tail(MOST_MONTHS if study.kind != "year" else 120)


def too_few_months(name: str, title: str, n: int, lang: Language) -> Section:
    """Return the section that says why nothing is said of so few months."""
    text = words.too_few_months(n, LEAST_MONTHS, lang)
    return Section(name, title, (Paragraph(text, "note"),))
