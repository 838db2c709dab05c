"""What became of each indicator from one edition to the next: told by a file, never guessed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.loading.crosswalks import crosswalk_between, load_crosswalk
from schemas.loading.yaml_file import DefinitionError
from schemas.years.crosswalk import Change, Link, Links
from tests.next_edition import NEW, OLD


def test_each_change_is_told(next_edition: Path) -> None:
    indicators = crosswalk_between(OLD, NEW).indicators
    assert indicators.from_old("1.1") == Link(Change.SAME, ("1.1",), ("1.1",))
    assert indicators.from_old("4.3") == Link(Change.SAME, ("4.3",), ("4.4",))
    assert indicators.from_new("2.1") == Link(Change.REWORDED, ("2.1",), ("2.1",))
    assert indicators.from_new("4.3") == Link(Change.SPLIT, ("4.2",), ("4.2", "4.3"))
    assert indicators.from_new("16.1") == Link(Change.NEW, (), ("16.1",))
    assert indicators.from_old("9.2") == Link(Change.DROPPED, ("9.2",), ())


def test_it_is_turned_round(next_edition: Path) -> None:
    indicators = crosswalk_between(NEW, OLD).indicators
    assert indicators.from_old("4.4") == Link(Change.SAME, ("4.4",), ("4.3",))
    assert indicators.from_new("4.2") == Link(Change.MERGED, ("4.2", "4.3"), ("4.2",))
    assert indicators.from_old("16.1").change is Change.DROPPED
    assert indicators.from_new("9.2").change is Change.NEW


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (Link(Change.SAME, ("1.1",), ("2.1",)), Link(Change.SAME, ("2.1",), ("3.1",)), Change.SAME),
        (Link(Change.SAME, ("1.1",), ("2.1",)), Link(Change.REWORDED, ("2.1",), ("3.1",)), Change.REWORDED),
        (Link(Change.REWORDED, ("1.1",), ("2.1",)), Link(Change.SAME, ("2.1",), ("3.1",)), Change.REWORDED),
        (Link(Change.SAME, ("1.1",), ("2.1",)), Link(Change.SPLIT, ("2.1",), ("3.1", "3.2")), Change.SPLIT),
        (Link(Change.MERGED, ("1.1", "1.2"), ("2.1",)), Link(Change.SAME, ("2.1",), ("3.1",)), Change.MERGED),
        (Link(Change.SAME, ("1.1",), ("2.1",)), Link(Change.DROPPED, ("2.1",), ()), Change.DROPPED),
        (Link(Change.NEW, (), ("2.1",)), Link(Change.SAME, ("2.1",), ("3.1",)), Change.NEW),
    ],
)
def test_two_steps_are_joined(first: Link, second: Link, joined: Change) -> None:
    assert list(Links([first]).then(Links([second]))) == [Link(joined, first.olds, second.news)]


def test_what_is_new_and_dropped_again_is_nothing() -> None:
    assert not list(Links([Link(Change.NEW, (), ("2.1",))]).then(Links([Link(Change.DROPPED, ("2.1",), ())])))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda data: data["indicators"]["dropped"].clear(), r"edition 2018: 9\.2 stands 0 times"),
        (lambda data: data["indicators"]["new"].append("17.1"), r"there is no 17\.1: remove it"),
        (lambda data: data["indicators"]["same"].update({"9.2": "9.1"}), r"9\.2 stands 2 times"),
        (
            lambda data: data["indicators"].update(
                reworded={}, same=data["indicators"]["same"] | data["indicators"]["reworded"]
            ),
            r"2\.1 and 2\.1 are not worded the same: move them to `reworded`",
        ),
        (lambda data: data["information"].pop("dropped"), r"information: edition 2018: 1\.2 stands 0 times"),
        (lambda data: data.update(surprise=1), r"surprise: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_file_names_what_is_wrong(draft: Path, change: Any, complaint: str) -> None:
    path = draft / NEW / "crosswalk.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"crosswalk\.yaml: .*{complaint}"):
        load_crosswalk(NEW)


def test_editions_that_do_not_follow_one_another_are_refused(draft: Path) -> None:
    (draft / NEW / "crosswalk.yaml").unlink()
    with pytest.raises(DefinitionError, match="does not follow from 2018: add a crosswalk"):
        crosswalk_between(OLD, NEW)
