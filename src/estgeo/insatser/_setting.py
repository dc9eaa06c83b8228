"""What every question about an insats begins with: its records, windows and ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ._tally import gather_records
from ._windows import choose_windows
from ._zones import lay_ground

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from ._insats import Insats
    from ._tally import Records
    from ._windows import Windows
    from ._zones import Ground


@dataclass(frozen=True, slots=True)
class Setting:
    """The records that are compared, the days they are compared on, and where."""

    records: Records
    windows: Windows
    ground: Ground


def set_out(
    incidents: gpd.GeoDataFrame,
    insats: Insats,
    *,
    before: Any,
    after: Any,
    washout: Any,
    rings: Sequence[float] = (),
    others: Sequence[Insats] = (),
    study_area: Any = None,
    **columns: str | None,
) -> Setting:
    """Return the setting of an insats; ``columns`` are those of ``gather_records``."""
    records = gather_records(incidents, insats.themes, **columns)  # type: ignore[arg-type]
    windows = choose_windows(
        insats, records.observed, before=before, after=after, washout=washout
    )
    ground = lay_ground(insats, others, rings, study_area, incidents.crs)
    return Setting(records, windows, ground)
