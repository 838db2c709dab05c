"""A season that is made up: the same for the same seed, in all languages, and read without loss."""

from __future__ import annotations

from pathlib import Path

import addin
from schemas.loading.members import load_members
from tests.seeded import write_season


def test_a_season_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    folders = [write_season(tmp_path / name, members=4, seed=7) for name in ("one", "two")]
    made = [{path.name: path.read_bytes() for folder in pair for path in folder.iterdir()} for pair in folders]
    assert made[0] == made[1]
    assert len(list(folders[0][0].iterdir())) == 4


def test_a_season_is_read_and_compared_with_the_one_before(tmp_path: Path) -> None:
    now, before = write_season(tmp_path, members=6)
    result = addin.consolidate(now, before=before)
    assert {file.status.value for file in result.files} <= {"accepted", "accepted-with-errors"}
    languages = {member.iso3: member.language for member in load_members().members}
    assert all(file.language == languages[file.country or ""] for file in result.files)
    assert any(row for row in result.tables()["Movement"].rows())
