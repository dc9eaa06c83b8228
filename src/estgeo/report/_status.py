"""How a count stands, in words: a week against its history, others against the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..words.statuses import change_sentence, change_status_words, usual_sentence
from ..words.weeks import WEEK_STATUS, week_words

if TYPE_CHECKING:
    import pandas as pd

    from .._columns import Language
    from ._study import Study


def status_words(code: str, lang: Language) -> str:
    """Return a status of week_status, or of the comparison with the last period."""
    if code in WEEK_STATUS:
        return week_words(code, lang)
    return change_status_words(code, lang)


def status_sentence(study: Study, row: pd.Series) -> str:
    """Return the status of a row as a sentence with the bounds it rests on."""
    code, low, high = str(row["status"]), float(row["low"]), float(row["high"])
    if study.kind == "week":
        return usual_sentence(status_words(code, study.lang), low, high, study.lang)
    return change_sentence(code, low, high, study.period, study.lang)
