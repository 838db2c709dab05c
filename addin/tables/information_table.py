"""The table InformationSummary: what the values of each item of additional information come to."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from addin.figures.statistics import Item, Quartiles, Summary, summaries
from addin.tables import columns
from addin.tables import sheet_columns as c
from addin.tables.in_words import InWords
from addin.tables.table import Cells, Table, Value, table_of
from schemas.definition import Definition
from schemas.loading.spoken import load_spoken
from schemas.questions import Version, YesNoItem

INFORMATION = "InformationSummary"


def information_summary(words: InWords) -> Table:
    """One row an item and a unit: how many values, their quartiles, estimates, outliers, and what was chosen."""

    def asking(item: Item) -> Definition:
        return load_spoken(item.edition, words.common.language) if item.edition else words.definition

    def of(part: Callable[[Quartiles], float]) -> Callable[[Item, Summary], Value]:
        def value(_: Item, summary: Summary) -> Value:
            found = summary.quartiles
            return part(found) if found is not None else None

        return value

    cells: Cells[Item, Summary] = {
        columns.STANDARD: lambda item, _: item.standard,
        c.ITEM_TITLE: lambda item, _: _title(asking(item), item),
        c.ITEM: lambda item, _: item.item,
        c.ITEM_LABEL: lambda item, _: _label(asking(item), item),
        columns.KIND: lambda _, summary: summary.kind,
        c.ITEM_UNIT: lambda item, _: item.unit,
        c.GAVE: lambda _, summary: len(summary.members),
        c.VALUES: lambda _, summary: len(summary.numbers),
        c.LEAST: of(lambda found: found.least),
        c.LOWER: of(lambda found: found.lower),
        c.MEDIAN: of(lambda found: found.median),
        c.UPPER: of(lambda found: found.upper),
        c.GREATEST: of(lambda found: found.greatest),
        c.ESTIMATES: lambda _, summary: summary.estimates,
        c.OUTLIERS: lambda _, summary: summary.outliers,
        c.NOT_KNOWN: lambda _, summary: summary.not_available,
        c.NOTHING_TO_KNOW: lambda _, summary: summary.not_applicable,
        c.CHOICES: lambda item, summary: _choices(asking(item), item, summary),
    }

    def records() -> Iterator[tuple[Item, Summary]]:
        yield from summaries(words.survey.given()).items()

    return table_of(INFORMATION, cells, records, frozen=4, leading=True)


def _title(definition: Definition, item: Item) -> str:
    """The title of an item's standard; empty where the edition that asks it has none of that number."""
    standard = definition.wording.standards.get(item.standard)
    return standard.title if standard is not None else ""


def _label(definition: Definition, item: Item) -> str:
    """What an item asks, with the earlier edition that asked it; empty where its edition has none of that number."""
    standard = definition.wording.standards.get(item.standard)
    asked = standard.information.get(item.item, "") if standard is not None else ""
    return f"{item.edition}: {asked}" if item.edition and asked else asked


def _choices(definition: Definition, item: Item, summary: Summary) -> str:
    """What was chosen how often, in words, most often first; free texts are not counted."""
    labels = _labels(definition, item, summary)
    if labels is None:
        return ""
    return "; ".join(f"{labels.get(code, code)}: {number}" for code, number in summary.choices.most_common())


def _labels(definition: Definition, item: Item, summary: Summary) -> dict[str, str] | None:
    """The words of each code; None for what is not chosen from anything."""
    if summary.kind == YesNoItem.kind.name:
        return {str(code): label for code, label in definition.wording.yes_no.items()}
    if summary.kind == Version.kind.name:
        return {}
    standard = definition.edition.standards.get(item.standard)
    if standard is None or not 0 < item.item <= len(standard.information):
        return None
    choices = standard.information[item.item - 1].choices
    return definition.choice_labels(choices) if choices is not None else None
