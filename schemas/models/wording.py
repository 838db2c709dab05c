"""The shapes of a definition: an edition's structure and its wording in one language.

All models are frozen and refuse unknown keys, so that a typo in a data file names itself.
Structure holds no words, wording holds no numbers of things: the loader holds the two together.
"""

from __future__ import annotations

import string
import unicodedata
from dataclasses import field
from typing import Annotated, Literal

from schemas.excel import excel_limits
from schemas.findings import Code
from schemas.models.held import Before, Data, Held
from schemas.models.members import LanguageCode
from schemas.models.structure import LevelNumber, Period

Direction = Literal["ltr", "rtl"]
HOW_TO_STEPS = 6
"""The steps that the start sheet has room for."""
ASKED_OFTEN = 8
"""The questions that the cover answers before anybody phones."""


# --- wording ---------------------------------------------------------------------------------
def placeholders(sentence: str) -> set[str]:
    """The names in braces in `sentence`; raises ValueError where the braces are broken."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def needs(*names: str) -> Before:
    """Holds a sentence to the names in braces that its place fills in."""

    def check(sentence: str) -> str:
        if placeholders(sentence) != set(names):
            raise ValueError(f"must name {', '.join('{' + name + '}' for name in names) or 'nothing'} in braces")
        return sentence

    return Before(check)


def may_name(*names: str) -> Before:
    """Holds a sentence to no other names in braces than these."""

    def check(sentence: str) -> str:
        unknown = placeholders(sentence) - set(names)
        if unknown:
            raise ValueError(f"may name {', '.join('{' + name + '}' for name in names)} in braces, and nothing else")
        return sentence

    return Before(check)


Phrase = Annotated[str, Held(min_length=1), needs()]
"""A text without placeholders."""
HelpPhrase = Annotated[str, Held(min_length=1, max_length=excel_limits.PROMPT_LENGTH), may_name("year")]
"""A text for an input message, which may name the year its value is of."""
StandardPhrase = Annotated[str, Held(min_length=1), needs("standard")]
YearPhrase = Annotated[str, Held(min_length=1), needs("year")]
PeriodPhrase = Annotated[str, Held(min_length=1), needs("unit", "year")]
CountPhrase = Annotated[str, Held(min_length=1), needs("done", "total")]


class LevelWords(Data):
    """A level of the implementation scale."""

    label: Phrase
    description: Phrase


class StandardWords(Data):
    """A standard, its indicators and its additional-information items, by number."""

    title: Phrase
    text: Phrase
    indicators: dict[int, Phrase]
    information: dict[int, Phrase]


class QuestionnaireWords(Data):
    """What the questionnaire says outside its standards; the source's own words."""

    title: Phrase
    preamble: Phrase
    preamble_points: tuple[Phrase, ...]
    standard_heading: Annotated[str, needs("standard", "title")]
    indicator_heading: Annotated[str, needs("standard", "indicator")]
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


class SheetWords(Data):
    """The sheets' titles."""

    start: Phrase
    summary: Phrase
    standard: StandardPhrase
    lists: Phrase
    map: Phrase


class StartWords(Data):
    """The start sheet: identity and how to use the workbook."""

    subtitle: Annotated[str, needs("year")]
    identity: Phrase
    how_to: Phrase
    steps: Annotated[tuple[Phrase, ...], Held(min_length=HOW_TO_STEPS, max_length=HOW_TO_STEPS)]
    scale: Phrase
    to_summary: Phrase
    progress: Phrase


class AskedOften(Data):
    """A question that officers phone about, with its answer."""

    question: Phrase
    answer: Phrase


class CoverWords(Data):
    """What the start sheet says of the campaign: what is left, by when and to whom, and what people ask."""

    heading: Phrase
    left: Phrase
    due: Phrase
    return_to: Phrase
    help_contact: Phrase
    period: Phrase
    period_text: YearPhrase
    as_told: Phrase
    """What stands where the template was not told it."""
    asked_heading: Phrase
    asked: Annotated[tuple[AskedOften, ...], Held(min_length=ASKED_OFTEN, max_length=ASKED_OFTEN)]


class IdentityWords(Data):
    """The labels of the identity cells, by defined name."""

    country: Phrase
    country_code: Phrase
    reporting_year: Phrase
    contact_name: Phrase
    contact_title: Phrase
    contact_email: Phrase
    submission_date: Phrase


class SummaryWords(Data):
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
    indicator_done: Annotated[str, needs("indicator")]
    indicator_open: Annotated[str, needs("indicator")]
    key: Phrase


class StandardSheetWords(Data):
    """What a standard's sheet says around the questionnaire."""

    progress: CountPhrase
    to_summary: Phrase
    to_standard: StandardPhrase
    status: Phrase
    unit: Phrase
    sign_off: Phrase
    sign_off_note: Phrase
    respondent: Phrase
    note: Phrase
    information_note: Phrase
    sign_off_choice: Annotated[str, needs("levels")]


class StatusWords(Data):
    """The words of the status cells; each says what to do next."""

    complete: Phrase
    choose_level: Phrase
    invites: Phrase
    """Beside an empty level."""
    answers_without_level: Phrase
    level_not_in_list: Phrase
    stale: Annotated[str, needs("level")]
    signed_before_level: Phrase
    still_to_answer: Annotated[str, needs("questions")]
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
    currencies_differ: Phrase
    open: Phrase
    sign_off_open: Phrase
    sign_off_ready: Phrase
    sign_off_done: Phrase
    sign_off_changed: Phrase
    sign_off_incomplete: Phrase
    """Signed, and something of the standard is missing or not valid."""
    next_done: Phrase
    left: Annotated[str, needs("count")]
    """How many things are left before the workbook can be sent."""
    send: Annotated[str, needs("return_to", "due")]
    """Nothing is left: to whom it goes, and by when."""
    fill_in: Phrase
    not_a_member: Phrase
    unchanged_other_level: Phrase
    kept: Phrase


class LastYearWords(Data):
    """What stands around last year's answers in a workbook that shows them."""

    heading: YearPhrase
    keep: Phrase
    unchanged: YearPhrase
    start_note: YearPhrase
    new: YearPhrase
    several: YearPhrase


class ReminderWords(Data):
    """What a Member is written about a workbook that is missing or not complete."""

    missing: Annotated[str, needs("member", "year", "due")]
    overdue: Annotated[str, needs("member", "year", "due")]
    incomplete: Annotated[str, needs("member", "year", "done", "total")]
    rejected: Annotated[str, needs("member", "year")]
    cannot_be_opened: Annotated[str, needs("member", "year", "file")]


class RemarkWords(Data):
    """The sheet of what was written beside the answers of the files that a workbook was made from."""

    sheet: Phrase
    intro: Phrase
    file: Phrase
    source: Phrase
    found: Phrase


class ConflictWords(Data):
    """The sheet of cells that the files of one Member fill in differently."""

    sheet: Phrase
    intro: Phrase
    cell: Phrase
    subject: Phrase
    file: Phrase
    source: Phrase
    found: Phrase


class NotCarriedWords(Data):
    """The sheet of answers that have no cell in another edition, and why."""

    sheet: Phrase
    intro: Phrase
    subject: Phrase
    source: Phrase
    found: Phrase
    reason: Phrase
    dropped: Phrase
    split: Annotated[str, needs("places")]
    merged: Annotated[str, needs("places")]
    no_question: Phrase
    other_kind: Annotated[str, needs("places")]


class AnnotatedWords(Data):
    """The sheet that a copy of a returned workbook begins with: what is to be put right in it."""

    sheet: Phrase
    intro: Phrase
    number: Phrase
    where: Phrase
    cell: Phrase
    to_do: Phrase
    as_sent: Phrase
    """Where something is found in the file that came back, and there is no cell for it in the copy."""


class InputWords(Data):
    """The input message and the error message of one kind of input cell."""

    title: Annotated[str, Held(min_length=1, max_length=excel_limits.PROMPT_TITLE_LENGTH)]
    prompt: Annotated[str, Held(min_length=1, max_length=excel_limits.PROMPT_LENGTH)]
    error: Annotated[str, Held(min_length=1, max_length=excel_limits.ERROR_LENGTH)]


class SubjectWords(Data):
    """How findings name the thing they speak of."""

    indicator: Annotated[str, needs("standard", "indicator")]
    question: Annotated[str, needs("standard", "indicator", "question")]
    item: Annotated[str, needs("standard", "item")]
    standard: StandardPhrase


CurrencyCodes = Annotated[str, Held(pattern=r"^[A-Z]{3}( [A-Z]{3})*$")]
"""An ISO 4217 code, or several set apart by a space."""


def plain_currency(text: str) -> str:
    """A currency's sign or name without case, white space or points, to compare it: `U.S. $` and `us$` are one."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().replace(".", "").split())


class UnderstoodWords(Data):
    """What else officers type for a coded answer; compared without case, space or punctuation."""

    level: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    not_available: tuple[str, ...]
    not_applicable: tuple[str, ...]
    """That there is nothing to know, where `not_available` says that it is not known."""
    percent: tuple[str, ...]
    hours: tuple[str, ...]
    minutes: tuple[str, ...]
    days: tuple[str, ...]
    estimated: tuple[str, ...]
    """Marks and words before or behind a number that make it an estimate; compared as they stand, without case."""
    currencies: dict[CurrencyCodes, tuple[str, ...]]
    """Signs and names of a currency by ISO 4217 code; compared by `plain_currency`.

    Those that two currencies bear stand under both codes: which of them is meant, the Member tells that uses it.
    """
    low_effort: tuple[str, ...]
    """Texts that, alone, answer nothing."""

    def __post_init__(self) -> None:
        names = [plain_currency(name) for several in self.currencies.values() for name in several]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"`currencies`: {', '.join(sorted(twice))} stands twice: keep it where it belongs")


def _as_variants(sentences: object) -> object:
    return {"": sentences} if isinstance(sentences, str) else sentences


FindingWords = Annotated[dict[str, str], Before(_as_variants)]
"""The sentence of a finding, or several by variant."""


class Wording(Data):
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
    information_help: dict[int, dict[int, HelpPhrase]] = field(default_factory=dict)
    """What an item of additional information counts and of which time, by standard and number.

    {year} is the last full calendar year before the template's: the year that flows are of, and on whose last day
    stocks are counted.
    """
    choices: dict[str, dict[str, Phrase]] = field(default_factory=dict)
    yes_no: dict[Literal["yes", "no"], Phrase]
    not_available: Phrase
    units: dict[str, str]
    """What stands beside an item, by the name of its kind."""
    periods: dict[Period, PeriodPhrase] = field(default_factory=dict)
    """How the time of a value is said behind its unit; {year} is as in `information_help`."""
    sheets: SheetWords
    start: StartWords
    cover: CoverWords
    identity: IdentityWords
    summary: SummaryWords
    standard_sheet: StandardSheetWords
    status: StatusWords
    last_year: LastYearWords
    reminders: ReminderWords
    remarks: RemarkWords
    conflicts: ConflictWords
    not_carried: NotCarriedWords
    annotated: AnnotatedWords
    inputs: dict[str, InputWords]
    subjects: SubjectWords
    understood: UnderstoodWords
    findings: dict[Code, FindingWords]
    members: dict[str, Phrase] = field(default_factory=dict)
    """Names of Members in this language, by ISO 3166-1 alpha-3, where the list's own will not do."""
    formerly: dict[str, Annotated[tuple[str, ...], Held(min_length=1)]] = field(default_factory=dict)
    """What templates showed before it was put right, by place (`standards.1.title`), newest first."""
