"""What people put beside the data for a pack: their Word file, who signed it, and the questions they were asked."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from analysis.reports.contents import NOT_SIGNED, Challenge, SignOff
from analysis.runs.challenge_log import read_challenge_log
from analysis.runs.parameters import Parameters
from analysis.runs.signing import read_sign_off
from analysis.vocabulary.areas import area
from analysis.vocabulary.project import Project


@dataclass(frozen=True)
class Given:
    """Three things that change a pack and none of its numbers; `warnings` is what is wrong with them, in sentences."""

    template: Path | None = None
    sign_off: SignOff = NOT_SIGNED
    challenges: tuple[Challenge, ...] = ()
    warnings: tuple[str, ...] = ()

    def key(self, work: str) -> str:
        """The id of a run: what its notebooks rest on, and what people gave. The same of both, the same bytes."""
        parts: dict[str, object] = {"work": work, "template": self.template_hash(), "sign_off": asdict(self.sign_off)}
        parts |= {"challenges": [asdict(one) for one in self.challenges]}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]

    def facts(self) -> dict[str, object]:
        """What the manifest says of them, but for the signature, which stands only with the seal of the figures."""
        found = {"template": self.template_hash(), "challenge_log": self._log_hash()}
        return {name: value for name, value in found.items() if value}

    def _log_hash(self) -> str:
        """The SHA-256 of the questions as they were read; empty where there is none."""
        text = json.dumps([asdict(one) for one in self.challenges])
        return hashlib.sha256(text.encode()).hexdigest() if self.challenges else ""

    def template_hash(self) -> str:
        """The SHA-256 of the Word file; empty where there is none."""
        return hashlib.sha256(self.template.read_bytes()).hexdigest() if self.template else ""


NOTHING_GIVEN = Given()


def given_by_people(project: Project, parameters: Parameters, target: Path, today: date) -> Given:
    """What is at hand for the pack in `target`. `today` decides only whether a signature's day has come.

    The log is the partnership's: packs of other areas do not answer it.
    """
    own = area(parameters.area).code == area(project.settings.area).code
    signed, faults = read_sign_off(target, today)
    challenges, more = read_challenge_log(project.reports) if own else ((), [])
    return Given(word_template(project), signed, challenges, (*faults, *more))


def word_template(project: Project) -> Path | None:
    """The partnership's own Word file, reports/templates/annual_report.docx, where there is one."""
    path = project.reports / "templates" / "annual_report.docx"
    return path if path.is_file() else None
