"""How hard a text is to read: the Flesch-Kincaid grade, the years of schooling that its sentences and words ask for.

Grade 9 is about the age of 14. Kincaid and others (1975): 0.39 words a sentence + 11.8 syllables a word - 15.59.
A numeral counts as a word of one syllable; a decimal point or a comma in it ends nothing.
"""

import re

# Words that the rules below count wrongly, with their syllables.
EXCEPTIONS = {"area": 3, "areas": 3, "science": 2, "being": 2, "ratio": 3, "every": 2, "people": 2, "business": 2}
EXCEPTIONS |= {"ethnic": 2, "sometimes": 2, "therefore": 2, "something": 2, "sexual": 3, "usual": 3, "actual": 3}
EXCEPTIONS |= {"situation": 4, "evaluation": 5, "idea": 3, "real": 1, "safeguarding": 3}


def syllables(word):
    """The syllables of an English word: its groups of vowels, without those that are not sounded."""
    plain = re.sub(r"['’]s?$", "", word.lower())
    if plain in EXCEPTIONS or not re.search("[a-z]", plain):
        return EXCEPTIONS.get(plain, 1)
    plain = re.sub("[^a-z]", "", plain)
    sounded = len(re.findall("[aeiouy]+", plain))
    sounded -= bool(re.search(r"[^aeiouy]e$", plain)) and not re.search(r"[^aeiouy]le$", plain)  # home, but not little
    sounded -= bool(re.search(r"[^aeiouytd]ed$", plain))  # moved, but not counted
    sounded -= bool(re.search(r"[^aeiouysxzcgh]es$|[^cs]hes$", plain)) and not re.search(r"[^aeiouy]les$", plain)
    sounded -= bool(re.search(r"[^aeiouy]e(ly|ment|ments|ful|less)$", plain))
    sounded += len(re.findall(r"(?<![tscgxn])io|eo(?!u)|ia(?=t|l$|ls$|r)(?<!cia)(?<!tia)|iu|ua(?=t|l)|yi", plain))
    return max(sounded, 1)


def grade(text):
    """The Flesch-Kincaid grade of a text."""
    words = re.findall(r"\d[\d.,]*\d|\d|[A-Za-z’'-]*[A-Za-z]", text)
    ends = [part for part in re.split(r"[.!?]+(?=\s|$)", text) if re.search(r"\w", part)]
    parts = [piece for word in words for piece in word.split("-") if piece]
    return 0.39 * len(words) / len(ends) + 11.8 * sum(map(syllables, parts)) / len(words) - 15.59
