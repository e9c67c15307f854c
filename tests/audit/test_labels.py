"""The labelled sentences: their form, their mix, and that the true ones are true of the shipped data."""

import json
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

FILES = ["first", "second", "third", "fourth", "fifth", "scored"]  # all but the last are for building
AUTHORS = {
    "second": "m",
    "third": "t",
    "fourth": "d",
}  # how the numbers of an author's entries begin, here and in scored
VERDICTS = {
    "agrees", "rounding", "stale", "undated", "other_base", "other_area", "differs", "overstated", "undisclosable",
    "arithmetic", "inconsistent", "untraceable",
}  # fmt: skip
KINDS = VERDICTS | {"claim_free", "mixed"}
MORE = {
    "agrees": 60, "differs": 40, "arithmetic": 35, "inconsistent": 30, "other_base": 35, "overstated": 40,
    "undated": 30, "undisclosable": 20, "stale": 20, "other_area": 15, "rounding": 10, "untraceable": 30,
    "claim_free": 25, "mixed": 30,
}  # fmt: skip
INNOCENT = {"agrees", "untraceable", "claim_free"}
ENTRY = {"id", "kind", "area", "period", "as_at", "text", "expect"}
LABEL = {"number", "verdict", "note"}
CELL = {"indicator", "area", "date", "measure", "source", "vintage"}


def entries(half):
    path = Path(__file__).parent / "labelled" / f"{half}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def of_author(author):
    """(the half for building, the half for measuring) of an author."""
    kept = [entry for entry in entries("scored") if entry["id"].startswith(AUTHORS[author])]
    return entries(author), kept


def labels(half):
    return [(entry, label) for entry in entries(half) for label in entry["expect"]]


def verdicts(label):
    return [label["verdict"]] if isinstance(label["verdict"], str) else label["verdict"]


def places(number, text):
    """Where a number stands on its own, and not inside a longer one."""
    return [m.start() for m in re.finditer(rf"(?<![\w.,£]){re.escape(number)}(?![\w%]|[.,]\d)", text)]


def sentences(entry):
    lines = [line for line in entry["text"].splitlines() if not line.startswith("|")]
    return {s.strip() for line in lines for s in re.split(r"(?<=[.!?])\s+", line) if len(s.split()) > 3}


@pytest.fixture(scope="module")
def cells(shipped):
    key = ["indicator", "area", "date", "source", "vintage", "breakdown", "group"]
    rows = shipped.observations
    rows = rows[rows["source"] != "board_papers"].fillna({"group": "", "breakdown": "total"})
    cell = {}
    for row in rows[[*key, "span", "count", "value"]].itertuples(index=False):
        cell[(*map(str, row[:7]), str(row.span) == "month")] = row
    return cell


def figure(cells, ref):
    where = (ref["indicator"], ref["area"], ref["date"], ref["source"], ref["vintage"])
    group = (ref.get("breakdown", "total"), ref.get("group", ""))
    return Decimal(str(getattr(cells[(*where, *group, ref.get("span") == "month")], ref["measure"])))


def printed_as(number, value):
    plain = Decimal(number.strip("£%").replace(",", ""))
    return plain == value.quantize(plain, ROUND_HALF_UP)


@pytest.mark.parametrize("half", FILES)
def test_every_entry_has_the_keys_it_should(half):
    for entry in entries(half):
        assert ENTRY <= set(entry) <= ENTRY | {"tempting"}, entry["id"]
        assert re.fullmatch(r"[EW]\d{8}", entry["area"]), entry["id"]
        assert re.fullmatch(r"20\d\d-\d\d Q[1-4]", entry["period"]), entry["id"]
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", entry["as_at"]), entry["id"]


@pytest.mark.parametrize("half", FILES)
def test_every_label_has_a_known_verdict_and_says_why(half):
    for entry, label in labels(half):
        assert LABEL <= set(label) <= LABEL | {"nth", "words", "evidence", "equals", "truth"}, entry["id"]
        assert set(verdicts(label)) <= VERDICTS, entry["id"]
        assert label["note"].strip(), entry["id"]
        for ref in (label[key] for key in ("evidence", "equals", "truth") if key in label):
            assert CELL <= set(ref) <= CELL | {"breakdown", "group", "span"}, entry["id"]


def test_the_first_author_wrote_enough_of_every_kind():
    counts = Counter(entry["kind"] for entry in entries("first"))
    assert counts.total() >= 800
    assert set(counts) == KINDS
    assert min(counts.values()) >= 44


def test_the_second_author_wrote_enough_of_every_kind():
    counts = Counter(entry["kind"] for half in of_author("second") for entry in half)
    assert set(counts) == set(MORE) == KINDS
    assert all(counts[kind] >= least for kind, least in MORE.items())


def test_the_third_author_wrote_enough_labels_of_every_verdict():
    wanted = [verdicts(label)[0] for half in of_author("third") for entry in half for label in entry["expect"]]
    counts = Counter(wanted)
    assert set(counts) == VERDICTS
    assert min(counts.values()) >= 40


def test_the_fourth_author_wrote_whole_documents_with_every_verdict_in_them():
    documents = [entry for half in of_author("fourth") for entry in half]
    assert len(documents) == 40
    assert min(len(entry["text"].split()) for entry in documents) >= 150
    wanted = Counter(verdicts(label)[0] for entry in documents for label in entry["expect"])
    assert set(wanted) == VERDICTS
    assert min(wanted.values()) >= 14


def test_what_is_measured_on_has_enough_labels_of_every_verdict():
    counts = Counter(verdicts(label)[0] for _, label in labels("scored"))
    assert set(counts) == VERDICTS
    assert min(counts.values()) >= 20


@pytest.mark.parametrize("author", ["second", "third"])
def test_both_halves_of_an_author_have_the_same_mix(author):
    one, other = (Counter(entry["kind"] for entry in half) for half in of_author(author))
    assert all(abs(one[kind] - other[kind]) <= 1 for kind in KINDS)


@pytest.mark.parametrize(("author", "least"), [("first", 200), ("second", 90), ("third", 90), ("fourth", 6)])
def test_each_author_tempts_to_false_accusations(author, least):
    halves = [entries("first")] if author == "first" else of_author(author)
    tempting = [entry for half in halves for entry in half if entry.get("tempting")]
    assert len(tempting) >= least
    assert {entry["kind"] for entry in tempting} <= INNOCENT


@pytest.mark.parametrize("other", FILES[1:])
def test_no_sentence_of_the_first_author_is_one_of_anothers(other):
    """A failure names the entry and shows no sentence: whoever writes the audit may run this, and not read `scored`."""
    taken = set().union(*map(sentences, entries("first")))
    shared = [entry["id"] for entry in entries(other) if sentences(entry) & taken]
    assert shared == []


def test_no_text_stands_in_two_files():
    texts = [entry["text"] for half in FILES for entry in entries(half)]
    assert len(texts) == len(set(texts))


def test_no_number_of_an_entry_is_given_twice():
    ids = [entry["id"] for half in FILES for entry in entries(half)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("half", FILES)
def test_every_labelled_number_stands_in_its_text_and_is_labelled_once(half):
    for entry in entries(half):
        seen = Counter((label["number"], label.get("nth", 1)) for label in entry["expect"])
        assert set(seen.values()) <= {1}, entry["id"]
        for label in entry["expect"]:
            found = places(label["number"], entry["text"])
            assert 1 <= label.get("nth", 1) <= len(found), (entry["id"], label["number"])
            assert ("nth" in label) == (len(found) > 1), (entry["id"], label["number"])
            assert label.get("words", "") in entry["text"], entry["id"]


@pytest.mark.parametrize("half", FILES)
def test_every_entry_has_a_label_of_its_kind(half):
    for entry in entries(half):
        found = {verdict for label in entry["expect"] for verdict in verdicts(label)}
        if entry["kind"] == "claim_free":
            assert found == set(), entry["id"]
        elif entry["kind"] == "mixed":
            assert len(found) > 1, entry["id"]
        else:
            assert entry["kind"] in found, entry["id"]
        if entry["kind"] in {"agrees", "untraceable"}:
            assert found <= {"agrees", "untraceable"}, entry["id"]


@pytest.mark.parametrize("half", FILES)
def test_few_labels_accept_two_verdicts(half):
    two = [len(verdicts(label)) > 1 for _, label in labels(half)]
    assert sum(two) <= 0.08 * len(two)


@pytest.mark.parametrize("half", FILES)
def test_what_agrees_equals_its_published_cell_which_was_out_by_then(half, cells, shipped):
    out = shipped.releases.astype(str).groupby(["source", "vintage"])["published"].max()
    checked = 0
    for entry, label in labels(half):
        if ref := label.get("evidence"):
            assert verdicts(label) == ["agrees"], entry["id"]
            assert printed_as(label["number"], figure(cells, ref)), (entry["id"], label["number"])
            assert out[ref["source"], ref["vintage"]] <= entry["as_at"], entry["id"]
            checked += 1
    assert checked >= 100


@pytest.mark.parametrize("half", FILES)
def test_a_stale_undated_or_foreign_figure_is_that_of_another_cell_and_not_the_true_one(half, cells):
    for entry, label in labels(half):
        if "equals" in label:
            assert printed_as(label["number"], figure(cells, label["equals"])), (entry["id"], label["number"])
        if "truth" in label:
            assert not printed_as(label["number"], figure(cells, label["truth"])), (entry["id"], label["number"])


def test_what_the_second_author_made_up_is_no_published_figure_of_that_area_or_day(cells):
    """Neither secretly stale nor secretly another area's: those have verdicts of their own."""
    for entry, label in [*labels("second"), *labels("scored")]:
        if "truth" in label and verdicts(label) == ["differs"]:
            truth = label["truth"]
            group = (truth.get("breakdown", "total"), truth.get("group", ""))
            for (indicator, area, date, _, _, *parts, month), row in cells.items():
                same = indicator == truth["indicator"] and tuple(parts) == group and not month
                value = getattr(row, truth["measure"])
                if same and (area == truth["area"] or date == truth["date"]) and value == value:
                    assert not printed_as(label["number"], Decimal(str(value))), (entry["id"], area, date)
