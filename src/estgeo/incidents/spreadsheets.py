"""Tables that a spreadsheet shows and does not run."""

from __future__ import annotations

from .._inert import without_formulas

__all__ = ["without_formulas"]
