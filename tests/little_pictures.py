"""What a drawn figure shows: the box of every text that is seen."""

from matplotlib.text import Text


def seen(figure):
    """Every text with its box; tick labels outside their axis, or shared with another panel, are not seen."""
    axes = [axis for panel in figure.axes for axis in (panel.xaxis, panel.yaxis)]
    ticks = {id(text) for axis in axes for text in axis.get_ticklabels(which="both")}
    shown = {id(tick.label1) for axis in axes for tick in axis._update_ticks() if tick.label1.get_visible()}
    every = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    return [(t.get_text(), t.get_window_extent()) for t in every if id(t) not in ticks or id(t) in shown]
