"""What stays of a run once its pack is published, and what comes back from the pack when it is needed again."""

import json

from analysis.runs.kept import finished, keep, restore, sweep
from analysis.runs.manifest import checksums


def worked(folder, run="aaa"):
    """The folder of a run whose one notebook made a table, a finding and a page to be shown, and the pack of it."""
    private, target = folder / ".private" / "runs" / run, folder / "reports" / "rotherham" / "2022-23-q4"
    place = private / "out" / "01_care"
    made = {"tables/care.csv": "count\n476\n", "findings/01_care.json": "[]", "notebooks/01_care.ipynb": "{}"}
    for name, text in made.items():
        write(place / "outputs" / name, text)
        if not name.startswith("findings"):
            write(target / name, text)
    (place / "kept.json").write_text(json.dumps(checksums(place / "outputs")), encoding="utf-8")
    write(place / "executed.ipynb", "{}")
    write(private / "released" / "care.csv", "count\n476\n")
    return private, target


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_only_what_the_pack_does_not_hold_is_kept(tmp_path):
    private, target = worked(tmp_path)
    keep(private, target)
    assert files(private) == {"published", "out/01_care/kept.json", "out/01_care/outputs/findings/01_care.json"}
    assert finished(private)


def test_what_the_pack_holds_comes_back_and_the_work_is_whole_again(tmp_path):
    private, target = worked(tmp_path)
    before = checksums(private / "out" / "01_care" / "outputs")
    keep(private, target)
    restore(private, target)
    assert checksums(private / "out" / "01_care" / "outputs") == before
    assert not finished(private)


def test_what_a_person_edited_before_is_kept_and_what_they_edit_later_does_not_come_back(tmp_path):
    private, target = worked(tmp_path)
    (target / "tables/care.csv").write_text("count\n7\n", encoding="utf-8")
    keep(private, target)
    (target / "notebooks/01_care.ipynb").write_text('{"mine": 1}', encoding="utf-8")
    restore(private, target)
    outputs = private / "out" / "01_care" / "outputs"
    assert (outputs / "tables/care.csv").read_text(encoding="utf-8") == "count\n476\n"
    assert not (outputs / "notebooks/01_care.ipynb").exists()


def test_unfinished_work_is_left_for_the_notebooks(tmp_path):
    private, target = worked(tmp_path)
    (private / "out" / "01_care" / "outputs" / "tables" / "care.csv").unlink()
    restore(private, target)
    assert not (private / "out" / "01_care" / "outputs" / "tables" / "care.csv").exists()


def test_work_of_other_packs_stays_and_unfinished_and_superseded_work_goes(tmp_path):
    mine, target = worked(tmp_path)
    superseded, _ = worked(tmp_path, "bbb")
    keep(superseded, target)
    unfinished, _ = worked(tmp_path, "ccc")
    other, _ = worked(tmp_path, "ddd")
    keep(other, target.with_name("2021-22-q4"))
    sweep(mine, target)
    assert {folder.name for folder in mine.parent.iterdir()} == {"aaa", "ddd"}
    assert not superseded.exists()
    assert not unfinished.exists()
