"""The words of the letters in one language: Jinja2 templates as data, each held to the facts that its place knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any

from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import AfterValidator, Field

from schemas.models.members import LanguageCode
from schemas.models.model import Model


class Kind(StrEnum):
    """What a letter is for."""

    DISPATCH = "dispatch"
    """The year's workbook, to be filled in."""
    RECEIPT = "receipt"
    """What arrived."""
    REMINDER = "reminder"
    """What has not arrived yet, or not whole, or cannot be opened."""
    FINDINGS = "findings"
    """What is to be put right in what arrived."""


KNOWN = ("year", "member", "contact", "due", "return_to", "help_contact", "signature")
"""What every letter knows; a text that nobody gave is empty."""
FACTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DISPATCH: ("file",),
    Kind.RECEIPT: (
        *("file", "day", "sha256", "earlier", "done", "total"),
        *("information_given", "information_total", "signed", "standards"),
    ),
    Kind.REMINDER: ("sentence", "file", "file_year", "is_unopened", "open", "unsigned"),
    Kind.FINDINGS: ("file", "groups", "more", "annotated"),
}
"""What a letter of a kind knows besides."""
_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    # What is written is plain text; the form for mail programs escapes the whole of it.
    autoescape=False,
)
_LEFT_TO_RIGHT = "\u200e"
_ENVIRONMENT.filters["ltr"] = lambda text: f"{_LEFT_TO_RIGHT}{text}{_LEFT_TO_RIGHT}"
"""Keeps a file's name or an address in its own order where the text around it runs from right to left."""
_BLANK_LINES = re.compile(r"\n\s*\n")


def _naming(*names: str) -> Callable[[str], str]:
    """Holds a text to be a template that asks for nothing but `names`."""

    def check(text: str) -> str:
        try:
            unknown = meta.find_undeclared_variables(_ENVIRONMENT.parse(text)) - set(names)
        except TemplateError as error:
            raise ValueError(f"is no Jinja2 template ({error}): correct it") from None
        if unknown:
            listed = ", ".join(sorted(unknown))
            raise ValueError(f"asks for {listed}: nothing is known here but {', '.join(names)}")
        return text

    return check


class Words(Model):
    """What a letter of one kind says."""

    subject: Annotated[str, Field(min_length=1)]
    body: Annotated[str, Field(min_length=1)]


def _words(kind: Kind) -> Any:
    names = (*KNOWN, *FACTS[kind])

    def check(words: Words) -> Words:
        for text in (words.subject, words.body):
            _naming(*names)(text)
        if "\n" in words.subject:
            raise ValueError("subject: it has several lines: write one")
        return words

    return Annotated[Words, AfterValidator(check)]


Text = Annotated[str, Field(min_length=1), AfterValidator(_naming(*KNOWN))]


class Salutation(Model):
    """How a letter begins."""

    named: Text
    """Where the contact's name is known: `contact`, a name as people write it, of whatever sex."""
    unnamed: Text


class LetterWords(Model):
    """All that the letters say in one language."""

    language: LanguageCode
    salutation: Salutation
    closing: Text
    dispatch: _words(Kind.DISPATCH)  # type: ignore[valid-type]
    receipt: _words(Kind.RECEIPT)  # type: ignore[valid-type]
    reminder: _words(Kind.REMINDER)  # type: ignore[valid-type]
    findings: _words(Kind.FINDINGS)  # type: ignore[valid-type]

    def of(self, kind: Kind) -> Words:
        """What a letter of `kind` says."""
        words: Words = getattr(self, kind.value)
        return words

    def subject(self, kind: Kind, facts: Mapping[str, object]) -> str:
        """The subject of a letter of `kind`, on one line; `facts` are those of `KNOWN` and `FACTS`."""
        return " ".join(_said(self.of(kind).subject, facts).split())

    def text(self, kind: Kind, facts: Mapping[str, object]) -> str:
        """The whole letter as plain text: paragraphs, an empty line between two, and no line broken."""
        salutation = self.salutation.named if facts["contact"] else self.salutation.unnamed
        parts = (_said(part, facts).strip() for part in (salutation, self.of(kind).body, self.closing))
        return _BLANK_LINES.sub("\n\n", "\n\n".join(parts)).strip() + "\n"


def _said(template: str, facts: Mapping[str, object]) -> str:
    text = _ENVIRONMENT.from_string(template).render(facts)
    due = str(facts.get("due") or "")
    # A date that ends in a point, as in Russian, ends its sentence too.
    return text.replace(f"{due}.", due) if due.endswith(".") else text
