"""Passwords and keys in a setting, which lies open on a sheet or in a file: none is kept there, or taken from there."""

from __future__ import annotations

import re

from addin.buttons.front import Front
from addin.buttons.typed import is_elsewhere
from addin.buttons.words import Ended, said, setting_called
from schemas.database_address import database_in
from schemas.errors import Refusal
from schemas.terminal.shown import shown

_NAME = re.compile(r"(?<!http)(?<!https)(?<!s3)(?<!s3a)://[^:@/?#]+@")
"""Who somebody is, and nothing that proves it; what stands there in an address of S3 or of the web is a key."""


def without_key(typed: str) -> str:
    """What may be kept of the `typed` setting of a place: all of it where no password and no key stands in it."""
    text = typed.strip()
    if not is_elsewhere(text):
        return typed
    try:
        database = database_in(text)
    except Refusal:
        database = None
    if database is not None:
        return typed if database.without_password == database.url else database.without_password
    kept = _without_key(text)
    return typed if kept == text else kept


def refuse_key(front: Front, setting: str) -> None:
    """Raise `Ended` where a password or a key stands in a setting, from which it is then taken out."""
    typed = front.setting(setting)
    kept = without_key(typed)
    if kept != typed:
        front.remember(setting, kept)
        key = "password-in-setting" if kept.lower().startswith("postgresql:") else "key-in-setting"
        raise Ended(said(front.language, key, setting=setting_called(front.language, setting), address=kept))


def _without_key(text: str) -> str:
    kept = shown(text)
    return text if kept == _NAME.sub("://", text) else kept
