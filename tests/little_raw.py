"""Raw folders of a few lines: a CSV file as text, with a sidecar that describes it."""

import hashlib
import json
from datetime import date

from analysis.sources import store

RELEASE = {"vintage": "2023", "published": "2023-10-31", "published_is": "known", "release": "Reporting year 2023"}
SIDECAR = {
    "layout": "observations",
    "source": "dfe_children_in_need",
    "cite": "DfE children in need",
    "publisher": "Department for Education",
    "publication": "Children in need",
    "reference_date": "31 March 2023",
    "licence": "Open Government Licence v3.0",
    "public": True,
    "note": "A little table.",
}
PEOPLE = {
    "layout": "population",
    "source": "ons_mid_year_estimates",
    "age_band": "0-17",
    "base": "mid_year_estimate",
    "classification": "total",
}
PAPERS = {"layout": "board_papers", "source": "board_papers"}
PAPERS_HEADER = "item,page,indicator,area,date,span,breakdown,group,count,value,unit,symbol,of"


def release(vintage, published="2023-10-31", **more):
    """One [[releases]] block."""
    return RELEASE | {"vintage": vintage, "published": published} | more


class LittleRaw:
    """A raw folder that a test fills file by file."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()

    def add(self, name, text, releases=None, **sidecar):
        """Write a CSV file and a sidecar that fits it; `sidecar` changes or adds keys."""
        content = text if isinstance(text, bytes) else text.encode()
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        keys = SIDECAR | {"sha256": hashlib.sha256(content).hexdigest()} | sidecar
        blocks = "".join(f"\n[[releases]]\n{_toml(one)}" for one in releases or [RELEASE])
        path.with_name(f"{path.name}.source.toml").write_text(_toml(keys) + blocks, encoding="utf-8")
        return path

    def plans(self, *rows, header="indicator,area,measure,2023-03-31", name="plans.csv", **sidecar):
        """A file of observations from its rows."""
        return self.add(name, "\n".join([header, *rows]) + "\n", **sidecar)

    def people(self, *rows, header="area,2022", name="people.csv", **sidecar):
        """A file of mid-year estimates from its rows."""
        return self.add(name, "\n".join([header, *rows]) + "\n", **PEOPLE | sidecar)

    def papers(self, *rows, name="report.csv", **sidecar):
        """A file of board papers from its rows."""
        return self.add(name, "\n".join([PAPERS_HEADER, *rows]) + "\n", **PAPERS | sidecar)

    def build(self, as_at="", vintage="latest"):
        """The processed tables."""
        return store.build(self.folder, date.fromisoformat(as_at) if as_at else None, vintage)


def _toml(keys):
    return "".join(f"{name} = {_value(value)}\n" for name, value in keys.items())


def _value(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {json.dumps(text)}" for key, text in value.items()) + " }"
    return json.dumps(value)
