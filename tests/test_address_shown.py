"""An address as it is shown: where something is, and nothing of what lets one in."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from schemas.errors import Refusal
from schemas.places.address import Address
from schemas.places.place import Place
from schemas.places.visit import Role
from schemas.terminal.shown import is_address, shown, without_credentials

SHOWN = [
    # what was typed, and what is shown of it
    ("s3://returned/2026", "s3://returned/2026"),
    ("memory://returned", "memory://returned"),
    ("zip://returned::sent.zip", "zip://returned::sent.zip"),
    ("zip://::C:\\sent\\all.zip", "zip://::C:\\sent\\all.zip"),
    ("s3://AKIA:s3cr/et+KEY@bucket/returned", "s3://bucket/returned"),
    ("s3://AKIA:s3cr::et@bucket/returned", "s3://bucket/returned"),
    ("sftp://officer:s3cret@host:22/returned", "sftp://host:22/returned"),
    ("sftp://officer:s3cr@t@host/returned", "sftp://host/returned"),
    ("https://t0ken@host/sent.zip", "https://host/sent.zip"),
    ("zip://::https://host/sent.zip?X-Amz-Signature=s3cret", "zip://::https://host/sent.zip"),
    ("zip://returned::s3://AKIA:s3cret@bucket/sent.zip", "zip://returned::s3://bucket/sent.zip"),
    ("https://host/sent.zip#token=s3cret", "https://host/sent.zip"),
    ("abfs://box@account.dfs.core.windows.net/returned", "abfs://box@account.dfs.core.windows.net/returned"),
    ("abfs://box:s3cret@account/returned", "abfs://account/returned"),
    ("zip://returned::sent.zip?token=s3cret", "zip://returned::sent.zip"),
    ("postgresql://officer@host/years", "postgresql://officer@host/years"),
    ("postgresql://officer:s3cret@host/years", "postgresql://host/years"),
    ("s3://bucket/Kenya #2.xlsx", "s3://bucket/Kenya #2.xlsx"),
    ("s3://bucket/ken@2026.xlsx", "s3://bucket/ken@2026.xlsx"),
    ("s3://AKIA:s3?cret@bucket/returned", "s3://…"),
    ("sftp://officer:s3#cret@host/returned", "sftp://…"),
    ("zip://returned::s3://AKIA:s3?cret@bucket/sent.zip", "zip://returned::s3://…"),
    ("https://host/sent.zip#s3cret", "https://host/sent.zip"),
    ("https://host/sent.zip?sig=s3@cret", "https://…"),
    ("s3://bucket/Kenya #2@home.xlsx", "s3://bucket/Kenya #2@home.xlsx"),
]


@pytest.mark.parametrize(("typed", "is_shown"), SHOWN)
def test_what_is_shown_of_an_address(typed: str, is_shown: str) -> None:
    assert shown(typed) == is_shown
    assert str(Address(typed)) == is_shown


def test_a_record_of_it_does_not_hold_it_either() -> None:
    assert "s3cret" not in repr(Address("s3://AKIA:s3cret@bucket/returned"))


def test_within_a_sentence() -> None:
    said = "Got unexpected extra argument (s3://AKIA:s3cret@bucket/x) behind https://host/a?sig=s3cret and so on"
    assert without_credentials(said) == "Got unexpected extra argument (s3://bucket/x) behind https://host/a and so on"


def test_an_address_whose_key_nobody_can_tell_apart_is_refused() -> None:
    with click.Context(click.Command("validate")) as context, pytest.raises(Refusal) as refused:
        Place(Role.READ).convert("s3://AKIA:s3?cret@bucket/returned", None, context)
    assert str(refused.value) == (
        "What of the address s3://… is a key cannot be told: in a name, key or password @ is written %40, ? is %3F and"
        " # is %23."
    )


@pytest.mark.parametrize(
    ("said", "is_shown"),
    [
        # what a sentence of ours has, which says how an address is written or hides what is secret in it itself
        ("give postgresql://user@host/database.", "give postgresql://user@host/database."),
        ("as postgresql://user:password@host:5432/years, and", "as postgresql://user:password@host:5432/years, and"),
        ("postgresql://kpi:***@host/years: no answer", "postgresql://kpi:***@host/years: no answer"),
        # what somebody typed
        ("postgresql://kpi:s3cret@host/years", "postgresql://host/years"),
        ("postgresql://user:passwords@host/years", "postgresql://host/years"),
        ("postgresql://kpi:***@s3cret@host/years", "postgresql://host/years"),
        ("postgresql://user:password@host/years?password=s3cret", "postgresql://host/years"),
    ],
)
def test_an_example_stays_one(said: str, is_shown: str) -> None:
    assert without_credentials(said) == is_shown


LOCAL = [
    "returned",
    "C:\\returned",
    "C:/returned",
    "C://returned",
    "a:b",
    "a::b",
    "returned #1",
    "50% of them",
    "%41",
    "s3:",
    "../returned",
    "~returned",
]


@pytest.mark.parametrize("typed", LOCAL)
def test_a_local_path_stays_one_whatever_it_is_called(typed: str) -> None:
    assert not is_address(typed)
    with click.Context(click.Command("validate")) as context:
        assert Place(Role.READ).convert(typed, None, context) == Path(typed)
        assert context.meta == {}


@pytest.mark.parametrize("scheme", ["file", "local"])
def test_a_local_path_may_be_written_as_an_address(scheme: str, tmp_path: Path) -> None:
    with click.Context(click.Command("validate")) as context:
        assert Place(Role.READ).convert(f"{scheme}://{tmp_path.as_posix()}/a%20b", None, context) == tmp_path / "a%20b"


@pytest.mark.parametrize("typed", ["file://{}/re%20turned", "FILE://{}/re%20turned", "file://{}/re turned"])
def test_a_blank_in_it_may_be_written_as_browsers_do(tmp_path: Path, typed: str) -> None:
    (tmp_path / "re turned").mkdir()
    with click.Context(click.Command("validate")) as context:
        assert Place(Role.READ).convert(typed.format(tmp_path.as_posix()), None, context) == tmp_path / "re turned"


PARTS = [
    # the address, what stands beside it under the name campaign.yaml, and what a folder of all in its store is called
    ("s3://bucket/2026/returned", "s3://bucket/2026/campaign.yaml", "s3"),
    ("s3://bucket/returned/", "s3://bucket/campaign.yaml", "s3"),
    ("s3://bucket", None, "s3"),
    ("memory://returned", "memory://campaign.yaml", "memory"),
    ("zip://returned::sent/2026.zip", "zip://campaign.yaml::sent/2026.zip", "2026"),
    ("zip://::2026.zip", None, "2026"),
    ("sftp://host/returned", "sftp://host/campaign.yaml", "sftp"),
    ("sftp://host", None, "sftp"),
]


@pytest.mark.parametrize(("typed", "beside", "top"), PARTS)
def test_what_stands_beside_it(typed: str, beside: str | None, top: str) -> None:
    address = Address(typed)
    assert address.has_siblings == (beside is not None)
    assert beside is None or str(address.sibling("campaign.yaml")) == beside
    assert address.top == top


def test_the_key_of_s3_is_handed_on_apart_from_the_address() -> None:
    url, options = Address("zip://a::s3://AKIA:s3cr%2Fet@bucket/sent.zip").for_fsspec()
    assert url == "zip://a::s3://bucket/sent.zip"
    assert options["s3"] == {"key": "AKIA", "secret": "s3cr/et", "skip_instance_cache": True}
