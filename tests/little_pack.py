"""A little pack in a folder: one figure, two tables and a few findings, with the characters that break things."""

import struct
import zlib
from dataclasses import replace

from analysis.reports.contents import Contents, Item, Section

ODD = 'Bed & Breakfast "<5" ’23 \U0001f9f8\x0b'
ALT = 'A line that falls: "<5" & more.'
HEAD = "area,area_name,indicator,date,group,measure,kind,value,of,pop,pop_release,per\n"
RATES = HEAD + "".join(
    f"{area},{name},children_in_care,{year}-03-31,All,{cell},,,,\n"
    for area, name, shift in (("E06000003", "Redcar and Cleveland", 100), ("E08000018", "Rotherham", 0))
    for year in range(2016, 2026)
    for cell in (
        f"count,count,{1000 + shift + year}",
        f"rate,rate,{shift + year - 1940}.5",
        "rate,lower,70.1",
        "rate,upper,90.2",
    )
)
GROUPS = HEAD + "".join(
    f"E08000018,Rotherham,children_in_care,2025-03-31,{group},share,percent,{value},,,,\n"
    for group, value in (("Asian", "8.5"), ("Black", "c"))
)


def png():
    """A picture of two by two points."""
    parts = [(b"IHDR", struct.pack(">2I5B", 2, 2, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\0\xff" * 2))]
    chunks = [struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
              for name, data in [*parts, (b"IEND", b"")]]  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def little_pack(folder, **changed):
    """Contents of a public pack of Rotherham whose files are in `folder`."""
    for name, data in (
        ("figures/care_rate_trend.png", png()),
        ("tables/care_rate_by_year.csv", RATES.encode()),
        ("tables/care_groups.csv", GROUPS.encode()),
        ("tables/large.csv", (HEAD + "".join(f"E08000018,R,x,,{i},n,count,{i},,,,\n" for i in range(40))).encode()),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    care = ("children_in_care",)
    items = (
        Item("finding", "care_rate", folder, "At 31 March 2025, 476 children were in care. More follows."),
        Item("finding", "care_change", folder, "That is no clear change."),
        Item("finding", "odd", folder, ODD),
        Item("figure", "care_rate_trend", folder, "", "Children in care: 80 in every 10,000", "Rate", ALT,
             "Shaded: limits.", "DfE, 2025 release", care),
        *(Item("table", key, folder, indicators=care) for key in ("care_rate_by_year", "care_groups", "large")),
    )  # fmt: skip
    section = Section("02", "Children in care", "How many?", "Why children come into care. *Nor* how they fare.", items)
    known = frozenset({("figure", "plans_forecast"), ("table", "front_door"), ("finding", "plans_rate")})
    pack = Contents("E08000018", "Rotherham", "Rotherham Partnership", "2024-25 Q4", "31 March 2025", "public", "",
                    (section,), ("One neighbour is not in the data.",), known)  # fmt: skip
    return replace(pack, **changed)
