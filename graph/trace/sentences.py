"""A path in words, Chinese and English: each step with its dates and source, then what was found.

A subject's code stands at its first mention. Natural persons are named without any number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graph.model.moment import known_end, known_start
from graph.model.money import yuan_text
from graph.subjects import Subject
from graph.trace.targets import Finding
from messages import LANGUAGES, Text, text

if TYPE_CHECKING:
    from graph.trace.answer import Step

Sourced = tuple[Finding, Mapping[str, object]]
"""A finding with where it comes from."""


def tell(
    steps: Sequence[Step], findings: Sequence[Sourced] = (), joined: Sequence[Subject] = ()
) -> Text:
    """Return a path in words, ending with what was found on the subject that it reaches.

    Args:
        steps: the path.
        findings: the records that count against its last subject.
        joined: subjects of which it needs a decision that two are one.
    """
    return Text(*(_Teller(language).tell(steps, findings, joined) for language in LANGUAGES))


class _Teller:
    """Tells one path in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._mentioned: set[str] = set()

    def tell(
        self, steps: Sequence[Step], findings: Sequence[Sourced], joined: Sequence[Subject]
    ) -> str:
        """Return the path, the findings on its last subject, and the decisions it rests on."""
        parts = [self._step(step) for step in steps]
        parts += [self._finding(steps[-1].end, *sourced) for sourced in findings]
        parts += [self._say("joined", name=subject.name) for subject in joined]
        return self._say("sentence", parts=self._say("between_parts").join(parts))

    def _step(self, step: Step) -> str:
        kind = f"{step.type}_{'out' if step.out else 'in'}".lower()
        said = self._say(kind, a=self._name(step.start), b=self._name(step.end))
        return self._say("with_details", said=said, details=self._listed(self._details(step)))

    def _details(self, step: Step) -> Iterator[str]:
        facts = step.facts
        if step.share is not None:
            yield self._say("share", share=f"{(step.share * 100).normalize():f}")
        if amount := yuan_text(facts.get("amount_fen")):
            yield self._say("amount", amount=amount)
        for name in ("position", "basis"):
            if facts.get(name):
                yield self._say(name, **{name: facts[name]})
        yield self._period(facts)
        yield self._say("source", **step.source)

    def _period(self, facts: Mapping[str, Any]) -> str:
        first, last = known_start(facts["valid_from"]), known_end(facts["valid_to"])
        if first and last:
            return self._say("from_to", first=first, last=last)
        if last:
            return self._say("until", last=last)
        return self._say("since", first=first) if first else self._say("no_dates")

    def _finding(self, subject: Subject, finding: Finding, source: Mapping[str, object]) -> str:
        said = self._said(self._name(subject), finding)
        details = self._listed(self._finding_details(finding, source))
        return self._say("with_details", said=said, details=details)

    def _said(self, name: str, finding: Finding) -> str:
        if finding.list_type is None:
            return self._say("punished", name=name, kind=finding.facts.get("penalty_kind") or "")
        listed = {"zh": finding.list_type.name_zh, "en": finding.list_type.name_en}
        return self._say("listed", name=name, list=listed[self._language])

    def _finding_details(self, finding: Finding, source: Mapping[str, object]) -> Iterator[str]:
        for name in ("case_number", "document_number"):
            if number := finding.facts.get(name):
                yield self._say(name, number=number)
        by = finding.facts.get("court") or finding.facts.get("authority")
        if by:
            yield self._say("decided_by" if finding.list_type is None else "listed_by", by=by)
        told = "decided_on" if finding.list_type is None else "listed_on"
        yield self._say(told, day=finding.day) if finding.day else self._say("no_day")
        yield self._say("source", **source)

    def _name(self, subject: Subject) -> str:
        scheme, _, code = subject.id.partition(":")
        first = subject.entity not in self._mentioned
        self._mentioned.add(subject.entity)
        if not first or scheme not in ("uscc", "org", "reg"):
            return subject.name
        return self._say(f"name_{scheme}", name=subject.name, code=code)

    def _listed(self, details: Iterable[str]) -> str:
        return self._say("between_details").join(details)

    def _say(self, key: str, /, **params: object) -> str:
        return text(f"trace.{key}", self._language, **params)
