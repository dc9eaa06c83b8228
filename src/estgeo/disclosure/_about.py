"""What a public file says of itself: how it was protected and what made it.

Every format says it where its readers do not stumble on it: a line of comments in a
csv would break spreadsheets, and a column would repeat it on every row.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._provenance import MADE_BY

if TYPE_CHECKING:
    from pathlib import Path

    from ._public_table import PublicTable


def about(table: PublicTable) -> dict[str, Any]:
    """Return the facts of a public table; each of them is public itself."""
    return {
        "note": table.note,
        "k": table.k,
        "method": table.method,
        "period": table.period,
        "provenance": table.provenance.to_dict(),
    }


def as_text(content: dict[str, Any]) -> str:
    """Return JSON in one order, so that the same facts are the same bytes."""
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


def beside_csv(path: Path) -> Path:
    """Return where CSV on the Web looks for the description of a csv file."""
    return path.with_name(path.name + "-metadata.json")


def description_of_csv(table: PublicTable, frame: pd.DataFrame, path: Path) -> str:
    """Return the description of a csv file by the rules of CSV on the Web (W3C)."""
    number = {"base": "number", "format": {"decimalChar": ","}}
    columns = [
        {
            "titles": str(name),
            "datatype": number if _is_number(frame[name]) else "string",
        }
        for name in frame.columns
    ]
    return as_text(
        {
            "@context": "http://www.w3.org/ns/csvw",
            "url": path.name,
            "dc:description": table.note,
            "dc:provenance": MADE_BY,
            "dialect": {"delimiter": ";", "encoding": "utf-8", "header": True},
            "tableSchema": {"columns": columns},
            "notes": [about(table)],
        }
    )


def _is_number(column: pd.Series) -> bool:
    return bool(pd.api.types.is_numeric_dtype(column))
