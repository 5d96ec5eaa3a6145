"""Sentences by key, in Chinese and English, from the gettext catalogues."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).parent / "locale"


class Text(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


@cache
def _catalogue(domain: str, language: str) -> gettext.NullTranslations:
    return gettext.translation(domain, LOCALE, languages=[language])


def text(key: str, language: str, /, **params: object) -> str:
    """Return the sentence ``key`` in ``language`` with ``params`` filled in.

    Raises:
        KeyError: the catalogue of that language has no such sentence.
    """
    sentence = _catalogue(key.partition(".")[0], language).gettext(key)
    if sentence == key:
        raise KeyError(key)
    return sentence.format(**params)


def warning(key: str, /, **params: object) -> dict[str, str]:
    """Return a warning as answers write it; its code is what follows the domain in ``key``."""
    sentence = both(key, **params)
    return {"code": key.partition(".")[2], "text_zh": sentence.zh, "text_en": sentence.en}


def both(key: str, /, **params: object) -> Text:
    """Return the sentence ``key`` in Chinese and English; a ``Text`` in it goes in likewise."""
    return Text(*(text(key, language, **_in(language, params)) for language in LANGUAGES))


def _in(language: str, params: dict[str, object]) -> dict[str, object]:
    return {
        name: getattr(value, language) if isinstance(value, Text) else value
        for name, value in params.items()
    }
