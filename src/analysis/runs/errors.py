"""The few ways in which a run says that it cannot go on, each with its exit code."""

from analysis.vocabulary.errors import AnalysisError, WrongUse

__all__ = ["NeedsPerson", "RunError", "RunInProgress", "WrongUse"]


class RunError(AnalysisError):
    """A run that stops, told in the reader's words: what was expected, what came, what to do.

    `safe_message` promises that the sentence never holds a value from the data, so that it may be shown and logged.
    """

    exit_code = 3


class RunInProgress(RunError):
    """Another run holds the lock."""

    exit_code = 4


class NeedsPerson(RunError):
    """Only a person can decide what happens next."""

    exit_code = 1
