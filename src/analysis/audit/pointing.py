"""Words that point back to a number given before, and words that say that another is meant."""

import re

from analysis.audit.number_words import WORDS

POINTS = re.compile(r"\b(?:the|these|those|all|our|its|both)(?: total of| total|)\s*$|\bthat\s*$", re.IGNORECASE)
OF_THESE = re.compile(r"\b(?:of|among|amongst) (?:these|those)\s+$", re.IGNORECASE)
NO_NOUN = re.compile(
    r"\s*(?:[,.;)]|$|\s(?:had|have|has|were|was|are|is|who|which|that|will|would|did|led|came|left)\b)"
)
PART = re.compile(
    rf"(?:\d|\b(?:{'|'.join(WORDS)}|half|third|quarter|most|all|some|none))\s+of (?:these|those)\s+$", re.IGNORECASE
)
A_PART = re.compile(
    rf"(?:\s+in (?:19|20)\d\d(?:[-/]\d\d)?)?(?:,|\s+(?:a|an|\d|half|most|all|some|many|few|none|{'|'.join(WORDS)})\b)",
    re.IGNORECASE,
)
ENDED = re.compile(
    r"\s*(?:[,.;)]|$)|\s+(?:\w+ed )?(?:in (?:19|20)\d\d|on \d|at \d|by )"
    r"|\s+(?:were|was|are|is|have|had|has|will|gave|came|all|each|live|took|made|held|got|sent)\b",
    re.IGNORECASE,
)
FIGURE = re.compile(
    r"\b(?:the|this|that|our) (?:[\w’'-]+ )?(?:rate|figure|number|percentage|share|proportion|count)"
    r" (?:of|was|is|stood at)\s+$",
    re.IGNORECASE,
)
IN_ALL = re.compile(r"\b(?:a|the) total of\s+$", re.IGNORECASE)
PROGRAMME = re.compile(
    r"\b(?:the|this|that|our|its) (?:[\w’'-]+ )?(?:programme|schedule|series|timetable|calendar|cycle) of\s+$",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:would|will|to be|plan(?:ned|s)?|agreed|approved|scheduled|intend\w*|propos\w*)\b", re.IGNORECASE
)
# Words that set the second number apart: another time, a correction, a wish, a part.
OTHERWISE = re.compile(
    r"\b(?:last|previous\w*|next|earlier|later|before|after|ago|since|by then|now|then|originally|initial\w*|first"
    r"|second|another|further|more|fewer|other|others|remaining|rest|new|additional|extra|target\w*|aim|goal|expected"
    r"|forecast|corrected|revised|restated|rather than|instead|not|should|only|some|half|sample\w*|subset|average|each"
    r"|per|unlike|compared|against|than|from|up to|rose|fell|became|increased|decreased|grew|dropped|of which|of whom"
    r"|including|provisional\w*|finished|completed)\b",
    re.IGNORECASE,
)
