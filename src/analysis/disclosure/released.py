"""Tables that may leave. Presentation, outputs and reports take these and nothing else, by type."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis.vocabulary.errors import AnalysisError


class NotReleased(AnalysisError):
    """A table that was not released reached a place that publishes."""


class ReleasedTable(pd.DataFrame):  # type: ignore[misc] # pandas is untyped here
    """A table whose every number may be published, and everything computed from it alone.

    Merged or stacked with a table that is not released, the result is not released either. The type guards against
    mistakes, not against intent: a column assigned from elsewhere, or `where(other=…)`, is not seen.
    """

    _metadata = ("keys_released", "preview")
    keys_released: tuple[str, ...] = ()
    preview: bool = False

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        def made_from(*args: Any, **kwargs: Any) -> ReleasedTable:
            """A result of this table; groupby and pivot tell pandas nothing else about where it comes from."""
            made = ReleasedTable(*args, **kwargs)
            made.keys_released, made.preview = self.keys_released, self.preview
            return made

        return made_from

    def __finalize__(self, other: Any, method: str | None = None, **kwargs: Any) -> "ReleasedTable":  # noqa: ANN401
        """Carry the released keys over; lose them when one side was not released."""
        parts = _parts(other)
        if parts is None:
            return super().__finalize__(other, method=method, **kwargs)
        tables = [part for part in parts if isinstance(part, pd.DataFrame)]
        if all(isinstance(part, ReleasedTable) and part.keys_released for part in tables):
            self.keys_released = tuple(dict.fromkeys(key for part in tables for key in part.keys_released))
        else:
            self.keys_released = ()
        self.preview = any(getattr(part, "preview", False) for part in tables)
        return self


def _parts(other: Any) -> list | None:  # noqa: ANN401 - whatever pandas combined
    for name in ("objs", "input_objs"):
        if hasattr(other, name):
            return list(getattr(other, name))
    if hasattr(other, "left") and hasattr(other, "right"):
        return [other.left, other.right]
    return None


def release_table(table: pd.DataFrame, key: str, audience: str, preview: bool = False) -> ReleasedTable:
    """Release a declared table for an audience.

    Until the disclosure gate decides on counts of our own, a public pack takes rows from public sources only: a table
    with any other row, or that does not say, is refused, whole. Any audience but "internal" is the public.
    """
    said = table["public"] if "public" in table else pd.Series("", index=table.index)
    if audience != "internal" and not (said.astype(str) == "True").all():
        raise NotReleased(
            f'Table "{key}" holds figures of the council\'s own that have not been through disclosure control, so it '
            "cannot stand in a public pack. Run with --audience internal, or leave the table out."
        )
    released = ReleasedTable(table)
    released.keys_released = (key,)
    released.preview = preview
    return released


def require_released(table: object, what: str) -> ReleasedTable:
    """The table, if it is released; anything else is refused."""
    if not isinstance(table, ReleasedTable) or not table.keys_released:
        raise NotReleased(
            f"{what} takes a table from release(KEY), or one computed from it alone. "
            "This one was made some other way, so nothing says that it may be published."
        )
    return table
