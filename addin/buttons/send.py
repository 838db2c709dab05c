"""The buttons of *Send*: templates for Members, and letters to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from addin.buttons.databases import before_of
from addin.buttons.fetched import fetches
from addin.buttons.front import Front
from addin.buttons.places import dated, folder_asked, folder_of_results, folder_of_templates
from addin.buttons.typed import ALL, is_yes, member_of, path_of, text_of, year_of
from addin.buttons.watching import Watching, shown
from addin.buttons.words import Ended, lines, said
from addin.earlier.past import read_past
from addin.installation.settings_book import OWN_LANGUAGE
from addin.letters.asked import LettersAsked
from addin.letters.copies import annotated_copies
from addin.letters.write import write_letters
from schemas.loading.campaigns import CAMPAIGN_FILE
from schemas.models.letters import Kind
from schemas.services import Built, TemplatesAsked, process_pool, templates_maker, workbook_builder


@fetches(prefill=())
def new_templates(front: Front) -> None:
    """Make the templates that the settings ask for, as the command line's `build` does, and by the same service."""
    member, language = member_of(front.setting("member"), front.language), text_of(front, "language")
    asked = TemplatesAsked(
        out=folder_of_results(front),
        year=text_of(front, "year"),
        language=language if language != OWN_LANGUAGE else None,
        member=member if member != ALL else None,
        all_members=member == ALL,
        edition=text_of(front, "edition"),
        prefill=before_of(front),
        force=is_yes(front, "overwrite"),
    )
    past = Watching(front, "reading-before", then="")
    sentences = templates_maker()(
        asked, lambda place, year: read_past(place, past, year), _watched(front), process_pool()
    )
    front.tell(lines(sentences, front.language))


@fetches(folder=(CAMPAIGN_FILE,), contacts=(), members=(), prefill=(), decisions=())
def letters(front: Front) -> None:
    """Write drafts of the letters that are asked for, and show the folder that they are in."""
    kind = _kind(front)
    asked = LettersAsked(
        folder=folder_of_templates(front) if kind is Kind.DISPATCH else folder_asked(front),
        kind=kind,
        # The day of the person who runs it: due dates are days where the secretariat is.
        today=dt.datetime.now().astimezone().date(),
        out=dated(front, "letters", kind.value),
        contacts=path_of(front, "contacts"),
        members=path_of(front, "members"),
        due=text_of(front, "due"),
        year=year_of(front),
        before=_addresses_of(front),
        decisions=path_of(front, "decisions"),
    )
    phases = (["reading-before"] if asked.before is not None else []) + ["reading", "copying"]
    outcome = write_letters(
        asked,
        Watching(front, *phases),
        Watching(front, "writing-letter"),
        partial(annotated_copies, workbook_builder()),
    )
    if outcome.folder.is_dir():
        front.open(outcome.folder)
    front.tell(lines(outcome.sentences(), front.language))


def _addresses_of(front: Front) -> Path | None:
    """Where last year's addresses are: its returned workbooks have them, a result and a database hold none."""
    place = before_of(front)
    return place if isinstance(place, Path) and not place.is_file() else None


def _kind(front: Front) -> Kind:
    typed = (text_of(front, "kind") or "").casefold()
    if not typed:
        raise Ended(said(front.language, "choose-kind"))
    try:
        return Kind(typed)
    except ValueError:
        raise Ended(said(front.language, "no-kind", typed=typed, kinds=", ".join(Kind))) from None


def _watched(front: Front) -> Callable[[Iterator[Built], int], Iterator[Built]]:
    return lambda made, total: shown(front, made, total, lambda built: built.file_name, "making")
