"""What a Member is written about a workbook that is missing, not complete or not readable."""

from __future__ import annotations

from pathlib import PurePosixPath

from addin.status.tracker import MemberStatus, State, Tracking
from schemas.definition import Definition
from schemas.loading.spoken import load_spoken


def reminder(member: MemberStatus, tracking: Tracking) -> str:
    """The sentence in the Member's language, or in English where there is no wording in it; a due date in ISO 8601.

    Empty for a complete Member, and for a missing one where nobody gave a due date to name.
    """
    due = tracking.due.isoformat() if tracking.due is not None else ""
    return sentence(member, tracking, _definition(member.asked.language, tracking), due)


def sentence(member: MemberStatus, tracking: Tracking, definition: Definition, due: str) -> str:
    """As `reminder`, in the language of `definition`; `due` is how the due date is written, empty for none."""
    words = definition.wording.reminders
    who = {"member": definition.country_names[member.asked.country], "year": tracking.year}
    if member.state is State.MISSING:
        if tracking.due is None:
            return ""
        said = words.overdue if tracking.is_over else words.missing
        return said.format(**who, due=due)
    if member.state is State.CANNOT_BE_OPENED and member.file is not None:
        return words.cannot_be_opened.format(**who, file=PurePosixPath(member.file.file).name)
    # A file that was excluded was read: whoever excluded it knows what to say.
    if member.state is State.REJECTED and not (member.file is not None and member.file.excluded):
        return words.rejected.format(**who)
    if member.state is State.INCOMPLETE and member.file is not None:
        return words.incomplete.format(**who, done=member.file.indicators_complete, total=member.file.indicators)
    return ""


def lacks_due_date(tracking: Tracking) -> bool:
    """True where reminders stay empty until somebody gives a due date."""
    return tracking.due is None and any(member.state is State.MISSING for member in tracking.members)


def _definition(language: str, tracking: Tracking) -> Definition:
    edition = tracking.consolidation.definitions[0].edition.edition
    return load_spoken(edition, language)
