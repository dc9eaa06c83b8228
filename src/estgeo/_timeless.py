"""Files without the time of writing: the same content gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import lazy_loader

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from pathlib import Path

pyogrio = lazy_loader.load("pyogrio")

_NEVER = "1980-01-01T00:00:00Z"  # the clock of the writer is nobody's business
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_CLOCK = "OGR_CURRENT_DATE"


def timeless_workbook(written: io.BytesIO, path: Path) -> None:
    """Write an xlsx again without the times at which it was written."""
    with (
        zipfile.ZipFile(written) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            content = source.read(member)
            if member.filename == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>" + _NEVER.encode(), content)
            target.writestr(zipfile.ZipInfo(member.filename), content)


@contextmanager
def timeless_layers() -> Iterator[None]:
    """Write GeoPackages within this with a fixed time of change."""
    before = pyogrio.get_gdal_config_option(_CLOCK)
    pyogrio.set_gdal_config_options({_CLOCK: _NEVER})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({_CLOCK: before})
