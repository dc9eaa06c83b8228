"""What the map of streets says."""

from __future__ import annotations
