"""A table that can be spread, and the only way to make one."""

from ._public_table import PublicTable, publish

__all__ = ["PublicTable", "publish"]
