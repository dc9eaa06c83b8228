"""A page back to those who report: what they told, what was seen, what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .._checks import check_choice, check_whole, sentence
from .._files import saving
from .._frame_checks import check_columns, check_frame, check_times
from .._language import day, language, listed, number, say
from .._periods import period_bounds
from .._provenance import Provenance
from .._results import Result
from .._version import __version__
from ..incidents.personal_data import mask_personal_data
from ..words import meeting as words
from ..words import report as basis_words
from ..words._periods import period_words
from ..words.report import theme_words
from ._document import render
from ._docx import Pages, check_can_be_written, python_docx, write_docx
from ._follow_up import followed_up, status_of
from ._insatser import verdict_table
from ._page import Block, Form, Header, Listing, Paragraph, Section, plain_table
from ._study import TOPIC, between, topics_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from .._columns import Language
    from ..insatser.insats import Insats
    from ..insatser.meeting import Problem

FORMATS = {"html": "aterkoppling.html", "docx": "aterkoppling.docx"}


@dataclass(frozen=True, slots=True, repr=False)
class Feedback(Result):
    """A page back to a source, or to a group of reporters.

    Attributes
    ----------
    period : str
        Label of the period.
    to : str
        Who it is for.
    lang : str
        Language.
    tables : dict of DataFrame
        ``reported``: ``theme``, ``n_own``, ``n_all`` (NaN where it would show what few
        others reported).
    html : str
        The page: one file.
    provenance : Provenance
        What made it.
    pages : Pages or None
        What the document is written from.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=60, rng=1)
    >>> page = eg.feedback(town.incidents, [], period="2018-W08", source="kommun")
    >>> page
    <Feedback 2018-W08, to kommun>
    """

    period: str
    to: str
    lang: Language
    tables: Mapping[str, pd.DataFrame]
    html: str = field(repr=False)
    provenance: Provenance
    pages: Pages | None = field(default=None, repr=False)

    def save(self, folder: str | Path, formats: Sequence[str] = ("html",)) -> Path:
        """Write the page into a folder.

        Parameters
        ----------
        folder : path
            Made when it is not there.
        formats : sequence of str, default ("html",)
            "html" (``aterkoppling.html``) and "docx" (``aterkoppling.docx``; needs the
            extra ``documents``).

        Returns
        -------
        Path
            The first of the files.

        Raises
        ------
        ValueError
            If a format is another.
        ImportError
            If "docx" is asked for and python-docx is not there.
        OSError
            If a file there is not estgeo's or cannot be written.
        """
        asked = (formats,) if isinstance(formats, str) else tuple(formats)
        for one in asked or ("",):
            check_choice("formats", one, FORMATS)
        if "docx" in asked:
            python_docx()
            check_can_be_written(self.pages)
        names = [FORMATS[one] for one in asked]
        with saving(folder, *names) as draft:
            if "html" in asked:
                text = self.html.encode("utf-8", "replace")
                (draft / FORMATS["html"]).write_bytes(text)
            if "docx" in asked:
                assert self.pages is not None  # it was asked before
                write_docx(draft / FORMATS["docx"], self.pages)
        return Path(folder) / names[0]

    def to_dict(self) -> dict[str, Any]:
        """Return the result as plain values; the document is not among them.

        Returns
        -------
        dict
            As for every result; what comes back of it writes no Word document.
        """
        return Result.to_dict(replace(self, pages=None))

    def __repr__(self) -> str:
        """Return whose it is."""
        return f"<Feedback {self.period}, to {self.to}>"


def feedback(
    incidents: gpd.GeoDataFrame,
    insatser: Sequence[Insats],
    *,
    period: str,
    source: str | None = None,
    reporter: str | Sequence[str] | None = None,
    problems: Sequence[Problem] = (),
    candidates: gpd.GeoDataFrame | None = None,
    k: int = 5,
    lang: Language | None = None,
) -> Feedback:
    """Make a page back to a source or to a group of reporters.

    Parameters
    ----------
    incidents : GeoDataFrame
        All reports of the town, with ``start`` and the column ``source`` or
        ``reporter``.
    insatser : sequence of Insats
        What is decided and done; proposals are left out.
    period : str
        Label of the period, such as "2018-W10".
    source : str, optional
        The organisation it is for, as in the column ``source``.
    reporter : str or sequence of str, optional
        Instead: the reporter, or the group of them, as in the column ``reporter``.
    problems : sequence of Problem, optional
        What the group saw together; closed ones are left out.
    candidates : GeoDataFrame, optional
        Areas that insatser are compared with, as for :func:`follow_up`.
    k : int, default 5
        What fewer than ``k`` others reported is not shown.
    lang : str, optional
        Language.

    Returns
    -------
    Feedback
        ``.html``; ``.save(folder)`` writes it.

    Raises
    ------
    ValueError
        If neither or both of ``source`` and ``reporter`` are given, or nobody of that
        name ever reported; if the period is none.
    KeyError
        If the column is missing.
    TypeError
        If ``start`` has no time zone.

    Notes
    -----
    Of others it gives counts by theme only, and only where at least ``k`` of the
    reports are theirs. The insatser are those on the themes of the reports, and those
    on all themes. Nothing is said of an effect but what :func:`follow_up` says.

    References
    ----------
    .. [1] Effektiv samordning för trygghet: exempelsamling, chapters 5 and 13.

    Examples
    --------
    >>> import estgeo as eg
    >>> town = eg.simulate_incidents(weeks=60, rng=1)
    >>> page = eg.feedback(town.incidents, [], period="2018-W08", source="kommun")
    >>> int(page.tables["reported"]["n_own"].sum())
    19
    """
    lang = language(lang)
    check_frame("incidents", incidents)
    check_times("incidents", incidents, "start")
    least = check_whole("k", k, at_least=1)
    column, names = _asked(source, reporter)
    check_columns("incidents", incidents, [column])
    told = incidents[column].astype(object)
    if not told.isin(names).any():
        known = ", ".join(sorted({str(one) for one in told.dropna()})[:5])
        raise ValueError(sentence(column, f"one of {known}, ...", repr(names[0])))
    start, end = period_bounds(period, str(incidents["start"].dt.tz))
    frame = incidents.assign(**{TOPIC: topics_of(incidents)})
    now = between(frame, start, end)
    mine = now[now[column].astype(object).isin(names)]
    reported = _reported(now, mine, least)
    decided = _decided(insatser, mine, end)
    at = pd.Timestamp(end).tz_localize(None)
    followed = followed_up(incidents, decided, at, candidates, problems)
    to = listed(names, lang)
    sections = [
        _told_section(mine, reported, lang),
        _seen_section(problems, mine, lang),
        _decided_section(decided, at, lang),
    ]
    if followed:
        title = say("feedback-sections-effect", lang)
        note = Paragraph(say("meeting-verdict-note", lang), "note")
        sections.append(Section("effect", title, (verdict_table(followed, lang), note)))
    sections.append(_thanks(mine, lang))
    header = _header(period, to, lang)
    return Feedback(
        period=period,
        to=to,
        lang=lang,
        tables={"reported": reported},
        html=render(header, tuple(sections), lang=lang),
        provenance=Provenance("feedback", {"period": period, column: to, "k": least}),
        pages=Pages(header, tuple(sections)),
    )


def _asked(
    source: str | None, reporter: str | Sequence[str] | None
) -> tuple[str, list[str]]:
    if (source is None) == (reporter is None):
        got = "both" if source is not None else "neither"
        raise ValueError(sentence("source", "given, or 'reporter' is", got))
    if source is not None:
        return "source", [source]
    assert reporter is not None
    names = [reporter] if isinstance(reporter, str) else list(reporter)
    return "reporter", names


def _reported(now: pd.DataFrame, mine: pd.DataFrame, k: int) -> pd.DataFrame:
    own, all_ = mine[TOPIC].value_counts(), now[TOPIC].value_counts()
    table = pd.DataFrame({"n_own": own, "n_all": all_}).fillna(0)
    table = table[table["n_own"] > 0].sort_values(
        "n_own", ascending=False, kind="stable"
    )
    others = table["n_all"] - table["n_own"]
    table["n_all"] = table["n_all"].astype(float).mask((others > 0) & (others < k))
    table["n_own"] = table["n_own"].astype(int)
    return table.rename_axis("theme").reset_index()


def _decided(
    insatser: Sequence[Insats], mine: pd.DataFrame, end: pd.Timestamp
) -> list[Insats]:
    at = pd.Timestamp(end).tz_localize(None)
    themes = set(mine[TOPIC])
    return [
        one
        for one in insatser
        if status_of(one, at) != "proposed"
        and (one.themes is None or themes & set(one.themes))
    ]


def _told_section(
    mine: pd.DataFrame, reported: pd.DataFrame, lang: Language
) -> Section:
    blocks: list[Block] = [Paragraph(words.told(len(mine), lang))]
    if len(reported):
        header = [
            say(f"feedback-columns-{name}", lang) for name in ("theme", "own", "all")
        ]
        rows = [
            (
                theme_words(str(row["theme"]), lang).capitalize(),
                number(row["n_own"], lang),
                "–" if pd.isna(row["n_all"]) else number(row["n_all"], lang),
            )
            for row in reported.to_dict("records")
        ]
        caption = say("feedback-caption", lang)
        blocks.append(plain_table(caption, header, rows, numeric=(1, 2), lang=lang))
        if reported["n_all"].isna().any():
            blocks.append(Paragraph(say("feedback-hidden", lang), "note"))
    return Section("told", say("feedback-sections-told", lang), tuple(blocks))


def _seen_section(
    problems: Sequence[Problem], mine: pd.DataFrame, lang: Language
) -> Section:
    themes = set(mine[TOPIC])
    lines = []
    for problem in problems:
        if not problem.is_open or (problem.theme and problem.theme not in themes):
            continue
        theme = theme_words(problem.theme, lang) if problem.theme else ""
        head = ", ".join(part for part in (theme, problem.zone) if part)
        text = ". ".join(
            part.rstrip(".") for part in (problem.what, problem.how) if part
        )
        told = ": ".join(part for part in (head[:1].upper() + head[1:], text) if part)
        lines.append(str(mask_personal_data(pd.Series([told]))[0]))
    title = say("feedback-sections-seen", lang)
    if not lines:
        return Section("seen", title, (Paragraph(say("feedback-none-seen", lang)),))
    return Section("seen", title, (Listing(tuple(lines)),))


def _decided_section(
    decided: Sequence[Insats], at: pd.Timestamp, lang: Language
) -> Section:
    title = say("feedback-sections-decided", lang)
    if not decided:
        return Section(
            "decided", title, (Paragraph(say("feedback-none-decided", lang)),)
        )
    lines = []
    for one in decided:
        code = status_of(one, at)
        state = say(f"meeting-insats-statuses-{code}", lang)
        when = day(one.start.date(), lang)
        who = f" {words.responsible(one.responsible, lang)}" if one.responsible else ""
        lines.append(f"{one.name}: {state}, {words.from_day(when, lang)}.{who}")
    return Section("decided", title, (Listing(tuple(lines)),))


def _thanks(mine: pd.DataFrame, lang: Language) -> Section:
    title = say("feedback-sections-thanks", lang)
    return Section("thanks", title, (Paragraph(words.thanks(len(mine), lang)),))


def _header(period: str, to: str, lang: Language) -> Header:
    when = period_words(period, lang)
    return Header(
        title=words.title(to, when, lang),
        subtitle="",
        stamp=say("feedback-stamp", lang),
        facts=(),
        warnings=(),
        form=Form(()),
        made_by=basis_words.made_by(__version__, lang),
        foot=when,
        language=lang,
        may_read=say("feedback-may-read", lang, to=to),
    )
