"""Letters as people get to see them: by Python's parser, and by mu, a mail reader of Debian that stands on GMime."""

from __future__ import annotations

import email
import subprocess
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import NamedTuple

from tests.libreoffice import require


class Seen(NamedTuple):
    """What mu shows of a letter."""

    headers: dict[str, str]
    text: str


def parsed(data: bytes) -> EmailMessage:
    """The letter as Python's parser reads it; it finds nothing wrong in any part."""
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    for part in message.walk():
        assert part.defects == []
    for header in message.values():
        assert header.defects == ()
    return message


def text_of(message: EmailMessage) -> str:
    """The plain text of a letter."""
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def html_of(message: EmailMessage) -> str:
    """The same as HTML."""
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def seen(file: Path) -> Seen:
    """The letter at `file` as mu shows it; skips the test where there is no mu, or fails it in CI."""
    lines = _mu("view", str(file.absolute())).split("\n")
    headers: dict[str, str] = {}
    while lines and ": " in lines[0] and lines[0].partition(": ")[0] in {"From", "To", "Cc", "Subject", "Attachments"}:
        name, _, value = lines.pop(0).partition(": ")
        headers[name] = value
    return Seen(headers, "\n".join(lines))


def saved(file: Path, folder: Path) -> dict[str, bytes]:
    """The workbooks attached to the letter at `file`, by name, as mu saves them into `folder`."""
    folder.mkdir()
    _mu("extract", f"--target-dir={folder.absolute()}", str(file.absolute()), r".*\.xlsx")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _mu(*arguments: str) -> str:
    require("mu")
    run = subprocess.run(["mu", *arguments], capture_output=True, timeout=60, check=True)
    return run.stdout.decode("utf-8").replace("\r\n", "\n")
