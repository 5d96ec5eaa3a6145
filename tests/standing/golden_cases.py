"""The golden table as the code takes it: versions of a record, events about it, questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.deadlines import add_months
from graph.standing import RecordEvent, RecordVersion
from rulebook import DEBTOR_LIST, ListType, Rulebook

FOLDER = Path(__file__).parent / "golden"
TABLES = sorted(path for path in FOLDER.glob("*.yaml") if path.stem != "laws")
_NEWEST = 10**7
_TERM = 2
"""Years of the courts' list that an extension is added to."""

SITUATIONS = {
    "able_but_refuses": "有履行能力而拒不履行生效法律文书确定义务的",
    "violence_or_obstruction": "以伪造证据、暴力、威胁等方法妨碍、抗拒执行的",
    "evasion": "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行的",
    "property_report": "违反财产报告制度的",
    "consumption_order": "违反限制消费令的",
    "settlement_refused": "无正当理由拒不履行执行和解协议的",
}
"""The situations of the table in the words of a published row."""
_SAME = (
    *("published_on", "severity", "domain", "procedure", "fine_scale", "publicity_needed"),
    *("restricted_until", "duty_fulfilled", "duty_fulfilled_on", "commitment_made"),
    *("authority_sector", "under_review_since", "in_catalogue", "unrepairable_by"),
    *("corrected_on", "banned_until"),
)


@dataclass(frozen=True)
class Case:
    """One case of the table."""

    stated: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.stated["id"])

    @property
    def kind(self) -> str | None:
        return (self.stated.get("record") or {}).get("kind")

    @property
    def assumes(self) -> str | None:
        return self.stated.get("assumes")

    def versions(self, seen: int) -> list[RecordVersion]:
        """Return what is known of the record at a commit; a correction makes a new version."""
        fields = dict(self.stated["record"]["fields"])
        found = [self._version(fields, since=1)]
        for event, since in self._recorded():
            if since <= seen and "changed" in event["fields"]:
                fields |= event["fields"]["changed"]
                found.append(self._version(fields, since=since))
        return found[-1:]

    def _version(self, fields: Mapping[str, Any], since: int) -> RecordVersion:
        if self.kind != "penalty":
            return self._listing(fields, since)
        record = self.stated["record"]
        kinds = [part["penalty_kind"] for part in fields.get("parts", ())]
        kinds = kinds or [fields["penalty_kind"]] if "penalty_kind" in fields or kinds else []
        said = {name: fields[name] for name in _SAME if name in fields}
        if fields.get("law_requires_publicity"):
            said["publicity_needed"] = True
        for part in fields.get("parts", ()):
            said |= {name: part[name] for name in ("domain",) if name in part}
        return RecordVersion(
            kind="Penalty",
            key=self.id,
            since=since,
            dated=fields["decision_date"],
            platform=record.get("platform"),
            penalty_kinds=tuple(kinds),
            **said,
        )

    def _listing(self, fields: Mapping[str, Any], since: int) -> RecordVersion:
        said = {name: fields[name] for name in _SAME if name in fields}
        court = self.kind == "enforcement"
        extended = fields.get("extension_years")
        start = fields.get("published_on") or fields.get("listed_on")
        return RecordVersion(
            kind="Enforcement" if court else "Listing",
            key=self.id,
            since=since,
            dated=start,
            platform=self.stated["record"].get("platform"),
            list_type=DEBTOR_LIST if court else _list_id(fields["list_type"]),
            situations=tuple(SITUATIONS.get(s, s) for s in fields.get("situations", ())),
            performance=fields.get("performance"),
            ended_on=fields.get("removed_on"),
            end_kind=fields.get("removal_reason"),
            valid_to=add_months(start, 12 * (_TERM + extended)) if start and extended else None,
            sanction=fields.get("penalty"),
            **{name: value for name, value in said.items() if name != "published_on"},
        )

    def events(self, seen: int) -> list[RecordEvent]:
        """Return the steps that are known at a commit."""
        steps = ((event, since) for event, since in self._recorded() if since <= seen)
        return [step for event, since in steps for step in _steps(event, since)]

    def _recorded(self) -> Iterator[tuple[Mapping[str, Any], int]]:
        """Yield each event with the commit of the day on which it was recorded, or of its own."""
        for event in self.stated.get("events") or ():
            own = [day for day in event["fields"].values() if isinstance(day, date)]
            yield event, (event.get("recorded_on") or max(own)).toordinal()
        failed = self.stated["record"]["fields"].get("bankruptcy", {}).get("declared_on")
        if failed:
            ended = {"kind": "withdrawal", "fields": {"withdrawn_on": failed, "ground": "bankrupt"}}
            yield ended, failed.toordinal()

    def questions(self) -> Iterator[tuple[date, int, Mapping[str, Any]]]:
        """Yield the day, the commit and what is expected."""
        for ask in self.stated["ask"]:
            known_at = ask.get("known_at")
            yield ask["as_of"], known_at.toordinal() if known_at else _NEWEST, ask["expect"]


@cache
def _list_ids() -> Mapping[str, str]:
    versions = Rulebook.load().versions(ListType)
    return {name: i for i, of_id in versions.items() for each in of_id for name in each.names}


def _list_id(name: str) -> str:
    return _list_ids().get(name, name)


def _steps(event: Mapping[str, Any], since: int) -> Iterator[RecordEvent]:
    said = event["fields"]
    common: dict[str, Any] = {"platform": said.get("platform"), "since": since}
    match event["kind"]:
        case "repair" | "objection" as kind:
            name: Any = kind.capitalize()
            corrected = said.get("corrected_on")
            yield RecordEvent(kind=name, on=said["applied_on"], corrected_on=corrected, **common)
            if "decided_on" in said:
                temporary = bool(said.get("temporary"))
                decided = {"outcome": said["outcome"], "temporary": temporary, **common}
                yield RecordEvent(kind=name, on=said["decided_on"], **decided)
        case "withdrawal" if "ground" in said:
            yield RecordEvent(kind="Repair", on=said["withdrawn_on"], outcome="revoked", **common)
        case "withdrawal":
            whole = bool(said.get("from_start"))
            yield RecordEvent(
                kind="Withdrawal", on=said["withdrawn_on"], from_start=whole, **common
            )
        case "correction":
            yield RecordEvent(kind="Correction", on=said["corrected_on"], **common)


def cases(*kinds: str) -> list[Case]:
    """Return the cases about records of these kinds."""
    tables = (yaml.safe_load(path.read_text("utf-8")) for path in TABLES)
    found = [Case(each) for table in tables if isinstance(table, list) for each in table]
    return [case for case in found if case.kind in kinds]
