import pytest

from analysis.vocabulary.errors import WrongUse, nearest
from analysis.vocabulary.project import all_baselines, find_root, open_project, read_settings


@pytest.fixture
def settings(tmp_path):
    def write(text):
        path = tmp_path / "analysis.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_area_is_enough(settings):
    read = read_settings(settings('area = "E08000018"'))
    assert (read.area, read.audience, read.vintage, read.confidence) == ("E08000018", "public", "latest", 0.95)
    assert read.comparators.neighbours == "2025"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('area = "E08000018"\naudiance = "public"', '"audiance" is not known. Did you mean "audience"?'),
        ('area = "E08000018"\n[comparators]\nneighbors = "2021"', 'Did you mean "comparators.neighbours"?'),
        ('audience = "public"', '"area" is missing.'),
        ("area = 18", '"area" is 18: input should be a valid string.'),
        ('area = "E08000018"\nconfidence = "0.95"', "\"confidence\" is '0.95': input should be a valid number."),
        ('area = "E08000018"\nconfidence = 95', '"confidence" is 95: input should be less than 1.'),
        ('area = "E08000018"\nconfidence = nan', '"confidence" is nan:'),
        (
            'area = "E08000018"\naudience = "Public"',
            "\"audience\" is 'Public': input should be 'public' or 'internal'.",
        ),
        ('area = "E08000018"\n[comparators]\nneighbours = "2014"', "input should be '2021' or '2025'."),
        (
            'area = "E08000018"\n[disproportionality]\nbaseline = "school_cencus"',
            'disproportionality.baseline is "school_cencus". Did you mean "school_census"?',
        ),
        (
            'area = "E08000018"\n[disproportionality]\ncomparator = "Whit"',
            'disproportionality.comparator is "Whit". Did you mean "White"?',
        ),
        ('area = "E08000018"\n[disproportionality]\nbase = "x"', '"disproportionality.base" is not known.'),
        (
            'area = "E08000018"\n[[baselines]]\nid = "pupils"\nlabel = "x"\nchildren = true\nage_bands = ["pupils"]',
            "\"baselines.0.id\" is 'pupils': string should match pattern",
        ),
        ("area = ", "is not valid TOML"),
        ('area = "A"\narea = "B"', "is not valid TOML"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(settings, text, said):
    with pytest.raises(WrongUse, match=r"^analysis\.toml") as refused:
        read_settings(settings(text))
    assert said in str(refused.value)
    assert refused.value.exit_code == 2


def test_the_root_is_found_from_any_folder_inside(settings, tmp_path):
    settings('area = "E08000018"')
    inside = tmp_path / "notebooks" / "scratch"
    inside.mkdir(parents=True)
    project = open_project(inside)
    assert project.root == find_root(inside) == tmp_path
    assert (project.raw, project.reports) == (tmp_path / "data" / "raw", tmp_path / "reports")
    assert project.notebooks == tmp_path / "notebooks"


def test_a_folder_that_is_given_stands_in_for_the_usual_one(settings, tmp_path):
    settings('area = "E08000018"')
    assert open_project(tmp_path, raw=tmp_path / "elsewhere").raw == tmp_path / "elsewhere"


def test_outside_a_project_the_sentence_says_what_is_missing(tmp_path):
    with pytest.raises(WrongUse, match=r"No analysis\.toml was found in .* or above it\. Run the command inside"):
        find_root(tmp_path)


def test_nearest_says_nothing_when_nothing_is_near():
    assert nearest("zzz", ["area", "period"]) == ""
    assert nearest("perod", ["area", "period"]) == ' Did you mean "period"?'


OWN = """area = "E08000018"
[disproportionality]
baseline = "own_pupils_2025"
[[baselines]]
id = "own_pupils_2025"
label = "Our schools, January 2025"
children = true
age_bands = ["pupils"]
"""


def test_a_population_of_the_council_s_own_can_be_the_one_of_the_public_sentence(settings):
    read = read_settings(settings(OWN))
    [own] = [baseline for baseline in all_baselines(read) if baseline.id == read.disproportionality.baseline]
    assert (own.base, own.age_bands, own.children) == ("own_pupils_2025", ("pupils",), True)


def test_an_own_population_is_named_once(settings):
    twice = OWN + OWN[OWN.index("[[baselines]]") :]
    with pytest.raises(WrongUse, match='names the baseline "own_pupils_2025" twice'):
        read_settings(settings(twice))
