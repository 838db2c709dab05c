"""A definition: an edition's structure with its wording in one language, as one thing to ask.

Labels are asked for by key (`indicator.1.2`), so that the layout can say what stands where
without knowing a word, and the reader can hold a returned workbook against the same words.
"""

from __future__ import annotations

import pickle
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, cached_property, lru_cache

from schemas.layout.columns import FORM
from schemas.layout.drawing import layout_of
from schemas.layout.layout import Layout
from schemas.models.formerly import earlier_wordings
from schemas.models.members import AmbiguousName, Member
from schemas.models.structure import Asks, Edition, InformationItem, LevelQuestion
from schemas.models.wording import Wording


@dataclass(frozen=True, eq=False)
class Definition:
    """Structure, wording and Members; what a workbook asks, in one language."""

    edition: Edition
    wording: Wording
    members: tuple[Member, ...] = field(repr=False)
    ambiguous: tuple[AmbiguousName, ...] = field(default=(), repr=False)
    """Short names that can mean more than one country."""
    worded_members: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    """The names that the wordings of this edition, in whatever language, give or gave Members: language, code, name."""
    shows_last_year: bool = False
    """True for a workbook in which last year's answers stand beside this year's."""

    form: int = FORM
    """The form that the workbook is drawn in: `FORM`, or less in a template made before."""

    def __reduce__(self) -> tuple[Callable[[bytes], Definition], tuple[bytes]]:
        """It travels without what it has worked out; one that arrives in a process twice is the same there."""
        return _arrived, (pickle.dumps({each.name: getattr(self, each.name) for each in fields(self)}),)

    @cached_property
    def layout(self) -> Layout:
        """Where everything sits."""
        return layout_of(self.edition, self.shows_last_year, self.form)

    def of_form(self, form: int) -> Definition:
        """The same, for a workbook drawn in `form`."""
        return self if form == self.form else replace(self, form=form)

    @cached_property
    def with_last_year(self) -> Definition:
        """The same, for a workbook in which last year's answers stand beside this year's."""
        return self if self.shows_last_year else replace(self, shows_last_year=True)

    @cached_property
    def earlier(self) -> tuple[Definition, ...]:
        """The same as earlier templates may have worded it: texts that were put right stand as they did."""
        return tuple(replace(self, wording=wording) for wording in earlier_wordings(self.wording))

    def as_ever_worded(self, say: Callable[[Definition], str]) -> tuple[str, ...]:
        """What `say` takes from this wording and would have taken from earlier ones; the present text first."""
        return tuple(dict.fromkeys(say(definition) for definition in (self, *self.earlier)))

    @property
    def runs_right_to_left(self) -> bool:
        """True for a language that is read from right to left."""
        return self.wording.direction == "rtl"

    @cached_property
    def country_names(self) -> Mapping[str, str]:
        """Each Member's name in this language by ISO 3166-1 alpha-3, in the order people look for it.

        The wording's own names go first, then Unicode's (the list itself is in English).
        """
        names = {m.iso3: self.wording.members.get(m.iso3) or self._usual_name(m) for m in self.members}
        return dict(sorted(names.items(), key=lambda pair: _sort_key(pair[1])))

    def _usual_name(self, member: Member) -> str:
        language = self.wording.language
        return (_in_unicode(member.iso3, language) if language != "en" else None) or member.name

    @cached_property
    def country_codes(self) -> Mapping[str, str]:
        """ISO 3166-1 alpha-3 by the Member's name in this language."""
        return {name: iso3 for iso3, name in self.country_names.items()}

    def level_label(self, level: int) -> str:
        """A level as officers choose it: `4 - Finalising implementation`."""
        return f"{level} - {self.wording.levels[level].label}"

    @cached_property
    def level_labels(self) -> tuple[str, ...]:
        """The five choices of the level dropdown, in order."""
        return tuple(self.level_label(level) for level in self.edition.levels)

    def questions(self, level: int) -> tuple[tuple[LevelQuestion, str], ...]:
        """The capacity-building questions of `level` with their wording, in order."""
        words = self.wording.questions[level]
        return tuple((question, words[n]) for n, question in enumerate(self.edition.levels[level], 1))

    def item(self, standard: int, number: int) -> InformationItem:
        """The additional-information item `number` (from 1) of `standard`."""
        return self.edition.standards[standard].information[number - 1]

    def yes_no_labels(self) -> tuple[str, str]:
        """Yes and No in this language."""
        return self.wording.yes_no["yes"], self.wording.yes_no["no"]

    def choice_labels(self, choices: str) -> dict[str, str]:
        """The labels of the list `choices` by code, in the edition's order."""
        return {code: self.wording.choices[choices][code] for code in self.edition.choices[choices]}

    def sign_off_choice(self, levels: tuple[int, ...]) -> str:
        """The one choice of a sign-off when its indicators stand at `levels` (0: none chosen)."""
        return self.wording.standard_sheet.sign_off_choice.format(levels="-".join(map(str, levels)))

    def sheet_title(self, key: str) -> str:
        """The title of the sheet with key `key`, such as `standard-3`."""
        kind, _, number = key.partition("-")
        if kind == "standard":
            return self.wording.sheets.standard.format(standard=number)
        title: str = getattr(self.wording.sheets, kind)
        return title

    def text(self, key: str) -> str:
        """The label with key `key`, such as `standard.1.text`, `indicator.1.2` or `heading.response`.

        Raises KeyError where there is no such label.
        """
        kind, *rest = key.split(".")
        return self._speakers[kind](*rest)

    def text_in(self, key: str, year: int) -> str:
        """The label with key `key` as a template for `year` shows it: beside a unit, the time its values are of."""
        text = self.text(key)
        kind, *of = key.split(".")
        if kind != "unit":
            return text
        period = self.wording.periods.get(self.item(*map(int, of)).period)
        return text if period is None else period.format(unit=text, year=year - 1)

    @cached_property
    def _speakers(self) -> Mapping[str, Callable[..., str]]:
        words = self.wording
        return {
            "standard": self._standard_text,
            "indicator": lambda s, i: words.standards[int(s)].indicators[int(i)],
            "number": lambda s, i: f"{s}.{i}",
            "information": lambda s, k: words.standards[int(s)].information[int(k)],
            "information-number": str,
            "unit": lambda s, k: words.units[self.item(int(s), int(k)).kind.name],
            "questionnaire": lambda name: _words(words.questionnaire, name),
            "preamble": lambda n: words.questionnaire.preamble_points[int(n) - 1],
            "level-number": lambda level: level,
            "level-label": lambda level: words.levels[int(level)].label,
            "level-description": lambda level: words.levels[int(level)].description,
            "identity": lambda name: _words(words.identity, name),
            "start": lambda name: _words(words.start, name),
            "step": lambda n: words.start.steps[int(n) - 1],
            "summary": lambda name: _words(words.summary, name),
            "sheet": lambda name: _words(words.standard_sheet, name),
            "last-year": lambda name: _words(words.last_year, name),
            "notice": lambda: words.notice or "",
            "cover": lambda name: _words(words.cover, name),
            "asked": lambda n, what: _words(words.cover.asked[int(n) - 1], what),
        }

    def _standard_text(self, number: str, what: str) -> str:
        words = self.wording.standards[int(number)]
        if what == "heading":
            return self.wording.questionnaire.standard_heading.format(standard=number, title=words.title)
        text: str = getattr(words, what)
        return text

    def asks(self, level: int, number: int) -> Asks | None:
        """How question `number` of `level` is answered; None where the level has fewer."""
        questions = self.edition.levels[level]
        return questions[number - 1].asks if number <= len(questions) else None


def _words(model: object, name: str) -> str:
    text: str = getattr(model, name.replace("-", "_"))
    return text


def _sort_key(name: str) -> str:
    """Sorts as people look names up: without case, accents and apostrophes."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c) and c not in "'’")


@cache
def _in_unicode(iso3: str, language: str) -> str | None:
    """A country's name in Unicode's list for that language; each wording that there ever was of it asks."""
    import pycountry  # noqa: PLC0415 - English does without Unicode's lists
    from babel import Locale  # noqa: PLC0415 - the same

    country = pycountry.countries.get(alpha_3=iso3)
    return Locale(language).territories.get(country.alpha_2) if country is not None else None


@lru_cache(maxsize=16)
def _arrived(data: bytes) -> Definition:
    return Definition(**pickle.loads(data))  # noqa: S301 - inside of a pickle that somebody has opened already
