"""Dataclass results as one tidy row, so that many can be stacked."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pandas as pd

from ._provenance import Provenance

_PLAIN = (int, float, str, bool, type(None))


def one_row(result: Any) -> pd.DataFrame:
    """Return the plain fields of a dataclass as a frame of one row.

    Pairs such as ``(before, after)`` become two columns; frames, nested results
    and the provenance stay with the object.
    """
    row: dict[str, Any] = {}
    for field in fields(result):
        value = getattr(result, field.name)
        if isinstance(value, Provenance):
            continue
        if isinstance(value, tuple) and len(value) == 2:
            row[f"{field.name}_before"], row[f"{field.name}_after"] = value
        elif isinstance(value, _PLAIN):
            row[field.name] = value
    return pd.DataFrame([row])
