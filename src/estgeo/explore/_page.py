"""The explorer's page: one file that needs nothing else and makes no request."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from .._inert import clean, plain_json
from .._language import decimal_sign, month_names, page_texts, weekday_names
from .._provenance import MADE_BY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._columns import Language

SCRIPTS = ("store.js", "words.js", "charts.js", "map.js", "page.js")


def render(
    title: str,
    stamp: str,
    meta: Mapping[str, Any],
    packed: Mapping[str, str],
    lang: Language,
) -> str:
    """Return the page; every text of a report or a caller is data, never markup."""
    told = _words(lang)
    data = plain_json({**meta, "title": title, "stamp": stamp, "words": told})
    script = "".join(_read(name) for name in SCRIPTS)
    # No text inside the page can know the hash of the page it stands in.
    digest = hashlib.sha256(
        "\n".join((script, data, *packed.values())).encode("utf-8", "replace")
    )
    nonce = base64.b64encode(digest.digest()[:18]).decode()
    template = _environment().from_string(_read("explorer.html"))
    page = template.render(
        lang=lang,
        title=title,
        stamp=stamp,
        words=told,
        style=Markup(_read("explorer.css")),
        script=Markup(script),
        data=Markup(data),
        packed=packed,
        nonce=nonce,
        has=meta["views"],
        made_by=MADE_BY,
        policy=(
            f"default-src 'none'; script-src 'nonce-{nonce}'; "
            "style-src 'unsafe-inline'; img-src data: blob:; "
            "base-uri 'none'; form-action 'none'"
        ),
    )
    return clean(page)


def _words(lang: Language) -> dict[str, str | dict[str, str]]:
    """Return what the page says: texts, or the plural forms of texts that count."""
    return {
        **page_texts("explorer-page-", lang),
        "decimal": decimal_sign(lang),
        "months": ",".join(month_names(lang)),
        "weekdays": ",".join(weekday_names(lang, "wide")),
        "weekdays_short": ",".join(weekday_names(lang)),
    }


def _environment() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _read(name: str) -> str:
    folder = files("estgeo.explore") / "templates"
    return (folder / name).read_text(encoding="utf-8")
