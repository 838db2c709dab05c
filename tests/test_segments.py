"""Packages put together from segments: which texts, cut where, packed when → what any reader finds in the zip file."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.returned.archive import Archive
from schemas.excel.segments import package_of, packed, stream_of
from workbook_builder.drawing.cuts import cut, cut_rows

ROW = b'<row r="2"><c r="A2" s="19" t="inlineStr"><is><t>answered</t></is></c></row>'
CUTS: dict[str, Sequence[bytes]] = {
    "nothing": [],
    "an empty segment": [b""],
    "a byte": [b"<"],
    "one segment": [ROW * 500],
    "three alike": [ROW * 100, ROW * 100, ROW * 100],
    "empty ones between": [b"", ROW, b"", b"", ROW, b""],
    "more than the window that deflate looks back": [ROW * 1000, b"KEN", ROW * 1000],
    "bytes that cannot be packed": [bytes(range(256)) * 300],
}


@pytest.mark.parametrize("segments", CUTS.values(), ids=CUTS)
def test_a_part_reads_as_its_segments_one_after_the_other(segments: Sequence[bytes]) -> None:
    package = package_of([("xl/a.xml", stream_of(segments)), ("xl/b.xml", stream_of([b"behind"]))])
    text = b"".join(segments)
    with zipfile.ZipFile(io.BytesIO(package)) as read:
        assert read.testzip() is None
        assert read.namelist() == ["xl/a.xml", "xl/b.xml"]
        assert (read.read("xl/a.xml"), read.read("xl/b.xml")) == (text, b"behind")
        assert zlib.crc32(text) == read.getinfo("xl/a.xml").CRC
    # The reader of returned workbooks trusts no directory: it unpacks, counts and checks by itself.
    archive = Archive(package)
    assert (archive.read("xl/a.xml"), archive.read("xl/b.xml")) == (text, b"behind")


TEXTS = st.binary(max_size=2000) | st.text("<c r=\"1'>", max_size=2000).map(str.encode)


@given(st.lists(st.tuples(TEXTS, st.booleans())))
def test_it_makes_no_difference_which_segments_are_packed_already(segments: list[tuple[bytes, bool]]) -> None:
    now = stream_of(text for text, _ in segments)
    assert stream_of(packed(text) if before else text for text, before in segments) == now
    whole = b"".join(text for text, _ in segments)
    assert (now.size, now.check) == (len(whole), zlib.crc32(whole))
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    assert inflater.decompress(b"".join(now.pieces)) == whole
    assert (inflater.eof, inflater.unused_data) == (True, b"")


@given(TEXTS)
def test_a_segment_takes_a_few_bytes_more_than_a_stream_of_its_own(text: bytes) -> None:
    assert len(packed(text).deflated) <= len(zlib.compress(text, wbits=-zlib.MAX_WBITS)) + 5


def test_a_package_says_nothing_of_the_machine_that_made_it() -> None:
    with zipfile.ZipFile(io.BytesIO(package_of([("xl/a.xml", stream_of([ROW]))]))) as read:
        entry = read.getinfo("xl/a.xml")
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert (entry.create_system, entry.external_attr >> 16) == (3, 0o600)
    assert (entry.flag_bits, entry.extra, entry.comment) == (0, b"", b"")


# --- where a sheet is cut ------------------------------------------------------------------------
ROWS = [
    # (the rows in which Members differ, the rows at which the sheet is cut)
    ((), (2,)),  # the stamp alone, in the first row
    ((2, 3), (4,)),
    ((2, 14), (15,)),  # eleven rows between are no run worth cutting out
    ((2, 15), (3, 15, 16)),
    ((2, 101), (3, 101, 102)),
    ((101, 2, 2), (3, 101, 102)),
]


@pytest.mark.parametrize(("differing", "rows"), ROWS)
def test_a_sheet_is_cut_round_long_runs_of_rows_that_all_members_have(
    differing: tuple[int, ...], rows: tuple[int, ...]
) -> None:
    assert cut_rows(differing) == rows


def sheet(*rows: int) -> bytes:
    written = b"".join(b'<row r="%d" ht="15"><c/></row>' % row for row in rows)
    return (
        b"<worksheet><sheetData>" + written + b"</sheetData><dataValidations/><pageMargins/><headerFooter/></worksheet>"
    )


PIECES = [
    # (the rows there are, those it is cut at, how each piece begins)
    ((1, 2, 3), (2,), [b"<worksheet>", b'<row r="2"', b"<pageMargins"]),
    ((1, 2, 3), (2, 3), [b"<worksheet>", b'<row r="2"', b'<row r="3"', b"<pageMargins"]),
    ((1, 5), (2,), [b"<worksheet>", b'<row r="5"', b"<pageMargins"]),  # the next row there is
    ((1, 5, 21), (2, 5, 21), [b"<worksheet>", b'<row r="5"', b'<row r="21"', b"<pageMargins"]),
    ((1,), (2,), [b"<worksheet>", b"</sheetData>", b"<pageMargins"]),
    ((1, 2), (3, 9), [b"<worksheet>", b"</sheetData>", b"<pageMargins"]),
    ((), (2,), [b"<worksheet>", b"</sheetData>", b"<pageMargins"]),
]


@pytest.mark.parametrize(("there", "rows", "starts"), PIECES)
def test_the_pieces_of_a_sheet(there: tuple[int, ...], rows: tuple[int, ...], starts: list[bytes]) -> None:
    pieces = cut(sheet(*there), rows)
    assert b"".join(pieces) == sheet(*there)
    assert [piece[: len(start)] for piece, start in zip(pieces, starts, strict=True)] == starts
