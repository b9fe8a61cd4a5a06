"""The verifier verified: every known mistake in every layer of a network, and whether the numeric checks see it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from derive.faults.catalogue import EVERY, mistakes
from derive.faults.exhibit import example_network
from derive.faults.fault import Fault
from derive.faults.formula import FormulaKey, formulas_in
from derive.layers.catalogue import LOSS_OPTIONS
from derive.network.formulas import TOTAL
from derive.network.model import Layer, Loss, Model
from derive.verification.configurations import configurations
from derive.verification.record import Check, Kind, Verdict
from derive.verification.sizing.alone import DISTINCT, EQUAL, alone, described
from derive.verification.sizing.network import smallest
from derive.verification.sizing.points import grid
from derive.verification.trial import Made, Outcome, Trial, all_made, attempt, failures

Progress = Callable[[str], None]
EXAMPLE = "example"
SMALLEST = "the network at its smallest"
ORDER = (Outcome.ESCAPED, Outcome.KILLED, Outcome.EQUIVALENT, Outcome.REFUSED)  # what counts, of several trials


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """One fault in one formula of one layer.

    `configuration` is the small network on which the fault was killed, or proved to change nothing; in that case
    `elsewhere` is one on which it is killed. `proof` names the failed checks. A fault that does not apply has
    none of these; its formula is empty.
    """

    network: str
    layer: str
    fault: str
    formula: str
    applicable: bool
    killed: bool = False
    equivalent: bool = False
    configuration: str = ""
    elsewhere: str = ""
    proof: tuple[str, ...] = ()

    @property
    def hole(self) -> bool:
        """Whether it is a hole of the verifier: neither killed, nor proved equivalent and killed elsewhere."""
        return self.applicable and not self.killed and not (self.equivalent and self.elsewhere)


@dataclass
class Survey:
    """Trials by small network and mistake, so that layers alike are tried once."""

    sound: dict[str, tuple[Check, ...]] = field(default_factory=dict)
    trials: dict[tuple[str, str, str], Trial] = field(default_factory=dict)
    elsewhere: dict[tuple[str, str, str], Trial | None] = field(default_factory=dict)

    def rows(self, model: Model, progress: Progress = lambda message: None) -> tuple[SurveyRow, ...]:
        """One row for each fault in each formula, layer by layer; a symbolic network at the points of the grid."""
        points = grid(model)
        found: list[SurveyRow] = []
        for place, layer in enumerate(_parts(points[-1])):
            progress(f"{model.name}: {layer.name}")
            found += self._layer(model.name, [(point, _parts(point)[place]) for point in points])
        return (*found, *self._sums(points[-1]))

    def examples(self, progress: Progress = lambda message: None) -> tuple[SurveyRow, ...]:
        """One row for each fault of the catalogue, in the first formula of its own example."""
        found = []
        for fault in EVERY:
            progress(fault.id)
            model = example_network(fault.example)
            owners: tuple[type[Layer] | type[Loss], ...] = (Layer, Loss) if model.losses else (Layer,)
            made = next(m for own in owners for m in all_made(model, own) if m.fault is fault)
            found.append(self._row(EXAMPLE, EXAMPLE, model.layers[0].kind.kind, *made.key, [self._trial(made)]))
        return tuple(found)

    def _layer(self, network: str, points: list[tuple[Model, Layer | Loss]]) -> Iterator[SurveyRow]:
        """The rows of a layer, each decided at the first point of the grid where the fault shows."""
        name, kind = points[0][1].name, points[0][1].kind.kind
        tried: dict[tuple[str, str], list[Trial]] = {}
        for model, layer in points:
            for made in all_made(alone(model, layer, DISTINCT), type(layer)):
                known = tried.setdefault(made.key, [])
                if not any(trial.outcome is Outcome.KILLED for trial in known):
                    known.append(self._trial(made))
            refused = {key for key, known in tried.items() if known[-1].outcome is Outcome.REFUSED}
            if refused:  # its shapes do not fit: they may where counts are equal and windows square
                for made in all_made(alone(model, layer, EQUAL), type(layer)):
                    if made.key in refused:
                        tried[made.key].append(self._trial(made))
        for (fault, formula), trials in tried.items():
            yield self._row(network, name, kind, fault, formula, trials)
        seen = {fault for fault, _ in tried}
        for fault in could_apply(kind):
            if fault not in seen:
                yield SurveyRow(network, name, fault, "", applicable=False)

    def _sums(self, model: Model) -> Iterator[SurveyRow]:
        """The rows of the sums over several uses, and of what is added for weights, in the whole network: at its
        smallest, and where a mistake does not show there (a relu that is off everywhere) at its own sizes."""
        added = {penalty.name for penalty in model.penalties}
        small = smallest(model)
        for place, formula in formulas_in(small).items():
            if place[0] != TOTAL and place[0] not in added:
                continue
            for mistake in mistakes(formula):
                owner, what = reversed(place) if place[0] == TOTAL else place
                row = SurveyRow(model.name, owner, mistake.fault.id, what, applicable=True, configuration=SMALLEST)
                trial = self._in_whole(small, place, mistake.fault)
                if trial.outcome is not Outcome.KILLED:
                    trial = self._in_whole(model, place, mistake.fault)
                yield replace(row, killed=trial.outcome is Outcome.KILLED, proof=proof(trial.failed))

    def _in_whole(self, network: Model, place: FormulaKey, fault: Fault) -> Trial:
        """The trial of a fault in one formula of a network."""
        right = formulas_in(network)[place]
        wrong = next(mistake.wrong for mistake in mistakes(right) if mistake.fault is fault)
        made, honest = Made(network, fault, {place: wrong}, right), self._failures_of_the_right(network)
        return Trial(made, Outcome.ESCAPED, honest) if honest else attempt(made)

    def _trial(self, made: Made) -> Trial:
        """The trial, made once. Where the right formulas fail too, a failure says nothing: it has escaped."""
        key = (described(made.model), *made.key)
        if key not in self.trials:
            honest = self._failures_of_the_right(made.model)
            self.trials[key] = Trial(made, Outcome.ESCAPED, honest) if honest else attempt(made)
        return self.trials[key]

    def _failures_of_the_right(self, model: Model) -> tuple[Check, ...]:
        network = described(model)
        if network not in self.sound:
            self.sound[network] = failures(model, {})
        return self.sound[network]

    def _row(self, network: str, layer: str, kind: str, fault: str, formula: str, trials: list[Trial]) -> SurveyRow:
        best = min(trials, key=lambda trial: ORDER.index(trial.outcome))
        own = SurveyRow(network, layer, fault, formula, applicable=True, configuration=described(best.made.model))
        if best.outcome is Outcome.KILLED:
            return replace(own, killed=True, proof=proof(best.failed))
        other = self._elsewhere(kind, fault, formula)
        where, shown = (described(other.made.model), proof(other.failed)) if other else ("", proof(best.failed))
        return replace(own, equivalent=best.outcome is Outcome.EQUIVALENT, elsewhere=where, proof=shown)

    def _elsewhere(self, kind: str, fault: str, formula: str) -> Trial | None:
        """The first network of the fixed list on which the same mistake is killed."""
        key = (kind, fault, formula)
        if key not in self.elsewhere:
            self.elsewhere[key] = next(self._kills(kind, fault, formula), None)
        return self.elsewhere[key]

    def _kills(self, kind: str, fault: str, formula: str) -> Iterator[Trial]:
        for made in made_in(kind):
            if made.key == (fault, formula) and not self._failures_of_the_right(made.model):
                failed = tuple(c for c in failures(made.model, made.wrong) if c.verdict is Verdict.FAILED)
                if failed:
                    yield Trial(made, Outcome.KILLED, failed)


def _parts(model: Model) -> tuple[Layer | Loss, ...]:
    """The layers, and the losses after them."""
    return (*model.layers, *model.losses)


def owner(kind: str) -> type[Layer] | type[Loss]:
    """Whether a kind is a layer's or a loss's."""
    return Loss if kind in LOSS_OPTIONS else Layer


@cache
def made_in(kind: str) -> tuple[Made, ...]:
    """Every known mistake in every network of the fixed list of a kind."""
    return tuple(made for model in configurations(kind) for made in all_made(model, owner(kind)))


@cache
def could_apply(kind: str) -> tuple[str, ...]:
    """The faults that can be made in some network of the fixed list of this kind, in the catalogue's order."""
    found = {made.fault.id for made in made_in(kind)}
    return tuple(fault.id for fault in EVERY if fault.id in found)


def proof(failed: tuple[Check, ...]) -> tuple[str, ...]:
    """The first failed check of each kind, by kind and subject: "engine: conv1.W"."""
    first = {check.kind: check for check in reversed(failed)}
    return tuple(f"{kind.value}: {first[kind].subject}" for kind in Kind if kind in first)
