"""One family of errors. ``api`` maps it once to HTTP problem+json and once to a CLI line."""

from __future__ import annotations

from typing import ClassVar

from messages.texts import LANGUAGES, Text, text


class CreditgraphError(Exception):
    """Something a person has to know about, named by a message key.

    Attributes:
        key: the sentence in the message catalogues; also the problem's type.
        params: what the sentence names (file, row, field …), also given to programs; one that is a
            ``Text`` is filled in by language.
        answer: what programs get beside the problem: candidates, or what was done before it.
    """

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
        self.answer: dict[str, object] = {}

    @property
    def text(self) -> Text:
        """The sentence in both languages."""
        return Text(*(text(self.key, language, **self._spoken(language)) for language in LANGUAGES))

    def __reduce__(self) -> tuple[object, ...]:
        return _raised_again, (type(self), self.key, self.params)

    def _spoken(self, language: str) -> dict[str, object]:
        return {
            name: getattr(value, language) if isinstance(value, Text) else value
            for name, value in self.params.items()
        }

    def __str__(self) -> str:
        return self.text.en


def _raised_again(
    kind: type[CreditgraphError], key: str, params: dict[str, object]
) -> CreditgraphError:
    """Return an error as it was in the process that raised it."""
    return kind(key, **params)


class InputError(CreditgraphError):
    """Wrong usage or input; the sentence names what is wrong and what to do."""

    status = 422
    exit_code = 2


class AmbiguousError(CreditgraphError):
    """A look-up that fits several subjects; ``params["candidates"]`` lists them."""

    status = 409
    exit_code = 3


class NotFoundError(CreditgraphError):
    """Nothing is known under that name, code or id."""

    status = 404
    exit_code = 4


class StoreError(CreditgraphError):
    """The graph store cannot be reached, started or trusted."""

    status = 503
    exit_code = 5


class NotAllowedError(CreditgraphError):
    """The request is understood and refused."""

    status = 403
    exit_code = 6


class QuotaError(NotAllowedError):
    """What may be asked for a time has been asked; the sentence says when it opens again."""

    status = 429


class RemoteError(CreditgraphError):
    """Another system that was asked gave no answer that can be used, or is not asked just now."""

    status = 502
