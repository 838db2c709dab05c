"""A year's round of asking: by when, where to, who helps and who signs, as every letter and cover tells it.

Its texts are told to people and stand in the headers of mail: none holds a control character, and
each sentence that refuses one says what to write instead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, TypeAlias

from babel.dates import format_date
from pydantic import BeforeValidator

from schemas.definition import Definition
from schemas.excel.cell_text import shortened
from schemas.layout.names import COVER
from schemas.messages.message import Message
from schemas.models.model import Model
from schemas.questions import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, LINE_LIMIT, clean_text
from schemas.questions.identity import address_of
from schemas.questions.plain_text import sign_held

PERIOD_LIMIT = 400
SIGNATURE_LIMIT = 1_000
"""Characters; a help contact has `LINE_LIMIT`."""
OTHER = "other"
"""The key of the text for every language that has none of its own."""
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LOCALES = {"en": "en_GB"}
"""The locale of a date, where a language has several ways to write it."""


# --- what is understood ----------------------------------------------------------------------
def read_due(typed: object) -> dt.date:
    """The day that answers are due; raises ValueError, in words, for anything else than `2026-03-31` or a date."""
    day = _day(typed) if isinstance(typed, str) else typed
    if not isinstance(day, dt.date) or isinstance(day, dt.datetime):
        raise ValueError(Message("it is no date: write year, month and day, such as 2026-03-31"))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(
            Message("it is no day of a campaign: write one from {first} to {last}", first=FIRST_DAY, last=LAST_DAY)
        )
    return day


def _day(typed: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(typed.strip()) if _ISO_DAY.fullmatch(typed.strip()) else None
    except ValueError:
        return None


def read_address(typed: object) -> str:
    """The one e-mail address `typed`; raises ValueError, in words, where it is none."""
    text = _text(typed, LINE_LIMIT)
    try:
        return address_of(text)
    except ValueError:
        raise ValueError(Message("it is no e-mail address: write one, such as ecommerce@example.org")) from None


def read_line(typed: object) -> str:
    """A text of one line; raises ValueError, in words, where it is empty, too long or no plain text."""
    return _text(typed, LINE_LIMIT)


def _read_period(typed: object) -> str:
    return _text(typed, PERIOD_LIMIT)


def _read_signature(typed: object) -> str:
    return _text(typed, SIGNATURE_LIMIT, lines="\n")


def _text(typed: object, limit: int, lines: str = "") -> str:
    """`typed` as a text of `limit` characters at the most, in which only the line ends `lines` may stand."""
    if not isinstance(typed, str):
        raise ValueError(Message("it is no text: write it in quotes"))
    text = clean_text(typed)
    if not text:
        raise ValueError(Message("it is empty: write a text, or leave it out"))
    if what := sign_held(text, lines):
        if lines:
            raise ValueError(Message("it holds {what}: write plain text", what=what))
        raise ValueError(Message("it holds {what}: write plain text on one line", what=what))
    if len(text) > limit:
        raise ValueError(
            Message("it has {length} characters: write {most} at the most", length=f"{len(text):,}", most=f"{limit:,}")
        )
    return text


def _read_year(typed: object) -> int:
    if isinstance(typed, int) and not isinstance(typed, bool) and FIRST_YEAR <= typed <= LAST_YEAR:
        return typed
    raise ValueError(
        Message(
            "it is not a year of the questionnaire: write one from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR
        )
    )


def _in_languages(read: Callable[[object], str]) -> Callable[[object], Mapping[str, str]]:
    """Reads a text for all languages, or one a language and one for the others, by `read`."""

    def read_texts(typed: object) -> Mapping[str, str]:
        if not isinstance(typed, dict):
            return {OTHER: read(typed)}
        if OTHER not in typed:
            raise ValueError(
                Message(
                    "it says nothing in the languages that it does not name: add a text as {other}", other=repr(OTHER)
                )
            )
        return {str(language): read(text) for language, text in typed.items()}

    return read_texts


# --- the campaign ----------------------------------------------------------------------------
Texts: TypeAlias = Mapping[str, str]
"""A text by two-letter language code; that of `OTHER` for the languages that are not named."""


class Campaign(Model):
    """What `campaign.yaml` says; None where it says nothing of something."""

    year: Annotated[int, BeforeValidator(_read_year)] | None = None
    """The reporting year it is of."""
    due: Annotated[dt.date, BeforeValidator(read_due)] | None = None
    return_to: Annotated[str, BeforeValidator(read_address)] | None = None
    """The e-mail address that workbooks are sent to."""
    help_contact: Annotated[Texts, BeforeValidator(_in_languages(read_line))] | None = None
    """Who helps, and how to reach them: one line."""
    period: Annotated[Texts, BeforeValidator(_in_languages(_read_period))] | None = None
    """Which time the answers are of, where it is not what the wording says."""
    signature: Annotated[Texts, BeforeValidator(_in_languages(_read_signature))] | None = None
    """Who signs the letters: several lines."""

    def cover(self, definition: Definition) -> dict[str, str]:
        """What the cover says in the language of `definition`, by the names of `COVER`; what is unknown is left out."""
        language = definition.wording.language
        said = {
            "due": self.due.isoformat() if self.due else None,
            "return_to": self.return_to,
            "help_contact": said_in(self.help_contact, language),
            "period": said_in(self.period, language),
        }
        return in_words({name: text for name, text in said.items() if text is not None}, definition)


UNTOLD = Campaign()
"""The campaign of which nothing is known."""


def said_in(texts: Texts | None, language: str) -> str | None:
    """The text in `language`, else the one for the others; None where there is none."""
    return texts.get(language, texts[OTHER]) if texts else None


# --- the cover, there and back ---------------------------------------------------------------
def in_words(cover: Mapping[str, str], definition: Definition) -> dict[str, str]:
    """`cover` as its sheet says it: a due date in ISO 8601 becomes one in the language of `definition`."""
    day = _day(cover.get("due", ""))
    return {**cover, **({"due": day_in_words(day, definition.wording.language)} if day else {})}


def told_by(cover: Mapping[str, str], definition: Definition, year: int) -> dict[str, str]:
    """What the cells of a cover of `year` tell, whatever the language: the reverse of `in_words`.

    A due date that reads as one is in ISO 8601; what stands in every template that was told nothing is left out.
    """
    wordings = (definition.wording, *(each.wording for each in definition.earlier))
    untold = {words.cover.as_told for words in wordings}
    untold |= {words.cover.period_text.format(year=year - 1) for words in wordings}
    told = {
        name: shortened(cover[name], PERIOD_LIMIT) for name in COVER if cover.get(name) and cover[name] not in untold
    }
    day = _long_days(definition.wording.language, year).get(told["due"]) if "due" in told else None
    return {**told, **({"due": day.isoformat()} if day else {})}


def day_in_words(day: dt.date, language: str) -> str:
    """A day in words, as people of a language write it in letters."""
    return str(format_date(day, "long", locale=_LOCALES.get(language, language)))


@lru_cache(maxsize=16)
def _long_days(language: str, year: int) -> Mapping[str, dt.date]:
    """The days on which answers of `year` can be due, by how they are written: that year's and the next one's."""
    first = dt.date(year, 1, 1)
    days = (first + dt.timedelta(days=n) for n in range(731))
    return {day_in_words(day, language): day for day in days}
