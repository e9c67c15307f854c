"""Figures that can be drawn a second time, for another sheet, from the same tables."""

from collections.abc import Callable
from functools import partial, wraps
from typing import ParamSpec

from analysis.presentation.figures import HouseFigure
from analysis.presentation.sheets import on_slide

Given = ParamSpec("Given")


def redrawable(plot: Callable[Given, HouseFigure]) -> Callable[Given, HouseFigure]:
    """Let a figure remember how it was drawn."""

    @wraps(plot)
    def draw(*args: Given.args, **kwargs: Given.kwargs) -> HouseFigure:
        figure = plot(*args, **kwargs)
        figure.again = partial(plot, *args, **kwargs)
        return figure

    return draw


def for_slide(figure: HouseFigure) -> HouseFigure | None:
    """The same figure in larger letters and without the words that a slide says itself; None if it forgot how."""
    if figure.again is None:
        return None
    with on_slide():
        return figure.again()
