"""What the tables say in the result's language: Members' names, titles of standards, questions and items.

What officers wrote stands as it was written; what asks them comes from the edition of their file, in the language
of the result, so that a column reads in one language whatever the workbooks were made in.
"""

from __future__ import annotations

from functools import lru_cache

from addin.submissions.submission import AnswerRow, InformationRow
from addin.tables.table_survey import region_of
from schemas.definition import Definition
from schemas.loading.loader import DEFAULT_EDITION, editions, load_definition
from schemas.loading.members import load_members
from schemas.loading.spoken import load_spoken


class Words:
    """The words of a result in `language`, two letters."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._names = load_definition(language=language).country_names
        # Names stand in the order in which people look them up in the language.
        self._order = {country: number for number, country in enumerate(self._names)}
        self._definitions: dict[str | None, Definition] = {}

    def member(self, country: str | None) -> str | None:
        """A Member's name by its ISO 3166-1 alpha-3 code; None where nobody knows the Member."""
        return self._names.get(country) if country is not None else None

    def region(self, country: str | None) -> str | None:
        """The code of a Member's WCO region, the same in every language; None where nobody knows the Member."""
        return region_of(country) or None

    def standard_title(self, edition: str | None, standard: int) -> str | None:
        """The title of a standard; None where the edition has none of that number."""
        words = self._asked(edition).wording.standards.get(standard)
        return words.title if words is not None else None

    def question(self, edition: str | None, row: AnswerRow) -> str:
        """The question that was answered; empty where it is not asked at the chosen level."""
        if not row.question_text or row.level is None:
            return row.question_text
        return self._asked(edition).wording.questions[row.level].get(row.question, row.question_text)

    def label(self, edition: str | None, row: InformationRow) -> str:
        """What an item of additional information asks."""
        return self._asked(edition).wording.standards[row.standard].information.get(row.item, row.label)

    def _asked(self, edition: str | None) -> Definition:
        """What is asked in `edition`; in the newest where it is none of ours."""
        if edition not in self._definitions:
            known = edition if edition in editions() else DEFAULT_EDITION
            self._definitions[edition] = load_spoken(known, self._language)
        return self._definitions[edition]

    def place(self, country: str | None) -> tuple[int, int]:
        """What puts Members in order: by region as they are listed, then by name; nobody is behind them all."""
        regions = (*load_members().regions, "")
        return regions.index(region_of(country)), self._order.get(country or "", 0)


@lru_cache(maxsize=8)
def words_in(language: str) -> Words:
    """The words of results in `language`: the same for all tables."""
    return Words(language)
