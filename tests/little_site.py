"""A little pack on disk with its contents: two sections, figures with pictures and data, tables, awkward words."""

import struct
import zlib

from analysis.reports.contents import Challenge, Contents, Item, Section

AWKWARD = "<script>alert('x')</script> & \"quotes\" ‘curly’ 🙂 <5"
NOTEBOOK = "01_child_protection"


def png(width=40, height=20):
    """A grey picture."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows))]
    made = [
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in [*parts, (b"IEND", b"")]
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="504pt" height="300pt" viewBox="0 0 504 300">
<path d="M0 0h504v300z"/></svg>
"""
PLOTTED = """indicator,area,area_name,date,span,breakdown,group,count,value,lower,upper,status,citation
children_in_care,E08000018,Rotherham,2024-03-31,point,total,,502,85.9,78.5,93.8,published,"DfE, 2025 release"
children_in_care,E08000018,Rotherham,2025-03-31,point,total,,476,80.0,72.9,87.5,published,"DfE, 2025 release"
"""
LONG = """area,area_name,indicator,date,span,breakdown,group,source,vintage,measure,kind,value,of,pop,pop_release,per
E08000018,Rotherham,children_in_care,2024-03-31,point,total,<b>&,dfe_children,2025,count,count,c,,,,
E08000018,Rotherham,children_in_care,2024-03-31,point,total,<b>&,dfe_children,2025,rate,rate,85.9,,58441,2025,10000
E08000018,Rotherham,children_in_care,2024-03-31,point,total,<b>&,dfe_children,2025,rate,lower,78.5,,58441,2025,10000
E08000018,Rotherham,children_in_care,2025-03-31,point,total,other,dfe_children,2025,count,count,476,,,,
E08000018,Rotherham,children_in_care,2025-03-31,point,total,other,dfe_children,2025,share,percent,x,600,,,
"""


def make(folder, audience="public", which=""):
    """Write the files of the pack into `folder` and give its contents."""
    for name in ("figures", "tables", "notebooks"):
        (folder / name).mkdir(parents=True)
    (folder / "notebooks" / f"{NOTEBOOK}.ipynb").write_text("{}", encoding="utf-8")
    (folder / "figures" / "plans_trend.png").write_bytes(png())
    (folder / "figures" / "care_trend.png").write_bytes(png())
    (folder / "figures" / "care_trend.svg").write_text(SVG, encoding="utf-8")
    for key in ("plans_trend", "care_trend"):
        (folder / "figures" / f"{key}.csv").write_text(PLOTTED, encoding="utf-8")
    (folder / "tables" / "care_by_year.csv").write_text(LONG, encoding="utf-8")
    return Contents(
        "E08000018", "Rotherham", "A & B Partnership", "2024-25 Q4", "31 March 2025", audience, which,
        (_plans(folder), _care(folder)), ("Two of ten are not in the data: Ours & Theirs.",),
        challenges=(Challenge(2, AWKWARD, "2025-06-12", "text:awkward"), Challenge(3, "Why?" * 60, "", AWKWARD)),
    )  # fmt: skip


def _plans(folder):
    drawn = Item(
        "figure", "plans_trend", folder, headline=f"Plans {AWKWARD}", measure="Plans, a rate", alt=f"Line. {AWKWARD}",
        note="Shaded: limits.", source="DfE children in need, 2025 release", indicators=("child_protection_plans",),
    )  # fmt: skip
    said = Item("finding", "plans_rate", folder, text="53 children were on a child protection plan. The rate is 5.")
    return Section(
        NOTEBOOK, "Child protection", "How many are on a plan?", f"**Why** it is `so`.\n\nNor {AWKWARD}", (said, drawn)
    )


def _care(folder):
    items = (
        Item("finding", "awkward", folder, text=f"At first {AWKWARD}"),
        Item(
            "figure",
            "care_trend",
            folder,
            headline="Care falls",
            alt="A line that falls from 86 to 80.",
            source="ONS, 2025",
        ),
        Item("table", "care_by_year", folder, indicators=("children_in_care",)),
    )
    return Section("02_care", "Children in care", "How many are in care?", "", items)
