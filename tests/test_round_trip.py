"""Whatever is typed in any input cell is read back under its own name, or is a finding there."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.submissions.examine import examine
from addin.submissions.submission import Submission
from schemas.definition import Definition
from schemas.layout.places import Slot, SlotKind
from schemas.loading.loader import load_definition
from schemas.questions import Raw, clean_text, is_empty, shown
from tests.answers import complete_answers
from tests.fill import _FORBIDDEN, fill
from workbook_builder.build import build_workbook

pytestmark = pytest.mark.long


DEFINITION: Definition = load_definition()
TEMPLATE = build_workbook(DEFINITION, 2026).data
SLOTS = DEFINITION.layout.slots

TEXTS = st.text(max_size=80).map(lambda text: _FORBIDDEN.sub("", text).replace("_x", "x"))
ODD = st.sampled_from(
    ["=1+1", "+1", "-2", "@x", "'quoted", ' "', "  ", "\n", "n/a", "Yes", "3", "Level 4", "45 %", "1,200", "#N/A", "０"]
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=32) | st.integers(-10_000, 10**9)
DATES = st.dates(dt.date(1901, 1, 1), dt.date(2200, 1, 1))
TYPED: st.SearchStrategy[Raw] = TEXTS | ODD | NUMBERS | st.booleans() | DATES


def examine_typed(typed: dict[str, Raw]) -> Submission:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "returned.xlsx"
        path.write_bytes(fill(TEMPLATE, DEFINITION, typed))
        return examine(path)


def is_accounted_for(slot: Slot, submission: Submission) -> bool:
    """Whether what stands in the cell came out somewhere under the cell's own name."""
    if any(finding.name == slot.name for finding in submission.findings):
        return True
    if slot.kind is SlotKind.IDENTITY:
        return slot.name in submission.identity
    if slot.kind is SlotKind.LEVEL:
        return any((r.standard, r.indicator) == (slot.standard, slot.indicator) and r.level for r in submission.levels)
    if slot.kind in (SlotKind.ANSWER, SlotKind.YES_NO):
        where = (slot.standard, slot.indicator, slot.number)
        return any((r.standard, r.indicator, r.question) == where for r in submission.answers)
    if slot.kind in (SlotKind.INFORMATION, SlotKind.CURRENCY):
        return any((r.standard, r.item) == (slot.standard, slot.number) for r in submission.information)
    # A sign-off that agrees with the levels leaves no trace; anything else is a finding.
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.dictionaries(st.sampled_from(sorted(SLOTS)), TYPED, min_size=20, max_size=60))
def test_nothing_typed_disappears(typed: dict[str, Raw]) -> None:
    submission = examine_typed(typed)
    assert not submission.rejected
    for name, value in typed.items():
        if not is_empty(value):
            assert is_accounted_for(SLOTS[name], submission), f"{name}: {value!r}"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS | ODD, min_size=132, max_size=132))
def test_every_answer_is_read_back_under_its_own_question(texts: list[str]) -> None:
    names = [name for name, slot in SLOTS.items() if slot.kind is SlotKind.ANSWER]
    typed: dict[str, Raw] = dict(zip(names, texts, strict=True))
    typed |= {f"level_{s}_{i}": DEFINITION.level_label(4) for s, i in DEFINITION.edition.indicators}
    submission = examine_typed(typed)
    found = {f"answer_{r.standard}_{r.indicator}_{r.question}": r.answer for r in submission.answers}
    # XML reads every end of line as one line feed; nothing else may change but white space around.
    expected = {name: clean_text(str(text)) for name, text in typed.items() if name in names and not is_empty(text)}
    assert found == expected


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_complete_answers_come_back_whole(seed: int) -> None:
    typed = complete_answers(DEFINITION, seed)
    submission = examine_typed(typed)
    assert submission.findings == ()
    assert {f"level_{r.standard}_{r.indicator}": DEFINITION.level_label(r.level or 0) for r in submission.levels} == {
        name: value for name, value in typed.items() if name.startswith("level_")
    }
    assert {
        f"info_{r.standard}_{r.item}": r.text for r in submission.information if r.kind not in ("list", "yes-no")
    } == {
        f"info_{s}_{k}": shown(typed[f"info_{s}_{k}"])
        for s, k, item in DEFINITION.edition.information()
        if item.kind.name not in ("list", "yes-no")
    }
