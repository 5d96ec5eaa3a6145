"""One family of errors. ``api`` maps it once to HTTP problem+json and once to a CLI line."""

from __future__ import annotations

from typing import ClassVar

from messages.texts import Text, both


class CreditgraphError(Exception):
    """Something a person has to know about, named by a message key.

    Attributes:
        key: the sentence in the message catalogues; also the problem's type.
        params: what the sentence names (file, row, field …), also given to programs.
    """

    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 1

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params

    @property
    def text(self) -> Text:
        """The sentence in both languages."""
        return both(self.key, **self.params)

    def __str__(self) -> str:
        return self.text.en


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
