"""The checklist as a form: what is asked, and how it is to be answered."""

from __future__ import annotations

SEVERITIES = (1, 2, 3, 4)

# {role: (kind of answer, whether it must be given)}, in the order of the form.
QUESTIONS: dict[str, tuple[str, bool]] = {
    "start": ("day", True),
    "start_time": ("time", False),
    "category": ("choice", True),
    "severity": ("choice", False),
    "area": ("text", False),
    "address": ("text", False),
    "x": ("number", False),
    "y": ("number", False),
    "source": ("text", False),
    "reporter": ("text", False),
    "comment": ("text", False),
}
