"""Contacts 联系方式 as they are compared: addresses, phone numbers and e-mail addresses.

What two subjects state alike makes neither of them the other, nor related: it is a lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from unicodedata import normalize

from graph.model.kinds import ContactKind
from graph.model.names import name_key

_REGION = "CN"
_EXTENSION = re.compile(r"\s*(?:转|分机|ext\.?|-|—|#)\s*(?P<extension>\d{1,6})$", re.IGNORECASE)
_PUNCTUATION = re.compile(r"[\s,，。、;；:：\-—_]+")
_SPECIFIC = re.compile(r"\d|号")
_SHORTEST_ADDRESS = 8


def read_phone(written: str) -> str | None:
    """Return a number as it is dialled within China, any extension behind ``转``; else None.

    A number of a subscriber without its area code is none: whose it is cannot be told.
    """
    plain = normalize("NFKC", written).strip()
    number = _valid(plain)
    if number:
        return number
    found = _EXTENSION.search(plain)
    number = _valid(plain[: found.start()]) if found else None
    return f"{number}转{found['extension']}" if found and number else None


def _valid(written: str) -> str | None:
    import phonenumbers  # noqa: PLC0415 (as slow to import as all of the model; few commands need it)

    try:
        number = phonenumbers.parse(written, _REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def read_email(written: str) -> str | None:
    """Return an e-mail address in its usual form, None if it is none; nobody is asked for it."""
    from email_validator import (  # noqa: PLC0415 (as above)
        EmailNotValidError,
        validate_email,
    )

    try:
        found = validate_email(normalize("NFKC", written).strip(), check_deliverability=False)
    except EmailNotValidError:
        return None
    return found.normalized


def contact_key(kind: ContactKind, value: str) -> str:
    """Return the key under which a contact is compared, of a value as it is stored.

    A phone number without what separates its digits, an e-mail address in lower case, an address
    by the key of a name without punctuation.
    """
    return _KEYS[kind](value)


def _address_key(value: str) -> str:
    return _PUNCTUATION.sub("", name_key(value))


_KEYS: Mapping[ContactKind, Callable[[str], str]] = {
    ContactKind.ADDRESS: _address_key,
    ContactKind.PHONE: lambda value: value.replace(" ", ""),
    ContactKind.EMAIL: str.casefold,
}


def contacts_in(text: str) -> dict[ContactKind, str]:
    """Return what a text may be as a whole, as kind → the key of that contact."""
    phone, email = read_phone(text), read_email(text)
    found = {
        ContactKind.PHONE: phone,
        ContactKind.EMAIL: email,
        ContactKind.ADDRESS: text if names_a_house(text) and not (phone or email) else None,
    }
    return {kind: contact_key(kind, value) for kind, value in found.items() if value}


def names_a_house(value: str) -> bool:
    """Tell whether an address is so exact that few share it."""
    return is_exact(_address_key(value))


def is_exact(key: str) -> bool:
    """Tell whether the key of an address is long enough, and has a number."""
    return len(key) >= _SHORTEST_ADDRESS and bool(_SPECIFIC.search(key))
