"""What the map of density says."""

from __future__ import annotations
