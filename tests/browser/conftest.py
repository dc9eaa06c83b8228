"""A headless chromium without a network that remembers every complaint and request."""

import os
from pathlib import Path

import pytest

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]


@pytest.fixture(scope="session")
def browser():
    if not Path(CHROMIUM).exists():
        reason = f"no {CHROMIUM}: the browser tests were NOT run"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


class Opened:
    """A page and what it complained about and asked for."""

    def __init__(self, context):
        self.page = context.new_page()
        self.errors, self.requests = [], []
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._asked)

    def _told(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def _asked(self, request):
        if not request.url.startswith(("file:", "data:", "blob:", "about:")):
            self.requests.append(request.url)

    def settled(self):
        """Wait until the map says that it is drawn."""
        self.page.wait_for_selector(".estgeo-frame[data-ready=true]")
        self.page.evaluate(
            "new Promise(go => requestAnimationFrame(() => requestAnimationFrame(go)))"
        )
        return self.page


@pytest.fixture
def open_map(browser, tmp_path):
    contexts = []

    def opened(m, width=1280, height=800):
        path = tmp_path / f"map{len(contexts)}.html"
        m.save(path)
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": height}
        )
        contexts.append(context)
        result = Opened(context)
        result.page.goto(path.as_uri())
        return result

    yield opened
    for context in contexts:
        context.close()
