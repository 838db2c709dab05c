"""A season with twelve Members in six languages, from the letters that go out to the result that comes of it.

Workbooks come back in three waves, with faults. What is wrong goes back as annotated copies, is put right in a
real LibreOffice and returned; what comes by phone stands in the ledger; every figure that it changes names it.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from addin.command_line import kpibook
from schemas.definition import Definition
from schemas.loading.loader import load_definition
from schemas.questions import Raw
from tests.answers import complete_answers
from tests.fill import fill
from tests.libreoffice import Office
from tests.mail_reader import html_of, parsed, saved, seen, text_of

pytestmark = [pytest.mark.libreoffice, pytest.mark.mail_reader, pytest.mark.long]

LANGUAGE = {
    "EGY": "ar",
    "JOR": "ar",
    "KEN": "en",
    "UGA": "en",
    "PER": "es",
    "MEX": "es",
    "FRA": "fr",
    "SEN": "fr",
    "BRA": "pt",
    "MOZ": "pt",
    "KAZ": "ru",
    "BLR": "ru",
}
SEED = {member: seed for seed, member in enumerate(LANGUAGE, 1)}
PEOPLE = {
    "EGY": "ليلى حسن",
    "JOR": "رنا الخطيب",
    "KEN": "Wanjiku Njoroge",
    "UGA": "Okello & Sons, Ltd.",
    "PER": "María Ñáñez",
    "MEX": "Íñigo Peña",
    "FRA": "Zoé Lefèvre",
    "SEN": "Aïssatou Diop",
    "BRA": "João Simões",
    "KAZ": "Айгерим Сапарова",
    "BLR": "Алесь Ковалёў",
}
"""Whom the list of contacts names: nobody for Mozambique."""
CAMPAIGN = """year: 2026
due: 2026-03-31
return_to: ecommerce@wco.example
help_contact: {other: Ms A. Diallo, fr: Mme A. Diallo, ar: السيدة ديالو}
signature: |
  A. Diallo
  Compliance and Facilitation
"""
LEDGER = """date,by,country,action,name,code,value,file,reason
2026-04-02,Jo,BRA,correct,info_1_1,,45,,by phone
2026-04-02,Jo,Казахстан,waive,,low-effort-answer,,,it is short but right
2026-04-03,Jo,UGA,choose,,,,uganda-a.xlsx,the other was a draft
2026-04-03,Jo,MEX,accept,,,,,5.1 stays open this year
"""


@dataclass
class Season:
    """What the season leaves behind."""

    place: Path
    said: dict[str, Result] = field(default_factory=dict)
    """What each command said, by what it was for."""

    @property
    def returned(self) -> Path:
        return self.place / "returned"

    def run(self, what: str, *arguments: object, status: int | None = None) -> None:
        """Run a command whose exit status is 0, or `status`."""
        result = CliRunner().invoke(kpibook, [str(argument) for argument in arguments], standalone_mode=False)
        assert result.exception is None, result.exception
        assert (result.return_value or None) == status, result.output
        self.said[what] = result

    def letters(self, kind: str, **options: object) -> None:
        folder = self.place / "templates" if kind == "dispatch" else self.returned
        given = [part for name, value in options.items() for part in (f"--{name}", value)]
        asked = () if kind == "dispatch" else ("--members", self.place / "asked.txt")
        out = self.place / kind
        contacts = self.place / "contacts.csv"
        # Somebody cannot be written to in every round: Mozambique has no address, or there is nothing to say.
        self.run(
            kind, "letters", folder, "--kind", kind, "--contacts", contacts, "--out", out, *asked, *given, status=1
        )

    def listed(self, kind: str) -> dict[str, dict[str, str]]:
        with (self.place / kind / "letters.csv").open(encoding="utf-8-sig", newline="") as stream:
            return {row["country"]: row for row in csv.DictReader(stream)}

    def drafts(self, kind: str) -> dict[str, Path]:
        return {country: self.place / kind / row["file"] for country, row in self.listed(kind).items() if row["file"]}

    def comes(self, name: str, member: str, changes: Mapping[str, Raw] | None = None, *, half: bool = False) -> None:
        """A Member returns its template under `name`, complete but for the changes, or half filled in."""
        language = LANGUAGE[member]
        template = self.place / "templates" / f"ecom-kpi_2026_{member}_{language}.xlsx"
        definition = load_definition(language=language)
        typed = answers(definition, member)
        if half:
            typed = {key: value for key, value in typed.items() if not key.rpartition("_")[0] or _standard(key) < 8}
        (self.returned / name).write_bytes(fill(template.read_bytes(), definition, typed | dict(changes or {})))


def _standard(name: str) -> int:
    return int(next((part for part in name.split("_") if part.isdigit()), "0"))


def answers(definition: Definition, member: str) -> dict[str, Raw]:
    """What a Member types; its name and the year are there already."""
    typed = complete_answers(definition, SEED[member])
    typed |= {"submission_date": dt.date(2026, 3, 10), "contact_email": f"{member.lower()}@customs.example"}
    return {name: value for name, value in typed.items() if name not in ("country", "reporting_year")}


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory, libreoffice: Office) -> Season:
    """The whole season, command by command."""
    season = Season(tmp_path_factory.mktemp("season"))
    season.returned.mkdir()
    (season.place / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    rows = "".join(f'{member};"{name}";{member.lower()}@post.example\r\n' for member, name in PEOPLE.items())
    (season.place / "contacts.csv").write_bytes(f"country;name;email\r\n{rows}".encode("utf-16"))
    (season.place / "asked.txt").write_text("\n".join(LANGUAGE), encoding="utf-8")
    (season.place / "decisions.csv").write_text(LEDGER, encoding="utf-8")
    for member, language in LANGUAGE.items():
        season.run("build", "build", "--member", member, "--language", language, "--out", season.place / "templates")
    season.letters("dispatch")
    _three_waves(season)
    for kind in ("receipt", "reminder", "findings"):
        season.letters(kind)
    _put_right(season, libreoffice)
    _results(season)
    return season


def _status(season: Season, what: str, *more: object) -> None:
    members, out = season.place / "asked.txt", season.place / "status.xlsx"
    season.run(what, "status", season.returned, "--members", members, "--due", "2026-03-31", "--out", out, *more)


def _three_waves(season: Season) -> None:
    season.comes("kenya.xlsx", "KEN")
    season.comes("france.xlsx", "FRA", {"answer_1_1_1": ""})
    season.comes("egypt.xlsx", "EGY", {"level_2_1": ""})
    damaged = (season.place / "templates" / "ecom-kpi_2026_PER_es.xlsx").read_bytes()[:5000]
    (season.returned / "ecom-kpi_2026_PER_es.xlsx").write_bytes(damaged)
    _status(season, "first status")
    season.comes("uganda-a.xlsx", "UGA", {"answer_1_1_1": "The final answer."})
    season.comes("uganda-b.xlsx", "UGA", {"answer_1_1_1": "A draft.", "submission_date": dt.date(2026, 3, 12)})
    season.comes("senegal.xlsx", "SEN")
    season.comes("brazil.xlsx", "BRA", {"info_1_1": "muitos"})
    season.comes("kazakhstan.xlsx", "KAZ", {"answer_1_1_1": "..."})
    _status(season, "second status")
    season.comes("jordan.xlsx", "JOR", half=True)
    season.comes("mexico.xlsx", "MEX", {"level_5_1": ""})
    season.comes("kenya-2.xlsx", "KEN", {"submission_date": dt.date(2026, 3, 20), "note_1": "Sent again."})


def _put_right(season: Season, libreoffice: Office) -> None:
    """What Egypt and France were sent back is put right in a LibreOffice and returned."""
    season.run("annotate", "annotate", season.returned, "--out", season.place / "annotated", status=1)
    for member, name, missing in (("EGY", "egypt", "level_2_1"), ("FRA", "france", "answer_1_1_1")):
        definition = load_definition(language=LANGUAGE[member])
        with libreoffice.open(season.place / "annotated" / f"{name}_to-put-right.xlsx") as workbook:
            workbook.type_all({missing: str(answers(definition, member)[missing]), "submission_date": "2026-03-28"})
            workbook.save(season.returned / f"{name}-2.xlsx")


def _results(season: Season) -> None:
    ledger = season.place / "decisions.csv"
    season.run("plain", "consolidate", season.returned, "--out", season.place / "plain.xlsx", status=1)
    season.run(
        "result", "consolidate", season.returned, "--out", season.place / "result.xlsx", "--decisions", ledger, status=1
    )
    _status(season, "last status", "--decisions", ledger)


def table(season: Season, file: str, name: str) -> pd.DataFrame:
    return pd.read_excel(season.place / file, name, keep_default_na=False, engine="openpyxl")


# --- letters ---------------------------------------------------------------------------------
KINDS = {
    "dispatch": set(PEOPLE),
    "receipt": set(LANGUAGE) - {"PER", "MOZ", "BLR"},
    "reminder": {"PER", "BLR", "JOR", "EGY", "FRA", "MEX"},
    "findings": {"FRA", "EGY", "BRA", "KAZ", "JOR", "MEX"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_round_of_letters_goes_to_those_whom_it_concerns(season: Season, kind: str) -> None:
    assert set(season.drafts(kind)) == KINDS[kind]
    for country, row in season.listed(kind).items():
        assert bool(row["file"]) != bool(row["reason_not_written"]), country


@pytest.mark.parametrize("kind", KINDS)
def test_each_draft_is_read_by_python_and_by_a_mail_reader_with_every_name_right(season: Season, kind: str) -> None:
    for country, file in season.drafts(kind).items():
        message, shown = parsed(file.read_bytes()), seen(file)
        member = load_definition(language=LANGUAGE[country]).country_names[country]
        assert message["X-Unsent"] == "1"
        assert message["Subject"] == shown.headers["Subject"]
        assert shown.headers["To"].endswith(f"<{country.lower()}@post.example>")
        assert message["To"].addresses[0].display_name == PEOPLE[country]
        assert shown.text.strip() == text_of(message).strip()
        for text in (text_of(message), html_of(message).replace("&amp;", "&")):
            assert PEOPLE[country] in text, (country, kind)
            assert member in text or member in message["Subject"], (country, kind)
        assert "A. Diallo\nCompliance and Facilitation" in text_of(message)


def test_templates_and_annotated_copies_go_along(season: Season) -> None:
    for country, file in season.drafts("dispatch").items():
        name = f"ecom-kpi_2026_{country}_{LANGUAGE[country]}.xlsx"
        assert saved(file, season.place / f"sent_{country}") == {name: (season.place / "templates" / name).read_bytes()}
    (copy,) = saved(season.drafts("findings")["FRA"], season.place / "sent_back").items()
    assert copy == ("france_to-put-right.xlsx", (season.place / "annotated" / "france_to-put-right.xlsx").read_bytes())


# --- the season ------------------------------------------------------------------------------
def test_each_status_says_what_came_since_the_last(season: Season) -> None:
    second, last = season.said["second status"].stdout, season.said["last status"].stdout
    arrived = {line.split(",")[1].split(":")[0].strip() for line in second.splitlines() if line.startswith("Arrived, ")}
    assert arrived == {"UGA", "SEN", "BRA", "KAZ"}
    assert "Changed after acceptance, KEN: kenya-2.xlsx stands now in place of kenya.xlsx" in last


def test_late_is_not_missing_and_the_review_says_how_far_each_is(season: Season) -> None:
    rows = table(season, "status.xlsx", "Status").set_index("country")
    assert rows.review.to_dict() == {
        **dict.fromkeys(("KEN", "UGA", "FRA", "EGY", "SEN", "BRA", "KAZ", "MEX"), "accepted"),
        "JOR": "to-be-put-right",
        "PER": "cannot-be-opened",
        "MOZ": "missing",
        "BLR": "missing",
    }
    assert not any(rows.late[["MOZ", "BLR"]])


# --- the result ------------------------------------------------------------------------------
def test_which_files_count(season: Season) -> None:
    files = table(season, "result.xlsx", "Files").set_index("file").status.to_dict()
    assert files == {
        "brazil.xlsx": "accepted",
        "ecom-kpi_2026_PER_es.xlsx": "rejected",
        "egypt-2.xlsx": "accepted",
        "egypt.xlsx": "superseded",
        "france-2.xlsx": "accepted",
        "france.xlsx": "superseded",
        "jordan.xlsx": "accepted-with-errors",
        "kazakhstan.xlsx": "accepted",
        "kenya-2.xlsx": "accepted",
        "kenya.xlsx": "superseded",
        "mexico.xlsx": "accepted",
        "senegal.xlsx": "accepted",
        "uganda-a.xlsx": "accepted",
        "uganda-b.xlsx": "superseded",
    }


def test_what_was_put_right_has_nothing_left_to_tell(season: Season) -> None:
    found = table(season, "result.xlsx", "Findings")
    told = found[found.file.isin(["egypt-2.xlsx", "france-2.xlsx"]) & (found.severity != "info")]
    assert told.empty, told[["code", "cell", "message"]].to_dict("records")
    remarks = table(season, "result.xlsx", "Remarks")
    assert not any(remarks.file.isin(["egypt-2.xlsx", "france-2.xlsx"]))


def test_each_decision_says_what_became_of_it(season: Season) -> None:
    decisions = table(season, "result.xlsx", "Decisions")
    assert list(zip(decisions.country, decisions.action, decisions.effect, strict=True)) == [
        ("BRA", "correct", "applied"),
        ("KAZ", "waive", "applied"),
        ("UGA", "choose", "applied"),
        ("MEX", "accept", "applied"),
    ]
    assert decisions.before[0] == "muitos"


@pytest.mark.parametrize("name", ["Levels", "Answers", "Information", "Findings"])
def test_every_changed_figure_names_its_decision(season: Season, name: str) -> None:
    plain, result = (table(season, file, name).astype(str) for file in ("plain.xlsx", "result.xlsx"))
    assert not any(plain.decision)
    before = set(plain.drop(columns="decision").itertuples(index=False, name=None))
    for row, decision in zip(
        result.drop(columns="decision").itertuples(index=False, name=None), result.decision, strict=True
    ):
        assert row in before or decision, row


def test_the_same_run_without_the_ledger_shows_the_cells_as_returned(season: Season) -> None:
    item = table(season, "plain.xlsx", "Information")
    brazil = item[(item.country == "BRA") & (item.standard == 1) & (item.item == 1)].iloc[0]
    assert (brazil.text, brazil.value) == ("muitos", "")
    item = table(season, "result.xlsx", "Information")
    brazil = item[(item.country == "BRA") & (item.standard == 1) & (item.item == 1)].iloc[0]
    assert (float(brazil.value), brazil.unit, str(brazil.decision)) == (45, "%", "2")


def test_the_curve_of_returns_is_a_chart(season: Season) -> None:
    sheet = openpyxl.load_workbook(season.place / "status.xlsx")["Returns"]
    assert len(sheet._charts) == 1
    assert sheet.max_row > 1
