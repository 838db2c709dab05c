"""The shapes of a definition: an edition's structure and its wording in one language.

All models are frozen and refuse unknown keys, so that a typo in a data file names itself.
Structure holds no words, wording holds no numbers of things: the loader holds the two together.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from schemas.excel import excel_limits
from schemas.findings import Code

LevelNumber = Annotated[int, Field(ge=1, le=5)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Direction = Literal["ltr", "rtl"]
HOW_TO_STEPS = 6
"""The steps that the start sheet has room for."""


class Model(BaseModel):
    """Frozen, and a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- structure -------------------------------------------------------------------------------
class Topic(StrEnum):
    """What a capacity-building question asks about, so that results compare across levels."""

    REASON = "reason"
    IMPLEMENTATION = "implementation"
    PROCESS = "process"
    DIFFICULTIES = "difficulties"
    CAPACITY_BUILDING = "capacity-building"
    LESSONS = "lessons"


class Asks(StrEnum):
    """How a capacity-building question is answered."""

    TEXT = "text"
    YES_NO = "yes-no"
    """Yes or No, with room for a remark: the gate of the question behind it."""
    IF_YES = "if-yes"
    """Text, asked only when the question before it was answered Yes."""


class Kind(StrEnum):
    """What an additional-information item is."""

    PERCENT = "percent"
    COUNT = "count"
    DURATION = "duration"
    MONEY = "money"
    VERSION = "version"
    LIST = "list"
    YES_NO = "yes-no"
    TEXT = "text"


class LevelQuestion(Model):
    """One capacity-building question of a level, without its wording."""

    topic: Topic
    asks: Asks = Asks.TEXT


class InformationItem(Model):
    """One additional-information item, without its wording."""

    kind: Kind
    choices: str | None = None
    """For a list: the key of its codes in the edition's `choices`."""

    @model_validator(mode="after")
    def _choices_go_with_a_list(self) -> InformationItem:
        if (self.kind is Kind.LIST) != (self.choices is not None):
            raise ValueError("`choices` goes with kind `list`, and a list needs it: name one of the edition's choices")
        return self


class StandardStructure(Model):
    """How many indicators a standard has, and its additional-information items."""

    indicators: int = Field(ge=1, le=9)
    information: tuple[InformationItem, ...] = ()


class Edition(Model):
    """The structure of one edition: levels, their questions, standards, indicators, items."""

    edition: str
    preamble_points: int = Field(ge=0)
    levels: dict[LevelNumber, tuple[LevelQuestion, ...]]
    information_from_level: LevelNumber
    """From this level of any of its indicators on, a standard's additional information is asked for."""
    choices: dict[str, tuple[str, ...]] = {}
    standards: dict[int, StandardStructure]

    @model_validator(mode="after")
    def _holds_together(self) -> Edition:
        if list(self.levels) != [1, 2, 3, 4, 5]:
            raise ValueError("`levels` must be 1 to 5, in order")
        if list(self.standards) != list(range(1, len(self.standards) + 1)):
            raise ValueError("`standards` must be numbered 1, 2, 3 … in order, without a gap")
        for level, questions in self.levels.items():
            for before, question in zip((None, *questions), questions, strict=False):
                if question.asks is Asks.IF_YES and (before is None or before.asks is not Asks.YES_NO):
                    raise ValueError(f"level {level}: an `if-yes` question must stand right behind a `yes-no` question")
        for number, standard in self.standards.items():
            for item in standard.information:
                if item.choices is not None and item.choices not in self.choices:
                    raise ValueError(f"standard {number}: there is no list {item.choices!r} under `choices`")
        return self

    @property
    def questions_per_level(self) -> int:
        """The most questions any level has: the answer rows that every indicator gets."""
        return max(len(questions) for questions in self.levels.values())

    @property
    def gate_numbers(self) -> tuple[int, ...]:
        """The question numbers that ask yes or no at some level: these rows get a Yes/No cell."""
        numbers = {
            n
            for questions in self.levels.values()
            for n, question in enumerate(questions, 1)
            if question.asks is Asks.YES_NO
        }
        return tuple(sorted(numbers))

    @property
    def indicators(self) -> tuple[tuple[int, int], ...]:
        """Every indicator as (standard, indicator), in order."""
        return tuple((s, i) for s, standard in self.standards.items() for i in range(1, standard.indicators + 1))

    def information(self) -> Iterator[tuple[int, int, InformationItem]]:
        """Every additional-information item as (standard, number, item), in order."""
        for s, standard in self.standards.items():
            for k, item in enumerate(standard.information, 1):
                yield s, k, item


# --- wording ---------------------------------------------------------------------------------
def placeholders(sentence: str) -> set[str]:
    """The names in braces in `sentence`; raises ValueError where the braces are broken."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def _needs(*names: str) -> BeforeValidator:
    def check(sentence: str) -> str:
        if placeholders(sentence) != set(names):
            raise ValueError(f"must name {', '.join('{' + name + '}' for name in names) or 'nothing'} in braces")
        return sentence

    return BeforeValidator(check)


Phrase = Annotated[str, Field(min_length=1), _needs()]
"""A text without placeholders."""
StandardPhrase = Annotated[str, Field(min_length=1), _needs("standard")]
YearPhrase = Annotated[str, Field(min_length=1), _needs("year")]
CountPhrase = Annotated[str, Field(min_length=1), _needs("done", "total")]


class LevelWords(Model):
    """A level of the implementation scale."""

    label: Phrase
    description: Phrase


class StandardWords(Model):
    """A standard, its indicators and its additional-information items, by number."""

    title: Phrase
    text: Phrase
    indicators: dict[int, Phrase]
    information: dict[int, Phrase]


class QuestionnaireWords(Model):
    """What the questionnaire says outside its standards; the source's own words."""

    title: Phrase
    preamble: Phrase
    preamble_points: tuple[Phrase, ...]
    standard_heading: Annotated[str, _needs("standard", "title")]
    indicator_heading: Annotated[str, _needs("standard", "indicator")]
    level: Phrase
    level_note: Phrase
    monitoring: Phrase
    capacity_building: Phrase
    monitoring_and_capacity_building: Phrase
    implementation_level: Phrase
    response_to_questions: Phrase
    additional_information: Phrase
    additional_information_note: Phrase
    indicator: Phrase
    response: Phrase


class SheetWords(Model):
    """The sheets' titles."""

    start: Phrase
    summary: Phrase
    standard: StandardPhrase
    lists: Phrase
    map: Phrase


class StartWords(Model):
    """The start sheet: identity and how to use the workbook."""

    subtitle: Annotated[str, _needs("year")]
    identity: Phrase
    how_to: Phrase
    steps: Annotated[tuple[Phrase, ...], Field(min_length=HOW_TO_STEPS, max_length=HOW_TO_STEPS)]
    scale: Phrase
    to_summary: Phrase
    progress: Phrase


class IdentityWords(Model):
    """The labels of the identity cells, by defined name."""

    country: Phrase
    country_code: Phrase
    reporting_year: Phrase
    contact_name: Phrase
    contact_title: Phrase
    contact_email: Phrase
    submission_date: Phrase


class SummaryWords(Model):
    """The summary sheet."""

    title: Phrase
    hint: Phrase
    number: Phrase
    standard: Phrase
    complete: Phrase
    progress: Phrase
    indicators: Phrase
    information: Phrase
    sign_off: Phrase
    next_step: Phrase
    total: Phrase
    indicator_done: Annotated[str, _needs("indicator")]
    indicator_open: Annotated[str, _needs("indicator")]
    key: Phrase


class StandardSheetWords(Model):
    """What a standard's sheet says around the questionnaire."""

    progress: CountPhrase
    to_summary: Phrase
    to_standard: StandardPhrase
    status: Phrase
    unit: Phrase
    sign_off: Phrase
    sign_off_note: Phrase
    sign_off_choice: Annotated[str, _needs("levels")]


class StatusWords(Model):
    """The words of the status cells; each says what to do next."""

    complete: Phrase
    choose_level: Phrase
    answers_without_level: Phrase
    level_not_in_list: Phrase
    stale: Annotated[str, _needs("level")]
    signed_before_level: Phrase
    still_to_answer: Annotated[str, _needs("questions")]
    also_not_asked: Phrase
    to_answer: Phrase
    choose_yes_no: Phrase
    yes_no_not_in_list: Phrase
    not_asked: Phrase
    yes_no_not_asked: Phrase
    too_long: Phrase
    error_value: Phrase
    answered: Phrase
    please_give: Phrase
    choose_currency: Phrase
    open: Phrase
    sign_off_open: Phrase
    sign_off_ready: Phrase
    sign_off_done: Phrase
    sign_off_changed: Phrase
    next_done: Phrase
    fill_in: Phrase
    not_a_member: Phrase
    unchanged_other_level: Phrase
    kept: Phrase


class LastYearWords(Model):
    """What stands around last year's answers in a workbook that shows them."""

    heading: YearPhrase
    keep: Phrase
    unchanged: YearPhrase
    start_note: YearPhrase
    new: YearPhrase
    several: YearPhrase


class ReminderWords(Model):
    """What a Member is written about a workbook that is missing or not complete."""

    missing: Annotated[str, _needs("member", "year", "due")]
    overdue: Annotated[str, _needs("member", "year", "due")]
    incomplete: Annotated[str, _needs("member", "year", "done", "total")]
    rejected: Annotated[str, _needs("member", "year")]


class ConflictWords(Model):
    """The sheet of cells that the files of one Member fill in differently."""

    sheet: Phrase
    intro: Phrase
    cell: Phrase
    subject: Phrase
    file: Phrase
    source: Phrase
    found: Phrase


class NotCarriedWords(Model):
    """The sheet of answers that have no cell in another edition, and why."""

    sheet: Phrase
    intro: Phrase
    subject: Phrase
    source: Phrase
    found: Phrase
    reason: Phrase
    dropped: Phrase
    split: Annotated[str, _needs("places")]
    merged: Annotated[str, _needs("places")]
    no_question: Phrase
    other_kind: Annotated[str, _needs("places")]


class InputWords(Model):
    """The input message and the error message of one kind of input cell."""

    title: Annotated[str, Field(min_length=1, max_length=excel_limits.PROMPT_TITLE_LENGTH)]
    prompt: Annotated[str, Field(min_length=1, max_length=excel_limits.PROMPT_LENGTH)]
    error: Annotated[str, Field(min_length=1, max_length=excel_limits.ERROR_LENGTH)]


class SubjectWords(Model):
    """How findings name the thing they speak of."""

    indicator: Annotated[str, _needs("standard", "indicator")]
    question: Annotated[str, _needs("standard", "indicator", "question")]
    item: Annotated[str, _needs("standard", "item")]
    standard: StandardPhrase


class UnderstoodWords(Model):
    """What else officers type for a coded answer; compared without case, space or punctuation."""

    level: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    not_available: tuple[str, ...]
    hours: tuple[str, ...]
    minutes: tuple[str, ...]
    days: tuple[str, ...]
    low_effort: tuple[str, ...]


def _as_variants(sentences: object) -> object:
    return {"": sentences} if isinstance(sentences, str) else sentences


FindingWords = Annotated[dict[str, str], BeforeValidator(_as_variants)]
"""The sentence of a finding, or several by variant."""


class Wording(Model):
    """Everything a workbook, a finding or a message says in one language."""

    language: LanguageCode
    name: Phrase
    """The language's name in itself."""
    direction: Direction = "ltr"
    notice: str | None = None
    """Said on the start sheet where the WCO has not endorsed the translation."""
    questionnaire: QuestionnaireWords
    levels: dict[LevelNumber, LevelWords]
    questions: dict[LevelNumber, dict[int, Phrase]]
    standards: dict[int, StandardWords]
    choices: dict[str, dict[str, Phrase]] = Field(default_factory=dict)
    yes_no: dict[Literal["yes", "no"], Phrase]
    not_available: Phrase
    units: dict[Kind, str]
    sheets: SheetWords
    start: StartWords
    identity: IdentityWords
    summary: SummaryWords
    standard_sheet: StandardSheetWords
    status: StatusWords
    last_year: LastYearWords
    reminders: ReminderWords
    conflicts: ConflictWords
    not_carried: NotCarriedWords
    inputs: dict[str, InputWords]
    subjects: SubjectWords
    understood: UnderstoodWords
    findings: dict[Code, FindingWords]
    members: dict[str, Phrase] = Field(default_factory=dict)
    """Names of Members in this language, by ISO 3166-1 alpha-3, where the list's own will not do."""


# --- Members ---------------------------------------------------------------------------------
class Member(Model):
    """A Member of the World Customs Organization."""

    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    name: Annotated[str, Field(min_length=2, max_length=100, pattern=r"^[^=+\-@*?~]")]
    region: str
    language: LanguageCode = "en"
    """The language its workbook is made in where nobody says otherwise."""
    note: str | None = None


class MemberList(Model):
    """The list of WCO Members, with where and when it was taken from."""

    source: str
    date: str
    regions: dict[str, str]
    members: tuple[Member, ...]

    @model_validator(mode="after")
    def _no_member_twice(self) -> MemberList:
        for what, values in (
            ("iso3", [member.iso3 for member in self.members]),
            ("name", [member.name.casefold() for member in self.members]),
        ):
            twice = {value for value in values if values.count(value) > 1}
            if twice:
                raise ValueError(f"{what} stands twice: {', '.join(sorted(twice))}")
        for member in self.members:
            if member.region not in self.regions:
                raise ValueError(f"{member.iso3}: there is no region {member.region!r} under `regions`")
        return self
