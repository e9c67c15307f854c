"""Analysis for local safeguarding children partnerships: the names a notebook needs.

Begin        start, catalogue, release, observations
Calculate    crude_rate, percentage, change, trend, compare
Beside       baseline_shares, shares_on, cohort_by_group, baseline_grid
Draw         plot_trend, plot_comparison, plot_months
Say          describe_rate, describe_change, describe_comparison, describe_primary
Show         outputs

`crude_rate?` in a cell says what it takes and gives, with an example. The quarterly notebooks use the other names.

>>> from analysis import start, release, crude_rate, plot_trend, outputs
"""

from importlib import import_module
from typing import Any

# Where each name lives. Loaded on first use, so that the command line starts at once.
_PLACES = {
    "analysis.runs.session": "start release",
    "analysis.runs.looking": "observations catalogue",
    "analysis.runs.own_episodes": "own_episodes",
    "analysis.sources.episodes": "durations flows of_kind stock",
    "analysis.measures.rates": "crude_rate percentage printed_rate proportion share_of_total",
    "analysis.measures.comparisons": "compare definitions medians_by_date on_the_same_population side_by_side",
    "analysis.measures.changes": "change change_sensitivity with_overlap",
    "analysis.measures.balance": "stock_and_flow",
    "analysis.measures.footprints": "pooled_areas",
    "analysis.measures.shape": "stacked",
    "analysis.measures.timeline": "unbroken",
    "analysis.measures.cohorts": "cohort_by_group share_bounds share_of_groups",
    "analysis.measures.disproportionality": "representation",
    "analysis.measures.baselines": "baseline_shares newest shares_on",
    "analysis.measures.grid": "baseline_grid like_for_like",
    "analysis.measures.printed": "printed_bases ruled_out",
    "analysis.measures.beside_reference": "beside_reference sibling_sensitivity",
    "analysis.measures.disparity": "disparity flags",
    "analysis.measures.pooling": "pooled_years",
    "analysis.measures.pathway": "decompose_gap pathway",
    "analysis.measures.ratios": "rate_difference rate_ratio ratio_to_others risk_ratio",
    "analysis.measures.standardisation": (
        "directly_standardised_rate indirectly_standardised_ratio slope_index_of_inequality"
    ),
    "analysis.measures.funnels": "funnel_curve funnel_limits",
    "analysis.measures.early_warning": "early_warning warnings_summary",
    "analysis.measures.watch": "watch",
    "analysis.measures.shrinkage": "shrunk_ratios",
    "analysis.measures.tipping": (
        "clustered_limits design_effect_sensitivity smallest_detectable_ratio tipping undercounts "
        "what_would_it_take with_design_effect"
    ),
    "analysis.measures.unknowns": "FlagRule unknown_bounds",
    "analysis.measures.censuses": "not_white_by_age people_by_group",
    "analysis.measures.folding": "folded",
    "analysis.measures.strata": "stratified_ratio",
    "analysis.measures.age_standardised": "standardised_disparity",
    "analysis.measures.subgroups": "without_subgroup",
    "analysis.measures.with_without": "with_and_without",
    "analysis.measures.control_charts": "chart_summary control_chart",
    "analysis.measures.moving": "moving_mean",
    "analysis.measures.stages": "at_last_common by_five parts_of steps_of with_people",
    "analysis.measures.gap": "area_stages area_steps group_stages split_gap",
    "analysis.measures.care_routes": "care_routes",
    "analysis.measures.trends": "trend interrupted",
    "analysis.measures.change_points": "change_points",
    "analysis.measures.forecasts": "forecast back_test",
    "analysis.measures.in_brief": "in_brief",
    "analysis.measures.key_figures": "beside_england indicator_values",
    "analysis.vocabulary.events": "event events_of",
    "analysis.presentation": "outputs",
    "analysis.presentation.numbers": "date_words",
    "analysis.presentation.charts": "plot_control_chart",
    "analysis.presentation.dots": "plot_representation",
    "analysis.presentation.dots_glance": "plot_at_a_glance",
    "analysis.presentation.dots_people": "plot_composition plot_bases",
    "analysis.presentation.dots_sources": "plot_values plot_coverage",
    "analysis.presentation.findings": "describe_rate describe_change describe_change_sensitivity describe_share",
    "analysis.presentation.findings_ages": "describe_ages headline_ages",
    "analysis.presentation.findings_baselines": "describe_baselines",
    "analysis.presentation.findings_balance": "describe_balance",
    "analysis.presentation.findings_brief": "describe_in_brief",
    "analysis.presentation.findings_charts": "describe_control_chart headline_control_chart",
    "analysis.presentation.findings_comparison": "describe_comparison",
    "analysis.presentation.findings_definitions": "describe_definitions",
    "analysis.presentation.findings_disparity": "describe_disparity describe_pooled headline_disparity",
    "analysis.presentation.findings_verdicts": (
        "describe_excess describe_flips describe_primary describe_unknown "
        "headline_excess headline_flips headline_unknown"
    ),
    "analysis.presentation.findings_firmness": "describe_power describe_siblings describe_unaccompanied",
    "analysis.presentation.dots_children": "plot_excess plot_unknown",
    "analysis.presentation.findings_glance": "describe_glance",
    "analysis.presentation.findings_groups": "describe_parts describe_composition describe_bounds",
    "analysis.presentation.findings_care": "describe_care_routes headline_care_routes",
    "analysis.presentation.findings_pathway": "describe_pathway describe_unknown_steps headline_pathway",
    "analysis.presentation.findings_gap": "describe_gap headline_gap nothing_beside waiting_for_returns",
    "analysis.presentation.findings_forecast": "describe_forecast headline_forecast",
    "analysis.presentation.findings_funnel": "describe_funnel headline_funnel",
    "analysis.presentation.findings_trend": "describe_interrupted describe_trend",
    "analysis.presentation.findings_sources": "describe_disagreement",
    "analysis.presentation.findings_warnings": "describe_early_warning",
    "analysis.presentation.headlines": (
        "headline_trend headline_comparison headline_flows headline_parts headline_baselines "
        "headline_composition headline_generic headline_values"
    ),
    "analysis.presentation.headlines_beside": "headline_beside headline_glance headline_representation headline_months",
    "analysis.presentation.fans": "plot_forecast",
    "analysis.presentation.funnels": "plot_funnel",
    "analysis.presentation.lines": "plot_trend plot_flows",
    "analysis.presentation.months": "plot_months",
    "analysis.presentation.pathways": "plot_care_routes plot_pathway",
    "analysis.presentation.waterfalls": "plot_waterfall",
    "analysis.presentation.panels": "plot_small_multiples",
    "analysis.presentation.ranking": "plot_comparison",
    "analysis.presentation.steps": "plot_ages",
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
