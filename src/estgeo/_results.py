"""What every result can do: show itself, and become plain values and back.

As plain values a result is ``{"schema": "estgeo-result/1", "class": NAME, "fields":
{...}}``; ``schemas/result-1.schema.json`` says the same to other programs.
"""

from __future__ import annotations

import html
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pandas as pd

from ._checks import sentence
from ._inert import clean
from ._plain_values import from_plain, to_plain
from ._provenance import Provenance

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA = "estgeo-result/1"

# A repr is read in a terminal, among other things; a table in a notebook, on a screen.
_LONGEST_REPR, _MOST_ROWS = 900, 8


class Result:
    """A dataclass that shows itself and becomes plain values.

    Classes that are parts of results inherit it too, so that they come back.
    """

    __slots__ = ()

    _classes: ClassVar[dict[str, type[Result]]] = {}

    def __init_subclass__(cls, **options: Any) -> None:
        """Know the class by its name, for the way back from plain values."""
        super().__init_subclass__(**options)
        # A dataclass with slots is made twice; the second is the one that is used.
        Result._classes[cls.__name__] = cls

    def __repr__(self) -> str:
        """Return the sentence, or the plain numbers where there is none, in short."""
        said = _sentence(self, "en")
        name = type(self).__name__
        text = f"<{name}: {said}>" if said else f"{name}({_plain_fields(self)})"
        cut = len(text) > _LONGEST_REPR
        return text[: _LONGEST_REPR - 1] + "…" if cut else text

    def _repr_html_(self) -> str:
        """Return the sentence and the first rows of the table, for a notebook."""
        said = _sentence(self, "en") or f"{type(self).__name__}({_plain_fields(self)})"
        parts = [f"<p>{html.escape(said)}</p>"]
        table = getattr(self, "to_frame", None)
        if table is not None:
            frame = pd.DataFrame(table())
            shown = frame.iloc[:_MOST_ROWS, :_MOST_ROWS]
            parts.append(shown.to_html(border=0, na_rep="–"))
            parts.append(f"<p>{len(frame)} × {frame.shape[1]}: to_frame()</p>")
        return "".join(parts)

    def to_latex(self, *, decimals: int | None = None) -> str:
        """Return the table of :meth:`to_frame` for a paper in LaTeX (booktabs).

        Parameters
        ----------
        decimals : int, optional
            Decimals of numbers that are not whole; None keeps every digit.

        Returns
        -------
        str
            A tabular, one row a row; what is not known is an empty cell.

        Raises
        ------
        TypeError
            If the result has no table.
        """
        header, rows = _cells(self, decimals)
        lines = [
            " & ".join(_for_latex(one) for one in row) + r" \\"
            for row in (header, *rows)
        ]
        begin = r"\begin{tabular}{" + "l" * len(header) + "}"
        table = [begin, r"\toprule", lines[0], r"\midrule", *lines[1:], r"\bottomrule"]
        return "\n".join([*table, r"\end{tabular}"]) + "\n"

    def to_html(self, *, decimals: int | None = None) -> str:
        """Return the table of :meth:`to_frame` for a paper in HTML.

        Parameters
        ----------
        decimals : int, optional
            Decimals of numbers that are not whole; None keeps every digit.

        Returns
        -------
        str
            A table element, one row a row; what is not known is an empty cell. A word
            processor reads it as a table too.

        Raises
        ------
        TypeError
            If the result has no table.
        """
        header, rows = _cells(self, decimals)
        lines = ["<table>", _html_row(header, "th")]
        return "\n".join(
            [*lines, *(_html_row(row, "td") for row in rows), "</table>\n"]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values that JSON can hold.

        Returns
        -------
        dict
            ``schema`` ("estgeo-result/1"), ``class`` and ``fields``. No NaN: what is
            not known is None. ``from_dict`` of the same class gives the result back.
        """
        return {"schema": SCHEMA, **to_plain(self)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Return the result whose plain values these are.

        Parameters
        ----------
        values : dict
            As :meth:`to_dict` returns it, also after a way through JSON.

        Raises
        ------
        ValueError
            If ``values`` are those of another class or of another schema.
        """
        got = values.get("schema"), values.get("class")
        if got != (SCHEMA, cls.__name__):
            rule = f"plain values of {cls.__name__}, schema {SCHEMA!r}"
            raise ValueError(sentence("values", rule, f"{got[1]!r}, schema {got[0]!r}"))
        part = {"class": values["class"], "fields": values["fields"]}
        made: Self = from_plain(part, {**Result._classes, "Provenance": Provenance})
        return made


_LATEX = str.maketrans(
    {one: f"\\{one}" for one in "&%$#_{}"}
    | {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "[": "{[}",  # after a row's end it would be a length
        "]": "{]}",
    }
)


def _for_latex(text: str) -> str:
    return text.translate(_LATEX)


def _html_row(cells: list[str], kind: str) -> str:
    shown = "".join(f"<{kind}>{html.escape(one)}</{kind}>" for one in cells)
    return f"<tr>{shown}</tr>"


def _cells(result: Any, decimals: int | None) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of a result's table as text."""
    table = getattr(result, "to_frame", None)
    if table is None:
        rule, got = "one with a table (to_frame)", type(result).__name__
        raise TypeError(sentence("result", rule, got))
    frame = pd.DataFrame(table())
    columns = [frame[name].tolist() for name in frame]
    rows = [[_cell(one, decimals) for one in row] for row in zip(*columns, strict=True)]
    return [_cell(name, None) for name in frame], rows


def _cell(value: Any, decimals: int | None) -> str:
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124  not a number
            return ""
        return repr(value) if decimals is None else f"{value:.{decimals}f}"
    return " ".join(clean(str(value)).split())


def _sentence(result: Any, lang: str) -> str:
    say = getattr(result, "sentence", None)
    return str(say(lang)) if say is not None else ""


def _plain_fields(result: Any) -> str:
    shown = []
    for part in fields(result):
        value = getattr(result, part.name)
        if part.name.startswith("_") or isinstance(value, Provenance):
            continue
        if isinstance(value, float):
            shown.append(f"{part.name}={value:.4g}")
        elif isinstance(value, int | str):
            shown.append(f"{part.name}={value!r}")
        elif isinstance(value, pd.DataFrame):
            shown.append(f"{part.name}={len(value)} rows")
    return ", ".join(shown)
