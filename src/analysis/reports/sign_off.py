"""Sign-off: the seal of what readers see, and whether what a person signed is still what stands in the pack."""

import hashlib
from collections.abc import Iterator

from analysis.presentation.numbers import date_words
from analysis.reports.contents import Contents, Item, SignOff

STATUSES = ("draft", "checked", "approved")
LETTERS = str.maketrans("0123456789abcdef", "bcdfghjkmnpqrstv")  # a seal is no number in print, and spells no word
DRAFT = "Draft for checking."


def seal_of(contents: Contents) -> str:
    """A short hash over the figures of a pack, such as "gvdp-ncrk-bfqt": its numbers and its sentences.

    It covers whose pack it is, of when and for whom, every finding, the words and the plotted data of every figure,
    every table, and what each section says of its limits. Pictures, layout and logged questions are left out: they
    can change without a number changing. Files are read from the folder of the items.
    """
    digest = hashlib.sha256()
    for part in _parts(contents):
        digest.update(len(part).to_bytes(8, "big") + part)  # with its length: "ab", "c" is not "a", "bc"
    short = digest.hexdigest()[:12].translate(LETTERS)
    return "-".join((short[:4], short[4:8], short[8:]))


def _parts(contents: Contents) -> Iterator[bytes]:
    whose = (contents.area, contents.period, contents.audience, contents.which, *contents.notes)
    yield from (text.encode() for text in whose)
    for section in contents.sections:
        yield from (section.question.encode(), section.limits.encode())
        for item in section.items:
            yield from _item_parts(item)


def _item_parts(item: Item) -> Iterator[bytes]:
    words = (item.kind, item.key, item.text, item.more, item.headline, item.measure, item.alt, item.note, item.source)
    yield from (text.encode() for text in words)
    path = item.file(".csv")
    yield path.read_bytes() if item.kind != "finding" and path.is_file() else b""


def settled(signed: SignOff, seal: str) -> SignOff:
    """What a person signed, if the figures have that seal; else a draft that says what was signed before."""
    if signed.status == "draft" or signed.seal == seal:
        return signed
    return SignOff("draft", signed.by, signed.on, signed.seal, was=signed.status)


def standing(contents: Contents) -> str:
    """How far people have come with a pack, in a sentence or two."""
    signed = contents.sign_off
    if signed.status != "draft":
        return f"{signed.status.capitalize()} on {date_words(signed.on)} by {signed.by}."
    if signed.was:
        before = f"{signed.was.capitalize()} on {date_words(signed.on)} by {signed.by}"
        return f"{DRAFT} {before}, but with the seal of other figures than these."
    return DRAFT


def sealed(contents: Contents) -> str:
    """The seal in a sentence; nothing where the contents have none."""
    return f"Seal of these figures: {contents.seal}." if contents.seal else ""


def facts(contents: Contents) -> dict[str, object]:
    """What the manifest says: the seal of the figures, and who signed what when."""
    signed = {name: value for name, value in vars(contents.sign_off).items() if value}
    return {"seal": contents.seal, "sign_off": signed}
