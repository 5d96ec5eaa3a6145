"""The rulebook: the law as dated data, read from YAML when it is first asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

from messages import InputError
from rulebook.formats import Format
from rulebook.layers import Layer, Versions, read
from rulebook.lists import ClassTerm, DebtorRegime, Imposition, ListType, Measure
from rulebook.names import Names
from rulebook.places import Court, Region
from rulebook.publicity import PublicityRegime
from rulebook.schema import Dated
from rulebook.screening import BarRule, ScreeningPolicy
from rulebook.terms import CalendarYear, Deposit, PaymentRegime, Procedure, Rate, Threshold
from rulebook.tracing import HubPolicy, TracePolicy
from rulebook.verifications import Verification

D = TypeVar("D", bound=Dated)

HOME = Path(__file__).parent
KINDS: Mapping[str, type[Dated]] = {
    "bars": BarRule,
    "calendar": CalendarYear,
    "classes": ClassTerm,
    "courts": Court,
    "debtors": DebtorRegime,
    "deposits": Deposit,
    "formats": Format,
    "hubs": HubPolicy,
    "impositions": Imposition,
    "lists": ListType,
    "measures": Measure,
    "payments": PaymentRegime,
    "procedures": Procedure,
    "publicity": PublicityRegime,
    "rates": Rate,
    "regions": Region,
    "screening": ScreeningPolicy,
    "thresholds": Threshold,
    "tracing": TracePolicy,
    "verifications": Verification,
}
"""Kinds of entry by the stem of their file."""

_STEMS = {kind: stem for stem, kind in KINDS.items()}


class Rulebook:
    """Entries of every kind with their versions; each kind is read at its first use.

    Build it with :meth:`load`; it holds no state but what it has read.
    """

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self._layers = layers
        self._read: dict[str, Versions[Dated]] = {}

    @classmethod
    def load(cls, city: str | None = None, extra: Path | None = None) -> Rulebook:
        """Return the national rulebook with a city's supplement and a directory laid over it.

        Args:
            city: folder name below ``rulebook/cities``.
            extra: a directory of one's own, laid over all.

        Raises:
            InputError: no such city or directory, or a file in it that no kind reads.
        """
        layers = [Layer(HOME / "national", HOME / "formats")]
        roots = [_city(city)] if city is not None else []
        roots += [_directory(extra)] if extra is not None else []
        layers += [Layer(root, root / "formats") for root in roots]
        return cls(tuple(layers))

    def versions(self, kind: type[D]) -> Versions[D]:
        """Return all versions of all entries of ``kind``, by id, oldest first.

        Raises:
            InputError: see :func:`rulebook.layers.read`.
        """
        stem = _STEMS[kind]
        if stem not in self._read:
            self._read[stem] = read(self._layers, stem, kind)
            self._refuse_unknown(kind)
        return cast("Versions[D]", self._read[stem])

    def _every(self, kind: type[D]) -> tuple[D, ...]:
        return tuple(version for of_id in self.versions(kind).values() for version in of_id)

    def _refuse_unknown(self, kind: type[Dated]) -> None:
        """Refuse an entry that names a list, measure or policy that there is not."""
        for field, target in kind.refers.items():
            known = self.versions(target)
            for version in self._every(kind):
                for name in _names(getattr(version, field)):
                    if name not in known:
                        raise InputError(
                            "rulebook.unknown_reference", id=version.id, field=field, name=name
                        )

    def in_force(self, kind: type[D], entry_id: str, on: date) -> D | None:
        """Return the version of an entry that is in force on a day, or None."""
        versions = self.versions(kind).get(entry_id, ())
        return next((version for version in versions if version.holds_on(on)), None)

    def all_in_force(self, kind: type[D], on: date) -> tuple[D, ...]:
        """Return every entry of ``kind`` in force on a day, in the order of the files."""
        return tuple(version for version in self._every(kind) if version.holds_on(on))

    @cached_property
    def formats(self) -> Mapping[str, Format]:
        """The newest version of each field standard, by id."""
        return {entry_id: of_id[-1] for entry_id, of_id in self.versions(Format).items()}

    @cached_property
    def names(self) -> Names:
        """Ids of lists, regions and courts by the names that files use."""
        return Names.of(self._every(ListType), self._every(Region), self._every(Court))

    @cached_property
    def version(self) -> str:
        """A short name of the content of all layers: equal content, equal version."""
        digest = hashlib.sha256()
        for layer in self._layers:
            for stem in sorted(KINDS):
                for path in layer.files(stem):
                    digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()[:12]


def _names(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else cast("tuple[str, ...]", value)


def _city(name: str) -> Path:
    known = sorted(path.name for path in (HOME / "cities").glob("*/"))
    if name not in known:
        raise InputError("rulebook.unknown_city", city=name, known=", ".join(known) or "-")
    return _directory(HOME / "cities" / name)


def _directory(root: Path) -> Path:
    if not root.is_dir():
        raise InputError("rulebook.no_directory", directory=root)
    for path in root.glob("*.yaml"):
        if path.stem not in KINDS or path.stem == "formats":
            known = ", ".join(sorted(stem for stem in KINDS if stem != "formats"))
            raise InputError("rulebook.unknown_file", file=path.name, known=known)
    return root
