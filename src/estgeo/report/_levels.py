"""The group's own levels: what people judge, shown and followed, never computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .._checks import sentence
from .._frame_checks import check_columns, check_frame, raise_for_rows
from .._language import say
from .._periods import period_kind
from ..words import longer as words
from ..words._periods import period_words
from ..words.report import COLUMNS, SECTIONS
from ._page import Paragraph, Section
from ._tables import count_words, plain_table

if TYPE_CHECKING:
    from ._study import Study

LEVELS = (1, 2, 3, 4)


def check_assessments(assessments: pd.DataFrame | None) -> None:
    """Raise unless every level is 1, 2, 3 or 4 and the columns are there."""
    if assessments is None:
        return
    check_frame("assessments", assessments)
    check_columns("assessments", assessments, ["zone", "period", "level"])
    wrong = ~assessments["level"].isin(LEVELS).to_numpy()
    rule = "a frame whose 'level' is 1, 2, 3 or 4"
    raise_for_rows("assessments", assessments, wrong, rule)
    for label in assessments["period"].astype(str).unique():
        try:
            period_kind(label)
        except ValueError as error:
            rule = "a frame whose 'period' is such as 2018-W10, 2018-03 or 2018-T1"
            raise ValueError(sentence("assessments", rule, repr(label))) from error


def levels_section(study: Study, assessments: pd.DataFrame | None) -> Section:
    """Return the group's levels of this period and those before it, with comments."""
    lang = study.lang
    title = say(SECTIONS["levels"], lang)
    known = _same_kind(study, assessments)
    if assessments is None or known.empty:
        text = Paragraph(say(words.NO_ASSESSMENTS, lang), "note")
        return Section("assessment", title, (text,))
    wide = _levels(known)
    header = [say(COLUMNS["zone"], lang)]
    labels = [period_words(str(label), lang) for label in wide.columns]
    header += [label[:1].upper() + label[1:] for label in labels]
    header.append(say(COLUMNS["comment"], lang))
    comments = _comments(known, study.period)
    rows = [
        (str(zone), *(count_words(v, lang) for v in row), comments.get(str(zone), ""))
        for zone, row in zip(wide.index, wide.to_numpy(), strict=True)
    ]
    caption = say(words.ASSESSMENT_CAPTION, lang)
    numeric = range(1, len(header) - 1)
    blocks = (
        plain_table(caption, header, rows, numeric=numeric, lang=lang),
        Paragraph(say(words.ASSESSMENT_NOTE, lang), "note"),
    )
    return Section("assessment", title, blocks, {"assessments": assessments})


def _same_kind(study: Study, assessments: pd.DataFrame | None) -> pd.DataFrame:
    """Return the levels of periods as long as the study's, none of them later."""
    if assessments is None:
        return pd.DataFrame(columns=["zone", "period", "level"])
    labels = assessments["period"].astype(str)
    same = [period_kind(label) == study.kind for label in labels]
    chosen = np.array(same, dtype=bool) & (labels <= study.period)
    return assessments.assign(period=labels)[chosen]


def _levels(assessments: pd.DataFrame) -> pd.DataFrame:
    wide = assessments.pivot_table(
        index="zone", columns="period", values="level", aggfunc="last"
    )
    return wide[sorted(wide.columns)[-6:]]


def _comments(assessments: pd.DataFrame, period: str) -> dict[str, str]:
    if "comment" not in assessments.columns:
        return {}
    now = assessments[assessments["period"].astype(str) == period]
    known = now[now["comment"].notna()]
    return {
        str(zone): str(text)
        for zone, text in zip(known["zone"], known["comment"], strict=True)
    }
