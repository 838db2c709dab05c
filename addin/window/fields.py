"""The form of each button: which settings it shows, and how each of them is filled in. Knows no tkinter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from addin.buttons.catalogue import Button, Runs
from addin.buttons.typed import plain
from addin.ribbon.settings import SETTINGS, THE_DATABASE
from addin.ribbon.words import RibbonWording
from schemas.loading.loader import editions, languages, load_definition
from schemas.models.letters import Kind as LetterKind

WORKBOOK = "workbook"
"""The file that `validate` reads here, where Excel takes the workbook in front."""
_ALL, _AUTO = "all", "auto"


class Kind(Enum):
    """How a field is filled in."""

    TEXT = auto()
    YEAR = auto()
    """A number with arrows; may be empty."""
    CHOICE = auto()
    """One of a list, or whatever else is typed."""
    YES_NO = auto()
    """A box to tick."""
    FOLDER = auto()
    FILE = auto()
    FILES = auto()
    """Several files, a line each."""
    LAST_YEAR = auto()
    """A folder, a file, or the database of the settings."""


KINDS: Mapping[str, Kind] = {
    "year": Kind.YEAR,
    "language": Kind.CHOICE,
    "member": Kind.CHOICE,
    "edition": Kind.CHOICE,
    "prefill": Kind.LAST_YEAR,
    "overwrite": Kind.YES_NO,
    "out": Kind.FOLDER,
    "folder": Kind.FOLDER,
    "files": Kind.FILES,
    "kind": Kind.CHOICE,
    "due": Kind.TEXT,
    "contacts": Kind.FILE,
    "members": Kind.FILE,
    "decisions": Kind.FILE,
    "database": Kind.FILE,
    "public": Kind.YES_NO,
    "last_result": Kind.FILE,
    WORKBOOK: Kind.FILE,
}
MORE: Mapping[str, tuple[str, ...]] = {
    "new_templates": ("edition", "overwrite"),
    "letters": ("members", "decisions", "out"),
    "status": ("members", "contacts", "decisions", "out"),
    "validate_folder": ("out",),
    "annotate": ("decisions", "out"),
    "consolidate": ("language", "decisions", "database", "out"),
    "report": ("language", "decisions", "database", "out"),
}
"""What a button takes besides what it asks for: it has a good value without anybody, so it is folded away."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is kept, and what people read."""

    value: str
    shown: str


@dataclass(frozen=True, slots=True)
class Field:
    """One setting in a form, in the words of one language."""

    name: str
    kind: Kind
    label: str
    note: str
    choices: tuple[Choice, ...] = ()
    """Of `Kind.CHOICE`, where the first is the one without a setting if its value is empty; of `Kind.LAST_YEAR`, the
    database of the settings."""

    def shown(self, value: str) -> str:
        """What stands in the field where `value` is set."""
        return next((each.shown for each in self.choices if each.value.casefold() == value.casefold()), value)

    def value(self, shown: str) -> str:
        """The setting of what stands in the field: the choice that is written there, else the text as typed."""
        text = shown.strip()
        return next((each.value for each in self.choices if each.shown.casefold() == text.casefold()), text)

    def found(self, typed: str) -> tuple[str, ...]:
        """The choices in which each word of `typed` stands; all of them where none does or one was chosen."""
        everything = tuple(each.shown for each in self.choices)
        if typed in everything:
            return everything
        words = plain(typed).split()
        return tuple(each for each in everything if all(word in plain(each) for word in words)) or everything


@dataclass(frozen=True, slots=True)
class Form:
    """What a button shows before it runs."""

    asked: tuple[Field, ...]
    more: tuple[Field, ...] = ()


def form_of(button: Button, language: str, words: RibbonWording) -> Form:
    """The form of `button`; of the button `settings` it holds every setting."""
    if button.runs is Runs.SURFACE:
        return Form(_fields(button, SETTINGS, language, words))
    asked = (WORKBOOK,) if button.runs is Runs.WORKBOOK else button.asks
    more = MORE.get(button.name, ())
    return Form(_fields(button, asked, language, words), _fields(button, more, language, words))


def _fields(button: Button, names: tuple[str, ...], language: str, words: RibbonWording) -> tuple[Field, ...]:
    return tuple(_field(button, name, language, words) for name in names)


def _field(button: Button, name: str, language: str, words: RibbonWording) -> Field:
    label = words.window[name] if name == WORKBOOK else words.settings[name]
    note = words.in_window(f"{button.name}.{name}.note", f"{name}.note")
    choices = _CHOICES[name](button, language, words) if name in _CHOICES else ()
    return Field(name, KINDS[name], label, note, choices)


# --- what there is to choose -----------------------------------------------------------------
def _members(_: Button, language: str, words: RibbonWording) -> tuple[Choice, ...]:
    named = load_definition(None, language).country_names.items()
    first = (Choice("", words.window["member.none"]), Choice(_ALL, words.window["member.all"]))
    return (*first, *(Choice(code, f"{name} ({code})") for code, name in named))


def _languages(button: Button, language: str, words: RibbonWording) -> tuple[Choice, ...]:
    from babel import Locale  # noqa: PLC0415 - it takes a while to load, and the window is there by then

    named = ((code, Locale.parse(code).get_display_name(language) or code) for code in languages())
    return (
        Choice(_AUTO, words.in_window(f"{button.name}.language.auto", "language.auto")),
        *(Choice(code, f"{name[:1].upper()}{name[1:]} ({code})") for code, name in named),
    )


def _editions(_: Button, __: str, words: RibbonWording) -> tuple[Choice, ...]:
    return (Choice("", words.window["edition.newest"]), *(Choice(each, each) for each in reversed(editions())))


def _letter_kinds(_: Button, __: str, words: RibbonWording) -> tuple[Choice, ...]:
    return tuple(Choice(kind.value, words.window[f"kind.{kind.value}"]) for kind in LetterKind)


def _databases(_: Button, __: str, words: RibbonWording) -> tuple[Choice, ...]:
    return (Choice(THE_DATABASE, words.window["prefill.database"]),)


_CHOICES: Mapping[str, Callable[[Button, str, RibbonWording], tuple[Choice, ...]]] = {
    "member": _members,
    "language": _languages,
    "edition": _editions,
    "kind": _letter_kinds,
    "prefill": _databases,
}
