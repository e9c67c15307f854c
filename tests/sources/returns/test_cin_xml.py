"""CIN census files as they come: encodings, namespaces, damage, entities, and what may never be said of a child."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import little_census as little
from analysis.sources import cin_census
from analysis.sources.returns.shape import Given
from analysis.vocabulary.errors import AnalysisError
from little_census import case, child, message, plan

TODAY = Given(today=date(2026, 1, 1))
ONE = message(child(1, case(plan("2023-05-20"))))


def plans(path):
    (found,) = cin_census.read([path], TODAY)
    return found.episodes[found.episodes["kind"] == "cp_plan"]


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ('<?xml version="1.0" encoding="utf-8"?>\n', "utf-8-sig"),
        ('<?xml version="1.0" encoding="utf-16"?>\n', "utf-16"),
        ('<?xml version="1.0" encoding="windows-1252"?>\n', "cp1252"),
    ],
)
def test_a_return_is_read_in_the_encoding_that_it_names(tmp_path, declaration, encoding):
    path = little.write(tmp_path, declaration + ONE.replace("SYN001", "SYN001\u00e9"), encoding=encoding)
    assert cin_census.claims(path)
    assert list(plans(path)["child"]) == ["SYN001\u00e9"]


@pytest.mark.parametrize(
    "text",
    [
        ONE.replace("<Message>", '<Message xmlns="urn:x">'),
        ONE.replace("<", "<c:").replace("<c:/", "</c:").replace("<c:Message>", '<c:Message xmlns:c="urn:x">'),
        ONE.replace("<Children>", "stray text<Children>"),
        ONE.replace("\n", ""),
        ONE.replace("\n", "\r\n"),
    ],
)
def test_namespaces_stray_text_and_line_ends_change_nothing(tmp_path, text):
    path = little.write(tmp_path, text)
    assert cin_census.claims(path)
    assert list(plans(path)["child"]) == ["SYN001"]


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_collection_of_cases_without_header_is_read_for_the_year_given(tmp_path, wrapped):
    name, elements = case(plan("2023-05-20"))
    who = ("ChildIdentifiers", {"LAchildID": "SYN001"}) if wrapped else ("LAchildID", "SYN001")
    cases = [(name, [who, *elements]), (name, [("LAchildID", "SYN002"), *elements])]
    path = little.write(tmp_path, little.element("CINdetailsCollection", cases))
    assert cin_census.claims(path)
    (found,) = cin_census.read([path], Given(year_ending=date(2024, 3, 31), today=date(2026, 1, 1)))
    assert list(found.episodes.query("kind == 'cp_plan'")["child"]) == ["SYN001", "SYN002"]


BOMB = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("doctype", [BOMB, "<!DOCTYPE Message>\n", '<!DOCTYPE m SYSTEM "file:///etc/passwd">\n'])
def test_a_document_type_or_entity_is_refused(tmp_path, encoding, doctype):
    path = little.write(tmp_path, doctype + ONE, encoding=encoding)
    assert cin_census.claims(path)
    with pytest.raises(AnalysisError, match=r"return.xml declares a document type or entities"):
        cin_census.read([path], TODAY)


@pytest.mark.parametrize(
    "data",
    [
        ONE[:-30].encode(),
        ONE.replace("SYN001", "SYN\u00e9").encode("cp1252"),
        ONE.replace("SYN001", "SYN\x02").encode(),
        ONE.replace("SYN001", "&nobody;").encode(),
        ('<?xml version="1.0" encoding="klingon"?>' + ONE).encode(),
        ('<?xml version="1.0" encoding="utf-16"?>' + ONE).encode(),
        b"",
    ],
)
def test_damaged_xml_is_refused_with_its_line_and_nothing_of_a_child(tmp_path, data):
    path = tmp_path / "return.xml"
    path.write_bytes(data)
    with pytest.raises(AnalysisError, match=r"^return.xml line \d+: the XML stops there") as refused:
        cin_census.read([path], TODAY)
    assert "SYN" not in str(refused.value)


def test_an_element_too_long_to_be_of_a_return_is_refused(tmp_path):
    path = little.write(tmp_path, ONE.replace("SYN001", "S" * 5000))
    with pytest.raises(AnalysisError, match="LAchildID holds more than 1000 characters") as refused:
        cin_census.read([path], TODAY)
    assert "SSS" not in str(refused.value)


@pytest.mark.parametrize("text", ["", "CHILD,SEX\nSYN001,1\n", "<EXPSSDA903><CHILD/></EXPSSDA903>", "<html>CIN</html>"])
def test_what_is_no_census_return_is_not_claimed(tmp_path, text):
    assert not cin_census.claims(little.write(tmp_path, text))
    assert not cin_census.claims(tmp_path)


def test_no_value_of_a_child_is_said_in_any_problem(tmp_path):
    modules = [plan("2099-01-01"), plan("13/13/2023"), plan("2023-05-20", "2023-01-17", LatestCategoryOfAbuse="QQQ")]
    who = {"LAchildID": "SECRET9", "Ethnicity": "QQQ", "PersonBirthDate": "1812-02-07", "Sex": "QQQ"}
    path = little.write(tmp_path, message(child(1, case(*modules, ReferralSource="QQQ"), **who)))
    (found,) = cin_census.read([path], TODAY)
    said = repr(found.problems)
    assert len(found.problems) > 8
    assert not any(value in said for value in ("SECRET9", "QQQ", "1812", "2099", "13/13", "2023-01-17"))


DAYS = st.sampled_from(["2022-11-03", "2023-05-01", "2023-05-20", "2023-09-01", "2024-03-31", "2024-05-01", "x", ""])
IDS = st.sampled_from(["SYN001", "SYN002", "SYN003", "", " "])
PLANS = st.lists(st.tuples(DAYS, DAYS), max_size=4)
CHILDREN = st.lists(st.tuples(IDS, st.lists(st.tuples(DAYS, DAYS, st.booleans(), PLANS), max_size=3)), max_size=5)


def built(drawn):
    return message(
        *(
            child(
                1,
                *(
                    case(
                        *(plan(*pair) for pair in pairs),
                        referral=start,
                        CINclosureDate=end,
                        ReferralNFA=str(nothing),
                    )
                    for start, end, nothing, pairs in cases
                ),
                LAchildID=who,
            )
            for who, cases in drawn
        )
    )


def open_on(day, spans):
    return sorted({who for who, start, end in spans if start <= day and (end == "" or end > day)})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=CHILDREN)
def test_every_row_is_used_or_set_aside_and_the_plans_equal_a_plain_recount(tmp_path, drawn):
    (found,) = cin_census.read([little.write(tmp_path, built(drawn))], TODAY)
    rows = [(who.strip(), start, end) for who, cases in drawn for *_, pairs in cases for start, end in pairs]
    read = {file.sheet: file for file in found.files}
    assert (read["ChildProtectionPlans"].rows_read if rows else 0) == len(rows)
    listed = [(problem["rule"], problem["sheet"]) for problem in found.problems]
    for file in found.files:
        assert all(listed.count((rule, file.sheet)) == number for rule, number in file.set_aside.items())

    def plain(day):
        return "" if day == "x" else day

    kept = {(who, plain(start), plain(end)) for who, start, end in rows if who and plain(start)}
    kept = {(w, s, e) for w, s, e in kept if s <= "2024-03-31" and not (e and e < s)}
    kept = [(w, s, "" if e > "2024-03-31" else e) for w, s, e in kept]
    table = found.episodes[found.episodes["kind"] == "cp_plan"]
    ends = table["end"].dt.strftime("%Y-%m-%d").fillna("")
    spans = list(zip(table["child"], table["start"].dt.strftime("%Y-%m-%d"), ends, strict=True))
    assert sorted(set(spans)) == sorted(set(kept))
    assert len(set(spans)) == len(spans)
    for day in ("2023-04-01", "2023-05-20", "2024-03-31"):
        assert open_on(day, spans) == open_on(day, kept)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(ONE) - 10), put=st.binary(max_size=3))
def test_damage_anywhere_is_read_or_refused_in_a_sentence(tmp_path, cut, put):
    path = tmp_path / "return.xml"
    path.write_bytes(ONE.encode()[:cut] + put + ONE.encode()[cut + 1 :])
    cin_census.claims(path)
    said = ""
    try:
        cin_census.read([path], TODAY)
    except AnalysisError as refused:
        said = str(refused)
    assert "SYN001" not in said
