"""Templates to be sent out: each goes to the Member that it was made for, and to no other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from addin.letters.asked import Correspondence
from addin.letters.draft import Attachment
from addin.letters.matter import Matter
from addin.returned.folder import Listed, files_below
from addin.returned.opening import read_file
from addin.returned.package_error import PackageError
from addin.status.asked_members import Asked, all_members
from addin.submissions.in_parallel import examine_listed
from addin.submissions.submission import Submission
from schemas.errors import Refusal
from schemas.loading.letters import letter_definition
from schemas.messages.message import Message
from schemas.services import Watch

_NO_TEMPLATE = Message("There is no template for it in the folder: make it by kpibook build.")
_NAME = re.compile(r"ecom-kpi_([0-9]{4})_([A-Z]{3})_([a-z]{2})\.xlsx")


@dataclass(frozen=True, slots=True)
class Template:
    """A file that is called like the template of a Member."""

    listed: Listed
    year: int
    country: str
    language: str

    @property
    def name(self) -> str:
        """Its name without the folders that it lies in."""
        return PurePosixPath(self.listed.name).name


@dataclass(frozen=True)
class Templates:
    """The templates of one year that lie in a folder, by Member, and what was found in each."""

    year: int
    by_country: dict[str, list[Template]]
    examined: dict[str, Submission]

    def matters(self, known: Correspondence) -> Iterator[Matter]:
        """What each Member is to be written, in the order of the list of Members."""
        for asked in known.members or all_members():
            templates = self.by_country.get(asked.country, [])
            if templates or known.members is not None:
                yield self._matter(asked, templates, known.contacts.of(asked.country).language)

    def _matter(self, asked: Asked, templates: Sequence[Template], wanted: str) -> Matter:
        template = _chosen(templates, (wanted, asked.language))
        if template is None:
            spoken = letter_definition(None, wanted, asked.language)
            return Matter(asked, spoken, reason=_NO_TEMPLATE)
        found = self.examined[template.listed.name]
        spoken = letter_definition(found.edition, wanted, template.language, asked.language)
        facts = {"file": template.name}
        return Matter(
            asked, spoken, facts, attached=lambda: _attachment(template), reason=_why_not_sent(template, found)
        )

    def left(self, known: Correspondence) -> Iterator[str]:
        """The templates that no letter attaches, since another of the same Member goes, a sentence each."""
        asked = {each.country: each for each in known.members or all_members()}
        for country, templates in self.by_country.items():
            own = asked[country].language if country in asked else ""
            chosen = _chosen(templates, (known.contacts.of(country).language, own))
            for each in templates:
                if country not in asked:
                    yield Message(
                        "Not sent: {file} is of {country}, which is not among the Members asked.",
                        file=each.listed.name,
                        country=country,
                    )
                elif chosen is not None and each is not chosen:
                    yield Message(
                        "Not sent: {file}, since {chosen} goes to {country}.",
                        file=each.listed.name,
                        chosen=chosen.listed.name,
                        country=country,
                    )


def find_templates(known: Correspondence, folder: Path, lists: Iterable[Path], watch: Watch) -> Templates:
    """The templates in `folder` and below. Raises `Refusal` where there is none, or of several years."""
    named = [template for each in files_below(folder, lists) if (template := _template(each)) is not None]
    years = Counter(template.year for template in named)
    year = known.year or next(iter(years), None)
    if year is None or year not in years:
        which = Message(" of {year}", year=known.year) if known.year is not None else ""
        raise Refusal(
            "There is no Member’s template{which} in {folder}: make them by kpibook build with --all-members, and "
            "keep their names (ecom-kpi_2026_KEN_en.xlsx).",
            which=which,
            folder=folder,
        )
    if known.year is None and len(years) > 1:
        listed = ", ".join(map(str, sorted(years)))
        raise Refusal(
            "There are templates of several years in {folder} ({listed}): choose one with --year.",
            folder=folder,
            listed=listed,
        )
    templates = [template for template in named if template.year == year]
    submissions = examine_listed([template.listed for template in templates], year=year)
    examined = {each.file: each for each in watch(submissions, len(templates))}
    by_country: dict[str, list[Template]] = defaultdict(list)
    for template in templates:
        by_country[template.country].append(template)
    return Templates(year, dict(by_country), examined)


def _template(listed: Listed) -> Template | None:
    found = _NAME.fullmatch(PurePosixPath(listed.name).name)
    return Template(listed, int(found[1]), found[2], found[3]) if found is not None and listed.is_read else None


def _chosen(templates: Sequence[Template], languages: Iterable[str]) -> Template | None:
    """The first of `templates` in the first of `languages` that there is one in, else the first of all."""
    in_order = [each for language in languages for each in templates if each.language == language]
    return next(iter([*in_order, *templates]), None)


def _why_not_sent(template: Template, found: Submission) -> str:
    """Why a file is not what its name says, in words; empty where it is."""
    name = template.listed.name
    if not found.was_read or found.rejected:
        why = found.findings[0].message if found.findings else ""
        if not why:
            return Message("{file} cannot be sent: Make it anew by kpibook build.", file=name)
        return Message("{file} cannot be sent: {why} Make it anew by kpibook build.", file=name, why=why)
    if (found.country, found.year) != (template.country, template.year):
        return Message(
            "{file} is a workbook of {country}, {year}, not what its name says: make it anew by kpibook build.",
            file=name,
            country=found.country or Message("no Member"),
            year=found.year,
        )
    if _holds_answers(found):
        # A Member keeps the name of its template, so that a returned workbook is called like one.
        return Message("{file} is a returned workbook with answers: give the folder of the templates.", file=name)
    return ""


def _holds_answers(found: Submission) -> bool:
    """True where somebody answered in it; what it carries over of last year stands in other cells."""
    typed = (row.level is not None for row in found.levels)
    return any(typed) or any(row.yes_no or row.answer for row in found.answers) or bool(found.information)


def _attachment(template: Template) -> Attachment:
    try:
        return Attachment(template.name, read_file(template.listed.path, template.listed.within))
    except PackageError:
        raise Refusal("{file} could not be read any more: run the command again.", file=template.listed.path) from None
