"""Whether the populations that a council has added can be found: a word that does not match would leave them out."""

import pandas as pd

from analysis.sources.provenance import raw_files
from analysis.vocabulary.errors import WrongUse
from analysis.vocabulary.project import Project


def check_own_baselines(project: Project, population: pd.DataFrame) -> None:
    """Refuse a `[[baselines]]` block of analysis.toml whose base, ages or classification no population at hand has.

    One that had not been published by the day of an earlier view is at hand, and leaves nothing to check.
    """
    bases = {file.sidecar.base for file in raw_files(project.raw)} if project.settings.baselines else set()
    for own in project.settings.baselines:
        rows = population[population["base"] == own.id]
        if own.id not in bases:
            raise WrongUse(
                f'analysis.toml names the population "{own.id}", and no file in data/raw has it. Give its sidecar '
                f'base = "{own.id}".'
            )
        for name, wanted in (("age_band", own.age_bands), ("classification", [own.classification])):
            here = sorted(set(rows[name].astype(str)))
            lacking = [text for text in wanted if text not in here] if len(rows) else []
            if lacking:
                raise WrongUse(
                    f'The population "{own.id}" has no {name} "{lacking[0]}", which analysis.toml gives it. '
                    f"In its file and sidecar it has: {', '.join(text or 'none' for text in here)}."
                )
