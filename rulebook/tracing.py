"""How the graph is walked: which relations, which targets, where hubs stop it."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from rulebook.schema import Dated, Entry, Part


class Walk(Part):
    """A relation type that a trace follows, in both directions.

    Attributes:
        weight: how strong the tie is, 0 to 1; a path's strength is the product.
    """

    relation: str
    weight: Decimal = Field(gt=0, le=1)


class Target(Part):
    """A kind of record that makes a subject a target while it counts against it.

    Attributes:
        lists: ids of the lists meant; empty means by ``serious``.
        serious: whether any serious list is meant.
    """

    record: str
    lists: tuple[str, ...] = ()
    serious: bool = False


class NamedHub(Part):
    """A subject known to be a hub: holds or represents for a great many others."""

    name: str
    code: str | None = None
    aliases: tuple[str, ...] = ()
    reason: Literal["custody", "nominee", "state_holding", "market", "agent"]


class HubPolicy(Entry):
    """Where a walk stops: a hub may start or end a path and is never walked through.

    Attributes:
        degree_cap: most relations that a subject may have and still be walked through.
        named: subjects that are hubs whatever their degree.
        positions: words of a position whose holders tie nobody together.
        relations: relation types that are never walked.
    """

    degree_cap: int = Field(gt=0)
    named: tuple[NamedHub, ...]
    positions: tuple[str, ...]
    relations: tuple[str, ...]


class TracePolicy(Entry):
    """What ``trace`` walks and looks for.

    Attributes:
        hubs: id of the hub policy.
        default_depth: steps walked unless asked otherwise.
        max_depth: the most steps that may be asked for.
        include: further targets by the name that a user gives (``penalties``).
    """

    refers: ClassVar[dict[str, type[Dated]]] = {"hubs": HubPolicy}

    walks: tuple[Walk, ...] = Field(min_length=1)
    targets: tuple[Target, ...] = Field(min_length=1)
    include: dict[str, tuple[Target, ...]]
    hubs: str
    default_depth: int = Field(gt=0)
    max_depth: int = Field(gt=0)
