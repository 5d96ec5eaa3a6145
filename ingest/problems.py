"""Why a row is refused: a code, the field, and a sentence in both languages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from ingest.masking import mask
from messages import both


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse a row.

    Attributes:
        field: the field it is about (``party.uscc``).
        code: what is wrong; the sentence is ``ingest.reason_<code>``.
        params: what the sentence names.
    """

    field: str
    code: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    @property
    def reason(self) -> dict[str, str]:
        """As quarantine and contract give it."""
        params = {name: _safe(value) for name, value in self.params.items()}
        sentence = both(f"ingest.reason_{self.code}", field=self.field, **params)
        return {
            "field": self.field,
            "code": self.code,
            "message": sentence.zh,
            "message_en": sentence.en,
        }


def _safe(value: object) -> object:
    """Return what a sentence may quote: no citizen number, and not a whole page."""
    return mask(value)[:200] if isinstance(value, str) else value


class RefusedValue(Exception):  # noqa: N818 (a value is refused; the row goes on)
    """A cell that cannot be what its column says."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
