"""From sections to one HTML file that needs nothing else."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .._language import say
from ..words import report as words
from ._page import MapFrame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._columns import Language
    from ._page import Header, Section

_NONCE = re.compile(r"'nonce-([A-Za-z0-9+/=_-]{8,})'")


def render(header: Header, sections: tuple[Section, ...], *, lang: Language) -> str:
    """Return the page; every text from data or caller is escaped by the template."""
    folder = files("estgeo.report") / "templates"
    template = _environment().from_string(_read(folder / "lagesbild.html"))
    return template.render(
        header=header,
        sections=sections,
        words={name: say(pair, lang) for name, pair in words.LABELS.items()},
        style=Markup(_read(folder / "lagesbild.css")),
        policy=content_policy(_maps(sections)),
    )


def content_policy(maps: Iterable[MapFrame]) -> str:
    """Return the policy of the page: nothing from outside, only the maps' scripts.

    A framed map inherits the policy of the page around it, so the page has to name
    the nonces of its maps; it has no script of its own.
    """
    nonces = {nonce for frame in maps for nonce in _NONCE.findall(frame.html)}
    scripts = " ".join(f"'nonce-{nonce}'" for nonce in sorted(nonces)) or "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _maps(sections: tuple[Section, ...]) -> list[MapFrame]:
    blocks = [block for section in sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, MapFrame)]


def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _read(path: object) -> str:
    return path.read_text(encoding="utf-8")  # type: ignore[attr-defined, no-any-return]
