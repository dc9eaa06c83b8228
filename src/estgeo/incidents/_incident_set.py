"""What a reading gives: accepted rows, rejected rows, how it went; saved and found."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .._checks import sentence
from .._provenance import Provenance
from ._restoring import read_stored
from ._summary import ReadingSummary
from ._writing import write_set

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True, slots=True)
class IncidentSet:
    """Incidents that were read, the rows that were rejected, and how it went.

    Attributes
    ----------
    incidents : GeoDataFrame
        One row an accepted row of the source, in metres: the columns of the
        vocabulary, then the source's own columns. A column of the source that has a
        name of the vocabulary is called ``name_original``.
    rejected : DataFrame
        The other rows: the source's columns, ``est_row``, ``reasons`` (codes joined
        with semicolons), ``explanation_sv``, ``explanation_en``.
    summary : ReadingSummary
        How the source was understood; ``summary.to_frame()``, ``summary.to_text()``.
    n_read : int
        Rows of the source that hold anything; always accepted + rejected.
    provenance : Provenance

    Examples
    --------
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> frame = pd.DataFrame(
    ...     {"Datum": ["2018-03-07 17:30"], "lon": [15.2], "lat": [59.3]}
    ... )
    >>> eg.read_incidents(frame)
    <IncidentSet: 1 read = 1 accepted + 0 rejected>
    """

    incidents: gpd.GeoDataFrame
    rejected: pd.DataFrame
    summary: ReadingSummary
    n_read: int
    provenance: Provenance

    def __post_init__(self) -> None:
        """Hold the promise that no row is lost."""
        if self.n_read != len(self.incidents) + len(self.rejected):
            got = f"{self.n_read} read, {len(self.incidents)} + {len(self.rejected)}"
            raise ValueError(sentence("n_read", "accepted + rejected", got))

    def __repr__(self) -> str:
        accepted, rejected = len(self.incidents), len(self.rejected)
        return (
            f"<IncidentSet: {self.n_read} read = {accepted} accepted "
            f"+ {rejected} rejected>"
        )

    def save(self, path: str | Path) -> Path:
        """Write the set so that :func:`read_incidents` gives the same set back.

        Parameters
        ----------
        path : path
            Ends in .csv, .xlsx, .gpkg or .parquet. A GeoPackage or workbook holds the
            incidents, the rejected rows and the summary; beside a csv or Parquet file
            stand ``NAME.rejected.*`` and ``NAME.summary.json``.

        Returns
        -------
        Path
            The file that was written.

        Raises
        ------
        ValueError
            If the ending is another.

        Notes
        -----
        Everything is written, comments and identities too: this is for the group
        itself, never for the public. GeoPackage and xlsx get the time on the wall
        (to the millisecond) and the offset from UTC beside it, since both lose time
        zones. Text that a spreadsheet would run as a formula stays text; in csv it
        gets an apostrophe in front. Empty text and missing text are one in csv, xlsx.
        A cell of a workbook holds 32,767 characters: longer text, which only rejected
        rows have, is cut there.
        """
        target = Path(path)
        facts = {
            "summary": asdict(self.summary),
            "provenance": self.provenance.to_dict(),
            "n_read": self.n_read,
        }
        write_set(target, self.incidents, self.rejected, facts)
        return target

    def _repr_html_(self) -> str:
        return self.summary._repr_html_()


def saved_set(source: object) -> IncidentSet | None:
    """Return the set that ``save`` wrote, None for any other source."""
    path = Path(source) if isinstance(source, str | Path) else None
    stored = read_stored(path) if path is not None and path.is_file() else None
    if stored is None:
        return None
    facts = stored.facts
    return IncidentSet(
        stored.incidents,
        stored.rejected,
        ReadingSummary(**facts["summary"]),
        facts["n_read"],
        Provenance(**facts["provenance"]),
    )
