"""A real browser for a module of tests; without one, a skip that says what to install (where CI is set, a failure)."""

import os
import shutil
from contextlib import contextmanager

import pytest

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome"]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]


@contextmanager
def launched():
    """A headless browser. Close it before the module ends: while it is open, nothing else here can use asyncio."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        lacking(f"No Chromium was found (looked for {', '.join(NAMES)}), so no page was opened. Install one.")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("Playwright is not installed: make setup")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, headless=True, args=FLAGS)
        yield browser
        browser.close()


def lacking(reason):
    """Skip on somebody's machine; fail where the tests are meant to be run whole."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
