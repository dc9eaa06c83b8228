"""A made-up language: every letter of English changed, every text lengthened.

Numbers, months and lists come from Greek (CLDR), so that a Latin word on a page in this
language is a text that stands outside the catalog, or data.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from fluent.syntax import FluentParser, FluentSerializer, ast
from fluent.syntax.visitor import Transformer

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ",
)
DOUBLED = str.maketrans({vowel: 2 * vowel for vowel in "ȧḗīǿŭẏ"})


class _Marked(Transformer):
    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802
        node.value = node.value.translate(CHANGED).translate(DOUBLED)
        return node


def write_pseudo_catalog(folder: Path) -> Path:
    """Write qq.ftl, every text of English marked and about a third longer."""
    source = (files("estgeo") / "words" / "catalog" / "en.ftl").read_text("utf-8")
    resource = FluentParser().parse(source)
    kept = [
        _Marked().visit(entry)
        for entry in resource.body
        if isinstance(entry, ast.Message) and entry.id.name != "locale"
    ]
    text = FluentSerializer().serialize(ast.Resource(kept))
    path = folder / "qq.ftl"
    path.write_text(f"locale = el\n{text}", "utf-8")
    return path
