"""Run one aggregation over a frame, over files or on a Dask cluster.

An aggregation is three pure steps, so that where the rows lie changes nothing:
``partial`` makes a small summary of a batch, ``combine`` adds a summary to the total,
and what the caller does with the total finishes it.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import pandas as pd

from .._checks import sentence
from ._batches import batch_of_frame
from ._parquet import BATCH_ROWS, count_rows, find_files, parquet_batches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ._batches import Needs, PointBatch

    Progress = Callable[[int, int | None], None]

Part = TypeVar("Part", covariant=False)
Total = TypeVar("Total")

_EXTRA = 'Install it: python -m pip install "estgeo[dask]".'
_RULE = "a (Geo)DataFrame, a path or glob of Parquet files, or a Dask frame"

# Called with (rows done, rows in all or None); quiet unless someone listens.
_listener: ContextVar[Progress | None] = ContextVar("listener", default=None)


class Aggregation(Protocol, Generic[Part, Total]):
    """How batches become a total; ``partial`` may run in another process."""

    needs: Needs

    def partial(self, batch: PointBatch) -> Part:
        """Return the summary of one batch."""

    def combine(self, total: Total | None, part: Part) -> Total:
        """Return the total with one summary added (it may be changed in place)."""


@contextmanager
def watch(listener: Progress) -> Iterator[None]:
    """Call ``listener(rows done, rows in all or None)`` as work goes on."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def run(source: Any, aggregation: Aggregation[Part, Total]) -> Total | None:
    """Return the total over all rows of ``source``, None if it has no batch."""
    total: Total | None = None
    for part in _parts(source, aggregation):
        total = aggregation.combine(total, part)
    return total


def batches(
    source: Any, needs: Needs, *, rows: int = BATCH_ROWS
) -> Iterator[PointBatch]:
    """Yield the rows of any source, batch by batch, in this process."""
    if is_dask(source):
        for partition in source.partitions:
            yield batch_of_frame(partition.compute(), needs, naive_is_utc=True)
    elif isinstance(source, pd.DataFrame):
        yield batch_of_frame(source, needs)
    elif isinstance(source, str | Path):
        yield from _watched(find_files(source), needs, rows)
    else:
        raise TypeError(sentence("incidents", _RULE, type(source).__name__))


def is_dask(source: Any) -> bool:
    """Tell whether ``source`` is a Dask frame, without importing Dask."""
    return hasattr(source, "__dask_graph__") and hasattr(source, "partitions")


def length_of(source: Any) -> int | None:
    """Return the number of rows of a frame in memory, None of anything else."""
    return len(source) if isinstance(source, pd.DataFrame) else None


def _parts(source: Any, aggregation: Aggregation[Part, Total]) -> Iterator[Part]:
    if is_dask(source):
        yield from _dask_parts(source, aggregation)
        return
    for batch in batches(source, aggregation.needs):
        yield aggregation.partial(batch)


def _watched(files: list[Path], needs: Needs, rows: int) -> Iterator[PointBatch]:
    listener = _listener.get()
    if listener is None:
        yield from parquet_batches(files, needs, rows=rows)
        return
    done, in_all = 0, count_rows(files)
    for batch in parquet_batches(files, needs, rows=rows):
        yield batch
        done += batch.n
        listener(done, in_all)


def _partial_of_partition(
    partition: pd.DataFrame, aggregation: Aggregation[Part, Total]
) -> tuple[int, Part]:
    batch = batch_of_frame(partition, aggregation.needs, naive_is_utc=True)
    return batch.n, aggregation.partial(batch)


def _dask_parts(source: Any, aggregation: Aggregation[Part, Total]) -> Iterator[Part]:
    """Yield the summaries of the partitions, in order; made on the workers."""
    dask = _dask()
    shared = dask.delayed(aggregation, pure=False)
    make = dask.delayed(_partial_of_partition, pure=False)
    tasks = [make(partition, shared) for partition in source.to_delayed()]
    done = 0
    for n, part in _dask_results(tasks):
        yield part
        done += n
        listener = _listener.get()
        if listener is not None:
            listener(done, None)


def _dask_results(tasks: list[Any]) -> Iterator[tuple[int, Any]]:
    client = _dask_client()
    if client is None:
        # Without a cluster: a few partitions at a time, so that memory is bounded.
        for start in range(0, len(tasks), 8):
            yield from _dask().compute(*tasks[start : start + 8])
        return
    futures = client.compute(tasks)
    futures.reverse()
    while futures:
        # Let go of each result once it is added; a lost one is made again.
        yield futures.pop().result()


def _dask() -> Any:
    try:
        import dask  # noqa: PLC0415 (an optional extra)
    except ImportError as error:
        rule = "a frame or Parquet files where Dask is not installed"
        message = sentence("incidents", rule, "a Dask frame", _EXTRA)
        raise ImportError(message, name="dask") from error
    return dask


def _dask_client() -> Any:
    """Return the client of the cluster in use, None if there is none."""
    try:
        from distributed import get_client  # noqa: PLC0415
    except ImportError:
        return None
    try:
        return get_client()
    except ValueError:
        return None
