"""Errors that speak to the reader: what was expected, what came, what to do."""


class AnalysisError(Exception):
    """Something a person can put right. The message is one or two sentences and never holds a child's value.

    `exit_code` is what the command line returns: 1 a person is needed, 2 wrong use, 3 notebooks failed,
    4 another run holds the lock.
    """

    exit_code = 1
    safe_message = True

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentence alone, as on the command line. `%debug` goes to where it came from."""
        return [str(self)]


class WrongUse(AnalysisError):
    """A parameter, name or path that the project does not know."""

    exit_code = 2


def nearest(name: str, known: list[str]) -> str:
    """The known name most like `name`, as ' Did you mean "x"?', or nothing when none is near."""
    from difflib import get_close_matches

    found = get_close_matches(name, known, n=1, cutoff=0.6)
    return f' Did you mean "{found[0]}"?' if found else ""
