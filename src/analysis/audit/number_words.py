"""Numbers in letters: thirty-one, two thirds, twice."""

import re
from decimal import Decimal

UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]
UNITS += ["fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WORDS = {word: number for number, word in enumerate(UNITS, 1)} | {word: 10 * at for at, word in enumerate(TENS, 2)}
WORDS |= {"hundred": 100, "thousand": 1000, "dozen": 12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_MANY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9, "seven": 7}

FRACTIONS: list[tuple[re.Pattern[str], Decimal]] = [
    (re.compile(rf"\b{many}[- ]{part}s?\b(?! (?:year|quarter|time|party|sector|review|annual))", re.IGNORECASE),
     Decimal(top) / Decimal(bottom))
    for part, bottom in _PARTS.items() if part != "half" for many, top in _MANY.items() if top < bottom
]  # fmt: skip
_HALF = (
    r"(?<!-)(?<!first )(?<!second )\b(?:a )?half "
    r"(?!the [\w’']+ (?:figure|rate|average|level|proportion|share)|that of)(?=of\b|the\b|all\b|our\b|were\b|are\b)"
    r"|\bhalf$"
)
FRACTIONS.append((re.compile(_HALF, re.IGNORECASE), Decimal("0.5")))
TIMES = [
    (re.compile(r"\btwice (?:as|the|that)\b|\bdouble (?:the|that)\b", re.IGNORECASE), Decimal(2)),
    (re.compile(r"\b(?:trebled?|tripled?) (?:the|that)\b", re.IGNORECASE), Decimal(3)),
]


def word_value(text: str) -> Decimal | None:
    """The number that words name, or None: "thirty-one" is 31, "two hundred" 200."""
    total, current = 0, 0
    for word in re.split(r"[- ]+", re.sub(r"\band ", "", text.lower().strip())):
        if word not in WORDS:
            return None
        number = WORDS[word]
        if number == 100:
            current = max(current, 1) * 100
        elif number == 1000:
            total, current = total + max(current, 1) * 1000, 0
        elif current and (current % 100 == 0 or (current % 100 in range(20, 100, 10) and number < 10)):
            current += number
        elif current:
            return None  # "five six" is no number
        else:
            current = number
    return Decimal(total + current)
