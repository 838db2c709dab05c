"""What each formula cell shows for what stands in the input cells.

`formulas` says the same in Excel's words. Both are needed: a workbook must show itself in
Protected View and in previews, where nothing is calculated. A test recalculates filled workbooks
in LibreOffice and finds every cell as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from schemas.definition import Definition
from schemas.layout import names
from schemas.layout.columns import Asked, RowProblem
from schemas.layout.layout import Layout
from schemas.layout.names import IDENTITY
from schemas.models.structure import Asks
from schemas.questions import Cached, Raw, is_empty, question_of, shown

BAR_LENGTH = 10
WHOSE_SEPARATOR = " · "
"""Between the Member and what follows its name."""
RIGHT_TO_LEFT_MARK = "\u200f"


def asked_code(asks: Asks | None) -> Asked:
    """How a question is asked, as the number in the hidden table of kinds."""
    if asks is None:
        return Asked.NOT
    return {Asks.TEXT: Asked.TEXT, Asks.YES_NO: Asked.YES_NO, Asks.IF_YES: Asked.IF_YES}[asks]


def bar(filled: int, *, mirrored: bool = False) -> str:
    """A bar of `BAR_LENGTH` blocks, `filled` of them full; `mirrored` to fill from the right."""
    # Blocks have no direction of their own: they take that of the marks around them.
    mark = RIGHT_TO_LEFT_MARK if mirrored else ""
    return mark + "█" * filled + "░" * (BAR_LENGTH - filled) + mark


class Shown:
    """The values of the formula cells of one workbook.

    `typed` holds what stands in its input cells and `last` what stands in the cells of last year's
    answers, both by name; a cell that is not named is empty. `year` is the one that it is made for.
    `known` are values of formulas that somebody has worked out already, by name.
    """

    def __init__(
        self,
        definition: Definition,
        typed: Mapping[str, Raw],
        last: Mapping[str, Raw],
        cover: Mapping[str, str] | None = None,
        year: int | None = None,
        known: Mapping[str, Cached] | None = None,
    ) -> None:
        self._definition = definition
        self._layout: Layout = definition.layout
        self._typed, self._last = typed, last
        self._cover, self._year = cover or {}, year
        self._words = definition.wording
        self._status = definition.wording.status
        self._values: dict[str, Cached] = dict(known or {})
        self._steps: dict[str, Mapping[str, Cached]] = {}

    def value(self, name: str) -> Cached:
        """What the formula cell called `name` shows. Raises KeyError where there is no such formula."""
        if name not in self._values:
            cell = self._layout.formulas[name]
            self._values[name] = self._speakers[cell.kind](*cell.of)
        return self._values[name]

    @cached_property
    def _speakers(self) -> Mapping[names.NameKind, Callable[..., Cached]]:
        return {
            names.country_code: self._country_code,
            names.identity_note: self._note,
            names.start_progress: lambda: f"{self._bar_of(self._total())}  {_percent(self._total())}%",
            names.progress_total: self._total,
            names.progress_bar: lambda: self._bar_of(self._total()),
            names.ready: self._ready,
            names.send: self._send,
            names.next_start: self._next_start,
            names.unfinished: self._unfinished,
            names.complete: lambda s: f"{self._done(s)} / {self._count(s)}",
            names.bar: lambda s: self._bar_of(self._done(s) / self._count(s)),
            names.tile: self._tile,
            names.information_given: self._information_count,
            names.standard_signed: self._signed_mark,
            names.next_step: self._next,
            names.progress: self._progress,
            names.sign_off_status: self._sign_off_status,
            names.state: self._level,
            names.kept: self._kept,
            names.level_description: self._level_description,
            names.problem: self._is_complete,
            names.status: self._indicator_status,
            names.signed: self._signed,
            names.question: self._question,
            names.question_number: lambda s, i, n: n if self._int(names.row_state(s, i, n)) else "",
            names.row_state: self._row_state,
            names.row_problem: lambda s, i, n: self._row_problem(s, i, n).value,
            names.row_filled: self._row_filled,
            names.row_status: self._row_status,
            names.information_state: self._info_state,
            names.information_problem: self._info_problem,
            names.information_status: self._info_status,
        }

    def steps(self, name: str) -> Mapping[str, Cached]:
        """What the steps show that judge the input cell called `name`."""
        if name not in self._steps:
            slot = self._layout.slots[name]
            self._steps[name] = question_of(slot, self._definition).step_values(slot, self._definition, self._typed)
        return self._steps[name]

    def sign_off_choice(self, s: int) -> str:
        """The one choice of a standard's sign-off."""
        if self._int(names.unfinished(s)):
            return ""
        levels = tuple(max(0, self._int(names.state(s, i))) for i in range(1, self._count(s) + 1))
        return self._definition.sign_off_choice(levels)

    # --- what stands in a cell ---------------------------------------------------------------

    def _text(self, name: str) -> str:
        """What an input cell holds, as text; empty where there is no such cell."""
        raw = self._typed.get(name, "")
        return shown(raw) if not isinstance(raw, str) else raw

    def _last_text(self, name: str) -> str:
        return str(self._last.get(name, ""))

    def _int(self, name: str) -> int:
        return int(self.value(name))

    def _is_valid(self, name: str) -> bool:
        steps = self.steps(name)
        if steps:
            return steps["verdict"] == 0
        slot = self._layout.slots[name]
        return question_of(slot, self._definition).accepts(self._typed.get(name, ""), slot, self._definition)

    def _is_empty(self, name: str) -> bool:
        """Whether there is nothing to see in an input cell, or no such cell."""
        return is_empty(self._typed.get(name, ""))

    def _count(self, s: int) -> int:
        return self._definition.edition.standards[s].indicators

    # --- start and summary -------------------------------------------------------------------

    def _country_code(self) -> str:
        return str(self.steps("country")["code"])

    def _note(self, name: str) -> str:
        if self._is_empty(name):
            return self._status.fill_in
        of_another_year = name == "reporting_year" and self.steps(name)["year"] != self._year
        if self._is_valid(name) and not of_another_year:
            return ""
        return self._status.not_a_member if name == "country" else self._error_text(name)

    def _error_text(self, name: str) -> str:
        slot = self._layout.slots[name]
        return question_of(slot, self._definition).help(self._definition).error

    def _total(self) -> float:
        indicators = self._definition.edition.indicators
        done = sum(self._int(names.problem(s, i)) for s, i in indicators)
        return done / len(indicators) if done else 0

    def _done(self, s: int) -> int:
        return sum(self._int(names.problem(s, i)) for i in range(1, self._count(s) + 1))

    def _bar_of(self, share: float) -> str:
        return bar(_half_up(BAR_LENGTH * share), mirrored=self._definition.runs_right_to_left)

    def _tile(self, s: int, i: int) -> str:
        words = self._words.summary
        sentence = words.indicator_done if self._int(names.problem(s, i)) else words.indicator_open
        return sentence.format(indicator=f"{s}.{i}")

    def _identity_open(self) -> list[str]:
        slots = [name for name in IDENTITY if name in self._layout.slots]
        return [name for name in slots if self.value(names.identity_note(name))]

    def _unfinished(self, s: int) -> int:
        answered = sum(self._is_answered(s, i) for i in range(1, self._count(s) + 1))
        wrong = sum(self._int(names.information_problem(s, k)) > 0 for k in self._items(s))
        return self._count(s) - answered + wrong

    def _is_signed(self, s: int) -> bool:
        choice, levels = self.sign_off_choice(s), str(self.steps(names.sign_off(s))["levels"])
        return bool(choice and levels) and choice.endswith(levels)

    def _signed_mark(self, s: int) -> str:
        if self._is_signed(s):
            return "✓"
        return "–" if self._is_empty(names.sign_off(s)) else "!"

    def _ready(self) -> str:
        standards = self._definition.edition.standards
        left = len(self._identity_open())
        left += sum(self._int(names.unfinished(s)) + (not self._is_signed(s)) for s in standards)
        return self._status.left.format(count=left) if left else ""

    def _send(self) -> str:
        left = str(self.value(names.ready()))
        as_told = self._words.cover.as_told
        due, return_to = (self._cover.get(name, as_told) for name in ("due", "return_to"))
        if left:
            return left
        return (
            self._status.complete
            if as_told in (due, return_to)
            else self._status.send.format(return_to=return_to, due=due)
        )

    def _next_start(self) -> str:
        found = self._identity_open()
        if not found:
            return self._status.next_done
        return f"{self._definition.text(f'identity.{found[0]}')}: {self.value(names.identity_note(found[0]))}"

    def _items(self, s: int) -> range:
        return range(1, len(self._definition.edition.standards[s].information) + 1)

    def _information_count(self, s: int) -> str:
        given = sum(self.value(names.information_status(s, k)) == self._status.answered for k in self._items(s))
        return f"{given} / {len(self._items(s))}"

    def _next(self, s: int) -> str:
        for i in range(1, self._count(s) + 1):
            if not self._int(names.problem(s, i)):
                return f"{s}.{i}: {self.value(names.status(s, i))}"
        for k in self._items(s):
            if self._int(names.information_problem(s, k)):
                return str(self.value(names.information_status(s, k)))
        if not self._is_signed(s):
            return str(self.value(names.sign_off_status(s)))
        return self._status.next_done

    # --- a standard and its indicators -------------------------------------------------------

    def _progress(self, s: int) -> str:
        whose = f"{self._text('country')}{WHOSE_SEPARATOR}" if self.value(names.country_code()) else ""
        return whose + self._words.standard_sheet.progress.format(done=self._done(s), total=self._count(s))

    def _sign_off_status(self, s: int) -> str:
        words, is_open = self._status, self._int(names.unfinished(s)) > 0
        if self._is_empty(names.sign_off(s)):
            return words.sign_off_open if is_open else words.sign_off_ready
        if not self._is_valid(names.sign_off(s)):
            return self._error_text(names.sign_off(s))
        if is_open:
            return words.sign_off_incomplete
        return words.sign_off_done if self._is_signed(s) else words.sign_off_changed

    def _level(self, s: int, i: int) -> int:
        name = names.level(s, i)
        if not self._is_valid(name):
            return -1
        if self._is_empty(name):
            return self._last_level(s, i) if self._says_unchanged(s, i) else 0
        return int(self.steps(name)["level"])

    def _says_unchanged(self, s: int, i: int) -> bool:
        return self._layout.shows_last_year and self.steps(names.unchanged(s, i))["chosen"] == 1

    def _last_level(self, s: int, i: int) -> int:
        return int(self._last.get(names.last_level_number(s, i)) or 0)  # type: ignore[arg-type]

    def _kept(self, s: int, i: int) -> int:
        last = self._last_level(s, i)
        return int(last > 0 and self._says_unchanged(s, i) and self._int(names.state(s, i)) == last)

    def _is_kept(self, s: int, i: int) -> bool:
        return self._layout.shows_last_year and bool(self._int(names.kept(s, i)))

    def _signed(self, s: int, i: int) -> str:
        return str(self.steps(names.sign_off(s))["levels"])[2 * i - 2 : 2 * i - 1]

    def _level_description(self, s: int, i: int) -> str:
        level = self._int(names.state(s, i))
        if level > 0:
            return self._words.levels[level].description
        return "" if level < 0 else self._status.invites

    def _numbers(self) -> range:
        return range(1, self._definition.edition.questions_per_level + 1)

    def _is_filled(self, s: int, i: int) -> bool:
        return any(self._int(names.row_filled(s, i, n)) for n in self._numbers()) or self._is_kept(s, i)

    def _is_stale(self, s: int, i: int) -> bool:
        signed = str(self.value(names.signed(s, i)))
        return bool(signed) and signed != str(self._int(names.state(s, i))) and self._is_filled(s, i)

    def _is_at_odds(self, s: int, i: int) -> bool:
        """Unchanged is chosen, and so is another level; or something else stands in its cell."""
        name = names.unchanged(s, i)
        if self._is_empty(name) or self._is_kept(s, i):
            return False
        return self._last_level(s, i) > 0 or not self._is_valid(name)

    def _is_complete(self, s: int, i: int) -> int:
        return int(self._is_answered(s, i) and not self._is_stale(s, i))

    def _is_answered(self, s: int, i: int) -> bool:
        fine = {RowProblem.NONE, RowProblem.NOT_ASKED}
        answered = all(self._int(names.row_problem(s, i, number)) in fine for number in self._numbers())
        return self._int(names.state(s, i)) > 0 and answered and not self._is_at_odds(s, i)

    def _indicator_status(self, s: int, i: int) -> str:
        words, level = self._status, self._int(names.state(s, i))
        if level == -1:
            return words.level_not_in_list
        if self._is_at_odds(s, i):
            is_choice = self._is_valid(names.unchanged(s, i))
            return words.unchanged_other_level if is_choice else self._error_text(names.unchanged(s, i))
        if level == 0:
            return words.answers_without_level if self._is_filled(s, i) else words.choose_level
        if self._is_stale(s, i):
            signed = self.value(names.signed(s, i))
            return words.signed_before_level if signed == "0" else words.stale.format(level=signed)
        problems = {n: self._int(names.row_problem(s, i, n)) for n in self._numbers()}
        if self._int(names.problem(s, i)):
            return words.also_not_asked if RowProblem.NOT_ASKED in problems.values() else words.complete
        still = (n for n, problem in problems.items() if problem not in (RowProblem.NONE, RowProblem.NOT_ASKED))
        return words.still_to_answer.format(questions=", ".join(map(str, still)))

    # --- a question's row --------------------------------------------------------------------

    def _asks(self, s: int, i: int, n: int) -> Asked:
        level = self._int(names.state(s, i))
        return asked_code(self._definition.asks(level, n)) if level > 0 else Asked.NOT

    def _gate(self, s: int, i: int, n: int) -> int:
        """1 where the Yes/No before question `n` says Yes, last year's where that is kept, 2 for No, 0 for neither."""
        name = names.yes_no(s, i, n - 1)
        if not self._is_empty(name):
            return int(self.steps(name)["code"])
        last = self._last_text(names.last_yes_no(s, i, n - 1)) if self._is_kept(s, i) else ""
        return (1 if _same(last, self._words.yes_no["yes"]) else 2) if last else 0

    def _row_state(self, s: int, i: int, n: int) -> int:
        asks = self._asks(s, i, n)
        if asks is not Asked.IF_YES:
            return asks.value
        return int(self._gate(s, i, n) == 1)

    def _question(self, s: int, i: int, n: int) -> str:
        level = self._int(names.state(s, i))
        return self._words.questions[level].get(n, "") if self._int(names.row_state(s, i, n)) else ""

    def _row_problem(self, s: int, i: int, n: int) -> RowProblem:
        state, answer, yes_no = self._int(names.row_state(s, i, n)), names.answer(s, i, n), names.yes_no(s, i, n)
        if state == Asked.TEXT.value:
            if self._is_empty(answer):
                return self._unless_kept(s, i, names.last_answer(s, i, n))
            if not self._is_empty(yes_no):
                return RowProblem.NOT_ASKED
            return RowProblem.NONE if self._is_valid(answer) else RowProblem.NOT_VALID
        if state == Asked.YES_NO.value:
            if self._is_empty(yes_no):
                return self._unless_kept(s, i, names.last_yes_no(s, i, n))
            return RowProblem.NONE if self._is_valid(yes_no) else RowProblem.NOT_VALID
        waits = self._asks(s, i, n) is Asked.IF_YES and not self._gate(s, i, n)
        is_filled = not (self._is_empty(answer) and self._is_empty(yes_no))
        is_left_over = self._int(names.state(s, i)) > 0 and not waits and is_filled
        return RowProblem.NOT_ASKED if is_left_over else RowProblem.NONE

    def _unless_kept(self, s: int, i: int, last: str) -> RowProblem:
        """What an empty cell is: missing, unless last year's is kept."""
        kept = self._is_kept(s, i) and self._last_text(last)
        return RowProblem.NONE if kept else RowProblem.MISSING

    def _row_filled(self, s: int, i: int, n: int) -> int:
        return int(not (self._is_empty(names.answer(s, i, n)) and self._is_empty(names.yes_no(s, i, n))))

    def _row_status(self, s: int, i: int, n: int) -> str:
        words, state = self._status, self._int(names.row_state(s, i, n))
        asks_yes_no = state == Asked.YES_NO.value
        typed = self._text(names.answer(s, i, n)) + self._text(names.yes_no(s, i, n))
        answered = words.kept if self._is_kept(s, i) and not typed else words.answered
        return {
            RowProblem.NONE: answered if state else "",
            RowProblem.MISSING: words.choose_yes_no if asks_yes_no else words.to_answer,
            RowProblem.NOT_ASKED: words.yes_no_not_asked if state else words.not_asked,
            RowProblem.NOT_VALID: words.yes_no_not_in_list if asks_yes_no else words.too_long,
        }[RowProblem(self._int(names.row_problem(s, i, n)))]

    # --- additional information --------------------------------------------------------------

    def _info_state(self, s: int, k: int) -> int:
        highest = max(self._int(names.state(s, i)) for i in range(1, self._count(s) + 1))
        return int(highest >= self._definition.edition.information_from_level)

    def _info_problem(self, s: int, k: int) -> int:
        name, steps = names.information(s, k), self.steps(names.information(s, k))
        if not self._is_empty(names.currency(s, k)) and not steps["chosen"]:
            return RowProblem.CURRENCY_MISSING.value
        if self._is_empty(name):
            return self._int(names.information_state(s, k))
        if steps:
            return int(steps["verdict"])
        return 0 if self._is_valid(name) else RowProblem.NOT_VALID.value

    def _info_status(self, s: int, k: int) -> str:
        words, name = self._status, names.information(s, k)
        return {
            RowProblem.NONE: words.open if self._is_empty(name) else words.answered,
            RowProblem.MISSING: words.please_give,
            RowProblem.NOT_VALID: self._error_text(name),
            RowProblem.CURRENCY_MISSING: words.choose_currency,
            RowProblem.UNITS_DIFFER: words.currencies_differ,
        }[RowProblem(self._int(names.information_problem(s, k)))]


def _same(typed: str, choice: str) -> bool:
    """Whether Excel takes two texts for the same."""
    return typed.casefold() == choice.casefold()


def _half_up(number: float) -> int:
    return int(number + 0.5)


def _percent(share: float) -> int:
    return _half_up(100 * share)
