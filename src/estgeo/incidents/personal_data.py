"""Find personal data in text, so that it is not spread by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from .._checks import check_whole_text, sentence
from .._frame_checks import check_columns, check_frame
from ._personal import WORTH_A_LOOK, findings, with_masks

if TYPE_CHECKING:
    from collections.abc import Sequence


def find_personal_data(
    frame: pd.DataFrame, *, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Find what looks like personal data in the text columns of a frame.

    EST does not handle data on individuals, yet comments often do. This lists where
    to look; it changes nothing and shows nothing in full.

    Parameters
    ----------
    frame : DataFrame
        Any frame, such as ``IncidentSet.incidents`` or ``.rejected``.
    columns : sequence of str, optional
        Columns to search; all text columns when not given.

    Returns
    -------
    DataFrame
        One row a finding:

        - ``row`` : index label of ``frame``
        - ``column`` : str
        - ``kind`` : "personnummer", "samordningsnummer", "phone", "e-mail",
          "registration plate", "address", "apartment", "name"
        - ``certainty`` : "certain" or "possible"
        - ``preview`` : the finding with all but two characters hidden

    Raises
    ------
    TypeError, KeyError
        If ``frame`` is no DataFrame or lacks a column.

    Notes
    -----
    Personal numbers need a valid date and check digit. They are only "possible" where
    the last four digits read as a clock time, since one time stamp in ten passes the
    check digit, or where ten digits stand without a sign between them. An address is
    "possible" unless an apartment follows: a shop has one too. Names cannot be found
    reliably; only "heter ..." is. An empty result is not proof that there is none.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"Kommentar": ["Klotter på fasad", "Pnr 850709-9805 bor här"]}
    ... )
    >>> find_personal_data(frame)
       row     column          kind certainty      preview
    0    1  Kommentar  personnummer   certain  85****-****
    """
    check_frame("frame", frame)
    if columns is not None:
        check_columns("frame", frame, columns)
    names = list(columns) if columns is not None else _text_columns(frame)
    rows = []
    for name in names:
        text = frame[name].astype("str")
        worth = text.str.contains(WORTH_A_LOOK, na=False).to_numpy(bool)
        for row, value in zip(frame.index[worth], text[worth], strict=True):
            rows += [
                (row, name, found.kind, found.certainty, found.preview)
                for found in findings(value)
            ]
    texts = ["column", "kind", "certainty", "preview"]
    table = pd.DataFrame(rows, columns=["row", *texts])
    return table.astype({"row": frame.index.dtype} | dict.fromkeys(texts, "str"))


def mask_personal_data(text: pd.Series, *, names: Sequence[str] = ()) -> pd.Series:
    """Return texts with "[namn]", "[telefon]" and so on instead of personal data.

    Parameters
    ----------
    text : Series
        Texts such as the comments of reports; what is missing stays missing.
    names : sequence of str, default ()
        Names that must go besides the common ones, such as those of the staff.

    Returns
    -------
    Series
        The same index; never changed in place.

    Raises
    ------
    TypeError
        If ``text`` is no Series.

    Notes
    -----
    Masks more than :func:`find_personal_data` finds: numbers of the right shape with a
    wrong check digit, phones in any grouping, whole addresses. Names are told by lists
    of the commonest in Sweden; a name that is a word besides ("Björn", "Stig") is
    masked where another name stands beside it. A rare name is not found: who sends the
    page on has to read it first. See the methods page for the figures.

    Examples
    --------
    >>> import pandas as pd
    >>> comments = pd.Series(["Ring Anna på 070-123 45 67", "Klotter på skolan"])
    >>> mask_personal_data(comments).tolist()
    ['Ring [namn] på [telefon]', 'Klotter på skolan']
    """
    if not isinstance(text, pd.Series):
        rule = "a Series of texts"
        raise TypeError(sentence("text", rule, type(text).__name__))
    if text.dtype != "str":
        check_whole_text("text", text)
    extra = frozenset(part.casefold() for name in names for part in name.split())

    def masked(value: object) -> object:
        if not isinstance(value, str):
            return value
        return with_masks(value, extra)

    return text.map(masked, na_action="ignore")


def _text_columns(frame: pd.DataFrame) -> list[str]:
    return [
        name
        for name in frame.columns
        if pd.api.types.is_string_dtype(frame[name].dtype)
        or isinstance(frame[name].dtype, pd.CategoricalDtype)
    ]
