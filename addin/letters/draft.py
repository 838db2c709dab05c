"""One letter as a draft that a mail program opens ready to send: an .eml with the header `X-Unsent: 1`.

It has no Date and no Message-ID: the program that sends it sets both, and two letters to a Member are
never taken for one. Nothing in it is chance, so that the same input makes the same bytes.
"""

from __future__ import annotations

import hashlib
import html
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from addin.letters.headers import address_lines, header, text_lines
from schemas.questions.plain_text import TURNING

_POLICY = SMTP.clone(cte_type="7bit")
"""Line ends of the network, and no byte that some server on the way could take for a letter of its own."""
_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Attachment:
    """A workbook that goes with a letter."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter, all of it known."""

    language: str
    is_right_to_left: bool
    name: str
    """The name of whom it goes to first; empty where it is not known."""
    to: tuple[str, ...]
    cc: tuple[str, ...]
    return_to: str | None
    """The address that answers go to; None where nobody said."""
    subject: str
    text: str
    attachment: Attachment | None = None

    def as_bytes(self) -> bytes:
        """The whole .eml."""
        return self._headers() + self._body()

    def _headers(self) -> bytes:
        headers = {"X-Unsent": ["1"]}
        if self.return_to is not None:
            headers |= {"From": [self.return_to], "Reply-To": [self.return_to]}
        headers["To"] = address_lines(self.to, " ".join(plain(self.name).split()))
        if self.cc:
            headers["Cc"] = address_lines(self.cc)
        headers["Subject"] = text_lines(" ".join(plain(self.subject).split()))
        headers["Content-Language"] = [self.language]
        return b"".join(header(name, values) for name, values in headers.items())

    def _body(self) -> bytes:
        """The parts, with the headers that say what they are."""
        message, text = EmailMessage(_POLICY), plain(self.text)
        message.set_content(text)
        message.add_alternative(_as_html(text, self.language, is_right_to_left=self.is_right_to_left), subtype="html")
        if self.attachment is not None:
            maintype, subtype = _XLSX
            name, data = self.attachment.name, self.attachment.data
            message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
        self._set_boundaries(message)
        return message.as_bytes()

    def _set_boundaries(self, message: EmailMessage) -> None:
        """What stands between the parts: by the contents, and nothing that their encodings can hold."""
        data = self.attachment.data if self.attachment is not None else b""
        digest = hashlib.sha256(self.text.encode("utf-8", "replace") + data).hexdigest()[:32]
        for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
            part.set_boundary(f"=_kpibook_{number}_{digest}")


def plain(text: str) -> str:
    """`text` without what turns the direction of what is read, and without control characters but line feeds."""
    return "".join(_shown(text))


def _shown(text: str) -> Iterator[str]:
    for character in text:
        category = unicodedata.category(character)
        if character == "\n" or (category not in {"Cc", "Cs", "Zl", "Zp"} and character not in TURNING):
            yield character
        elif category in {"Cc", "Zl", "Zp"}:
            yield " "


def _as_html(text: str, language: str, *, is_right_to_left: bool) -> str:
    """`text` for programs that show a letter of plain text from left to right whatever its language is."""
    direction = "rtl" if is_right_to_left else "ltr"
    blocks = "\n".join(_block(paragraph.split("\n")) for paragraph in text.strip().split("\n\n"))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}" dir="{direction}">\n<head><meta charset="utf-8"></head>\n'
        f'<body dir="{direction}">\n{blocks}\n</body>\n</html>\n'
    )


def _block(lines: list[str]) -> str:
    """A paragraph; lines that begin with a hyphen are a list, whatever stands before them."""
    said = [line for line in lines if not line.startswith(_BULLET)]
    points = [line.removeprefix(_BULLET) for line in lines if line.startswith(_BULLET)]
    paragraph = f"<p>{'<br>'.join(map(html.escape, said))}</p>" if said else ""
    listed = "".join(f"<li>{html.escape(point)}</li>" for point in points)
    return paragraph + (f"<ul>{listed}</ul>" if points else "")
