"""Tables that a spreadsheet shows and does not run."""

from __future__ import annotations

import pandas as pd

from ._storing import safe_text


def without_formulas(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with an apostrophe before each text that would be run.

    Examples
    --------
    >>> without_formulas(pd.DataFrame({"n": [1], "text": ["=1+1"]}))["text"].to_list()
    ["'=1+1"]
    """
    columns = [_guarded(frame.iloc[:, at]) for at in range(frame.shape[1])]
    table = pd.concat(columns, axis=1) if columns else frame.copy()
    table.columns = pd.Index(safe_text(pd.Series(frame.columns, dtype="str")))
    return table


def _guarded(column: pd.Series) -> pd.Series:
    texts = column.map(lambda cell: isinstance(cell, str)).to_numpy(dtype=bool)
    guarded = column.copy()
    if texts.any():
        guarded[texts] = safe_text(column[texts].astype("str"))
    return guarded
