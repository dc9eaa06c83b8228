"""The checklists that reporters fill in, and the one list of themes behind them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .._checks import check_whole, check_whole_text, sentence
from .._files import saving_file
from .._inert import clean, timeless_workbook, would_run
from .._language import language, say
from .._provenance import MADE_BY
from ..words import reading as words
from ._checklists import CHECKLISTS, POSITIVE_THEME, checklist_called

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .._columns import Language

__all__ = ["checklist_questions", "checklists", "save_checklist"]


def checklists() -> pd.DataFrame:
    """Return the built-in checklists, every category with its common theme.

    Each pilot area of the EST report asks in its own words. The themes let reports
    from several checklists be counted together; positive events (things that
    strengthen safety) are marked, so that they are never counted as problems.

    Returns
    -------
    DataFrame
        One row a category, in the order of the checklists:

        - ``checklist`` : "örebro", "borås", "malmö", "rinkeby-tensta", "botkyrka", and
          "brottskod" for offences as the police name or number them
        - ``category`` : the words of the report
        - ``theme`` : one of the common themes
        - ``is_positive`` : bool

    Notes
    -----
    The report describes what Rinkeby-Tensta's checklist asks for without printing its
    items; the two rows here say no more than the report does. Which theme a category
    belongs to is our reading; pass your own ``{category: theme}`` to
    :func:`read_incidents` where yours differs. A category that covers several things
    ("Ordningsstörande": violence, drugs, burglary) has one theme only.

    "brottskod" knows a name also with more words after it ("Misshandel, grov,
    utomhus") or "försök till" before it. A code of four figures without a name gives
    the theme of its chapter in the Criminal Code; theft and robbery share chapter 8,
    so that a code alone says "tillgrepp" of both.

    References
    ----------
    .. [1] Effektiv samordning för trygghet, en exempelsamling. Chapters 3, 7 and 10.

    Examples
    --------
    >>> table = checklists()
    >>> table[table["checklist"] == "örebro"]["theme"].tolist()
    ['skadegörelse', 'brand', 'incident mot anställd', 'arrangemang', 'samlingsplats',
     'ordningsstörning', 'otrygg plats', 'övrigt']
    >>> table.loc[table["is_positive"], "checklist"].tolist()
    ['borås', 'malmö', 'malmö']
    """
    rows = [
        (name, category, theme, theme == POSITIVE_THEME)
        for name, items in CHECKLISTS.items()
        for category, theme in items.items()
    ]
    return pd.DataFrame(rows, columns=["checklist", "category", "theme", "is_positive"])


def checklist_questions(
    checklist: str,
    *,
    areas: Sequence[str] = (),
    sources: Sequence[str] = (),
    lang: Language | None = None,
) -> pd.DataFrame:
    """Return the questions of a checklist, to make a form of in any program.

    Parameters
    ----------
    checklist : str
        A name from :func:`checklists`.
    areas, sources : sequence of str, default ()
        What may be chosen as area and as organization; any text where none are given.
    lang : str, optional
        Language of the headings; the categories stay in Swedish.

    Returns
    -------
    DataFrame
        One row a question, in order:

        - ``role`` : the role that :func:`read_incidents` gives the answer
        - ``question`` : its heading, which is found again when the answers are read
        - ``type`` : "day", "time", "choice", "number" or "text"
        - ``choices`` : separated by line ends, "" for free answers
        - ``required`` : bool
        - ``help`` : what to write

    Raises
    ------
    ValueError
        If there is no such checklist.

    Examples
    --------
    >>> questions = checklist_questions("örebro")
    >>> questions["question"].head(3).tolist()
    ['Datum', 'Klockslag', 'Händelse']
    """
    lang = language(lang)
    check_whole_text("areas", areas)
    check_whole_text("sources", sources)
    categories = list(CHECKLISTS[checklist_called(checklist)])
    choices = {
        "category": categories,
        "severity": [str(one) for one in words.SEVERITIES],
        "area": list(areas),
        "source": list(sources),
    }
    rows = []
    for role, (kind, required) in words.QUESTIONS.items():
        options = choices.get(role, [])
        rows.append(
            {
                "role": role,
                "question": say(f"checklist-form-headings-{role}", lang),
                "type": "choice" if options else kind,
                "choices": "\n".join(options),
                "required": required,
                "help": say(f"checklist-form-help-{role}", lang),
            }
        )
    return pd.DataFrame(rows)


def save_checklist(
    path: str | Path,
    checklist: str,
    *,
    areas: Sequence[str] = (),
    sources: Sequence[str] = (),
    rows: int = 200,
    lang: Language | None = None,
) -> Path:
    """Write a checklist as a form to fill in, with lists to choose from and checks.

    Parameters
    ----------
    path : path
        A file that ends with .xlsx; replaced if estgeo wrote it and nobody changed it.
    checklist : str
        A name from :func:`checklists`.
    areas, sources : sequence of str, default ()
        What may be chosen as area and as organization.
    rows : int, default 200
        Rows with lists and checks.
    lang : str, optional
        Language of the headings.

    Returns
    -------
    Path
        The file. ``read_incidents(path)`` reads it without an option where each report
        has its coordinates (longitude and latitude, or SWEREF 99 TM); reports with the
        area only need ``zones``.

    Raises
    ------
    ValueError
        If there is no such checklist, or the path ends otherwise.
    OSError
        If the file is not estgeo's or was filled in, or cannot be written.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "rapport.xlsx"
    >>> save_checklist(path, "borås", sources=["kommun", "polis"]).name
    'rapport.xlsx'
    """
    lang = language(lang)
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise ValueError(sentence("path", "a file that ends with .xlsx", str(path)))
    last = 1 + check_whole("rows", rows, at_least=1)
    questions = checklist_questions(checklist, areas=areas, sources=sources, lang=lang)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = say("checklist-form-sheet", lang)
    lists = book.create_sheet(say("checklist-form-lists", lang))
    lists.sheet_state = "hidden"
    for at, question in enumerate(questions.to_dict("records"), start=1):
        _write_question((sheet, lists), at, question, last=last, lang=lang)
    sheet.freeze_panes = "A2"
    book.properties.creator = MADE_BY
    written = io.BytesIO()
    book.save(written)
    with saving_file(path) as draft:
        timeless_workbook(written, draft)
    return path


def _write_question(
    sheets: tuple[Any, Any],
    at: int,
    question: dict[Any, Any],
    *,
    last: int,
    lang: Language,
) -> None:
    """Write the head of a column, and what may stand below it."""
    sheet, lists = sheets
    letter = get_column_letter(at)
    head = _text_cell(sheet, 1, at, question["question"])
    head.font = Font(bold=True)
    head.alignment = Alignment(wrap_text=True, vertical="top")
    if question["required"]:
        head.fill = PatternFill("solid", fgColor="FFF2CC")
    choices = [one for one in question["choices"].split("\n") if one]
    longest = max([len(question["question"]), *map(len, choices)])
    sheet.column_dimensions[letter].width = min(max(longest + 2, 12), 48)
    rule = _rule(question["type"], lists, at, choices)
    if rule is None:
        return
    rule.errorTitle = say("checklist-form-wrong", lang)
    rule.error = rule.prompt = clean(question["help"])[:250]
    rule.promptTitle = clean(question["question"])[:30]
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{last}")
    shown = {"day": "yyyy-mm-dd", "time": "hh:mm"}.get(question["type"])
    for row in range(2, last + 1) if shown else ():
        sheet.cell(row, at).number_format = shown


def _text_cell(sheet: Any, row: int, at: int, text: str) -> Any:
    """Write a text that stays text, also where a spreadsheet would run it."""
    cell = sheet.cell(row, at, clean(text))
    cell.data_type = "s"
    cell.quotePrefix = would_run(text)
    return cell


def _rule(kind: str, lists: Any, at: int, choices: list[str]) -> DataValidation | None:
    if kind == "choice":
        for row, one in enumerate(choices, start=1):
            _text_cell(lists, row, at, one)
        letter = get_column_letter(at)
        name = lists.title.replace("'", "''")
        where = f"'{name}'!${letter}$1:${letter}${len(choices)}"
        return DataValidation("list", formula1=where, allow_blank=True)
    limits = {
        "day": ("date", "greaterThan", "DATE(2000,1,1)", None),
        "time": ("time", "between", "0", "0.999988425925926"),
        "number": ("decimal", "between", "-180", "9999999"),
    }
    return DataValidation(*limits[kind], allow_blank=True) if kind in limits else None
