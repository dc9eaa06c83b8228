"""Structural indicators, as somebody else has counted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._checks import sentence
from .._frame_checks import check_columns, check_frame
from .._language import say
from ..words import longer as words
from ..words.report import COLUMNS, SECTIONS
from ._page import Paragraph, Section
from ._tables import plain_table

if TYPE_CHECKING:
    from ._study import Study


def check_indicators(indicators: pd.DataFrame | None) -> None:
    """Raise unless the columns are there and the values are numbers."""
    if indicators is None:
        return
    check_frame("indicators", indicators)
    check_columns("indicators", indicators, ["zone", "year", "name", "value"])
    if not pd.api.types.is_numeric_dtype(indicators["value"]):
        got = str(indicators["value"].dtype)
        raise TypeError(sentence("indicators", "a frame whose 'value' is numbers", got))


def indicators_section(study: Study, indicators: pd.DataFrame | None) -> Section:
    """Return the structural indicators of the year and the one before."""
    lang = study.lang
    title = say(SECTIONS["indicators"], lang)
    if indicators is None or indicators.empty:
        text = say(words.NO_INDICATORS, lang)
        return Section("indicators", title, (Paragraph(text, "note"),))
    year = study.start.year
    wide = indicators.pivot_table(
        index=["name", "zone"], columns="year", values="value", aggfunc="last"
    )
    years = sorted(int(one) for one in wide.columns if int(str(one)) <= year)[-4:]
    header = [say(COLUMNS["indicator"], lang), say(COLUMNS["zone"], lang)]
    header += [str(one) for one in years]
    rows = [
        (*map(str, key), *(words.value_words(float(row[y]), lang) for y in years))
        for key, row in zip(wide.index, wide.to_dict("records"), strict=True)
    ]
    table = plain_table(
        say(words.INDICATORS_CAPTION, lang),
        header,
        rows,
        numeric=range(2, len(header)),
        lang=lang,
    )
    return Section("indicators", title, (table,), {"indicators": indicators})
