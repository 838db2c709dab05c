"""E-mail addresses as the header of a letter can carry them."""

from __future__ import annotations

import re

from email_validator import EmailNotValidError, validate_email

from schemas.messages.message import Message
from schemas.questions.identity import address_of

_APART = re.compile(r"[;,\s]+")


def ascii_address(text: str) -> str:
    """The one address `text` in ASCII, an international domain as mail programs send to it.

    Raises ValueError, in words, where it is no address, or one that not every mail program can write to.
    """
    try:
        address = validate_email(address_of(text), check_deliverability=False).ascii_email
    except EmailNotValidError:
        raise ValueError(Message("is no e-mail address: write one such as name@customs.example")) from None
    if address is None:
        raise ValueError(
            Message("has letters before the @ that not every mail program can send to: give another address")
        )
    return str(address)


def ascii_addresses(text: str) -> tuple[str, ...]:
    """The addresses in `text`, set apart by commas, semicolons or white space, each once; raises as `ascii_address`."""
    return tuple(dict.fromkeys(ascii_address(part) for part in _APART.split(text) if part))
