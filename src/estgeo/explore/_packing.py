"""Columns of whole numbers as short text that a browser unpacks by itself.

Reports that lie near one another stand near one another (Morton order), so that the
steps from one to the next are small. Numbers are cut into planes of bytes, all the low
bytes first: a plane of high bytes is nearly empty. Then zlib and base64.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Packed:
    """A column as text: ``planes`` bytes a number; ``steps``: it holds differences.

    ``top``: the largest number.
    """

    text: str
    planes: int
    top: int
    steps: bool = False

    def told(self) -> dict[str, Any]:
        """Return what the page needs to know to unpack it."""
        return {"planes": self.planes, "top": self.top, "steps": self.steps}


def pack(values: Integers, *, steps: bool = False) -> Packed:
    """Return numbers from nought up as text; with ``steps`` as steps between them.

    >>> pack(np.array([7, 7, 9])).planes, pack(np.array([0, 70_000])).planes
    (1, 3)
    """
    numbers = values.astype(np.int64)
    top = int(numbers.max(initial=0))
    if steps:
        change = np.diff(numbers, prepend=0)
        numbers = np.where(change < 0, -2 * change - 1, 2 * change)
    planes = 1
    while len(numbers) and numbers.max() >= 1 << (8 * planes):
        planes += 1
    raw = b"".join(
        ((numbers >> (8 * plane)) & 255).astype(np.uint8).tobytes()
        for plane in range(planes)
    )
    text = base64.b64encode(zlib.compress(raw, 9)).decode()
    return Packed(text, planes, top, steps)


def pack_text(text: str) -> str:
    """Return a text as zlib and base64."""
    return base64.b64encode(zlib.compress(text.encode("utf-8", "replace"), 9)).decode()


def near_order(x: Integers, y: Integers) -> NDArray[np.intp]:
    """Return the order in which neighbors on the map stand beside one another.

    >>> near_order(np.array([0, 900, 1]), np.array([0, 900, 1])).tolist()
    [0, 2, 1]
    """
    return np.argsort(_spread(x) | (_spread(y) << 1), kind="stable")


def _spread(values: Integers) -> Integers:
    """Return numbers with a nought between all their bits (at most 31 of them)."""
    spread = values.astype(np.int64)
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | (spread << shift)) & mask
    return spread
