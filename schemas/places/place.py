"""A place on the command line: a local path as click reads it, or an address of fsspec."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import click

from schemas.database_address import DATABASE_ENDING, database_address, database_in
from schemas.errors import Refusal
from schemas.places.address import Address
from schemas.places.visit import Role, visit_of
from schemas.terminal.shown import is_address, is_told, shown
from schemas.written.database_seal import is_database

_LOCAL = ("file://", "local://")
"""How the address of a local path begins."""


class Place(click.Path):
    """The type of an argument or an option: what it makes of an address is the local path that stands for it.

    `beside` are names of files that the command looks for, or writes, beside it; `{name}` in one is its own name.
    """

    def __init__(self, role: Role, *, beside: Iterable[str] = (), exists: bool = False) -> None:
        super().__init__(
            path_type=Path, exists=exists, file_okay=role is not Role.FOLDER, dir_okay=role is not Role.FILE
        )
        self._role = role
        self._beside = tuple(beside)

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; what is at an address is fetched when the command is run, and not before."""
        text = os.fspath(value)
        if not is_address(text) or ctx is None:
            return super().convert(value, param, ctx)
        if text.lower().startswith(_LOCAL):
            return super().convert(_local(text), param, ctx)
        if not is_told(text):
            raise Refusal(
                "What of the address {address} is a key cannot be told: in a name, key or password @ is written %40,"
                " ? is %3F and # is %23.",
                address=shown(text),
            )
        address = Address(text)
        local = visit_of(ctx).ask(address, self._role)
        if address.has_siblings:
            for name in self._beside:
                visit_of(ctx).ask(address.sibling(name.format(name=local.name)), Role.BESIDE)
        return local


class PlaceOrDatabase(Place):
    """As `Place`, of an option that takes the address of a database as well: it stays one."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = os.fspath(value)
        text = _local(text) if text.lower().startswith(_LOCAL) else text
        if is_address(text) and _is_database_elsewhere(Address(text)):
            raise Refusal(
                "{address} is a database, which is read where it lies: copy its file to this computer first.",
                address=Address(text),
            )
        if not is_address(text) and is_database(Path(text)):
            # Whatever it is called.
            return database_address(f"sqlite:///{text}")
        return database_in(text) or super().convert(text, param, ctx)


class AllOrPlace(Place):
    """As `Place`, of an option for which a word may stand: what is no address stays as it was typed."""

    def convert(self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = os.fspath(value)
        return str(super().convert(value, param, ctx)) if is_address(text) else text


def _is_database_elsewhere(address: Address) -> bool:
    return bool(address.parts) and address.parts[-1].lower().endswith(DATABASE_ENDING)


def _local(address: str) -> str:
    from fsspec.implementations.local import LocalFileSystem  # noqa: PLC0415 - few write a local path that way

    scheme, _, rest = address.partition("://")
    path = str(LocalFileSystem._strip_protocol(f"{scheme.lower()}://{rest}"))
    # Browsers write a blank as %20; others, and fsspec, write a path as it is.
    plain = unquote(path)
    return plain if not os.path.lexists(path) and os.path.lexists(plain) else path


def read_place(*, beside: Iterable[str] = (), exists: bool = False) -> Place:
    """A file or a folder to read; a local one that is not there is the command's to refuse, unless `exists`."""
    return Place(Role.READ, beside=beside, exists=exists)


def read_place_or_database(*, exists: bool = False) -> PlaceOrDatabase:
    """As `read_place`, or the database that an address or the name of a file says."""
    return PlaceOrDatabase(Role.READ, exists=exists)


def file_to_write() -> Place:
    """A file to write."""
    return Place(Role.FILE)


def folder_to_write(*, beside: Iterable[str] = ()) -> Place:
    """A folder to write into."""
    return Place(Role.FOLDER, beside=beside)
