"""The formulas of an indicator: its state, its questions, what is still missing.

The hidden state and problem columns (`schemas.layout.StandardColumn`) carry the logic once;
questions, statuses and conditional formats only look at them. Where last year's answers stand
beside this year's, "unchanged" lets them count: `kept` says so, and only where the level is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemas.definition import Definition
from schemas.layout import names
from schemas.layout.columns import Asked, RowProblem
from schemas.questions import TEXT_LIMIT
from schemas.questions.typed_text import nothing_seen_formula
from workbook_builder.formulas.formula_places import FormulaPlaces


class IndicatorFormulas(FormulaPlaces):
    """The formulas of indicators, each under the name of its cell, without the equals sign."""

    def __init__(self, definition: Definition) -> None:
        super().__init__(definition)
        self._shows_last_year = self._layout.shows_last_year

    def all(self, s: int, i: int) -> Iterator[tuple[str, str]]:
        """Every formula of indicator `s`.`i`."""
        yield from self._indicator(s, i)
        for n in range(1, self._definition.edition.questions_per_level + 1):
            yield from self._question(s, i, n)

    # --- the indicator's row -----------------------------------------------------------------

    def _indicator(self, s: int, i: int) -> Iterator[tuple[str, str]]:
        state = self.near(names.state(s, i))
        yield names.state(s, i), self._state(s, i)
        if self._shows_last_year:
            yield names.kept(s, i), self._kept_formula(s, i)
        yield names.signed(s, i), f"MID({self.step(names.sign_off(s), 'levels')},{2 * i - 1},1)"
        invites = f'IF({state}=0,text_invites,"")'
        yield names.level_description(s, i), f"IF({state}<1,{invites},INDEX(level_descriptions,{state}))"
        complete = self.answered(s, i)
        holds = f"NOT(AND({self._stale(s, i)}))"
        yield names.problem(s, i), f"IF(AND({complete}=1,{holds}),1,0)"
        yield names.status(s, i), self._status(s, i)

    def answered(self, s: int, i: int) -> str:
        """1 where a level is chosen and everything is answered that it asks, whenever the standard was signed off."""
        state, problems = self.near(names.state(s, i)), self._problems(s, i)
        open_rows = "+".join(
            f"COUNTIF({problems},{problem.value})"
            for problem in (RowProblem.MISSING, RowProblem.NOT_VALID, RowProblem.ERROR_VALUE)
        )
        at_odds = f",NOT({self._at_odds(s, i)})" if self._shows_last_year else ""
        return f"IF(AND({state}>0,{open_rows}=0{at_odds}),1,0)"

    def _state(self, s: int, i: int) -> str:
        level, none = names.level(s, i), "0"
        if self._shows_last_year:
            keep, last = self.step(names.unchanged(s, i), "chosen"), self.near(names.last_level_number(s, i))
            none = f"IF({keep}=1,{last}+0,0)"
        return f"IF({self.verdict(level)}>0,-1,IF({self.step(level, 'blank')}=1,{none},{self.step(level, 'level')}))"

    def _kept_formula(self, s: int, i: int) -> str:
        keep, last = self.step(names.unchanged(s, i), "chosen"), self.near(names.last_level_number(s, i))
        return f"IF(AND({last}>0,{keep}=1,{self.near(names.state(s, i))}={last}),1,0)"

    def _at_odds(self, s: int, i: int) -> str:
        """Unchanged is chosen, and so is another level; or something else stands in its cell."""
        name, last = names.unchanged(s, i), self.near(names.last_level_number(s, i))
        can_be = f"OR({self.verdict(name)}>0,{last}>0)"
        return f"AND({self.step(name, 'blank')}=0,{self.near(names.kept(s, i))}=0,{can_be})"

    def _stale(self, s: int, i: int) -> str:
        state, signed = self.near(names.state(s, i)), self.near(names.signed(s, i))
        return f'{signed}<>"",{signed}<>{state}&"",{self._filled(s, i)}'

    def _filled(self, s: int, i: int) -> str:
        first, last = (self.near(names.row_filled(s, i, n)) for n in (1, self._definition.edition.questions_per_level))
        kept = f"+{self.near(names.kept(s, i))}" if self._shows_last_year else ""
        return f"SUM({first}:{last}){kept}>0"

    def _status(self, s: int, i: int) -> str:
        state, signed, complete = (self.near(kind(s, i)) for kind in (names.state, names.signed, names.problem))
        no_level = f"IF({self._filled(s, i)},text_answers_without_level,text_choose_level)"
        is_stale = f'IF({signed}="0",text_signed_before_level,SUBSTITUTE(text_stale,"{{level}}",{signed}))'
        beside = f"COUNTIF({self._problems(s, i)},{RowProblem.NOT_ASKED.value})>0"
        finished = f"IF({beside},text_also_not_asked,text_complete)"
        missing = f'SUBSTITUTE(text_still_to_answer,"{{questions}}",{self._open_questions(s, i)})'
        chosen = f"IF(AND({self._stale(s, i)}),{is_stale},IF({complete}=1,{finished},{missing}))"
        formula = f"IF({state}=0,{no_level},{chosen})"
        if self._shows_last_year:
            cell, verdict = self.near(names.unchanged(s, i)), self.verdict(names.unchanged(s, i))
            other = f"IF({verdict}>0,{names.shown_text('error_unchanged')},text_unchanged_other_level)"
            says = f"IF(ISERROR({cell}),text_error_value,{other})"
            formula = f"IF({self._at_odds(s, i)},{says},{formula})"
        return f"IF({state}=-1,text_level_not_in_list,{formula})"

    def _problems(self, s: int, i: int) -> str:
        last = self._definition.edition.questions_per_level
        return f"{self.near(names.row_problem(s, i, 1))}:{self.near(names.row_problem(s, i, last))}"

    def _open_questions(self, s: int, i: int) -> str:
        """The numbers of the questions that are still open, as text: `1, 3`."""
        parts = []
        for n in range(1, self._definition.edition.questions_per_level + 1):
            problem = self.near(names.row_problem(s, i, n))
            parts.append(f'IF(OR({problem}=0,{problem}={RowProblem.NOT_ASKED.value}),"",", {n}")')
        return f"MID({'&'.join(parts)},3,99)"

    # --- a question's row --------------------------------------------------------------------

    def _question(self, s: int, i: int, n: int) -> Iterator[tuple[str, str]]:
        level, state = self.near(names.state(s, i)), self.near(names.row_state(s, i, n))
        kind, gate = f"INDEX(question_kinds,{level},{n})", self._gate(s, i, n)
        asked = kind
        if gate:
            asked = f"IF({kind}={Asked.IF_YES.value},IF({gate}=1,1,0),{kind})"
        yield names.row_state(s, i, n), f"IFERROR(IF({level}<1,0,{asked}),0)"
        yield names.question(s, i, n), f'IF({state}=0,"",INDEX(question_texts,{level},{n}))'
        yield names.question_number(s, i, n), f'IF({state}=0,"",{n})'
        yield names.row_problem(s, i, n), self._row_problem(s, i, n)
        yield names.row_filled(s, i, n), self._row_filled(s, i, n)
        yield names.row_status(s, i, n), self._row_status(s, i, n)

    def _yes_no(self, s: int, i: int, n: int) -> str:
        """The Yes/No cell of question `n`, empty where its row has none."""
        name = names.yes_no(s, i, n)
        return self.near(name) if name in self._layout.slots else ""

    def _gate(self, s: int, i: int, n: int) -> str:
        """1 where the Yes/No before question `n` says Yes, last year's where that is kept, 2 for No, 0 for neither.

        Empty where there is none.
        """
        typed = names.yes_no(s, i, n - 1)
        if typed not in self._layout.slots:
            return ""
        code = self.step(typed, "code")
        if not self._shows_last_year:
            return code
        last = self.near(names.last_yes_no(s, i, n - 1))
        kept = f"IF({self.near(names.kept(s, i))}=1,IF({last}=INDEX(yes_no_list,1),1,IF(LEN({last})>0,2,0)),0)"
        return f"IF({self.step(typed, 'blank')}=1,{kept},{code})"

    def _unless_kept(self, s: int, i: int, last: str) -> str:
        """What an empty cell is: missing, unless last year's is kept."""
        missing = str(RowProblem.MISSING.value)
        if not self._shows_last_year:
            return missing
        return f"IF(AND({self.near(names.kept(s, i))}=1,LEN({self.near(last)})>0),0,{missing})"

    def _row_filled(self, s: int, i: int, n: int) -> str:
        answer, yes_no = self.near(names.answer(s, i, n)), names.yes_no(s, i, n)
        filled = f"IF(ISERROR({answer}),1,IF({nothing_seen_formula(answer)},0,1))"
        if yes_no not in self._layout.slots:
            return filled
        return f"IF({self.step(yes_no, 'blank')}=0,1,{filled})"

    def _row_problem(self, s: int, i: int, n: int) -> str:
        level, state = self.near(names.state(s, i)), self.near(names.row_state(s, i, n))
        answer, yes_no, gate = self.near(names.answer(s, i, n)), self._yes_no(s, i, n), self._gate(s, i, n)
        p = RowProblem
        missing = self._unless_kept(s, i, names.last_answer(s, i, n))
        blank = nothing_seen_formula(answer)
        text = f"IF({blank},{missing},IF(LEN({answer})>{TEXT_LIMIT},{p.NOT_VALID.value},0))"
        left_over, error, choice = f"NOT({blank})", f"ISERROR({answer})", "0"
        if yes_no:
            # A Yes or No left from another level stands beside a text question, or beside none.
            typed, is_empty = names.yes_no(s, i, n), f"{self.step(names.yes_no(s, i, n), 'blank')}=1"
            text = f"IF(AND(NOT({blank}),NOT({is_empty})),{p.NOT_ASKED.value},{text})"
            left_over = f"OR({left_over},NOT({is_empty}))"
            error = f"OR({error},ISERROR({yes_no}))"
            none = self._unless_kept(s, i, names.last_yes_no(s, i, n))
            choice = f"IF({is_empty},{none},{self.verdict(typed)})"
        waits = f",IF(AND(INDEX(question_kinds,{level},{n})={Asked.IF_YES.value},{gate}=0),0," if gate else ",("
        # Text behind an unanswered gate is not out of place: the gate is what is missing.
        unasked = f"IF({level}<1,0{waits}IF({left_over},{p.NOT_ASKED.value},0)))"
        return (
            f"IF({error},{p.ERROR_VALUE.value},IF({state}={Asked.TEXT.value},{text},"
            f"IF({state}={Asked.YES_NO.value},{choice},{unasked})))"
        )

    def _row_status(self, s: int, i: int, n: int) -> str:
        state, problem = self.near(names.row_state(s, i, n)), self.near(names.row_problem(s, i, n))
        asks_yes_no, answered = f"{state}={Asked.YES_NO.value}", "text_answered"
        if self._shows_last_year:
            cells = "&".join(cell for cell in (self.near(names.answer(s, i, n)), self._yes_no(s, i, n)) if cell)
            answered = f"IF(AND({self.near(names.kept(s, i))}=1,LEN({cells})=0),text_kept,text_answered)"
        return (
            f"CHOOSE({problem}+1,"
            f'IF({state}=0,"",{answered}),'
            f"IF({asks_yes_no},text_choose_yes_no,text_to_answer),"
            f"IF({state}=0,text_not_asked,text_yes_no_not_asked),"
            f"IF({asks_yes_no},text_yes_no_not_in_list,text_too_long),"
            f"text_error_value)"
        )
