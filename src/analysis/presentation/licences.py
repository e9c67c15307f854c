"""What may be said of a result: its limits license a verb or a side, and a sentence that claims more is refused.

The templates are held to the same when they are read, so that no edit of sentences.toml can let an unclear change rise.
"""

import re
from collections.abc import Mapping

import pandas as pd

from analysis.vocabulary.errors import AnalysisError

RISE, FALL, UNCLEAR, FEW = "rise", "fall", "unclear", "few"
ABOVE, BELOW = "above", "below"
OF_TRENDS = ("trend", "step", "change of slope")  # statistics of measures.trends: their verdict is the licence
FEWEST = 10  # events in each year; below it the limits of a change are not to be leant on
VERBS = {
    RISE: r"(ros(e|en)|ris(e|es|ing)|increas\w*|grew|grown|went up|up from|more than a (year|quarter|month) before)",
    FALL: r"(fell|fall(s|en|ing)?|drop\w*|decreas\w*|went down|down from|less than a (year|quarter|month) before)",
    UNCLEAR: "no clear change",
    FEW: "too few to say",
    "no clear trend": "no clear trend",
    "step up": "step(ped|s)? up(wards?)?",
    "step down": "step(ped|s)? down(wards?)?",
    "no clear step": "no clear step",
    "turn up": "turn(ed|s)? up(wards?)?",
    "turn down": "turn(ed|s)? down(wards?)?",
    "no clear turn": "no clear turn",
}
_VERBS = {verb: re.compile(rf"\b{pattern}\b", re.IGNORECASE) for verb, pattern in VERBS.items()}
SIDES = {
    ABOVE: r"(over-represented|above|(higher|more)( often| children)? than)",
    BELOW: r"(under-represented|below|(lower|less|fewer)( often| children)? than)",
}
_SIDES = {side: re.compile(rf"\b{pattern}\b", re.IGNORECASE) for side, pattern in SIDES.items()}
_NEVER = re.compile(
    r"\b(significant\w*|vast majority|overwhelming\w*|dramatic\w*|soar\w*|surg(e|ed|ing)|plummet\w*|alarming\w*"
    r"|prov(es|ed)|caus(es|ed)|due to|thanks to|improv\w+|worse\w*|better)\b",
    re.IGNORECASE,
)
_OF_CHARTS = "charts"  # sections whose words a rule of the chart licenses: claims_no_more_than_chart
_KEYS = {
    ABOVE: {"above", "more", "higher", "over"},
    BELOW: {"below", "less", "fewer", "lower", "under"},
    UNCLEAR: {"unclear", "few", "neither", "withheld", "unknown", "small", "cannot", "none", "no", "mixed", "alike"},
}


class OverClaim(AnalysisError):
    """A sentence said more than the limits of its result allow."""


def licensed(change: pd.Series) -> str:
    """The one verb that a change's limits allow: rise, fall, unclear, few; or nothing when there is no change.

    A trend, a step or a turn licenses what its own verdict says, if that is a verdict and its limits bear it out; a
    forecast licenses nothing.
    """
    if change.get("statistic") in OF_TRENDS:
        said = str(change.get("verdict"))
        return said if said in VERBS and _borne_out(said, change) else ""
    if change.get("statistic") == "forecast":
        return ""
    value, lower, upper = (change.get(name) for name in ("value", "lower", "upper"))
    counts = [change.get(name) for name in ("count", "count_before") if name in change.index]
    if any(pd.notna(count) and count < FEWEST for count in counts) and all(pd.notna(count) for count in counts):
        return FEW
    if pd.isna(value) or pd.isna(lower) or pd.isna(upper):
        return ""
    return RISE if lower > 0 else FALL if upper < 0 else UNCLEAR


def _borne_out(verdict: str, row: pd.Series) -> bool:
    """Whether the limits of a trend, a step or a turn lie on the side of 0 that its verdict names."""
    lower, upper = row.get("lower"), row.get("upper")
    if verdict in (RISE, "step up", "turn up"):
        return bool(pd.notna(lower) and lower > 0)
    if verdict in (FALL, "step down", "turn down"):
        return bool(pd.notna(upper) and upper < 0)
    return True


def _allowed(result: pd.Series | pd.DataFrame) -> list[str]:
    """What a result licenses: a step and a turn each its own; of any other table, the last row."""
    if isinstance(result, pd.Series):
        return [licensed(result)]
    if "statistic" in result and len(result) and result["statistic"].isin(OF_TRENDS).all():
        return [licensed(row) for _, row in result.iterrows()]
    return [licensed(result.iloc[-1])] if len(result) else [""]


def claims_no_more(sentence: str, result: pd.Series | pd.DataFrame) -> str:
    """The sentence, if its verbs are licensed by the limits of the result; a bolder one is refused."""
    allowed = _allowed(result)
    said = [verb for verb, pattern in _VERBS.items() if pattern.search(sentence)]
    loose = _NEVER.search(sentence)
    if loose:
        raise OverClaim(f'"{loose[0]}" says more than a result can: "{sentence}" Say what was counted, and the limits.')
    if any(verb not in allowed for verb in said):
        words = {RISE: "a rise", FALL: "a fall", UNCLEAR: "no clear change", FEW: "too few to say", "": "no change"}
        may = '" and "'.join(words.get(verb, verb) for verb in allowed)
        raise OverClaim(f'The limits allow "{may}" and nothing else, but this says: "{sentence}"')
    return sentence


def claims_side(sentence: str, lower: object, upper: object, level: float = 1) -> str:
    """The sentence, if the limits lie on the side of `level` that it names; "above" where they hold it is refused.

    `level` is what stands for no difference: 1 for a ratio, 0 for a difference.
    """
    clear = {ABOVE: pd.notna(lower) and lower > level, BELOW: pd.notna(upper) and upper < level}  # type: ignore[operator]
    for side, pattern in _SIDES.items():
        found = pattern.search(sentence)
        if found and not clear[side]:
            raise OverClaim(
                f'"{found[0]}" needs limits {side} {level:g}, and these are {lower} to {upper}: "{sentence}" '
                'Say "no clear difference".'
            )
    return sentence


def check_templates(sections: Mapping[str, Mapping[str, str]]) -> None:
    """Refuse templates that say under one verdict what only another licenses: a rise under `unclear`.

    A verb of change may stand only under its own verdict, and words of a side not under the other one, nor where
    nothing is clear. Words of control charts are held to the rules of their chart instead.
    """
    for section, templates in sections.items():
        if section.startswith(_OF_CHARTS):
            continue
        for key, template in templates.items():
            side = _side_of(key)
            modest = (UNCLEAR, FEW) if side == UNCLEAR and key not in VERBS else ()
            wrong = [f for verb, f in _found(_VERBS, template) if verb != key and verb not in modest]
            wrong += [f for named, f in _found(_SIDES, template) if side and named != side]
            wrong += [f for _, f in _found({"never": _NEVER}, template)]
            if wrong:
                raise OverClaim(
                    f'sentences.toml, [{section}] {key}: "{wrong[0]}" claims what this verdict does not license: '
                    f'"{template}" Use the words of its own verdict.'
                )


def _found(patterns: Mapping[str, re.Pattern[str]], template: str) -> list[tuple[str, str]]:
    return [(name, found[0]) for name, pattern in patterns.items() if (found := pattern.search(template))]


def _side_of(key: str) -> str:
    """The side that the key of a template names, or that it is unclear; nothing for a key that is no verdict."""
    words = set(re.split(r"[ _]", key))
    return next((side for side in (UNCLEAR, ABOVE, BELOW) if words & _KEYS[side]), "")
