"""What the buttons say: sentences of the wording files, with what they speak of filled in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

from addin.ribbon.words import FIRST, RibbonWording, load_wordings

_MOST_LINES = 12
SETTING_OF = {
    "--all-members": "member all",
    "--before": "prefill",
    "--contacts": "contacts",
    "--database": "database",
    "--decisions": "decisions",
    "--due": "due",
    "--edition": "edition",
    "--force": "overwrite yes",
    "--kind": "kind",
    "--language": "language",
    "--member": "member",
    "--members": "members",
    "--out": "out",
    "--prefill": "prefill",
    "--public": "public yes",
    "--year": "year",
}
"""The setting of an option, and the value that it is set to where the option has none."""


class Ended(Exception):
    """A button ends early: its text is a sentence in the person's language that says what to do."""


def said(language: str, key: str, **facts: object) -> str:
    """The sentence `key` in `language`, in English where there is none in it; raises KeyError for no such key."""
    return wording(language).sentences[key].format(**facts)


def wording(language: str) -> RibbonWording:
    """The words in `language`, else in English."""
    wordings = _wordings()
    return wordings.get(language, wordings[FIRST])


def setting_called(language: str, setting: str) -> str:
    """What people call a setting, as it stands on the settings sheet and in the window. Raises KeyError for none."""
    words = wording(language)
    return words.settings.get(setting) or words.window[setting]


def of_setting(language: str, setting: str, refusal: Exception) -> Ended:
    """What is the matter with what stands in a setting, said with the name of the setting."""
    called = setting_called(language, setting)
    return Ended(said(language, "of-setting", setting=called, why=in_language(refusal, language)))


def in_language(thing: object, language: str) -> str:
    """What the engine says, in `language` where it can be said in several; settings stand in place of options."""
    said_in = getattr(thing, "said", None)
    return str(said_in(language, partial(option_called, language))) if callable(said_in) else str(thing)


def option_called(language: str, option: str) -> str:
    """What stands for an option of the command line: its setting, else where it is to be had, for few have none."""
    setting, _, value = SETTING_OF.get(option, "").partition(" ")
    if not setting:
        return said(language, "option-without-setting", option=option)
    called = setting_called(language, setting)
    if value:
        return said(language, "option-set-to", setting=called, value=value)
    return said(language, "option-setting", setting=called)


def lines(things: Iterable[object], language: str) -> str:
    """As `in_language`, a line each: no more than a dialog shows whole, with the last, which says what all came to."""
    every = [in_language(thing, language) for thing in things]
    if len(every) > _MOST_LINES:
        first = every[: _MOST_LINES - 2]
        every = [*first, said(language, "more-lines", count=len(every) - len(first) - 1), every[-1]]
    return "\n".join(every)


@lru_cache(maxsize=1)
def _wordings() -> dict[str, RibbonWording]:
    return load_wordings()
