"""Encrypted workbooks: with the password that Excel tries unasked, with another, with a label."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from addin.returned import ole_file
from addin.returned.package_error import PackageError
from addin.returned.reader import read_workbook
from addin.submissions.examine import examine
from tests import xls
from tests.compound_file import compound_file

COMPLETE = (Path(__file__).parent / "returned" / "complete.xlsx").read_bytes()


def encrypted(password: str) -> bytes:
    target = io.BytesIO()
    OOXMLFile(io.BytesIO(COMPLETE)).encrypt(password, target)
    return target.getvalue()


def test_the_password_that_excel_tries_unasked_opens_it() -> None:
    opened, plain = read_workbook(encrypted("VelvetSweatshop"), "x"), read_workbook(COMPLETE, "x")
    assert opened.entries == plain.entries


def test_another_password_is_asked_for() -> None:
    with pytest.raises(PackageError, match="encrypted-file"):
        read_workbook(encrypted("secret"), "x")


@pytest.mark.parametrize("record", [struct.pack("<HHH", 7, 7, 7), struct.pack("<HHH", 1, 9, 9) + bytes(48), b""])
def test_an_xls_encrypted_in_an_unknown_way_is_not_said_to_be_damaged(record: bytes) -> None:
    book = xls.record(xls.BEGIN, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 6)) + xls.record(0x002F, record)
    with pytest.raises(PackageError, match="encrypted-file"):
        read_workbook(compound_file({"Workbook": book + xls.record(0x0085, bytes(range(200)))}), "x")


LABELLED = [
    {"EncryptedPackage": bytes(5_000)},
    {"\x06DataSpaces/TransformInfo/DRMEncryptedTransform/\x06Primary": b"x", "EncryptedPackage": bytes(5_000)},
    {"\x06DataSpaces/DataSpaceInfo/DRMEncryptedDataSpace": b"x", "EncryptedPackage": bytes(5_000)},
    {"\x09DRMContent": bytes(5_000), "Workbook": bytes(5_000)},
]


@pytest.mark.parametrize("streams", LABELLED)
def test_a_label_says_what_to_do_about_it(tmp_path: Path, streams: dict[str, bytes]) -> None:
    (tmp_path / "a.xlsx").write_bytes(compound_file(streams))
    (finding,) = examine(tmp_path / "a.xlsx", name="a.xlsx").findings
    assert (finding.code, finding.variant) == ("encrypted-file", "label")
    assert finding.message.startswith("a.xlsx is protected by a sensitivity label")
    assert "Ask for a copy whose label was removed" in finding.message


INFO = '<encryption xmlns="e"><keyEncryptor><encryptedKey spinCount="{}"/></keyEncryptor></encryption>'


@pytest.mark.parametrize(
    "info",
    [
        INFO.format("10000000"),
        INFO.format("-1"),
        f"<!DOCTYPE a [<!ENTITY b 'c'>]>{INFO.format('100000')}",
        INFO.format("1") + " " * 70_000,
    ],
    ids=["too many rounds", "less than none", "a document type", "too long"],
)
def test_a_description_that_would_take_for_ever_is_refused(info: str) -> None:
    stream = b"\x04\x00\x04\x00" + bytes(4) + info.encode()
    data = compound_file({"EncryptionInfo": stream, "EncryptedPackage": bytes(5_000)})
    with pytest.raises(PackageError, match="suspicious"):
        read_workbook(data, "x")


def test_a_large_one_is_not_decrypted_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ole_file, "_ENCRYPTED_LIMIT", 1_000)
    with pytest.raises(PackageError, match="encrypted-file"):
        read_workbook(encrypted("VelvetSweatshop"), "x")


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9_000)]
)
def test_a_compound_file_that_is_none_is_damaged(data: bytes) -> None:
    with pytest.raises(PackageError, match="unreadable-file"):
        read_workbook(data, "x")


def test_a_letter_of_the_old_kind_is_no_workbook() -> None:
    with pytest.raises(PackageError, match="not-a-workbook"):
        read_workbook(compound_file({"WordDocument": bytes(5_000)}), "x")


OLD = {
    "Excel 95": compound_file({"Book": b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(5_000)}),
    "Excel 95 without a compound file": b"\x09\x08\x08\x00\x00\x05\x05\x00" + bytes(5_000),
    "Excel 4.0": b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(500),
    "Excel 2.1": b"\x09\x00\x04\x00\x00\x00\x10\x00" + bytes(500),
}


@pytest.mark.parametrize("data", OLD.values(), ids=OLD)
def test_a_workbook_of_the_old_kind_is_not_said_to_be_damaged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xls").write_bytes(data)
    (finding,) = examine(tmp_path / "a.xls", name="a.xls").findings
    assert (finding.code, finding.variant) == ("unreadable-file", "too-old")
    assert finding.message.startswith("a.xls was saved in a format of Excel 95 or older")


@pytest.mark.parametrize("stream", [b"\x09", b"\x09\x08\xff\xff", b"\x09\x08\x10\x00", bytes(5_000)])
def test_records_that_end_in_the_middle_are_no_fault_of_kpibook(tmp_path: Path, stream: bytes) -> None:
    (tmp_path / "a.xls").write_bytes(compound_file({"Workbook": stream + b"\xff\xff\xff\xff"}))
    (finding,) = examine(tmp_path / "a.xls").findings
    assert (finding.code, finding.variant) == ("unreadable-file", "damaged")
