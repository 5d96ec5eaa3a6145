"""Why a row is refused: a code, the field, and a sentence in both languages."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

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
        sentence = both(f"ingest.reason_{self.code}", field=self.field, **self.params)
        return {
            "field": self.field,
            "code": self.code,
            "message": sentence.zh,
            "message_en": sentence.en,
        }


class RefusedValue(Exception):  # noqa: N818 (a value is refused; the row goes on)
    """A cell that cannot be what its column says."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
