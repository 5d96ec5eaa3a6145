"""Administrative penalties: a history of decisions, and the weekly files of one bureau."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from graph.model.moment import SHANGHAI
from ingest.sample import words
from ingest.sample.adverse import years_after
from ingest.sample.dice import Dice, topic
from ingest.sample.parties import AGENCY, TRADER, Body, Party, Person
from ingest.sample.sheets import Cell, Entry
from ingest.sample.town import Town

_LATE_EACH = 4
_FINES = tuple(Decimal(yuan) for yuan in (500, 2_000, 5_000, 12_500, 30_000, 80_000, 260_000))
_GAINS = tuple(Decimal(yuan) for yuan in ("386.5", "1200", "8460.2", "25300"))


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision against one party."""

    bureau: words.Bureau
    number: str
    party: Party
    offence: words.Offence
    day: date
    fine: Decimal | None
    gain: Decimal | None


class Register:
    """The decisions of one bureau, numbered by year."""

    def __init__(self, town: Town, bureau: words.Bureau, dice: Dice) -> None:
        self._town = town
        self._bureau = bureau
        self._dice = dice
        self._serials: dict[int, int] = {}
        self._traders = [body for body in town.bodies if body.kind == TRADER]

    def number(self, year: int) -> str:
        """Return the next document number of a year."""
        self._serials[year] = self._serials.get(year, 0) + 1
        word = f"{words.DOCUMENT_PREFIX}{self._bureau.word}罚决"
        return f"{word}〔{year}〕{self._serials[year]}号"

    def decide(self, party: Party, day: date) -> Decision:
        """Draw a decision against a party."""
        offence = self._dice.choice(self._bureau.offences)
        fined, taken = words.FINE in offence.kinds, words.CONFISCATION in offence.kinds
        return Decision(
            bureau=self._bureau,
            number=self.number(day.year),
            party=party,
            offence=offence,
            day=day,
            fine=self._dice.choice(_FINES) if fined else None,
            gain=self._dice.choice(_GAINS) if taken else None,
        )

    def history(self, count: int, first: date, last: date) -> list[Decision]:
        """Draw decisions against companies, shops and persons, in the order of their days."""
        days = sorted(self._dice.day(first, last) for _ in range(count))
        return [self.decide(self._somebody(), day) for day in days]

    def _somebody(self) -> Party:
        draw = self._dice.random()
        if draw < 0.06:
            return self._dice.choice(self._town.people)
        if draw < 0.2:
            return self._dice.choice(self._traders)
        return self._dice.choice(self._town.background)


def row_2018(town: Town, decision: Decision) -> dict[str, Cell]:
    """Return a decision in the 2018 standard."""
    agency = town.public_body(AGENCY, decision.bureau.name)
    return _common(town, decision) | {
        "party.kind": _kind(decision.party),
        "fine": decision.fine,
        "confiscated": decision.gain,
        "licence_withdrawn": "道路运输经营许可证" if _withdraws(decision) else None,
        "valid_until": years_after(decision.day, 3),
        "publish_until": years_after(decision.day, 1),
        "authority_uscc": agency.uscc,
        "source_name": agency.name,
        "source_uscc": agency.uscc,
    }


def row_2015(town: Town, decision: Decision) -> dict[str, Cell]:
    """Return a decision in the 2015 layout, which knows no kind of party and no sums."""
    party = decision.party
    first, *more = decision.offence.kinds
    return _common(town, decision) | {
        "party.org_code": party.uscc[8:17] if isinstance(party, Body) else "",
        "penalty_kind": first,
        "penalty_kind_2": "、".join(more),
        "state": "0",
        "region": "320500",
    }


def _common(town: Town, decision: Decision) -> dict[str, Cell]:
    party = decision.party
    chief = town.representatives.get(party.code)
    about = (
        f"经查，当事人{party.name}于{decision.day.year}年存在{decision.offence.violation}的行为。"
    )
    return {
        "party.name": party.name,
        "party.uscc": party.uscc if isinstance(party, Body) else "",
        "party.citizen_id": party.citizen_id if isinstance(party, Person) else "",
        "legal_representative": chief.name if chief else "",
        "document_number": decision.number,
        "violation": decision.offence.violation,
        "facts": about,
        "basis": decision.offence.basis,
        "penalty_kind": "；".join(decision.offence.kinds),
        "content": _content(decision),
        "decision_date": decision.day,
        "authority": decision.bureau.name,
    }


def _content(decision: Decision) -> str:
    parts = [words.WARNING] if words.WARNING in decision.offence.kinds else []
    if decision.gain is not None:
        parts.append(f"没收违法所得{decision.gain}元")
    if decision.fine is not None:
        parts.append(f"罚款人民币{decision.fine}元")
    if _withdraws(decision):
        parts.append("暂扣道路运输经营许可证")
    return "；".join(parts)


def _withdraws(decision: Decision) -> bool:
    return words.WITHDRAWAL in decision.offence.kinds


def _kind(party: Party) -> str:
    if isinstance(party, Person):
        return "自然人"
    return "个体工商户" if party.kind == TRADER else "法人及非法人组织"


def history(town: Town, bureau: words.Bureau, count: int) -> Iterator[Entry]:
    """Yield a bureau's history; one decision in a hundred is sent again in other brackets."""
    dice = topic(town.seed, bureau.word)
    register = Register(town, bureau, dice)
    for decision in register.history(count, date(2021, 1, 4), date(2026, 8, 28)):
        entry = Entry(row_2018(town, decision))
        yield entry
        if dice.chance(0.01):
            square = decision.number.replace("〔", "[").replace("〕", "]")
            again = {**entry.row, "document_number": square}
            yield Entry(again, ("", "repeated"))


def archive(town: Town, count: int) -> Iterator[Entry]:
    """Yield old decisions in the 2015 layout."""
    register = Register(town, words.MARKET, topic(town.seed, "archive"))
    for decision in register.history(count, date(2016, 1, 4), date(2018, 6, 29)):
        yield Entry(row_2015(town, decision))


def weekly_days(town: Town) -> list[date]:
    """Return the Fridays on which the weekly files were sent, the last on the sample's day."""
    last = town.scale.today
    return [last - timedelta(weeks=n) for n in reversed(range(town.scale.weeks))]


def weekly(town: Town, register: Register, sent: date, dice: Dice) -> Iterator[Entry]:
    """Yield one week's decisions; a few of them were decided far more than a week ago."""
    late = min(_LATE_EACH, town.scale.weekly // 4)
    for position in range(town.scale.weekly):
        if position < late:
            day = sent - timedelta(days=dice.randint(30, 75))
            decision = register.decide(dice.choice(town.background), day)
            mark = {"document_number": decision.number, "decided": day, "received": sent}
            yield Entry(row_2018(town, decision), marks={"late_reports": mark})
        else:
            day = sent - timedelta(days=dice.randint(0, 4))
            yield Entry(row_2018(town, register.decide(dice.choice(town.background), day)))


def at_work(day: date) -> datetime:
    """Return the instant at which a bureau sends its file of a day."""
    return datetime.combine(day, time(17, 0), SHANGHAI)
