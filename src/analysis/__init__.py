"""Analysis for local safeguarding children partnerships: the names a notebook needs.

>>> from analysis import start, release, crude_rate, plot_trend, outputs
"""

from importlib import import_module
from typing import Any

# Where each name lives. Loaded on first use, so that the command line starts at once.
_PLACES = {
    "analysis.runs.session": "start release catalogue",
    "analysis.measures.rates": "crude_rate percentage printed_rate proportion share_of_total",
    "analysis.measures.comparisons": "change compare on_the_same_population with_overlap",
    "analysis.measures.trends": "trend interrupted",
    "analysis.measures.change_points": "change_points",
    "analysis.measures.forecasts": "forecast back_test",
    "analysis.measures.disproportionality": "cohort_by_group representation share_bounds share_of_groups",
    "analysis.measures.baselines": "baseline_grid baseline_shares like_for_like newest ruled_out",
    "analysis.measures.beside_reference": "beside_reference",
    "analysis.measures.unknowns": "FlagRule",
    "analysis.measures.key_figures": "beside_england indicator_values",
    "analysis.vocabulary.events": "event",
    "analysis.presentation": "outputs",
    "analysis.presentation.numbers": "date_words",
    "analysis.presentation.dots": "plot_representation",
    "analysis.presentation.dots_glance": "plot_at_a_glance",
    "analysis.presentation.dots_people": "plot_composition plot_bases",
    "analysis.presentation.dots_sources": "plot_values plot_coverage",
    "analysis.presentation.findings": "describe_rate describe_change describe_share",
    "analysis.presentation.findings_baselines": "describe_baselines",
    "analysis.presentation.findings_comparison": "describe_comparison",
    "analysis.presentation.findings_disparity": "describe_disparity headline_disparity",
    "analysis.presentation.findings_glance": "describe_glance",
    "analysis.presentation.findings_groups": "describe_parts describe_composition describe_bounds",
    "analysis.presentation.findings_sources": "describe_disagreement",
    "analysis.presentation.headlines": (
        "headline_trend headline_comparison headline_flows headline_parts headline_baselines "
        "headline_composition headline_generic headline_values"
    ),
    "analysis.presentation.headlines_beside": "headline_beside headline_glance headline_representation headline_months",
    "analysis.presentation.lines": "plot_trend plot_flows plot_months",
    "analysis.presentation.panels": "plot_small_multiples",
    "analysis.presentation.ranking": "plot_comparison",
}
_NAMES = {name: place for place, names in _PLACES.items() for name in names.split()}

__all__ = sorted(_NAMES)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the names above
    if name not in _NAMES:
        raise AttributeError(f"analysis has no {name!r}. It has: {', '.join(__all__)}.")
    place = import_module(_NAMES[name])
    return getattr(place, name, None) or import_module(f"{_NAMES[name]}.{name}")


def __dir__() -> list[str]:
    return __all__
