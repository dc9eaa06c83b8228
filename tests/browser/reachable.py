"""WCAG 2.2 AA as axe-core checks it, in a page and in every frame of it."""

from importlib.resources import files

# axe-core itself (MPL-2.0) comes with this package of the extra "test".
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]
RUN = """rules => axe.run(document, {
  runOnly: {type: 'tag', values: rules}, iframes: false,
  resultTypes: ['violations']
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
  rule.id + ' ' + node.target.join(' ') + ': ' + node.failureSummary)))"""


def violations(page):
    """Return what axe-core finds in a page and its frames, one line a place."""
    found = []
    for frame in page.frames:
        frame.evaluate(AXE)
        found += frame.evaluate(RUN, RULES)
    return found
