"""Names as they are compared: the key of a name, never the name itself."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

_SPACE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
"""What takes no place that a reader sees: spaces, and what web pages put between characters."""

_BRACKETS = str.maketrans("〔〕【】[]{}〈〉《》「」", "()()()()()()()")
_DOTS = str.maketrans("•‧・･∙⋅", "······")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """Return the key under which a name is compared.

    NFKC, traditional to simplified, one kind of bracket and of middle dot, no spaces or invisible
    characters, lower case. Two names with one key are the same name as written; that does not make
    them one subject.
    """
    plain = unicodedata.normalize("NFKC", name).translate(_BRACKETS).translate(_DOTS)
    return str(_simplifier().convert(_SPACE.sub("", plain))).casefold()
