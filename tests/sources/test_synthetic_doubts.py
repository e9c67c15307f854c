"""Where a reader and the truth of a synthetic return disagree, on the smallest return that shows it."""

from datetime import date

from analysis.sources import episodes as counting
from analysis.sources import ssda903
from analysis.sources.returns.shape import Given


def test_an_end_without_a_reason_and_with_nothing_after_it_is_an_ending(tmp_path):
    """Its rule says that the date counts, Annex A counts it, and else the stock does not follow from the flows."""
    path = tmp_path / "2025_episodes.csv"
    rows = ["CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC", "SYN1,01/05/2024,S,C2,N1,U6,01/09/2024,"]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (reading,) = ssda903.read([path], Given(today=date(2025, 6, 1)))
    found = counting.identity(counting.of_kind(reading.episodes, "care"), ["2024-03-31", "2025-03-31"])
    assert found.iloc[0][["before", "starts", "ends", "stock"]].tolist() == [0, 1, 1, 0]
