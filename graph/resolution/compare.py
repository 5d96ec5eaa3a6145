"""Two subjects side by side: declared features, what they say, and the rules that decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graph.model import SubjectKind
from graph.model.identifiers import Scheme
from graph.resolution.traits import Traits, fits
from messages import Text, both


class Outcome(StrEnum):
    """What a comparison comes to."""

    MATCH = "match"
    NO_MATCH = "no_match"
    UNDETERMINED = "undetermined"


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is compared.

    Attributes:
        weight: its part in the score.
        agrees: what both sides have in common; None if a side says nothing.
        sides: what each side says, to be shown.
        decisive: whether a difference speaks against a match.
        seconds: whether its agreement makes a match of two equal names.
    """

    name: str
    weight: float
    agrees: Callable[[Traits, Traits], bool | None]
    sides: Callable[[Traits], Iterable[Any]]
    decisive: bool = False
    seconds: bool = False


def _common(one: frozenset[Any], other: frozenset[Any]) -> bool | None:
    return bool(one & other) if one and other else None


def _codes(a: Traits, b: Traits) -> bool | None:
    """Tell whether valid codes agree; a side that contradicts itself tells nothing."""
    if _are_two_persons(a, b):
        return False
    if _is_torn(a) or _is_torn(b):
        return None
    for scheme in Scheme:
        one, other = ({c for c in t.codes if c[0] == scheme} for t in (a, b))
        if one and other and not one & other:
            return False
    return True if a.codes & b.codes else None


def _are_two_persons(a: Traits, b: Traits) -> bool:
    """Tell whether two keys of persons differ; keys made with different secrets tell nothing."""
    return any(
        one != other and one.rpartition(":")[0] == other.rpartition(":")[0]
        for one in a.persons
        for other in b.persons
    )


def _is_torn(side: Traits) -> bool:
    """Tell whether a side has two organisation codes; registration numbers do change."""
    return sum(scheme == Scheme.ORG for scheme, _ in side.codes) > 1


def _masks(a: Traits, b: Traits) -> bool | None:
    found = [fits(mask, b.codes) for mask in a.masks] + [fits(mask, a.codes) for mask in b.masks]
    told = [fit for fit in found if fit is not None]
    return all(told) if told else None


_PUBLIC = frozenset({SubjectKind.AGENCY, SubjectKind.INSTITUTION})


def _kinds(a: Traits, b: Traits) -> bool | None:
    """Tell whether the kinds can be one; public bodies are told apart by their codes only."""
    one, other = (
        {"public" if kind in _PUBLIC else str(kind) for kind in t.kinds}
        - {str(SubjectKind.ORGANIZATION)}
        for t in (a, b)
    )
    return bool(one & other) if one and other else None


def _stated(side: Traits) -> Iterator[str]:
    yield from (":".join(code) for code in side.codes)
    yield from side.persons


FEATURES = (
    Feature("identifier", 1.0, _codes, _stated, decisive=True),
    Feature("name", 0.4, lambda a, b: _common(a.names, b.names), lambda t: t.names),
    Feature(
        "masked_identifier",
        0.4,
        _masks,
        lambda t: t.masks or (":".join(c) for c in t.codes),
        decisive=True,
        seconds=True,
    ),
    Feature(
        "legal_representative",
        0.3,
        lambda a, b: _common(a.representatives, b.representatives),
        lambda t: t.representatives,
        seconds=True,
    ),
    Feature(
        "address",
        0.3,
        lambda a, b: _common(a.addresses, b.addresses),
        lambda t: t.addresses,
        seconds=True,
    ),
    Feature(
        "established",
        0.2,
        lambda a, b: _common(a.established, b.established),
        lambda t: (day.isoformat() for day in t.established),
        decisive=True,
        seconds=True,
    ),
    Feature("kind", 0.1, _kinds, lambda t: t.kinds, decisive=True),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two subjects compare, feature by feature.

    Attributes:
        agreement: feature name → whether it agrees; None if a side says nothing.
    """

    a: Traits
    b: Traits
    agreement: dict[str, bool | None]

    @property
    def score(self) -> float:
        """Weight of what agrees over the weight of what could be compared, from 0 to 1."""
        told = [(f.weight, self.agreement[f.name]) for f in FEATURES]
        compared = sum(weight for weight, agrees in told if agrees is not None)
        agreed = sum(weight for weight, agrees in told if agrees)
        return round(agreed / compared, 4) if compared else 0.0

    @property
    def evidence(self) -> tuple[str, ...]:
        """Names of the features that agree."""
        return tuple(f.name for f in FEATURES if self.agreement[f.name])

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Names of the features that speak against a match."""
        return tuple(f.name for f in FEATURES if f.decisive and self.agreement[f.name] is False)

    @property
    def of_person_and_organization(self) -> bool:
        """Whether one is a natural person and the other is not."""
        persons = [SubjectKind.PERSON in side.kinds for side in (self.a, self.b)]
        return all(side.kinds for side in (self.a, self.b)) and persons[0] != persons[1]

    @property
    def reason(self) -> str | None:
        """The rule by which the two are one, or None if no rule says so.

        A code and a name have to agree; or a name and a second attribute, but never a name alone,
        and never anything of natural persons but their key.
        """
        kinds = self.a.kinds | self.b.kinds
        if self.contradictions or SubjectKind.PERSON in kinds or not self.agreement["name"]:
            return None
        if self.agreement["identifier"]:
            return "identifier_and_name"
        seconds = [f.name for f in FEATURES if f.seconds and self.agreement[f.name]]
        provisional = not (self.a.codes and self.b.codes)
        return f"name_and_{seconds[0]}" if seconds and provisional else None

    @property
    def outcome(self) -> Outcome:
        """What the features alone come to."""
        if self.reason:
            return Outcome.MATCH
        against = "identifier" in self.contradictions
        return Outcome.NO_MATCH if against else Outcome.UNDETERMINED

    def feature_data(self) -> list[dict[str, object]]:
        """All features as the contract writes them: 1 agrees, 0 differs, null not known."""
        values = {True: 1.0, False: 0.0, None: None}
        return [
            {"name": f.name, "value": values[self.agreement[f.name]], "weight": f.weight}
            for f in FEATURES
        ]

    def side_data(self, names: Iterable[str], word: str) -> list[dict[str, object]]:
        """What each side says on the named features, with a sentence; ``word`` picks it."""
        chosen = set(names)
        return [self._sides(f, word) for f in FEATURES if f.name in chosen]

    @property
    def differences(self) -> Iterator[tuple[Text, list[str], list[str]]]:
        """What contradicts a match: a sentence, and what each side says."""
        for feature in FEATURES:
            if feature.name in self.contradictions:
                yield (both(f"resolution.differs_{feature.name}"), *self._said(feature))

    def _said(self, feature: Feature) -> tuple[list[str], list[str]]:
        a, b = (sorted(str(v) for v in feature.sides(t)) for t in (self.a, self.b))
        return a, b

    def _sides(self, feature: Feature, word: str) -> dict[str, object]:
        why = both(f"resolution.{word}_{feature.name}")
        a, b = self._said(feature)
        return {
            "feature": feature.name,
            "a": a,
            "b": b,
            "why": word,
            "why_zh": why.zh,
            "why_en": why.en,
        }


def compare(a: Traits, b: Traits) -> Comparison:
    """Compare two subjects, or groups of subjects, on all features."""
    return Comparison(a, b, {f.name: f.agrees(a, b) for f in FEATURES})
