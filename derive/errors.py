"""One exception tree: every message says where, what was found, what was expected and what to do."""

from dataclasses import dataclass


class DeriveError(Exception):
    """The root of everything that derive raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One defect of a spec: `where` is file:line:column (or a path into a dict), `what` the fact with its
    numbers, `fix` what to do about it (may be empty)."""

    where: str
    what: str
    fix: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.fix}" if self.fix else head


class SpecError(DeriveError):
    """A spec cannot be used; carries all problems found in it, in the file's order."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class SizeError(DeriveError):
    """Arrays or named sizes that do not fit together."""


class AxesError(SizeError):
    """A layer met axes that it does not act on, or an option with numbers for other axes: `fix` says what to do,
    `option` which option it is, if it is one. The message is followed by what the layer is given."""

    def __init__(self, what: str, fix: str, option: str | None = None) -> None:
        self.fix, self.option = fix, option
        super().__init__(what)


class DerivationError(DeriveError):
    """A formula that no rule covers, or a rule that was applied outside its guard."""


class EvaluationError(DeriveError):
    """The reference interpreter met something without a meaning: an entry out of range, an unbound size."""


class PlanError(DeriveError):
    """An equation that the planner refuses to lower, because some guard would be lost."""


class EngineError(DeriveError):
    """The training engine was handed a description or an array that it cannot use."""


class NameNotFoundError(DeriveError):
    """A layer, tensor or parameter that the network does not have."""


class DataError(DeriveError):
    """Data that are not what they should be: a file, a checkpoint, an array against what is declared of it."""


class TrainingError(DeriveError):
    """Training that cannot begin or go on: nothing to learn, settings that do not fit, a loss that is not finite."""


class OutputError(DeriveError):
    """A file or folder that cannot be written."""


class MissingExtraError(OutputError):
    """A format that needs a package which is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(f"the package {package} is not installed\n  pip install {package}")


class ProofError(DeriveError):
    """A formula for which no certificate can be written."""
