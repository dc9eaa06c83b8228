"""What made a result, and the result as one tidy row.

Provenance is carried by every dataclass result, cube and written file.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import pandas as pd

from ._version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = (int, float, str, bool, type(None))

# Stands in every file that is written, for whoever finds it in ten years.
MADE_BY = f"estgeo {__version__}"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a result.

    Attributes
    ----------
    function : str
        The public function that was called.
    parameters : dict
        Its arguments as plain text or numbers; frames are described, never stored.
    seed : int or None
        The seed of the random numbers, where any were drawn from an int.
    rows_in, rows_out : int or None
        Rows that went in and rows (or incidents) that the result rests on.
    crs : str
        CRS of the computation, "" where there is none.
    grid : str
        What the zones were, such as "squares of 200 m", "" where there are none.
    version : str
        Version of estgeo.
    """

    function: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    seed: int | None = None
    rows_in: int | None = None
    rows_out: int | None = None
    crs: str = ""
    grid: str = ""
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, as written into files."""
        return {name: getattr(self, name) for name in self.__slots__} | {
            "parameters": dict(self.parameters)
        }


def one_row(result: Any) -> pd.DataFrame:
    """Return the plain fields of a dataclass as a frame of one row.

    Pairs such as ``(before, after)`` become two columns; frames, nested results
    and the provenance stay with the object.
    """
    row: dict[str, Any] = {}
    for part in fields(result):
        value = getattr(result, part.name)
        if isinstance(value, Provenance):
            continue
        if isinstance(value, tuple) and len(value) == 2:
            row[f"{part.name}_before"], row[f"{part.name}_after"] = value
        elif isinstance(value, _PLAIN):
            row[part.name] = value
    return pd.DataFrame([row])
