"""Programs beyond Python that some tests need: left out with a word without them; a failure where `.ci/run` runs."""

import os
import shutil

import pytest


def needed(what, names, why):
    """The path of the first of these programs; without one the test is skipped, or fails where `.ci/run` runs it."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    said = f"No {what} was found (looked for {', '.join(names)}), so {why}. Install one."
    if os.environ.get("ANALYSIS_SKIP_NOTHING"):
        pytest.fail(said)
    pytest.skip(said)
