"""What does not add up: parts and totals, population bases, breaks in a series, neighbour models, recoded areas."""

from collections import defaultdict
from itertools import combinations

from analysis.sources.complete import MID_YEAR, mid_year_of
from analysis.sources.disagreements import disagreements
from analysis.sources.wording import Row, key_of, place_of, printed, problem_in, what
from analysis.vocabulary.areas import areas
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.tidy import MISSING, SUPPRESSED, problem


def checks(observations: list[Row], population: list[Row], neighbours: list[Row]) -> list[Row]:
    """Every disagreement that can be seen in the published figures, as rows of `problems`."""
    return [
        *disagreements(observations),
        *_parts_do_not_sum(observations),
        *_population_releases(observations, population),
        *_series_breaks(population),
        *_neighbour_models(neighbours),
        *_codes(observations, population),
    ]


def _parts_do_not_sum(observations: list[Row]) -> list[Row]:
    """The groups of a breakdown add up to something else than the total of the same release."""
    totals = {(*key_of(r)[:4], r["source"], r["vintage"]): r for r in observations if r["breakdown"] == "total"}
    parts: dict[tuple, list[Row]] = defaultdict(list)
    for row in observations:
        if row["breakdown"] in EXHAUSTIVE and (row["count"] is not None or row["status"] in (SUPPRESSED, MISSING)):
            parts[(*key_of(row)[:4], row["source"], row["vintage"], row["breakdown"])].append(row)
    found = []
    for (*key, breakdown), rows in parts.items():
        total = totals.get(tuple(key)) or _any_total(totals, tuple(key))
        if total is None or total["count"] is None:
            continue
        lower = sum(float(str(r["count_lower"] or 0)) for r in rows)
        upper = sum(float(str(r["count_upper"])) if r["count_upper"] is not None else 1e9 for r in rows)
        if upper < float(str(total["count_lower"])) or lower > float(str(total["count_upper"])):
            shown = sum(float(str(r["count"])) for r in rows if r["count"] is not None)
            message = f"{what(total)}: the parts by {str(breakdown).replace('_', ' ')} add up to {printed(shown)}, "
            message += f"the total is {printed(total['count'])} ({place_of(total)})."
            found.append(
                problem_in("warns" if key[4] == "board_papers" else "notes", "parts_do_not_sum", message, total)
            )
    return found


EXHAUSTIVE = {
    *("duration", "category_of_abuse_initial", "category_of_abuse_latest", "working_days", "referral_source"),
    *("ethnic_group", "age_band", "sex", "legal_status", "placement", "category_of_need"),
}


def _any_total(totals: dict[tuple, Row], key: tuple) -> Row | None:
    found = [row for other, row in totals.items() if other[:5] == key[:5]] if key[0] == "children_in_care" else []
    return max(found, key=lambda r: str(r["vintage"])) if found else None


def _population_releases(observations: list[Row], population: list[Row]) -> list[Row]:
    """One mid-year, several populations: every estimate that a published rate has been divided by."""
    seen: dict[tuple, dict[float, set[str]]] = defaultdict(lambda: defaultdict(set))
    for p in (p for p in population if p["base"] == MID_YEAR):
        seen[p["area"], p["year"]][float(str(p["population"]))].add(str(p["vintage"]))
    for row in observations:
        rate = row["breakdown"] == "total" and indicators()[str(row["indicator"])].per
        if row["denominator"] and row["span"] == "point" and rate:
            key = (row["area"], mid_year_of(str(row["date"])))
            seen[key][float(str(row["denominator"]))].add(str(row["denominator_vintage"]))
    found = []
    for (area, year), values in sorted(seen.items(), key=str):
        low, high = min(values), max(values)
        if high > 1.005 * low:
            said = "; ".join(f"{printed(v)} ({', '.join(sorted(values[v]))})" for v in sorted(values))
            message = f"Children aged 0 to 17 behind rates at 31 March {int(str(year)) + 1}, "
            message += f"{areas()[str(area)].name}: {said}. Rates on different bases do not compare."
            found.append(problem("notes", "population_releases_differ", message, "ons_mid_year_estimates"))
    return found


def _series_breaks(population: list[Row]) -> list[Row]:
    """A jump of 5% or more in one year in most areas at once is a change in what is counted, not in people."""
    totals: dict[tuple, dict[str, float]] = defaultdict(dict)
    for p in population:
        if p["group"] == "All" and p["sex"] == "all":
            totals[p["base"], p["area"], p["age_band"], p["file"]][str(p["year"])] = float(str(p["population"]))
    jumps: dict[tuple, list[tuple[str, float]]] = defaultdict(list)
    for (base, area, _, file), years in totals.items():
        for before, after in zip(sorted(years), sorted(years)[1:], strict=False):
            if years[before]:
                jumps[base, file, before, after].append((str(area), years[after] / years[before] - 1))
    found = []
    for (base, file, before, after), changes in jumps.items():
        if len(changes) > 2 and sum(abs(change) >= 0.05 for _, change in changes) >= 0.8 * len(changes):
            middle = sorted(change for _, change in changes)[len(changes) // 2]
            message = f"{str(base).replace('_', ' ').capitalize()}: totals move by {100 * middle:+.0f}% (middle of "
            message += f"{len(changes)} areas) from {before} to {after}. Compare from {after} on."
            found.append(problem("warns", "series_break", message, str(base), str(file)))
    return found


def _neighbour_models(neighbours: list[Row]) -> list[Row]:
    """Two neighbour models that choose different authorities."""
    sets: dict[object, dict[str, set[str]]] = defaultdict(dict)
    for row in neighbours:
        sets[row["area"]].setdefault(str(row["model"]), set()).add(str(row["neighbour"]))
    found = []
    for area, models in sorted(sets.items(), key=str):
        for one, two in combinations(sorted(models), 2):
            shared = models[one] & models[two]
            if shared != models[one]:
                message = f"{areas()[str(area)].name}: the neighbour models of {one} and {two} share {len(shared)} "
                message += f"of {len(models[two])}. An average of neighbours must name its model."
                found.append(problem("notes", "neighbour_models_differ", message, "dfe_statistical_neighbours"))
    return found


def _codes(observations: list[Row], population: list[Row]) -> list[Row]:
    """Areas with more than one code, read as one series."""
    used: dict[str, set[str]] = defaultdict(set)
    for row in [*observations, *population]:
        used[str(row["area"])].add(str(row["published_code"]))
    found = []
    for area in (a for a in areas().values() if a.other_codes):
        others = " and ".join(f"{code} ({when})" for code, when in area.other_codes.items())
        here = f" The data here uses {', '.join(sorted(used[area.code]))}." if area.code in used else ""
        message = f"{area.name} has the codes {area.code} and {others}: read as one series under {area.code}.{here}"
        found.append(problem("notes", "area_recoded", message))
    return found
