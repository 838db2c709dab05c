"""A sentence to whoever runs kpibook: English to all who take it as text, and said in other languages when asked.

What a Member reads is an edition's wording; what stands here is told to the secretariat: why something is refused,
what became of a run. The English sentence is its own key in the catalogues, as gettext has it, so Babel's extractor
finds every one of them in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Self, TypeAlias

from schemas.messages.catalogues import catalogue

ENGLISH = "en"
Called: TypeAlias = Callable[[str], str]
"""What an option of the command line, such as `--out`, is called where there is no command line."""
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*[a-z]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Message(str):
    """The English sentence, which knows from which template and facts it was made.

    `{fact}` in the template is replaced by the fact of that name: by what `str` makes of it, and a message, or an
    error that says one, by what it says in the same language. A fact may hold braces itself: they are left alone,
    as is what names no fact.
    """

    template: str
    facts: dict[str, object]

    def __new__(cls, template: str, /, **facts: object) -> Self:
        """The template is a literal wherever it is to be translated: Babel reads it off the source."""
        self = super().__new__(cls, _filled(template, facts, ENGLISH))
        self.template, self.facts = template, facts
        return self

    def said(self, language: str, called: Called | None = None) -> str:
        """The sentence in `language`, two letters; in English where nobody translated it.

        Where nobody types options, `called` says what stands in place of each that the sentence itself names: what
        a fact happens to hold, such as a file's name, stays.
        """
        if language == ENGLISH and called is None:
            return str(self)
        return _filled(self._translated(language), self.facts, language, called)

    def _translated(self, language: str) -> str:
        return catalogue(language).gettext(self.template) if self.template else ""


class Option(str):
    """A fact that is an option of the command line, such as `--before`: called as those of the sentence itself are."""


class CountedMessage(Message):
    """A message of which the fact `count`, a whole number, decides between singular and plural.

    Other languages have as many forms as their catalogue declares.
    """

    plural: str
    number: int

    def __new__(cls, singular: str, plural: str = "", /, *, count: int = 1, **facts: object) -> Self:
        """Both are literals; the two may differ in which facts they name."""
        self = super().__new__(cls, singular if count == 1 else plural, count=count, **facts)
        # The key of a catalogue is the singular.
        self.template, self.plural, self.number = singular, plural, count
        return self

    def _translated(self, language: str) -> str:
        return catalogue(language).ngettext(self.template, self.plural, self.number)


def together(messages: Iterable[str], by: str = " ") -> Message:
    """Several messages, or texts that are nobody's to translate, as one; `by`, a message or not, between them."""
    parts = {f"part{number}": message for number, message in enumerate(messages, 1)}
    template = "{between}".join(f"{{{name}}}" for name in parts)
    return Message(template, between=by, **parts)


def some_of(names: Iterable[str], most: int) -> Message:
    """The first `most` of `names`, and how many more there are."""
    listed = list(names)
    first = ", ".join(listed[:most])
    more = len(listed) - most
    return Message("{first} and {more} more", first=first, more=more) if more > 0 else together((first,))


def _filled(template: str, facts: dict[str, object], language: str, called: Called | None = None) -> str:
    def fact(match: re.Match[str]) -> str:
        name = match[1]
        return _said(facts[name], language, called) if name in facts else match[0]

    if called is not None:
        template = _OPTION.sub(lambda match: called(match[0]), template)
    return _PLACEHOLDER.sub(fact, template)


def _said(fact: object, language: str, called: Called | None) -> str:
    """A fact in a language, where it has one: a message, or an error that says one."""
    what = fact.args[0] if isinstance(fact, BaseException) and len(fact.args) == 1 else fact
    if isinstance(what, Option) and called is not None:
        return called(what)
    return what.said(language, called) if isinstance(what, Message) else str(fact)
