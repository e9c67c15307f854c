"""What a reading counts under the keys of a synthetic return's truth, and where the two differ."""

from collections import Counter
from datetime import date

import pandas as pd

from analysis.sources import episodes as counting
from analysis.sources import safeguarding_dataset, ssda903
from analysis.sources.returns.shape import Given
from analysis.sources.synthesis.truth import measures

ROTHERHAM, DRAWN = "E08000018", date(2025, 3, 31)
SMALL = {"scale": 0.03, "first_year": 2023, "extracted_on": DRAWN}
GIVEN = Given(area=ROTHERHAM, dfe_code="372", today=date(2025, 6, 1))


ALONE = (ssda903.SOURCE, safeguarding_dataset.SOURCE)  # the returns that say until when


def counted(reading):
    """The counts of a reading under the keys of the truth, those above zero and the totals."""
    found = Counter()
    for cover in reading.covers:
        spec = measures().get(cover.kind)
        rows = counting.of_kind(reading.episodes, cover.kind)
        if spec:
            by = {"ethnic_group_18": ["ethnic_group"], "sex": ["sex"], "total": []}
            by |= {name: [name] for name in spec["by"]}
            for breakdown, names in by.items():
                add_flows(found, spec, rows, cover, breakdown, names)
            if "alone" in spec and reading.source in ALONE:
                alone = rows[rows["unaccompanied"]]
                ends = alone[["end", "unaccompanied_until"]].min(axis=1)
                for breakdown, names in {**by, "age_band": ["age_band"]}.items():
                    add_stock(found, spec["alone"], alone.assign(end=ends), cover, breakdown, names)
            if "open" in spec:
                for breakdown, names in {**by, "age_band": ["age_band"]}.items():
                    add_stock(found, spec["open"], rows, cover, breakdown, names)
    return found


def add_stock(found, measure, rows, cover, breakdown, names):
    days = pd.date_range(cover.first, cover.last, freq="ME")
    for record in counting.stock(rows, days, by=names).to_dict("records"):
        key = (measure, record["date"].date().isoformat(), "point", breakdown, record[names[0]] if names else "")
        found[key] += record["count"]


def add_flows(found, spec, rows, cover, breakdown, names):
    spans = list(stretches(cover.first, cover.last))
    for name, of, chosen in (("starts", "starts", rows), ("ends", "ends", rows), ("again", "starts", again(rows))):
        unknown = name == "again" and len(rows) and rows["previous_plans"].isna().all()
        if name in spec and spans and not unknown:
            table = counting.flows(chosen, [(first, last) for _, first, last in spans], by=names)
            span_of = {(first, last): span for span, first, last in spans}
            for record in table.to_dict("records"):
                first, last = record["first"].date(), record["last"].date()
                category = record[names[0]] if names else ""
                found[spec[name], last.isoformat(), span_of[first, last], breakdown, category] += record[of]


def again(rows):
    return rows[rows["previous_plans"].fillna(0) >= 1]


def stretches(first, last):
    """The months, quarters and years to 31 March between two days."""
    for end in pd.date_range(first, last, freq="ME"):
        for span, months in (("month", 1), ("quarter", 3), ("year", 12)):
            begin = (end + pd.offsets.MonthBegin(1)) - pd.DateOffset(months=months)
            if begin.date() >= first and end.month % months == 3 % months:
                yield span, begin.date(), end.date()


def without_empty(counts):
    return {key: n for key, n in counts.items() if n or key[3] == "total"}


def differing(readings, truth):
    found = Counter()
    for reading in readings:
        found.update(counted(reading))
    ours, theirs = without_empty(truth), without_empty(found)
    return {
        key: (ours.get(key), theirs.get(key)) for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)
    }


def unsaid(readings, ledger):
    """The planted faults that no problem of the readings names."""
    said = {(p["file"], p["sheet"], str(p["row"]), p["rule"]) for reading in readings for p in reading.problems}
    return [f for f in ledger if (f["file"], f["sheet"], str(f["row"]), f["rule"]) not in said]
