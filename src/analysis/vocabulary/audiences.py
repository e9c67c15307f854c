"""Who a pack is for, and what every page and figure of it says at its head."""

# The public reads a pack without a stamp.
STAMPS = {
    "internal": "Internal: not for publication",
    "synthetic": "Synthetic data: no real children",
}


def stamp_of(audience: str) -> str:
    """What every page, figure and sheet of a pack has to say; nothing for the public."""
    return STAMPS.get(audience, "")
