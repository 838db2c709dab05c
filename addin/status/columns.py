"""The columns that only the status workbook has; the others are the result's."""

from __future__ import annotations

from dataclasses import replace

from addin.tables import columns as result
from addin.tables.table import Column, ColumnKind, Tint

_INTEGER, _BOOLEAN = ColumnKind.INTEGER, ColumnKind.BOOLEAN

# --- a Member a row ------------------------------------------------------------------------------
MEMBER_NAME = Column("name", "The Member's name in English.", width=32)
LANGUAGE = replace(result.LANGUAGE, description="The language in which the Member is asked, as an ISO 639-1 code.")
STATE = Column(
    "state",
    "Where the Member stands: `complete`, `incomplete`, `rejected`, `cannot-be-opened` or `missing`.",
    width=18,
    tint=Tint.STATE,
)
LATE = Column(
    "late",
    "Whether something is here that came after the due date, or is not complete though it has passed.",
    _BOOLEAN,
    width=9,
    tint=Tint.LATE,
)
SUBMITTED = Column("submitted", "The day it was submitted, as an ISO 8601 date.", width=13, centred=True)
INDICATORS_COMPLETE = Column(
    "indicators_complete", "How many indicators are complete.", _INTEGER, unit="indicators", width=22
)
INDICATORS = Column("indicators", "How many indicators the file asks for.", _INTEGER, unit="indicators", width=13)
REVIEW = replace(
    result.REVIEW,
    description="How far its review has come: `missing`, `cannot-be-opened`, `to-be-put-right` or `accepted`.",
)
CONTACT_NAME = Column("contact_name", "The contact's name as it was typed.", width=28, wraps=True)
CONTACT_EMAIL = Column(
    "contact_email",
    "The contact's e-mail address as it was typed; for reminders, that of the list of contacts where it has one.",
    width=36,
    wraps=True,
)
REMINDER = Column("reminder", "What the Member is to be written, in its language.", width=118, wraps=True)

CAME = Column(
    "returned",
    "The day its first return is counted on, as an ISO 8601 date: what the file says, within what the runs saw.",
    width=13,
    centred=True,
)

# --- a region a row ------------------------------------------------------------------------------
REGION_CODE = replace(
    result.REGION, description="The code of the WCO region, `total` for all of them, or `EUE` for the European Union."
)
REGION_NAME = Column("name", "The name of the WCO region in English.", width=66)
ASKED = Column("asked", "How many Members were asked.", _INTEGER, unit="Members", width=10)
RECEIVED = Column("received", "How many of them sent something.", _INTEGER, unit="Members", width=12)
COMPLETE = Column("complete", "How many sent a complete workbook.", _INTEGER, unit="Members", width=12)
INCOMPLETE = Column("incomplete", "How many sent one with open indicators.", _INTEGER, unit="Members", width=13)
REJECTED = Column("rejected", "How many sent nothing that can be taken.", _INTEGER, unit="Members", width=12)
LATE_MEMBERS = Column("late", "How many of those received are late.", _INTEGER, unit="Members", width=9, tint=Tint.LATE)
MISSING = Column("missing", "How many sent nothing.", _INTEGER, unit="Members", width=11)

# --- a week a row --------------------------------------------------------------------------------
WEEK = Column("week", "The week, in ISO 8601.", width=11, centred=True)
WEEK_BEGINS = Column("begins", "Its Monday, as an ISO 8601 date.", width=13, centred=True)
WEEK_ARRIVED = Column(
    "arrived", "How many Members returned something for the first time in it.", _INTEGER, unit="Members", width=10
)
WEEK_TOTAL = Column("total", "How many Members had returned something by its end.", _INTEGER, unit="Members", width=10)

# --- something that came a row -------------------------------------------------------------------
ARRIVAL = Column("arrival", "Whether it is the `first` from the Member, or something came `again`.", width=10)
STATE_BEFORE = replace(STATE, name="state_before", description="Where the Member stood in the run before.")
SINCE = Column(
    "since", "The day of the run before, as an ISO 8601 date; empty where there was none.", width=13, centred=True
)

# --- a change after acceptance a row -------------------------------------------------------------
ACCEPTED_ON = Column(
    "accepted_on", "The day of the run that first saw it accepted, as an ISO 8601 date.", width=14, centred=True
)
ACCEPTED_FILE = replace(result.FILE, name="accepted_file", description="The path of the file that was accepted.")
ACCEPTED_SHA256 = replace(
    result.SHA256, name="accepted_sha256", description="The SHA-256 digest of the file that was accepted."
)
SEEN_ON = Column(
    "seen_on", "The day of the run that first saw something else, as an ISO 8601 date.", width=13, centred=True
)

# --- an unmatched file a row ---------------------------------------------------------------------
UNMATCHED_FILE = replace(result.FILE, width=50)
UNMATCHED_REASON = replace(result.REASON, description="Why it stands for none of the Members asked.", width=90)


def returned_of(region: str) -> Column:
    """The column of a region's returns, by its code."""
    what = "How many Members of the region in the heading had returned something by its end."
    return Column(region, what, _INTEGER, unit="Members", width=9)
