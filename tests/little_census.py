"""Little CIN census files, an element a line, with labelled synthetic ids."""

HEADER = {"Collection": "CIN", "Year": "2024", "ReferenceDate": "2024-03-31", "LEA": "372"}


def element(name, inside):
    if isinstance(inside, dict):
        inside = [(key, value) for key, value in inside.items()]
    if isinstance(inside, list):
        return f"<{name}>\n" + "".join(element(key, value) for key, value in inside) + f"</{name}>\n"
    return f"<{name}>{inside}</{name}>\n"


def child(number, *modules, **said):
    """A Child element; `modules` are pairs of a name and its elements."""
    who = {"LAchildID": f"SYN{number:03}", "PersonBirthDate": "2015-01-02", "Sex": "F"} | said
    about = {"Ethnicity": who.pop("Ethnicity", "WBRI")}
    return element("Child", [("ChildIdentifiers", who), ("ChildCharacteristics", about), *modules])


def case(*modules, referral="2023-05-01", **said):
    return "CINdetails", [*({"CINreferralDate": referral, "ReferralNFA": "0"} | said).items(), *modules]


def plan(start, end="", *modules, **said):
    held = {"CPPstartDate": start, "CPPendDate": end, "InitialCategoryOfAbuse": "NEG", "LatestCategoryOfAbuse": "EMO"}
    return "ChildProtectionPlans", [*(held | {"NumberOfPreviousCPP": "0"} | said).items(), *modules]


def message(*children, **header):
    return element("Message", [("Header", HEADER | header), ("Children", "\n" + "".join(children))])


def write(folder, text, name="return.xml", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
