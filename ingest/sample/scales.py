"""How big a sample is. One table, so that a larger scale is a line more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes of a sample.

    Attributes:
        today: the day that the sample was "sent"; its truth is stated as of this day.
        companies: companies in circles of owners, besides those that are planted.
        plants: how often each planted case occurs.
        agent: companies for which one registration agent is the contact.
        nominee: companies in which one nominee holds shares.
        weeks: weekly files of the bureau that reports on time or late.
        weekly: decisions in one weekly file.
        dirt: rows per file that have to be refused.
        further: rows of each format that has no part of its own in the sample.
        places: places of such a size, each drawn and written by itself; 1 for a town alone.
    """

    today: date
    companies: int
    traders: int
    cooperatives: int
    institutions: int
    societies: int
    agencies: int
    plants: int
    agent: int
    nominee: int
    branches: int
    controls: int
    guarantees: int
    decisions: int
    old_decisions: int
    weeks: int
    weekly: int
    debtors: int
    strangers: int
    listings: int
    contracts: int
    complaints: int
    dirt: int
    further: int
    places: int = 1


SCALES = {
    "hamlet": Scale(
        today=date(2026, 11, 20),
        companies=24,
        traders=8,
        cooperatives=3,
        institutions=4,
        societies=2,
        agencies=6,
        plants=1,
        agent=20,
        nominee=10,
        branches=5,
        controls=6,
        guarantees=12,
        decisions=110,
        old_decisions=20,
        weeks=3,
        weekly=8,
        debtors=3,
        strangers=6,
        listings=12,
        contracts=28,
        complaints=16,
        dirt=3,
        further=5,
    ),
    "town": Scale(
        today=date(2026, 11, 20),
        companies=1_080,
        traders=220,
        cooperatives=50,
        institutions=45,
        societies=30,
        agencies=36,
        plants=2,
        agent=200,
        nominee=210,
        branches=120,
        controls=150,
        guarantees=350,
        decisions=3_400,
        old_decisions=450,
        weeks=8,
        weekly=40,
        debtors=35,
        strangers=130,
        listings=240,
        contracts=720,
        complaints=150,
        dirt=6,
        further=30,
    ),
    "city": Scale(
        today=date(2026, 11, 20),
        companies=11_000,
        traders=2_200,
        cooperatives=500,
        institutions=42,
        societies=30,
        agencies=36,
        plants=20,
        agent=400,
        nominee=400,
        branches=1_200,
        controls=1_500,
        guarantees=3_500,
        decisions=22_000,
        old_decisions=3_000,
        weeks=8,
        weekly=250,
        debtors=350,
        strangers=1_300,
        listings=2_400,
        contracts=5_000,
        complaints=1_500,
        dirt=40,
        further=1_000,
        places=10,
    ),
}
