"""How time and memory grow: what the page says is what is on record, and the record keeps what is promised."""

from __future__ import annotations

from pathlib import Path

from benchmarks.growth import SIZES, each_one, recorded, table

PAGE = Path(__file__).parents[1] / "docs" / "scale.md"


def test_the_page_has_the_figures_on_record() -> None:
    assert "\n".join(table(recorded())) in PAGE.read_text("utf-8")


def test_time_is_in_proportion_and_memory_below_its_limit() -> None:
    one, *more = recorded()
    assert tuple(each.number for each in more) == SIZES
    a_file = [sum(each_one(one, each)) for each in more]
    assert max(a_file) <= 1.1 * min(a_file)
    assert max(each.main_megabytes for each in more) < 300
