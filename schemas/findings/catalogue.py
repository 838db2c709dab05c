"""The catalogue: every case that kpibook can find, its severity where it is not its code's, its facts.

The order is that of the codes. A case's sentence stands in each language file under its code and variant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from schemas.findings.cases import DECLARED, Case, CellCase, EntryCase, FileCase, InputCase, RowCase, SheetCase
from schemas.findings.codes import Code, Severity


# --- files that no answers can be taken from --------------------------------------------------
class FileIsEmpty(FileCase, code=Code.UNREADABLE_FILE, variant="empty"):
    """A file of no bytes."""


class FileIsNoWorkbook(FileCase, code=Code.UNREADABLE_FILE, variant="not-a-workbook"):
    """A letter, a picture, an archive."""


class FileIsDamaged(FileCase, code=Code.UNREADABLE_FILE, variant="damaged"):
    """A workbook that no program can read."""


class FormatTooOld(FileCase, code=Code.UNREADABLE_FILE, variant="too-old"):
    """A workbook of Excel 95 or before, whose texts are written in another way."""


class PartMissing(FileCase, code=Code.UNREADABLE_FILE, variant="part-missing"):
    """A workbook without a part that it says it has."""

    found: str
    """The part's name, or the title of the sheet that has none."""


class PartNotRead(FileCase, code=Code.UNREADABLE_FILE, variant="not-xml"):
    """A workbook with a part that is not what it should be: cut short, no XML, XML of something else."""

    found: str
    """The part's name, and the sheet's title if it is one."""


class FileTooLarge(FileCase, code=Code.UNREADABLE_FILE, variant="too-large"):
    """A workbook that would unpack to more than any filled-in template."""

    found: str
    """How much, in megabytes."""


class TooManySheets(FileCase, code=Code.UNREADABLE_FILE, variant="too-many-sheets"):
    """A workbook of more sheets than any filled-in template."""

    found: str
    """How many."""


class TooManyCells(FileCase, code=Code.UNREADABLE_FILE, variant="too-many-cells"):
    """A workbook of more cells than any filled-in template, or of cells further apart."""

    found: str
    """How many, or the part that has them."""


class FileSuspicious(FileCase, code=Code.UNREADABLE_FILE, variant="suspicious"):
    """A workbook with content that no spreadsheet program writes."""

    found: str


class FileNotPermitted(FileCase, code=Code.UNREADABLE_FILE, variant="not-permitted"):
    """A file that the system does not let be read, or that is gone."""

    found: str
    """What the system says."""


class NoFile(FileCase, code=Code.UNREADABLE_FILE, variant="no-file"):
    """A folder, a device or a pipe, or a link to one of these."""


class LinkLeadsOutside(FileCase, code=Code.UNREADABLE_FILE, variant="outside"):
    """A link to a file outside the folder that is read."""


class LinkLeadsNowhere(FileCase, code=Code.UNREADABLE_FILE, variant="broken-link"):
    """A link to a file that is not there."""


class FileTooSlow(FileCase, code=Code.UNREADABLE_FILE, variant="too-slow"):
    """A file that takes longer to read than it may."""

    limit: str
    """The seconds that it may take."""


class FileNeedsTooMuchMemory(FileCase, code=Code.UNREADABLE_FILE, variant="too-much-memory"):
    """A file that takes more memory to read than it may."""

    limit: str
    """The memory that it may take, with its unit."""


class ReaderDied(FileCase, code=Code.UNREADABLE_FILE, variant="reader-died"):
    """A file that ends the process which reads it."""

    found: str
    """The signal or the exit status with which it ended."""


class FolderBarred(FileCase, code=Code.UNREADABLE_FILE, variant="folder-not-permitted"):
    """A folder that the system does not let be read, with whatever is in it."""

    found: str
    """What the system says."""


class ExaminingFailed(FileCase, code=Code.UNREADABLE_FILE, variant="inside"):
    """A file on which kpibook itself failed."""

    found: str
    """The kind of error; its detail is in the log."""


class NotAKpiWorkbook(FileCase, code=Code.NOT_A_KPI_WORKBOOK):
    """A workbook without the stamp of a template."""


class FileIsEncrypted(FileCase, code=Code.ENCRYPTED_FILE):
    """A workbook with a password to open."""


class FileIsLabelled(FileCase, code=Code.ENCRYPTED_FILE, variant="label"):
    """A workbook that a sensitivity label encrypts for the people of one organisation."""


class UnknownEdition(FileCase, code=Code.UNKNOWN_EDITION):
    """A template of an edition that this version does not have."""

    found: str
    """The edition."""


class UnknownLayout(FileCase, code=Code.UNKNOWN_EDITION, variant="layout"):
    """A template of a known edition, drawn otherwise, without the map that tells how."""

    found: str
    """The edition."""


# --- the year ----------------------------------------------------------------------------------
class WrongYearTyped(EntryCase, code=Code.WRONG_YEAR, variant="typed"):
    """A reporting year that is not the template's."""

    year: int
    """The template's."""


class WrongYearTemplate(FileCase, code=Code.WRONG_YEAR, variant="template"):
    """A template of another year than the one asked for."""

    found: int
    """The template's year."""
    year: int
    """The year asked for."""


# --- sheets, rows and columns ------------------------------------------------------------------
class SheetMissing(SheetCase, code=Code.STRUCTURE_CHANGED, variant="sheet-missing"):
    """A sheet that is gone, its answers with it."""

    expected: str
    """Its title."""


class SheetTwice(SheetCase, code=Code.STRUCTURE_CHANGED, variant="sheet-twice"):
    """Several copies of a sheet, of which one was read."""

    found: str
    """The titles of the others."""
    expected: str


class SheetRenamed(SheetCase, code=Code.STRUCTURE_CHANGED, variant="sheet-renamed", severity=Severity.WARNING):
    """A sheet with another title."""

    found: str
    expected: str


class SheetAdded(SheetCase, code=Code.STRUCTURE_CHANGED, variant="sheet-added", severity=Severity.WARNING):
    """A sheet that the template never had."""

    found: str


class SheetsReordered(FileCase, code=Code.STRUCTURE_CHANGED, variant="sheets-reordered", severity=Severity.WARNING):
    """The sheets in another order."""


class HiddenSheetMissing(
    SheetCase, code=Code.STRUCTURE_CHANGED, variant="hidden-sheet-missing", severity=Severity.WARNING
):
    """A hidden sheet that is gone."""

    expected: str


class RowMoved(RowCase, code=Code.STRUCTURE_CHANGED, variant="row-moved", severity=Severity.WARNING):
    """A row with inputs that stands elsewhere."""

    found: str
    """The number of the row where it stands."""


class RowMissing(RowCase, code=Code.STRUCTURE_CHANGED, variant="row-missing"):
    """A row with inputs that is gone, its answers with it."""


class RowTwice(RowCase, code=Code.STRUCTURE_CHANGED, variant="row-twice"):
    """A row with inputs that stands several times."""

    found: str
    """The numbers of the rows."""


class ColumnMoved(SheetCase, code=Code.STRUCTURE_CHANGED, variant="column-moved", severity=Severity.WARNING):
    """A column with inputs that stands elsewhere."""

    found: str
    expected: str
    """The letters of the two columns."""


class ColumnMissing(SheetCase, code=Code.STRUCTURE_CHANGED, variant="column-missing"):
    """A column with inputs that is gone or stands several times."""

    expected: str
    """Its heading, or its letter where it has none."""


class InputsMerged(CellCase, code=Code.STRUCTURE_CHANGED, variant="merged", severity=Severity.WARNING):
    """Cells made one, an input cell among them: only what stands in the first of them is left."""

    found: str
    """The range, such as `E8:E11`."""


class LayoutUnknown(FileCase, code=Code.STRUCTURE_CHANGED, variant="layout-unknown", severity=Severity.WARNING):
    """A stamp that names a layout which this version never made, with a map that tells where the cells are."""

    found: str
    """The layout's fingerprint."""


# --- locked cells --------------------------------------------------------------------------------
class LabelChanged(CellCase, code=Code.LABEL_CHANGED):
    """A locked text that reads otherwise than the template's."""

    found: str
    expected: str


class FormulaChanged(CellCase, code=Code.FORMULA_CHANGED):
    """A formula that something was typed over."""

    found: str


# --- identity ------------------------------------------------------------------------------------
class CountryMissing(InputCase, code=Code.COUNTRY_MISSING):
    """No Member."""


class CountryUnknown(EntryCase, code=Code.COUNTRY_UNKNOWN):
    """A Member that is none."""


class CountryAmbiguous(EntryCase, code=Code.COUNTRY_UNKNOWN, variant="ambiguous"):
    """A name that two Members can be meant by."""

    options: str
    """Their names, set apart by commas."""


class CountryDiffers(EntryCase, code=Code.COUNTRY_DIFFERS):
    """Another Member than the one that the template was made for."""

    member: str
    """The template's, by name."""


class EmailInvalid(EntryCase, code=Code.EMAIL_INVALID):
    """An address that is none."""


class DateInvalid(EntryCase, code=Code.DATE_INVALID):
    """A date that is none."""


class DateAmbiguous(EntryCase, code=Code.DATE_INVALID, variant="ambiguous"):
    """A date that can be two days."""


class DateOutOfRange(EntryCase, code=Code.DATE_INVALID, variant="out-of-range"):
    """A day that no workbook was sent on."""

    minimum: dt.date
    maximum: dt.date


class DateFar(EntryCase, code=Code.DATE_INVALID, variant="far", severity=Severity.WARNING):
    """A day that can be, but years away from the template's year."""

    year: int
    """The template's."""


class YearInvalid(EntryCase, code=Code.YEAR_INVALID):
    """A year that is none."""

    minimum: int
    maximum: int


class YearEmptied(InputCase, code=Code.YEAR_INVALID, variant="empty"):
    """No reporting year: the template fills it in, so it was emptied."""

    year: int
    """The template's."""


# --- indicators ----------------------------------------------------------------------------------
class LevelMissing(InputCase, code=Code.LEVEL_MISSING):
    """An indicator without a level."""


class LevelInvalid(EntryCase, code=Code.LEVEL_INVALID):
    """A level that is not one of five."""


class AnswerMissing(InputCase, code=Code.ANSWER_MISSING, variant="question"):
    """A question that is asked and not answered."""

    question: str


class ItemMissing(InputCase, code=Code.ANSWER_MISSING, variant="item", severity=Severity.WARNING):
    """An item of additional information that is asked for and empty."""

    question: str
    """What the item asks."""


class CurrencyMissing(InputCase, code=Code.ANSWER_MISSING, variant="currency", severity=Severity.WARNING):
    """An amount without its currency."""


class AnswerWithoutLevel(EntryCase, code=Code.ANSWER_WITHOUT_LEVEL):
    """Text below an indicator without a level."""


class AnswersSuperseded(FileCase, code=Code.ANSWERS_SUPERSEDED):
    """A file that counts, where another of the same Member answers what it leaves empty."""

    found: str
    """The other file."""
    count: int
    """How many cells."""


class AnswerNotAsked(EntryCase, code=Code.ANSWER_NOT_ASKED, variant="answer"):
    """Text beside a question that is not asked."""


class YesNoNotAsked(EntryCase, code=Code.ANSWER_NOT_ASKED, variant="yes-no"):
    """Yes or No beside a question that asks for neither."""


class YesNoMissing(InputCase, code=Code.YES_NO_MISSING):
    """A question that asks for Yes or No, and neither is chosen."""

    question: str


class YesNoInvalid(EntryCase, code=Code.YES_NO_INVALID):
    """Neither Yes nor No."""


# --- sign-off ------------------------------------------------------------------------------------
class NotSignedOff(InputCase, code=Code.NOT_SIGNED_OFF):
    """A standard with levels and without a sign-off."""


class SignOffOutdated(EntryCase, code=Code.NOT_SIGNED_OFF, variant="changed"):
    """A sign-off of other levels than those chosen now, where no answers were written for them."""

    was: str
    level: str
    """The levels then and now, such as `4-3-5-2`; 0 is none."""


class SignedTooEarly(InputCase, code=Code.NOT_SIGNED_OFF, variant="too-early"):
    """A sign-off of a standard in which something is missing or not valid."""


class SignOffInvalid(EntryCase, code=Code.NOT_SIGNED_OFF, variant="not-understood"):
    """A sign-off that is not the line that the list offers."""


class StaleAnswers(EntryCase, code=Code.STALE_ANSWERS):
    """Answers that were signed off at another level than the one chosen now."""

    was: int
    level: int


class SignedBeforeLevel(EntryCase, code=Code.STALE_ANSWERS, variant="before-level"):
    """A level that was chosen after its standard was signed off."""


class UnchangedStale(EntryCase, code=Code.STALE_ANSWERS, variant="unchanged"):
    """Last year's answers kept together with another level than they were written for."""

    was: int
    level: int | str
    """The level chosen now, as typed where it was not understood."""


# --- additional information ----------------------------------------------------------------------
class ValueNotANumber(EntryCase, code=Code.VALUE_NOT_A_NUMBER):
    """Something else where a number belongs."""

    minimum: str
    maximum: str


class NumberAmbiguous(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="ambiguous"):
    """A number that can be read as two."""


class NumberNotWhole(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="whole"):
    """A fraction where things are counted."""


class DurationInvalid(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="duration"):
    """Something else where a time span belongs."""


class AmountInvalid(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="money"):
    """Something else where an amount of money belongs."""


class PercentOrShare(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="percent"):
    """A pasted number below 1 where per cent belong: 0.45 is 45 %, or 0.45 %."""


class NumberRange(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="range"):
    """Two numbers, from and to, where one belongs."""


class OneValueAsked(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="one-value"):
    """Several values where one is asked for."""


class CurrencyOfSeveral(EntryCase, code=Code.VALUE_NOT_A_NUMBER, variant="currency-of-several"):
    """A name or a sign that several currencies bear: `dollar`, `$`."""


class ValueOutOfRange(EntryCase, code=Code.VALUE_OUT_OF_RANGE):
    """A number that cannot be."""

    minimum: str
    maximum: str


class BelowZero(EntryCase, code=Code.VALUE_OUT_OF_RANGE, variant="below-zero"):
    """Less than nothing where things are counted."""


class UnusuallyHigh(EntryCase, code=Code.VALUE_OUT_OF_RANGE, variant="unusually-high", severity=Severity.WARNING):
    """A number that can be, above what Members report."""

    found: str
    """The number that is meant, one of several perhaps."""
    maximum: str


class UnusuallyLow(EntryCase, code=Code.VALUE_OUT_OF_RANGE, variant="unusually-low", severity=Severity.WARNING):
    """A number that can be, below what Members report."""

    found: str
    """The number that is meant, one of several perhaps."""
    minimum: str


class ValueNotInList(EntryCase, code=Code.VALUE_NOT_IN_LIST):
    """None of the choices."""

    options: str
    """The choices, set apart by commas."""


class CurrencyUnknown(EntryCase, code=Code.VALUE_NOT_IN_LIST, variant="currency"):
    """A currency that is none."""


class UnitsDiffer(EntryCase, code=Code.UNITS_DIFFER):
    """An amount with another currency than the one chosen beside it."""

    found: str
    """The currency in the amount's own text."""
    expected: str
    """The currency chosen beside it."""


# --- every input cell ----------------------------------------------------------------------------
class TextTooLong(EntryCase, code=Code.TEXT_TOO_LONG):
    """More text than a cell is to hold."""

    found: str
    """How many characters."""
    limit: int


class TextNotShown(EntryCase, code=Code.TEXT_TOO_LONG, variant="not-shown"):
    """More text than a row of Excel shows and prints, though a cell may hold it."""

    found: str
    """How many characters."""
    limit: int


class FormulaInInput(EntryCase, code=Code.FORMULA_IN_INPUT):
    """A formula where an answer belongs."""

    found: str
    """Its last result."""


class FormulaWithoutValue(EntryCase, code=Code.FORMULA_IN_INPUT, variant="no-value"):
    """A formula that was never worked out where an answer belongs."""

    found: str
    """The formula; empty where the file's format does not tell it."""


class ErrorValue(EntryCase, code=Code.ERROR_VALUE):
    """An error such as #REF!."""


class ErrorBeside(ErrorValue):
    """The same in a note or a respondent: nobody has to write there, and no status looks at it."""

    severity: ClassVar[Severity] = Severity.WARNING


class LowEffortAnswer(EntryCase, code=Code.LOW_EFFORT_ANSWER):
    """A text that answers nothing."""


class LowEffortVersion(EntryCase, code=Code.LOW_EFFORT_ANSWER, variant="version"):
    """A text that names no version where one is asked for."""


# --- what stands where nothing is read -------------------------------------------------------------
class TextOutside(CellCase, code=Code.TEXT_OUTSIDE_INPUTS):
    """A text or a number in a cell that the template leaves empty."""

    found: str


class MoreTextsOutside(SheetCase, code=Code.TEXT_OUTSIDE_INPUTS, variant="more"):
    """More of them on a sheet than are told one by one."""

    found: str
    """How many more."""


class CommentFound(CellCase, code=Code.COMMENT_FOUND):
    """A comment at a cell."""

    found: str
    """Its author, where it names one, and its text."""


class MoreComments(SheetCase, code=Code.COMMENT_FOUND, variant="more"):
    """More of them on a sheet than are told one by one."""

    found: str
    """How many more."""


class PictureFound(SheetCase, code=Code.OBJECT_FOUND, variant="picture"):
    """A picture."""


class TextBoxFound(SheetCase, code=Code.OBJECT_FOUND, variant="text-box"):
    """A text box, or a drawn shape with a text in it."""

    found: str


class ShapeFound(SheetCase, code=Code.OBJECT_FOUND, variant="shape"):
    """A drawn shape or a chart."""


class EmbeddedFound(SheetCase, code=Code.OBJECT_FOUND, variant="embedded"):
    """Another program's document, or a control such as a tick box."""


class DataFound(FileCase, code=Code.OBJECT_FOUND, variant="data"):
    """A data connection, a query, a pivot table."""


class ExtensionFound(FileCase, code=Code.OBJECT_FOUND, variant="extension"):
    """An add-in for the web or buttons of its own."""


class ObjectFound(FileCase, code=Code.OBJECT_FOUND):
    """A picture, a text box or another object, and nobody knows on which sheet."""


# --- what the package carries --------------------------------------------------------------------
class ExternalLink(FileCase, code=Code.EXTERNAL_LINK):
    """Links to other files."""

    found: str


class MacroPresent(FileCase, code=Code.MACRO_PRESENT):
    """Macros."""


# --- what was understood --------------------------------------------------------------------------
class Normalised(EntryCase, code=Code.NORMALISED):
    """What was typed otherwise than the product writes it."""

    understood: str
    """How it was read."""


def _catalogue() -> Mapping[tuple[Code, str], type[Case]]:
    cases: dict[tuple[Code, str], type[Case]] = {}
    for case in DECLARED:
        if cases.setdefault(case.key(), case) is not case:
            raise ValueError(f"{case.__name__} and {cases[case.key()].__name__} are the same case: join them")
    return MappingProxyType(cases)


CATALOGUE = _catalogue()
"""Every case by its code and variant, in the order above."""


def variants_of(code: Code) -> tuple[str, ...]:
    """The variants of a code, as a wording must have them."""
    return tuple(variant for each, variant in CATALOGUE if each is code)
