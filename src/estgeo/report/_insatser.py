"""The insatser around a period: which go on, which are new, what they changed."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from .._language import day, listed, say
from ..charts.evaluation import comparison_rows, plot_evaluation
from ..words import effects as words
from ..words import meeting
from ..words._changes import change_words
from ..words.meeting import insats_at_work
from ..words.report import from_to, theme_words
from ._follow_up import Followed, follow_up_table, followed_up
from ._page import Block, Paragraph, Section, Table, plain_table
from ._pictures import chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from shapely.geometry.base import BaseGeometry

    from .._columns import Language
    from ..insatser.effect import Evaluation
    from ..insatser.insats import Insats
    from ..insatser.meeting import Problem
    from ._study import Study

# An insats that ended is followed up as long as half a year afterwards.
FOLLOWED_WEEKS = 26
# At work in the period, or to the end of it.
AT_WORK = ("new", "continues", "ends")
# Square metres: what is less is two drawings of the same border.
LEAST_OVERLAP = 1.0


def insatser_section(study: Study, insatser: Sequence[Insats]) -> Section:
    """Return which insatser in the place go on, begin and end."""
    lang = study.lang
    title = say("report-sections-insatser", lang)
    here = insatser_here(study, insatser)
    left = len(insatser) - len(here)
    blocks: list[Block] = []
    tables: dict[str, pd.DataFrame] = {}
    if here:
        header = [
            say(f"report-columns-{name}", lang)
            for name in (
                *("name", "problem", "themes", "when"),
                *("responsible", "purpose", "state"),
            )
        ]
        rows = [_row(study, insats) for insats in here]
        blocks.append(
            plain_table(say("insatser-status-caption", lang), header, rows, lang=lang)
        )
        tables["insatser"] = pd.DataFrame(rows, columns=header)
    else:
        blocks.append(Paragraph(say("insatser-status-none-given", lang), "note"))
    if left:
        blocks.append(Paragraph(words.elsewhere(left, lang), "note"))
    return Section("insatser", title, tuple(blocks), tables)


def insatser_here(study: Study, insatser: Sequence[Insats]) -> list[Insats]:
    """Return the insatser whose area overlaps the place, or that have none."""
    place = study.zones.union_all()
    return [
        one
        for one in insatser
        if one.area is None or _overlaps(area_of(study, one), place)
    ]


def follow_up_section(
    study: Study, insatser: Sequence[Insats], problems: Sequence[Problem] = ()
) -> Section:
    """Return which insatser should go on, and what changed where they work."""
    lang = study.lang
    title = say("report-sections-follow-up", lang)
    here = insatser_here(study, insatser)
    followed = [insats for insats in here if _is_followed(study, insats)]
    if not followed:
        text = say("insatser-status-none-to-follow", lang)
        return Section("follow-up", title, (Paragraph(text, "note"),))
    at = _plain(study.end)
    found = followed_up(known_so_far(study), followed, at, study.zones, problems)
    blocks: list[Block] = [
        verdict_table(found, lang),
        Paragraph(say("meeting-verdict-note", lang), "note"),
        Paragraph(say("insatser-status-how-to-read", lang), "note"),
    ]
    frames = []
    for one in found:
        if one.evaluation is not None:
            blocks += _evaluation_blocks(one.insats, one.evaluation, lang)
            frame = one.evaluation.to_frame()
            frames.append(frame.assign(insats=one.insats.name))
        elif one.fault:
            name = one.insats.name
            blocks.append(
                Paragraph(
                    say(
                        "insatser-status-not-evaluated",
                        lang,
                        name=name,
                        reason=one.fault,
                    )
                )
            )
    tables = {"verdicts": follow_up_table(found)}
    if frames:
        tables["follow_up"] = pd.concat(frames, ignore_index=True)
    return Section("follow-up", title, tuple(blocks), tables)


def verdict_table(found: Sequence[Followed], lang: Language) -> Table:
    """Return one row an insats: continue, end, or when that can be told."""
    header = [say(pair, lang) for pair in meeting.VERDICT_COLUMNS.values()]
    rows = [_verdict_row(one, lang) for one in found]
    caption = say("meeting-captions-verdicts", lang)
    return plain_table(caption, header, rows, lang=lang)


def _verdict_row(one: Followed, lang: Language) -> tuple[str, ...]:
    row = one.row
    change = "–"
    if isfinite(float(str(row["low"]))):
        low, high = (
            change_words(1 + float(str(row[name])), lang) for name in ("low", "high")
        )
        change = from_to(low, high, lang)
    days = [row["told_from"], row["next_check"]]
    told = [day(when.date(), lang) if when is not pd.NaT else "–" for when in days]  # type: ignore[attr-defined]
    status = say(f"meeting-insats-statuses-{row['status']}", lang)
    phase = say(f"meeting-phases-{row['phase']}", lang)
    return (
        one.insats.name,
        f"{status}, {phase}" if row["phase"] else status,
        change,
        say(f"meeting-verdicts-{row['verdict']}", lang),
        say(f"meeting-why-{row['why']}", lang),
        f"{told[0]} / {told[1]}",
    )


def known_so_far(study: Study) -> gpd.GeoDataFrame:
    """Return the reports that were there at the end of the period.

    Those outside the zones too: an insats is compared with what lies around it.
    """
    everywhere = study.everywhere
    chosen = ~everywhere["is_positive"] & (everywhere["start"] < study.end)
    return everywhere[chosen]


def state_of(study: Study, insats: Insats) -> str:
    """Return how an insats stands as the period ends, "planned" to "ended"."""
    first, last = _plain(study.start), _plain(study.end)
    if insats.status in ("proposed", "ended"):
        return insats.status
    if insats.start >= last:
        return "planned"
    if insats.end is not None and insats.end < first:
        return "ended"
    if insats.end is not None and insats.end < last:
        return "ends"
    return "new" if insats.start >= first else "continues"


@dataclass(frozen=True, slots=True)
class Measure:
    """An insats against a theme in a zone: how it stands, and what it covers.

    Attributes
    ----------
    insats : Insats
        The insats.
    state : str
        "planned", "new", "continues" or "ends".
    covered : int
        Reports of the theme in the zone and the period that lie in its area.
    """

    insats: Insats
    state: str
    covered: int

    @property
    def is_at_work(self) -> bool:
        """Return whether it is at work as the period ends."""
        return self.state in ("new", "continues")


def measures_against(
    study: Study,
    insatser: Sequence[Insats],
    topic: str,
    zone: str,
    reports: gpd.GeoDataFrame,
) -> list[Measure]:
    """Return the insatser on a topic, not ended, whose area overlaps a zone.

    A shared border is no overlap.
    """
    shape = study.zones.geometry.loc[[zone]].union_all()
    found = []
    for insats in insatser:
        state = state_of(study, insats)
        if state == "ended" or (
            insats.themes is not None and topic not in insats.themes
        ):
            continue
        if insats.area is None:
            continue
        area = area_of(study, insats)
        if _overlaps(area, shape):
            covered = int(reports.intersects(area.iloc[0]).sum())
            found.append(Measure(insats, state, covered))
    return found


def _overlaps(area: gpd.GeoSeries, shape: BaseGeometry) -> bool:
    return bool(area.iloc[0].intersection(shape).area > LEAST_OVERLAP)


def area_of(study: Study, insats: Insats) -> gpd.GeoSeries:
    """Return the area of an insats in the CRS of the study."""
    area = gpd.GeoSeries([insats.area], crs=insats.crs or study.zones.crs)
    return area.to_crs(study.zones.crs)


def measure_words(study: Study, measure: Measure, n: int) -> str:
    """Return an insats, how it stands and, unless it is to come, what it covers."""
    insats, lang = measure.insats, study.lang
    kind = f" ({insats.kind})" if insats.kind else ""
    first = insats.end if measure.state == "ends" else insats.start
    assert first is not None  # what ends has an end
    state = words.state(measure.state, day(first.date(), lang), lang)
    if measure.state == "planned":
        return f"{insats.name}{kind} {state}."
    return insats_at_work(f"{insats.name}{kind}", state, measure.covered, n, lang)


def named_measure(study: Study, insats: Insats) -> str:
    """Return an insats that the group set against a problem, and how it stands."""
    kind = f" ({insats.kind})" if insats.kind else ""
    state = state_of(study, insats)
    first = insats.end if state in ("ends", "ended") else insats.start
    moment = insats.start if first is None else first
    told = words.state(state, day(moment.date(), study.lang), study.lang)
    return f"{insats.name}{kind} {told}."


def when_words(insats: Insats, lang: Language) -> str:
    """Return from which day to which an insats is, and its hours."""
    told = day(insats.start.date(), lang)
    if insats.end is None:
        told = say("insatser-status-from", lang, day=told)
    else:
        told = from_to(told, day(insats.end.date(), lang), lang)
    return f"{told}, {insats.hours}" if insats.hours else told


def _row(study: Study, insats: Insats) -> tuple[str, ...]:
    lang = study.lang
    themes = [theme_words(theme, lang) for theme in insats.themes or ()]
    kind = f" ({insats.kind})" if insats.kind else ""
    # One that the group wrote down without themes is not against all of them.
    every = "" if insats.area is None else say("insatser-status-all-themes", lang)
    return (
        f"{insats.id}. {insats.name}{kind}" if insats.id else f"{insats.name}{kind}",
        insats.problem,
        listed(themes, lang) or every,
        when_words(insats, lang),
        insats.responsible,
        insats.purpose,
        say(f"insatser-status-short-{state_of(study, insats)}", lang),
    )


def _is_followed(study: Study, insats: Insats) -> bool:
    if insats.start >= _plain(study.end):
        return False
    ended = insats.end
    limit = _plain(study.start) - pd.Timedelta(weeks=FOLLOWED_WEEKS)
    return ended is None or ended >= limit


def _evaluation_table(evaluation: Evaluation, caption: str, lang: Language) -> Table:
    rows = []
    for row in comparison_rows(evaluation, lang):
        numbers = (row.ratio, row.low, row.high)
        told = [change_words(each, lang) if isfinite(each) else "–" for each in numbers]
        rows.append((row.label, told[0], from_to(told[1], told[2], lang)))
    header = [
        say(f"report-columns-{name}", lang)
        for name in ("comparison", "change", "interval")
    ]
    return plain_table(caption, header, rows, numeric=(1, 2), lang=lang)


def _evaluation_blocks(
    insats: Insats, evaluation: Evaluation, lang: Language
) -> list[Block]:
    def plot(ax: Axes) -> object:
        return plot_evaluation(evaluation, ax=ax, lang=lang)

    alt = say("insatser-status-picture-alt", lang, name=insats.name)
    blocks: list[Block] = [
        Paragraph(evaluation.sentence(lang)),
        chart(plot, alt, size=(8, 2.8), table=_evaluation_table(evaluation, alt, lang)),
    ]
    said = evaluation.explain(lang)
    failed = said.loc[~said["ok"].astype(bool), "message"]
    return blocks + [Paragraph(str(text), "note") for text in failed]


def _plain(moment: pd.Timestamp) -> pd.Timestamp:
    return moment.tz_localize(None)
