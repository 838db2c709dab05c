"""Workbooks as officers leave them: whole, half done, mistaken, pasted into, damaged; each under a name that says so.

`tests.test_three_engines` calculates each of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from schemas.definition import Definition
from schemas.layout import names
from schemas.layout.places import SlotKind
from schemas.loading.loader import languages, load_definition
from schemas.models.structure import Asks
from schemas.questions import Raw
from schemas.years.last_year import LastYear
from tests.answers import complete_answers
from tests.fill import Error, fill
from tests.last_years import LAST
from tests.typed_texts import ROWS
from workbook_builder.build import build_workbook

YEAR = 2026
Typed = Mapping[str, Raw]
Author = Callable[[Definition], Typed]
"""What is typed into a workbook of that definition, by the names of its cells."""


@dataclass(frozen=True)
class Scenario:
    """A workbook that somebody filled in."""

    title: str
    typed: Author
    language: str = "en"
    last: LastYear | None = None
    damage: Mapping[str, str] = field(default_factory=dict)
    """Error values in input cells, by name: no workbook is made with them."""
    cover: Mapping[str, str] | None = None

    @property
    def definition(self) -> Definition:
        """What is asked, and where."""
        definition = load_definition(language=self.language)
        return definition.with_last_year if self.last is not None else definition

    def workbook(self) -> bytes:
        """The workbook, its cached values worked out when it was made; damage came later."""
        typed = self.typed(self.definition)
        data = build_workbook(self.definition, YEAR, typed=typed, last=self.last, cover=self.cover).data
        return fill(data, self.definition, {name: Error(error) for name, error in self.damage.items()})


def whole(seed: int = 0, **changes: Raw) -> Author:
    """Everything answered, but for these cells; an empty text leaves one empty."""

    def typed(definition: Definition) -> Typed:
        return _without_empty({**complete_answers(definition, seed), **changes})

    return typed


def just(**typed: Raw) -> Author:
    """These cells and nothing else."""
    return lambda _: typed


def _without_empty(typed: Typed) -> Typed:
    return {name: value for name, value in typed.items() if value != ""}


def spread(texts: Sequence[Raw], *kinds: SlotKind, over: Author | None = None) -> Author:
    """These texts one after the other in all cells of some kinds, above what `over` types."""

    def typed(definition: Definition) -> Typed:
        slots = [slot.name for slot in definition.layout.slots.values() if slot.kind in kinds]
        return {**(over(definition) if over is not None else {}), **dict(zip(slots, cycle(texts), strict=False))}

    return typed


def at_level(level: int, *, answered: bool) -> Author:
    """Every indicator at one level, with all answers or with none."""

    def typed(definition: Definition) -> Typed:
        levels = dict.fromkeys(definition.edition.indicators, level)
        if answered:
            return complete_answers(definition, level, levels=levels)
        return {names.level(*indicator): definition.level_label(level) for indicator in levels}

    return typed


def gates(said: Sequence[str], behind: str = "") -> Author:
    """Every indicator at a level with a Yes/No; the gates say these codes or texts, and `behind` stands behind them."""

    def typed(definition: Definition) -> Typed:
        labels = dict(zip(("yes", "no"), definition.yes_no_labels(), strict=True))
        cells: dict[str, Raw] = {}
        for number, ((s, i), text) in enumerate(zip(definition.edition.indicators, cycle(said), strict=False)):
            level = 3 + number % 2
            cells[names.level(s, i)] = definition.level_label(level)
            for n, (question, _) in enumerate(definition.questions(level), 1):
                if question.asks is Asks.YES_NO:
                    cells[names.yes_no(s, i, n)] = labels.get(text, text)
                else:
                    cells[names.answer(s, i, n)] = behind if question.asks is Asks.IF_YES else "An answer."
        return _without_empty(cells)

    return typed


def signed(choice: Callable[[str], str], **changes: Raw) -> Author:
    """A whole workbook with every sign-off changed, and then some cells."""

    def typed(definition: Definition) -> Typed:
        cells = dict(complete_answers(definition, 2))
        for s in definition.edition.standards:
            cells[names.sign_off(s)] = choice(str(cells[names.sign_off(s)]))
        return _without_empty({**cells, **changes})

    return typed


def kept(
    text: str = "Unchanged since 2025", *, among: Iterable[tuple[int, int]] = LAST.indicators, **more: Raw
) -> Author:
    """ "Unchanged" chosen beside the indicators `among`."""
    return lambda _: {**{names.unchanged(s, i): text for s, i in among}, **more}


# --- what is typed into items of additional information --------------------------------------
NUMBERS = {
    "percent": (
        *("45", "45 %", "45%", "45,5", "0.45", "1,000", "140", "-1", "half", "n/a", "N/A", "na", "٤٥", "٤٥٪"),
        *("12:00", "2:30", "1e2", "$45", "45\u00a0%", "\u00a045", "about 45", "~45", "45-50", "45 (e)", "<45", "*"),
    ),
    "count": (
        *(12, "12", 1.5, "1 200", "1,200", "1.200", "1\u00a0200", "1'200", "12 operators", "-3", "a dozen", "n/a"),
        *("١٢", "12,5", "10 000 000", "12; 13", "Air: 12; Sea: 13", "1e3", "?", "none", "#12"),
    ),
    "duration": (
        "36",
        "2.5",
        "2,5",
        "2:30",
        "2 days",
        "48h",
        "1,200",
        "9999",
        "n.a.",
        "45 minutes",
        "1 day 3 hours",
        "*",
    ),
    "money": (
        *("150", "150 EUR", "EUR 150", "150,50", "150.50", "1,234,567", "12/05/2026", "150 duties; 22 taxes", "$150"),
        *("n/a", "150 dollars", "150 €", "*", "free"),
    ),
    "version": ("3.10", "3.11.0", "WCO DM 3.10", "n/a", "yes", "3,10", 3.1, "?"),
    "yes-no": ("Yes", "yes", "No", "n/a", "Sometimes", "*", "Y", "Yes, since 2019"),
    "list": ("Monthly", "annual", "Often", "n/a", "*", "M?nthly", "every month"),
    "text": ("A text.", "\u00a0", "n/a", "~", "*", "x", "A text\nof two lines."),
}


def information(turn: int, currency: str = "") -> Author:
    """Every item with one of the texts for its kind, others in every turn; all asked for in even turns."""

    def typed(definition: Definition) -> Typed:
        cells: dict[str, Raw] = {}
        met: dict[str, int] = {}
        for s, k, item in definition.edition.information():
            texts = NUMBERS[item.kind.name]
            of_kind = sum(other.kind.name == item.kind.name for *_, other in definition.edition.information())
            at = turn * of_kind + met.get(item.kind.name, 0)
            met[item.kind.name] = met.get(item.kind.name, 0) + 1
            cells[names.information(s, k)] = texts[at % len(texts)]
            if item.kind.has_currency and currency:
                cells[names.currency(s, k)] = currency
            if turn % 2 == 0:
                cells[names.level(s, 1)] = definition.level_label(3)
        return cells

    return typed


# --- what the table of typed texts holds -----------------------------------------------------
def from_table(language: str, turn: int) -> Author:
    """One text of the table for each of its cells, others in every turn, spread over all levels and gates."""

    def typed(definition: Definition) -> Typed:
        rows: dict[str, list[Raw]] = {}
        for row in ROWS:
            if row.language == language:
                rows.setdefault(row.name, []).append(row.typed)
        cells: dict[str, Raw] = {name: texts[turn % len(texts)] for name, texts in rows.items()}
        labels = [definition.level_label(level) for level in (3, 4)]
        indicators = tuple(definition.edition.indicators)
        for at, (s, i) in enumerate(indicators):
            level = rows["level_1_1"][(turn * len(indicators) + at) % len(rows["level_1_1"])]
            cells[names.level(s, i)] = labels[at % 2] if s % 2 else level
            gate, texts = 2 + at % 2, rows["yes_no_1_1_2"]
            cells[names.yes_no(s, i, gate)] = texts[(turn * 7 + at) % len(texts)]
        return _without_empty(cells)

    return typed


# --- all of it -------------------------------------------------------------------------------
UNSEEN = (
    *" \t\n\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff",
    " \u00a0\n ",
)
WILD = ("*", "?", "~", "3*", "?*", "~*", "~~", "4 - *", "Y*", "*o", "No?", "=", "<>", ">0", '"')
ALL_CHOICES = (SlotKind.LEVEL, SlotKind.YES_NO, SlotKind.SIGN_OFF, SlotKind.CURRENCY, SlotKind.INFORMATION)
TEXTS = (SlotKind.ANSWER, SlotKind.NOTE, SlotKind.RESPONDENT, SlotKind.INFORMATION_NOTE)
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")
PASTED: tuple[Raw, ...] = (
    42,
    0,
    1.5,
    -3.25,
    dt.date(2026, 3, 1),
    1e15,
    0.1 + 0.2,
    1e-7,
    "007",
    "1E5",
    "TRUE",
    "'quoted",
)
COVER = {"due": "30 June 2026", "return_to": "kpi@example.org", "help_contact": "help@example.org"}
LONG = "".join(chr(ord("a") + number % 26) + (" " if number % 7 == 0 else "") for number in range(5_000))[:5_000]


def _damaged(*cells: str) -> Mapping[str, str]:
    return dict(zip(cells, cycle(ERRORS), strict=False))


IDENTITY_CELLS = ("country", "reporting_year", "contact_name", "contact_title", "contact_email", "submission_date")
ERRORS_OF_A_KIND = {
    "identity": _damaged(*IDENTITY_CELLS),
    "level": _damaged("level_1_1", "level_3_1", "level_8_2"),
    "yes or no": _damaged(*(f"yes_no_{s}_1_{n}" for s in (1, 2, 4, 5, 6, 7) for n in (2, 3))),
    "answer": _damaged(*(f"answer_{s}_1_{n}" for s in (1, 2, 4) for n in (1, 2, 3, 4))),
    "information": _damaged(
        "info_1_1", "info_2_1", "info_2_2", "info_3_1", "info_5_2", "info_8_2", "info_8_3", "info_14_1"
    ),
    "currency": _damaged("info_8_2_currency"),
    "sign-off": _damaged("sign_off_1", "sign_off_8", "sign_off_15"),
    "note": _damaged("note_1", "respondent_2", "info_note_8_2"),
}


def _scenarios() -> Iterator[Scenario]:
    for seed, language in enumerate(languages()):
        yield Scenario(f"blank, {language}", just(), language)
        yield Scenario(f"whole, {language}", whole(seed), language, cover=COVER)
        yield Scenario(
            f"level {1 + seed % 5} without answers, {language}", at_level(1 + seed % 5, answered=False), language
        )
        yield Scenario(f"as the table types, {language}", from_table(language, 0), language)
    yield from (Scenario(f"all at level {level}", at_level(level, answered=True)) for level in (1, 2, 3, 4, 5))
    yield from (Scenario(f"as the table types, {turn}", from_table("en", turn)) for turn in range(1, 5))
    yield from _rows()
    yield from _information()
    yield from _sign_offs()
    yield from _of_last_year()
    yield from _pasted()
    yield from (
        Scenario(f"error values in each {kind}", whole(damage_seed(kind)), damage=damage)
        for kind, damage in ERRORS_OF_A_KIND.items()
    )
    beside = _damaged("note_1", "respondent_2", "info_note_8_2")
    yield Scenario("whole, and error values beside the answers", whole(3), damage=beside)
    every = {name: error for damage in ERRORS_OF_A_KIND.values() for name, error in damage.items()}
    yield Scenario("error values everywhere in a blank one", just(), damage=every)
    yield Scenario("error values everywhere, ar", whole(1), "ar", damage=every)


def damage_seed(kind: str) -> int:
    """Which answers stand around the errors of a kind."""
    return list(ERRORS_OF_A_KIND).index(kind)


def _rows() -> Iterator[Scenario]:
    for language, behind in (("en", ""), ("ru", "An answer."), ("ar", "")):
        yield Scenario(f"gates answered, {language}", gates(("yes", "no", ""), behind), language)
    yield Scenario("gates answered otherwise", gates(("Maybe", "YES", " no ", "y", "\u00a0", "TRUE"), "An answer."))
    yield Scenario("answers without a level", spread(("An answer.",), SlotKind.ANSWER, SlotKind.YES_NO))
    yield Scenario(
        "answers beside every question", spread(("An answer.",), SlotKind.ANSWER, over=at_level(1, answered=False))
    )
    yield Scenario("Yes beside every question", spread(("Yes",), SlotKind.YES_NO, over=at_level(5, answered=True)))
    yield Scenario("one answer emptied", whole(0, answer_1_1_1=""))
    yield Scenario("a currency that is none, beside n/a", whole(3, info_8_2="n/a", info_8_2_currency="foo"))
    yield Scenario("a currency that is none, beside another", whole(3, info_8_2="150 EUR", info_8_2_currency="foo"))
    yield Scenario("a currency with other spaces", whole(3, info_8_2="150", info_8_2_currency=" eur\u00a0\n"))
    yield Scenario("one level emptied", whole(0, level_1_1="", level_3_1=""))
    yield Scenario("notes and respondents", spread(("Mrs A", "A note.", LONG[:1000]), *TEXTS[1:], over=whole(3)))


def _information() -> Iterator[Scenario]:
    for turn, currency in enumerate(("", "EUR", "euro", "XXX", "US$", "", "KES", "*")):
        language = ("en", "fr")[turn % 2] if turn < 6 else "ar"
        yield Scenario(f"information of every kind, {turn}", information(turn, currency), language)


def _sign_offs() -> Iterator[Scenario]:
    yield Scenario(
        "signed off too early",
        lambda d: {f"sign_off_{s}": d.sign_off_choice((0,) * n.indicators) for s, n in d.edition.standards.items()},
    )
    yield Scenario("signed off, an answer deleted", whole(0, answer_1_1_1="", answer_4_1_1=""))
    yield Scenario("signed off, an item no longer valid", whole(0, info_1_1="half", info_8_3="Sometimes"))
    yield Scenario(
        "signed off at other levels", whole(0, level_1_1="1 - Not applicable", level_3_1="5 - Implementation complete")
    )
    yield Scenario("signed off in small letters", signed(str.lower))
    yield Scenario("signed off with other spaces", signed(lambda choice: choice.replace(" ", "\u00a0 ") + "\n"))
    yield Scenario(
        "signed off by other numbers", spread(("1E5", "=1+1", 0, 5, "2025"), SlotKind.SIGN_OFF, over=whole(2))
    )
    yield Scenario("signed off by a wildcard", signed(lambda choice: choice[:-1] + "*"))
    yield Scenario("signed off in other words", signed(lambda choice: "ok"))
    yield Scenario("not signed off", signed(lambda choice: ""))
    yield Scenario("signed off with nothing to see", signed(lambda choice: "\u00a0"))


def _of_last_year() -> Iterator[Scenario]:
    yield Scenario("last year's answers, none kept", just(), last=LAST)
    yield Scenario("last year's answers, all kept", kept(), last=LAST)
    yield Scenario(
        "last year's answers, kept at another level",
        kept(level_1_1="5 - Implementation complete", level_2_1="5 - Implementation complete"),
        last=LAST,
    )
    yield Scenario(
        "last year's answers, kept with a new gate",
        kept(yes_no_1_1_3="No", yes_no_1_2_3="Yes", answer_2_1_1="New."),
        last=LAST,
    )
    yield Scenario("unchanged in small letters", kept("unchanged since 2025"), last=LAST)
    yield Scenario("unchanged by a wildcard", kept("Unch*"), last=LAST)
    yield Scenario("unchanged with nothing to see", kept("\u00a0"), last=LAST)
    yield Scenario("unchanged in other words", kept("yes", level_1_1="4"), last=LAST)
    yield Scenario("whole, and unchanged in other words", whole(3, unchanged_1_1="yes", unchanged_1_3="*"), last=LAST)
    yield Scenario("whole, and nothing to keep", whole(3, unchanged_1_3="Unchanged since 2025"), last=LAST)
    yield Scenario(
        "whole, and error values in unchanged", whole(3), last=LAST, damage=_damaged("unchanged_1_1", "unchanged_2_2")
    )
    yield Scenario("error values in unchanged", kept(), last=LAST, damage=_damaged("unchanged_1_1", "unchanged_2_2"))
    yield Scenario(
        "last year's answers, kept and signed off",
        kept(sign_off_3="Complete at levels 1", sign_off_2="Complete at levels 5-2"),
        last=LAST,
    )
    yield Scenario("last year's answers, fr", just(level_1_1="4", yes_no_1_1_3="Non"), "fr", last=LAST)


def _pasted() -> Iterator[Scenario]:
    yield Scenario("wildcards in every choice", spread(WILD, *ALL_CHOICES))
    yield Scenario(
        "wildcards among answers", spread(WILD, SlotKind.YES_NO, SlotKind.ANSWER, over=at_level(4, answered=False))
    )
    yield Scenario(
        "wildcards on the start sheet",
        just(country="*", contact_email="*@*", submission_date="?", reporting_year="202?"),
    )
    yield Scenario("a Member by a wildcard", just(country="Ken*", contact_email="~", submission_date="*"))
    yield Scenario("nothing to see in every choice", spread(UNSEEN, *ALL_CHOICES))
    yield Scenario(
        "nothing to see in every answer", spread(UNSEEN, *TEXTS, SlotKind.YES_NO, over=at_level(4, answered=False))
    )
    yield Scenario("nothing to see on the start sheet", spread(UNSEEN[4:], SlotKind.IDENTITY))
    yield Scenario(
        "5,000 characters in every answer", spread((LONG,), SlotKind.ANSWER, over=at_level(5, answered=False))
    )
    yield Scenario(
        "longer than 5,000",
        spread(
            (LONG + "x", "😀" * 2_500, "😀" * 2_501, "x" * 32_767), SlotKind.ANSWER, over=at_level(2, answered=False)
        ),
    )
    yield Scenario("long texts in every choice", spread((LONG, "x" * 201, "x" * 256), *ALL_CHOICES))
    yield Scenario(
        "numbers and dates pasted into answers", spread(PASTED, SlotKind.ANSWER, over=at_level(2, answered=False))
    )
    yield Scenario(
        "numbers and dates pasted into choices",
        spread([value for value in PASTED if not isinstance(value, dt.date) and value != 1e-7], *ALL_CHOICES),
    )
    yield Scenario("true and false pasted everywhere", spread((True, False), *ALL_CHOICES, SlotKind.ANSWER))


SCENARIOS: tuple[Scenario, ...] = tuple(_scenarios())
