"""A real browser for a module of tests; without one a skip that says what to install, or a failure in `.ci/run`."""

from contextlib import contextmanager

import pytest

from needed import needed

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@contextmanager
def launched():
    """A headless browser. Close it before the module ends: while it is open, nothing else here can use asyncio."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make setup")
    found = needed("Chromium", NAMES, "no page was opened")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        yield browser
        browser.close()
