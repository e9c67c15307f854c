"""What may be printed: the parameters of disclosure control, and the sentences that tell a reader of them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from analysis.vocabulary.errors import WrongUse, nearest


class PolicyRefused(WrongUse):
    """A disclosure policy with a key or a value that cannot be."""


@dataclass(frozen=True)
class Policy:
    """The rules for counts of children.

    threshold: counts from 1 to this number are hidden (children); zero is always printed.
    width: how many whole numbers every hidden count must leave possible.
    whole_group_below: in a group smaller than this (children), a category that holds everyone is hidden too.
    round_to: printed counts are rounded to the nearest multiple of this; 0 prints them as they are.
    seconds: a brake: when deciding takes longer, whatever is left undecided is hidden altogether. What is decided
        before rests on amounts of work alone, so that a repeat gives the same pack.

    The default is that of the Department for Education's releases on children in need and in care: 1 to 5 hidden.
    """

    threshold: int = 5
    width: int = 5
    whole_group_below: int = 10
    round_to: int = 0
    seconds: float = 3600.0

    def __post_init__(self) -> None:
        for name, least, most in (
            ("threshold", 1, 100),
            ("width", 2, 100),
            ("whole_group_below", 0, 1000),
            ("round_to", 0, 1000),
        ):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                raise PolicyRefused(
                    f"The disclosure policy's {name} must be a whole number from {least} to {most}, not {value!r}."
                )
        if isinstance(self.seconds, bool) or not isinstance(self.seconds, int | float) or not 0 < self.seconds <= 86400:
            raise PolicyRefused(
                f"The disclosure policy's seconds must be a number above 0 and at most 86400, not {self.seconds!r}."
            )
        if self.round_to == 1 or (self.round_to and self.printed(self.threshold + 1) == 0):
            raise PolicyRefused(
                f"The disclosure policy's round_to of {self.round_to} does not go with its threshold of "
                f"{self.threshold}: use 0 for no rounding, or a base from 2 to {2 * self.threshold + 2}, so that a "
                "count that is not zero never prints as zero."
            )

    @classmethod
    def preset(cls, name: str) -> "Policy":
        """A policy by its name: "default", "below_10" or "round_to_5". PolicyRefused for any other name."""
        if not isinstance(name, str) or name not in PRESETS:
            hint = nearest(str(name), list(PRESETS))
            raise PolicyRefused(f"There is no disclosure preset {name!r}: use one of {', '.join(PRESETS)}.{hint}")
        return cls(**PRESETS[name])

    @classmethod
    def from_dict(cls, given: Mapping[str, object]) -> "Policy":
        """A policy from a table of analysis.toml: an optional `preset`, and any field in its place.

        PolicyRefused for a key that is not known or a value that cannot be.
        """
        known = [field.name for field in fields(cls)]
        for key in given:
            if key not in (*known, "preset"):
                hint = nearest(str(key), [*known, "preset"])
                raise PolicyRefused(
                    f"The disclosure policy has no {key!r}: use preset, {', '.join(known[:-1])} or {known[-1]}.{hint}"
                )
        base = cls.preset(given.get("preset", "default"))  # type: ignore[arg-type] # preset() refuses what is no name
        return replace(base, **{key: value for key, value in given.items() if key != "preset"})  # type: ignore[arg-type]

    def printed(self, value: int) -> int:
        """The count (children) as it is printed: itself, or rounded to the nearest multiple of round_to, half up."""
        return value if not self.round_to else (value + self.round_to // 2) // self.round_to * self.round_to

    def sentences(self) -> list[str]:
        """The policy in plain words, one sentence each, for print in a report."""
        said = [
            f'Counts of 1 to {self.threshold} children are not printed and appear as "c"; zero is printed.',
            (
                'Other counts appear as "c" as well where they would give one of these away, so that every "c" could '
                f"be any of at least {self.width} numbers, whatever else is printed here, was printed before or has "
                "been published by others."
            ),
            'One symbol stands for both: a "c" does not mean a small count.',
        ]
        if self.whole_group_below:
            said.append(
                f"Where all children of a group of fewer than {self.whole_group_below} fall into one category, that "
                'count is a "c" too.'
            )
        if self.round_to:
            said.append(
                f"Counts are rounded to the nearest {self.round_to}, each by itself, so that parts need not add up."
            )
        return said


PRESETS: dict[str, dict[str, int]] = {"default": {}, "below_10": {"threshold": 9}, "round_to_5": {"round_to": 5}}
