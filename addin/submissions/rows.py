"""The rows of one returned workbook: levels, answers and information, each with its cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from addin.checks import check_all
from addin.returned.indicators import IndicatorState, State, indicator_states
from addin.returned.returned import Entry, Returned
from addin.submissions.refusals import of_another_year
from addin.submissions.submission import AnswerRow, InformationRow, LastRow, LevelRow, RemarkRow, Submission
from schemas.layout import names
from schemas.layout.places import BESIDE, SlotKind
from schemas.models.structure import InformationItem, Period
from schemas.questions import shown
from schemas.questions.base import Part

ESTIMATED = "estimated"
"""The flag of a value that was marked as an estimate."""


_NOTE, _RESPONDENT = "note", "respondent"
OWN_CELLS = frozenset({_NOTE, _RESPONDENT})
"""The kinds of remark that the workbook has cells for."""


def submission_of(returned: Returned, digest: str, year: int | None) -> Submission:
    """What was read and checked, as one result; `year` is the one asked for, None for any."""
    stamp = returned.stamp
    identity = {name: entry for name, entry in returned.entries.items() if entry.slot.kind is SlotKind.IDENTITY}
    country = identity["country"].value.value if "country" in identity else None
    submitted = identity["submission_date"].value if "submission_date" in identity else None
    states = indicator_states(returned)
    common = Submission(
        file=returned.file,
        sha256=digest,
        country=country if isinstance(country, str) else None,
        year=stamp.year,
        language=stamp.language,
        edition=stamp.edition,
        complete=isinstance(country, str) and _all_complete(returned, states),
        indicators=len(returned.definition.edition.indicators),
        indicators_complete=sum(state.is_complete for state in states),
        submitted=submitted.value if submitted and isinstance(submitted.value, dt.date) else None,
        modified=returned.package.modified,
        findings=check_all(returned),
        levels=tuple(_levels(states)),
        last=tuple(_last(returned)),
        answers=tuple(_answers(states)),
        information=tuple(_information(returned)),
        remarks=tuple(remarks_of(returned)),
        is_blank=_is_blank(returned),
        identity={name: shown(entry.raw) for name, entry in identity.items() if not entry.is_empty},
    )
    found = of_another_year(common, year, returned.language)
    if found is None:
        return common
    return replace(common.without_answers(), findings=(found, *common.findings))


def _is_blank(returned: Returned) -> bool:
    """Whether it is a template as it was made: no Member, no answer, nothing beside them."""
    country = returned.entry("country")
    filled = (entry for entry in returned.entries.values() if not entry.is_empty)
    answered = any(entry.slot.kind is not SlotKind.IDENTITY for entry in filled)
    return country is not None and country.is_empty and not answered and not any(remarks_of(returned))


def _all_complete(returned: Returned, states: tuple[IndicatorState, ...]) -> bool:
    return len(states) == len(returned.definition.edition.indicators) and all(s.is_complete for s in states)


def _levels(states: Iterable[IndicatorState]) -> Iterator[LevelRow]:
    for state in states:
        entry = state.level_entry
        yield LevelRow(state.standard, state.number, state.level, entry.sheet, entry.cell)


def _last(returned: Returned) -> Iterator[LastRow]:
    """Last year's levels, where the workbook shows them and they mean the same."""
    year = returned.last_year
    for s, i in returned.definition.edition.indicators:
        level, where = returned.last_cells.level(s, i), returned.last.get(names.last_level(s, i))
        if year is not None and level is not None and where is not None:
            yield LastRow(s, i, year, level, where.sheet, where.cell)


def _answers(states: Iterable[IndicatorState]) -> Iterator[AnswerRow]:
    """What stands beside each question, asked or not."""
    for state in states:
        for row in state.rows:
            if not row.inputs:
                continue
            place = row.inputs[-1]
            asked = row.state is not State.NOT_ASKED and row.question is not None
            yield AnswerRow(
                standard=state.standard,
                indicator=state.number,
                level=state.level,
                question=row.number,
                topic=row.question.topic.value if asked and row.question else "",
                question_text=row.text if asked else "",
                yes_no=_code(row.yes_no),
                answer=_text(row.answer),
                sheet=place.sheet,
                cell=place.cell,
            )


def _text(entry: Entry | None) -> str:
    return shown(entry.raw) if entry is not None and not entry.is_empty else ""


def _code(entry: Entry | None) -> str:
    """`yes` or `no`; what was typed where it is neither, so that nothing is lost."""
    return str(entry.value.value or _text(entry)) if entry is not None else ""


def _information(returned: Returned) -> Iterator[InformationRow]:
    for s, k, item in returned.definition.edition.information():
        entry = returned.entry(names.information(s, k))
        if entry is not None and not entry.is_empty:
            for part in entry.parts or (Part(""),):
                yield _item(returned, entry, item, part)


def _item(returned: Returned, entry: Entry, item: InformationItem, part: Part) -> InformationRow:
    """The row of one of the values of `entry`; an empty text is that of a cell with none."""
    is_number, is_code = not isinstance(part.value, str), item.kind.is_coded and part.value != ""
    return InformationRow(
        standard=entry.slot.standard,
        item=entry.slot.number,
        label=returned.definition.wording.standards[entry.slot.standard].information[entry.slot.number],
        part=part.name,
        kind=item.kind.name,
        value=part.value if isinstance(part.value, (int, float)) else None,
        unit=(part.unit or _currency(returned, entry)) if is_number else "",
        flag=ESTIMATED if part.estimated else "",
        period=_period(returned, item),
        not_available=entry.value.not_available,
        not_applicable=entry.value.not_applicable,
        # Of several texts each is a value; a number stands beside all that was typed.
        text=str(part.value) if is_code or (entry.value.parts and not is_number) else _text(entry),
        sheet=entry.sheet,
        cell=entry.cell,
    )


def _currency(returned: Returned, entry: Entry) -> str:
    """The currency that is chosen beside an amount."""
    currency = returned.entry(names.currency(entry.slot.standard, entry.slot.number))
    return str(currency.value.value or "") if currency is not None else ""


def _period(returned: Returned, item: InformationItem) -> str:
    """The time that the values of `item` are of; the day of answering is known where it was typed."""
    year = returned.stamp.year - 1
    if item.period is Period.FLOW:
        return str(year)
    if item.period is Period.STOCK:
        return dt.date(year, 12, 31).isoformat()
    submitted = returned.entry("submission_date")
    day = submitted.value.value if submitted is not None else None
    return day.isoformat() if isinstance(day, dt.date) else ""


def remarks_of(returned: Returned) -> Iterator[RemarkRow]:
    """What stands beside the answers: notes, comments, texts where nothing is read, and the texts of what is drawn."""
    for entry in returned.entries.values():
        if entry.slot.kind in BESIDE and not entry.is_empty:
            kind = _RESPONDENT if entry.slot.kind is SlotKind.RESPONDENT else _NOTE
            yield RemarkRow(entry.sheet, entry.cell, kind, shown(entry.raw))
    package = returned.package
    for comment in package.comments:
        yield RemarkRow(comment.sheet, comment.cell, "comment", comment.said)
    for outside in returned.outside:
        yield from (RemarkRow(outside.sheet, text.cell, "outside", text.text) for text in outside.texts)
    yield from (RemarkRow(noted.sheet, noted.cell, "outside", noted.text) for noted in returned.noted)
    # A control is drawn as a shape of the same text.
    drawn = dict.fromkeys((thing.sheet, thing.text) for thing in package.carried if thing.text)
    yield from (RemarkRow(sheet, "", "outside", text) for sheet, text in drawn)
