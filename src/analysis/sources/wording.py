"""How a problem is put into words: what the figure is, where it is printed."""

from analysis.vocabulary.areas import areas
from analysis.vocabulary.indicators import indicators
from analysis.vocabulary.periods import in_words, parse_date
from analysis.vocabulary.tidy import problem

Row = dict[str, object]


def what(row: Row) -> str:
    """The figure in words: indicator, group, area and date."""
    name = indicators()[str(row["indicator"])].name
    group = f", {str(row['breakdown']).replace('_', ' ')} {row['group']}" if row["group"] else ""
    words = in_words(parse_date(str(row["date"])))
    when = {"point": f"at {words}", "month": f"in {words.split(' ', 1)[1]}"}.get(
        str(row["span"]), f"in the year to {words}"
    )
    return f"{name}{group}, {areas()[str(row['area'])].name}, {when}"


def printed(value: object) -> str:
    """A number as a reader writes it: 11,762,878; 69.2."""
    number = float(str(value))
    return f"{number:,.0f}" if number == int(number) else f"{number:g}"


def key_of(row: Row) -> tuple:
    """What makes two rows the same figure, whoever printed it."""
    return tuple(row[name] for name in ("indicator", "area", "date", "span", "breakdown", "group"))


def place_of(row: Row) -> str:
    """Source and release."""
    return f"{row['source']} {row['vintage']}"


def problem_in(severity: str, rule: str, message: str, row: Row, *others: Row) -> Row:
    """A problem about a published figure; where any of the rows is not public, none is put into words."""
    file = str(row.get("file", ""))
    if not all(one["public"] for one in (row, *others)):
        message = "Figures of the council's own disagree here."
    return problem(severity, rule, message, str(row["source"]), file)
