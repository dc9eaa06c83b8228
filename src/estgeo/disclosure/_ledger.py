"""The ledger: what was published, when, by whom and why. It is kept inside.

A file of lines, each one JSON with the hash of the line before it, so that a line that
was changed or taken out is noticed. What goes out carries a stamp of the last line, so
that lines cut off at the end are noticed, too, as long as a folder that went out stands
beside the ledger or is saved into. Lines are only added; the file is locked while it is
read and written, and gets its new content by a rename.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import json
import os
import secrets
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from .._checks import check_whole, check_whole_text, sentence
from .._files import MANIFEST, stamps_in
from .._zone_names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas as gpd
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LONGEST_WAIT = 30.0  # seconds for another program that holds the ledger
DIGITS = 3  # of coordinates, millimetres: drawings of one border are one border
COMMON_CRS = "EPSG:3006"


class Ledger:
    """The ledger of what was published.

    Parameters
    ----------
    path : str or Path
        A file of lines; made when something is first published. It holds the secret of
        the draw and is kept inside, apart from the folder that is spread.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> import pandas as pd
    >>> import estgeo as eg
    >>> path = Path(mkdtemp()) / "ledger.jsonl"
    >>> counts = pd.DataFrame({"n": [40, 60]}, index=["Norr", "Söder"])
    >>> table = eg.publish(counts, period="2018-Q1")
    >>> _ = table.save(path.with_name("q1.csv"), ledger=path, why="nämnden 12 april")
    >>> eg.Ledger(path).to_frame()[["number", "kind", "period", "why"]]
       number     kind   period               why
    0       1  release  2018-Q1  nämnden 12 april
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def to_frame(self) -> pd.DataFrame:
        """Return one row an entry.

        Returns
        -------
        DataFrame
            ``number``, ``kind`` ("release", "drawn", "withdrawal"), ``when``, ``who``,
            ``why``, ``name`` (of the file), ``period``, ``k`` and ``withdrawn``.
        """
        entries = self.entries()
        gone = {entry["of"] for entry in entries if entry["kind"] == "withdrawal"}
        rows = [
            {
                "number": entry["number"],
                "kind": entry["kind"],
                "when": entry["when"],
                "who": entry["who"],
                "why": entry["why"],
                "name": entry.get("name", ""),
                "period": entry.get("period", ""),
                "k": entry.get("k"),
                "withdrawn": entry["number"] in gone,
            }
            for entry in entries
            if entry["kind"] != "begin"
        ]
        columns = ["number", "kind", "when", "who", "why", "name", "period", "k"]
        return pd.DataFrame(rows, columns=[*columns, "withdrawn"])

    def withdraw(self, number: int, *, why: str, was_spread: bool = True) -> None:
        """Enter that a release does not stand any more.

        Parameters
        ----------
        number : int
            Of the entry, as ``to_frame()`` tells.
        why : str
            The reason, for whoever reads the ledger later.
        was_spread : bool, default True
            Whether anybody outside may have seen it. What was seen cannot be unseen, so
            it still counts when new releases are checked; what never left the house
            does not.

        Raises
        ------
        ValueError
            If there is no such release, or no reason.
        """
        number = check_whole("number", number)
        known = self.to_frame()
        if number not in set(known.loc[known["kind"] != "withdrawal", "number"]):
            rule = "the number of a release in the ledger"
            raise ValueError(sentence("number", rule, number))
        if not why.strip():
            raise ValueError(sentence("why", "a reason", repr(why)))
        with self.opened() as lines:
            lines.add("withdrawal", why, {"of": number, "was_spread": bool(was_spread)})

    def entries(self) -> list[dict[str, Any]]:
        """Return all entries as they stand in the file; raise if one was changed."""
        entries = _read(self.path) if self.path.exists() else []
        folder = self.path.absolute().parent
        if entries:
            beside = [path.parent for path in folder.glob(f"*/{MANIFEST}")]
            for stamp in {stamp for path in beside for stamp in stamps_in(path)}:
                _refuse_cut(entries, stamp)
        return entries

    def refuse_older(
        self, lines: Lines, folder: Path, *, is_only_one: bool = False
    ) -> None:
        """Raise if what stands in a folder was entered in lines that are gone.

        ``is_only_one``: also if it was entered in another ledger.
        """
        for stamp in stamps_in(folder):
            if not _refuse_cut(lines.entries, stamp) and is_only_one:
                rule = "the one that the files in the folder were entered in"
                remedy = "Use that one, or save into a new folder."
                raise ValueError(sentence("ledger", rule, str(self.path), remedy))

    @contextmanager
    def opened(self) -> Iterator[Lines]:
        """Hold the ledger alone, and write what was added when all went well."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(self.path.with_name(self.path.name + ".lock")):
            entries = self.entries()
            before = len(entries)
            lines = Lines(entries)
            yield lines
            if len(lines.entries) > before:
                _write(self.path, lines.entries)

    def standing(self, kind: str) -> list[dict[str, Any]]:
        """Return the entries of a kind but those that never left the house."""
        return standing(self.entries(), kind)

    def drawn_before(self, asked: Drawn) -> Drawn:
        """Return what was drawn of these areas and topics before."""
        return drawn_before(self.entries(), asked)


class Lines:
    """The entries of a ledger while it is held."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.entries = entries
        if not entries:
            self.add("begin", "", {"format": 1, "key": secrets.token_hex(32)})

    def add(self, kind: str, why: str, content: dict[str, Any]) -> None:
        """Add one entry behind the last."""
        check_whole_text("why", [why])
        check_whole_text("table", [content])
        last = self.entries[-1]["hash"] if self.entries else ""
        entry = {
            "number": len(self.entries),
            "kind": kind,
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "who": _user(),
            "why": why,
            **content,
            "previous": last,
        }
        self.entries.append(entry | {"hash": _hash(entry)})

    def stamp(self) -> str:
        """Return what tells a later look whether the lines up to here are still there.

        It says nothing of what they hold: only who has the ledger's secret can make it.
        """
        return _stamp(self.entries, len(self.entries) - 1)


def _stamp(entries: list[dict[str, Any]], number: int) -> str:
    """Return number, ledger and line, both by the ledger's secret."""
    key = bytes.fromhex(entries[0]["key"])
    ledger, line = (
        hmac.new(key, text.encode(), "sha256").hexdigest()
        for text in ("ledger", entries[number]["hash"])
    )
    return f"{number:08d}-{ledger[:8]}-{line[:16]}"


def _refuse_cut(entries: list[dict[str, Any]], stamp: str) -> bool:
    """Raise if the line of a stamp is gone; False for a stamp of another ledger."""
    number, ledger, _ = stamp.split("-")
    if _stamp(entries, 0).split("-")[1] != ledger:
        return False
    if int(number) >= len(entries) or _stamp(entries, int(number)) != stamp:
        lines = "1 line" if len(entries) == 1 else f"{len(entries)} lines"
        got = f"{lines}, without line {int(number) + 1} of what went out"
        remedy = "Take it back from a backup: it tells what was published."
        raise ValueError(sentence("ledger", "whole", got, remedy))
    return True


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn of the reports: months of zones by topics, fixed for good.

    ``counted`` tells how many reports a month had when it was drawn.
    """

    zones: dict[str, str]
    topics: tuple[str, ...]
    k: int
    months: dict[str, list[list[int]]]
    counted: dict[str, int]

    @classmethod
    def of(cls, zones: gpd.GeoDataFrame, topics: Sequence[str], k: int) -> Drawn:
        """Return what is drawn of areas and topics before anything is."""
        return cls(shapes_of(zones.geometry), tuple(topics), k, {}, {})

    def array(self, months: Sequence[str]) -> Ints:
        """Return months by zones by topics."""
        shape = (len(months), len(self.zones), len(self.topics))
        return np.array([self.months[m] for m in months], np.int64).reshape(shape)

    def with_months(self, fresh: dict[str, Ints], counted: dict[str, int]) -> Drawn:
        """Return the same with more months."""
        months = self.months | {month: n.tolist() for month, n in fresh.items()}
        return replace(self, months=months, counted=self.counted | counted)

    def identity(self) -> tuple[object, ...]:
        """Return what makes two draws be of the same things."""
        return (
            tuple(sorted((name_key(n), s) for n, s in self.zones.items())),
            tuple(name_key(topic) for topic in self.topics),
        )


def ask_for_key(ledger: Ledger) -> bytes:
    """Return the secret of a ledger; a new ledger gets one."""
    with ledger.opened() as lines:
        return bytes.fromhex(lines.entries[0]["key"])


def standing(entries: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the entries of a kind but those that never left the house."""
    gone = {
        entry["of"]
        for entry in entries
        if entry["kind"] == "withdrawal" and not entry["was_spread"]
    }
    return [e for e in entries if e["kind"] == kind and e["number"] not in gone]


def withdrawn(entries: list[dict[str, Any]]) -> set[int]:
    """Return the numbers of all entries that were withdrawn."""
    return {entry["of"] for entry in entries if entry["kind"] == "withdrawal"}


def drawn_before(entries: list[dict[str, Any]], asked: Drawn) -> Drawn:
    """Return what was drawn of these areas, or of parts of them, and topics before.

    Drawing the same reports twice, of other areas or topics, would tell more than one
    draw does, so that is refused.
    """
    found = asked
    highest = max((e["k"] for e in _all_k(entries)), default=asked.k)
    if asked.k < highest:
        rule = f"at least {highest}, the highest in the ledger"
        raise ValueError(sentence("k", rule, asked.k))
    for entry in standing(entries, "drawn"):
        old = Drawn(
            entry["zones"],
            tuple(entry["topics"]),
            entry["k"],
            entry["months"],
            entry["counted"],
        )
        joined = _joined(old, asked)
        if joined is None:
            got = f"others than those drawn in {', '.join(sorted(old.months))}"
            remedy = (
                "The same reports drawn a second time tell more. Use the areas and "
                "topics of the ledger, or areas that are made of whole ones of it."
            )
            raise ValueError(
                sentence("zones and topics", "those of the ledger", got, remedy)
            )
        fresh = {
            month: np.array(n, dtype=np.int64)
            for month, n in joined.months.items()
            if month not in found.months
        }
        counted = {month: old.counted[month] for month in fresh}
        found = found.with_months(fresh, counted)
    return found


def _all_k(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [*standing(entries, "drawn"), *standing(entries, "release")]


def _joined(old: Drawn, asked: Drawn) -> Drawn | None:
    """Return the old draw by the asked areas, None if they are not made of its own."""
    if [name_key(t) for t in old.topics] != [name_key(t) for t in asked.topics]:
        return None
    months = sorted(old.months)
    if old.identity() == asked.identity():
        order = {name_key(name): at for at, name in enumerate(old.zones)}
        rows = [order[name_key(name)] for name in asked.zones]
        table = old.array(months)[:, rows, :]
    else:
        owner = _owners(old.zones, asked.zones)
        if owner is None:
            return None
        table = np.zeros((len(months), len(asked.zones), len(asked.topics)), np.int64)
        for at, into in enumerate(owner):
            table[:, into, :] += old.array(months)[:, at, :]
    return replace(asked, months=dict(zip(months, table.tolist(), strict=True)))


def _owners(parts: dict[str, str], wholes: dict[str, str]) -> list[int] | None:
    """Return which whole each part lies in, None unless the parts fill the wholes."""
    small = shapely.from_wkt(list(parts.values()))
    large = shapely.from_wkt(list(wholes.values()))
    shared = shapely.area(shapely.intersection(small[:, None], large[None, :]))
    inside = shared >= 0.999 * shapely.area(small)[:, None]
    filled = np.where(inside, shared, 0).sum(axis=0)
    if (
        not (inside.sum(axis=1) == 1).all()
        or (filled < 0.999 * shapely.area(large)).any()
    ):
        return None
    return [int(at) for at in inside.argmax(axis=1)]


def enter_drawn(
    lines: Lines, drawn: Drawn, *, name: str, period: str, why: str
) -> None:
    """Enter the months of a draw that the ledger does not hold yet."""
    held = drawn_before(lines.entries, replace(drawn, months={}, counted={}))
    for month, n in held.months.items():
        if month in drawn.months and drawn.months[month] != n:
            got = "another one, drawn without the ledger"
            remedy = "Make the page with ledger=, so that it is drawn from the ledger."
            rule = f"the draw of {month} that the ledger holds"
            raise ValueError(sentence("plan", rule, got, remedy))
    fresh = {m: n for m, n in drawn.months.items() if m not in held.months}
    lines.add(
        "drawn",
        why,
        {
            "name": name,
            "period": period,
            "k": drawn.k,
            "zones": drawn.zones,
            "topics": list(drawn.topics),
            "months": fresh,
            "counted": {month: drawn.counted[month] for month in fresh},
        },
    )


def shapes_of(geometry: gpd.GeoSeries) -> dict[str, str]:
    """Return each area's shape in one CRS and to the millimetre, to compare by."""
    placed = geometry if geometry.crs is None else geometry.to_crs(COMMON_CRS)
    even = shapely.set_precision(placed.to_numpy(), 10.0**-DIGITS)
    texts = shapely.to_wkt(shapely.normalize(even), rounding_precision=DIGITS)
    return dict(zip(map(str, placed.index), texts.tolist(), strict=True))


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock file; whoever else wants it waits, at most for half a minute."""
    end = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            break
        except FileExistsError:
            if _is_left_behind(path):
                path.unlink(missing_ok=True)
            elif time.monotonic() > end:
                got = f"held by another program ({path.name})"
                remedy = "Try again; delete that file if no estgeo is running."
                raise TimeoutError(sentence("ledger", "free", got, remedy)) from None
            time.sleep(0.02)
    try:
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
    finally:
        path.unlink(missing_ok=True)


def _is_left_behind(path: Path) -> bool:
    """Return whether whoever made a lock ended without taking it away."""
    try:
        holder = int(path.read_text() or 0)
        age = time.time() - path.stat().st_mtime
    except (OSError, ValueError):
        return False
    if not holder or os.name == "nt":  # where asking for a process would end it
        return age > LONGEST_WAIT
    try:
        os.kill(holder, 0)
    except ProcessLookupError:
        return age > 1
    except OSError:
        return False
    return False


def _read(path: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = []
    text = path.read_text(encoding="utf-8").removesuffix("\n")
    # Not splitlines: a name may hold what that takes for the end of a line.
    for line in text.split("\n") if text else []:
        try:
            entry = json.loads(line)
            told = entry.pop("hash")
        except (ValueError, KeyError, AttributeError):
            entry, told = {}, None
        last = entries[-1]["hash"] if entries else ""
        is_next = entry.get("previous") == last and entry.get("number") == len(entries)
        if told is None or told != _hash(entry) or not is_next:
            got = f"changed or cut at line {len(entries) + 1}"
            remedy = "Take it back from a backup: it tells what was published."
            raise ValueError(sentence("ledger", "as it was written", got, remedy))
        entries.append(entry | {"hash": told})
    return entries


def _write(path: Path, entries: list[dict[str, Any]]) -> None:
    """Write beside and rename, so that the ledger is whole at every moment."""
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".draft")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def _hash(entry: dict[str, Any]) -> str:
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no name for the account
        return ""
