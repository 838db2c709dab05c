"""The parts of an Office package by the rules of OPC: what a part is and what it leads to, never what it is called.

Source: ECMA-376 part 2 (Open Packaging Conventions). Relationships of the transitional and of the
strict kind are the same here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from addin.returned.archive import Archive, key_of
from addin.returned.package_error import PackageError
from addin.returned.xml_parts import refuse_doctype, root_of, text_of_xml
from schemas.findings.catalogue import FileSuspicious, PartMissing

_CONTENT_TYPES = "[content_types].xml"
_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
ID_NAMES = tuple(f"{{{namespace[:-1]}}}id" for namespace in _OFFICE)
"""The attribute that names a relationship, in both namespaces."""
_TEXT_ENDINGS = (".xml", ".rels", ".vml")


class Relation(NamedTuple):
    """A relationship of a part."""

    identity: str
    kind: str
    """The last word of its type, such as `worksheet`."""
    is_office: bool
    """True for a type of ECMA-376 itself, transitional or strict."""
    target: str
    """The key of the part it leads to; as it stands in the file where it leads out of the package."""
    is_external: bool


class Parts:
    """A package. Raises `PackageError` from every method where what it needs is missing or not to be trusted."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._looked_at: set[str] = set()
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._defaults: dict[str, str] = {}
        self._overrides: dict[str, str] = {}
        if _CONTENT_TYPES not in archive:
            raise PackageError(PartMissing(found="[Content_Types].xml"))
        for element in self.root(_CONTENT_TYPES):
            self._add_type(element)

    def _add_type(self, element: etree._Element) -> None:
        kind = element.get("ContentType", "").lower()
        if str(element.tag).rpartition("}")[2] == "Override":
            self._overrides[key_of(element.get("PartName", ""))] = kind
        else:
            self._defaults[element.get("Extension", "").lower()] = kind

    def content_type(self, key: str) -> str:
        """What a part is by the package's own list, in small letters; empty where it does not say."""
        return self._overrides.get(key) or self._defaults.get(key.rpartition(".")[2], "")

    def read(self, key: str) -> bytes:
        """A part, whole, as bytes that are no XML."""
        return self.archive.read(key)

    def text(self, key: str) -> bytes:
        """An XML part as `text_of_xml` gives it."""
        self._looked_at.add(key)
        return text_of_xml(self.archive.read(key), self.archive.name(key))

    def root(self, key: str) -> etree._Element:
        """The root of an XML part."""
        self._looked_at.add(key)
        return root_of(self.archive.read(key), self.archive.name(key))

    def relations(self, key: str) -> tuple[Relation, ...]:
        """The relationships of a part, in order; those of the package for the empty key."""
        if key not in self._relations:
            self._relations[key] = self._read_relations(key)
        return self._relations[key]

    def _read_relations(self, key: str) -> tuple[Relation, ...]:
        folder, _, file = key.rpartition("/")
        rels = key_of(f"{folder}/_rels/{file}.rels")
        if rels not in self.archive:
            return ()
        found = [element for element in self.root(rels) if str(element.tag).rpartition("}")[2] == "Relationship"]
        identities = [element.get("Id", "") for element in found]
        if len(set(identities)) != len(identities):
            raise PackageError(FileSuspicious(found=f"two relationships of one name in {self.archive.name(rels)}"))
        return tuple(_relation(element, folder) for element in found)

    def related(self, key: str, kind: str) -> Relation | None:
        """The relationship of a part that is of ECMA-376's type `kind`.

        Raises `PackageError` where several lead to different parts: programs would each follow another.
        """
        found = [relation for relation in self.relations(key) if relation.is_office and relation.kind == kind]
        if len({relation.target for relation in found}) > 1:
            raise PackageError(FileSuspicious(found=f"several parts of the type {kind}"))
        return found[0] if found else None

    def refuse_doctypes(self) -> None:
        """Look into every XML part that was not read: a document type is refused wherever it stands."""
        for key in self.archive:
            is_text = key.endswith(_TEXT_ENDINGS) or self.content_type(key).endswith("xml")
            if is_text and key not in self._looked_at:
                refuse_doctype(self.archive, key)


def _relation(element: etree._Element, folder: str) -> Relation:
    kind, target = element.get("Type", ""), element.get("Target", "")
    office = next((namespace for namespace in _OFFICE if kind.startswith(namespace)), "")
    word = kind.removeprefix(office) if office else kind.rstrip("/").rpartition("/")[2]
    is_external = element.get("TargetMode") == "External" or _has_scheme(target)
    where = target if is_external else _resolved(folder, target)
    return Relation(element.get("Id", ""), word, bool(office), where, is_external)


def _has_scheme(target: str) -> bool:
    try:
        return bool(urlsplit(target).scheme)
    except ValueError:
        return True


def _resolved(folder: str, target: str) -> str:
    """The key of a target: from the root where it begins with a slash, else from the folder of its source."""
    path = target.replace("\\", "/").partition("#")[0]
    whole = path if path.startswith("/") else f"/{folder}/{path}"
    return key_of(posixpath.normpath(whole))


def reached(parts: Parts, key: str) -> Iterator[tuple[str, Relation]]:
    """Every relationship that can be reached from a part, as (key of its source, relationship), each part once."""
    waiting, seen = [key], {key}
    while waiting:
        source = waiting.pop()
        for relation in parts.relations(source):
            yield source, relation
            if not relation.is_external and relation.target not in seen and relation.target in parts.archive:
                seen.add(relation.target)
                waiting.append(relation.target)
