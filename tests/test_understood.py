"""What is understood in each language, as data: words that say nothing, currencies, names, helps."""

from __future__ import annotations

import pytest

from schemas.findings import Code
from schemas.loading.loader import languages, load_definition
from schemas.loading.members import load_members
from schemas.models.structure import Period
from schemas.models.wording import placeholders, plain_currency
from schemas.questions import Item, Raw, Reading, question_of, same_words

LANGUAGES = languages()


def read(language: str, name: str, raw: Raw) -> Reading:
    definition = load_definition(language=language)
    slot = definition.layout.slots[name]
    return question_of(slot, definition).parse(raw, slot, definition)


def codes(reading: Reading) -> Code | None:
    return None if reading.problem is None else reading.problem.code


# --- texts that answer nothing, and short ones that do ---------------------------------------
NOTHING_SAID = [
    # (language, typed as the whole answer)
    ("en", "See attachment."),
    ("en", "Same as above"),
    ("en", "Ditto"),
    ("en", "TBC"),
    ("en", "N/A"),
    ("fr", "Voir pièce jointe"),
    ("fr", "cf. supra"),
    ("fr", "Idem."),
    ("fr", "À confirmer"),
    ("es", "Véase el anexo"),
    ("es", "Lo mismo que arriba"),
    ("es", "Ídem"),
    ("es", "Por confirmar"),
    ("pt", "Ver em anexo"),
    ("pt", "Igual ao anterior"),
    ("pt", "A confirmar"),
    ("ru", "См. приложение"),
    ("ru", "То же, что и выше"),
    ("ru", "Будет уточнено"),
    ("ar", "انظر المرفق"),
    ("ar", "كما ورد أعلاه"),
    ("ar", "سيُحدَّد لاحقاً"),
    ("en", "Please refer to the attachment"),
    ("fr", "Cf. ci-joint"),
    ("es", "Ídem anterior"),
    ("pt", "Conforme anexo"),
    ("ru", "См. ответ выше"),
    ("ar", "نفس ما سبق"),
    *((language, text) for language in LANGUAGES for text in ("see attachment", "as above", "idem", "Same as above.")),
]
SAID = [
    # (language, typed as the whole answer): short, and an answer
    *(("en", text) for text in ("No", "None", "None needed", "Nothing yet", "Since 2019", "No budget", "Yes, twice")),
    *(("fr", text) for text in ("Non", "Aucune", "Néant", "Rien", "Depuis 2019", "Pas de budget", "RAS")),
    *(("es", text) for text in ("No", "Ninguna", "Nada", "Todo", "Desde 2019", "Sin presupuesto")),
    *(("pt", text) for text in ("Não", "Nenhuma", "Nada", "Tudo", "Desde 2019", "Sem orçamento")),
    *(("ru", text) for text in ("Нет", "Не требуется", "Ничего", "С 2019 года", "Нет бюджета")),
    *(("ar", text) for text in ("لا", "لا شيء", "لا يوجد", "لا حاجة", "منذ 2019", "لا توجد ميزانية")),
]


@pytest.mark.parametrize(("language", "typed"), NOTHING_SAID)
def test_what_answers_nothing_is_pointed_out(language: str, typed: str) -> None:
    assert codes(read(language, "answer_1_1_1", typed)) is Code.LOW_EFFORT_ANSWER


@pytest.mark.parametrize("name", ["answer_15_1_2", "info_3_1", "info_9_1"])
def test_it_is_pointed_out_in_every_answer_and_text(name: str) -> None:
    assert codes(read("en", name, "See attachment")) is Code.LOW_EFFORT_ANSWER
    assert codes(read("en", name, "See attachment: the decree of 2019 names the data.")) is None


@pytest.mark.parametrize(("language", "typed"), SAID)
def test_a_short_answer_is_one(language: str, typed: str) -> None:
    assert codes(read(language, "answer_1_1_1", typed)) is None


# --- not available, not applicable, estimated ------------------------------------------------
def test_n_a_is_not_available_and_nothing_else_in_every_language() -> None:
    for language in LANGUAGES:
        words = load_definition(language=language).wording.understood
        assert "na" in map(same_words, words.not_available)
        assert not set(map(same_words, words.not_available)) & set(map(same_words, words.not_applicable))


NOT_APPLICABLE = [
    ("en", "Not applicable"),
    ("fr", "Sans objet"),
    ("es", "No aplica"),
    ("pt", "Não se aplica"),
    ("ru", "Неприменимо"),
    ("ar", "لا ينطبق"),
]


@pytest.mark.parametrize(("language", "typed"), NOT_APPLICABLE)
def test_not_applicable_is_understood_where_a_number_is_asked_for(language: str, typed: str) -> None:
    assert same_words(typed) in map(same_words, load_definition(language=language).wording.understood.not_applicable)
    reading = read(language, "info_1_1", typed)
    assert (reading.not_applicable, reading.not_available, reading.problem) == (True, False, None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_bounds_are_no_estimates(language: str) -> None:
    estimated = load_definition(language=language).wording.understood.estimated
    assert {"~", "≈", "(e)", "about"} <= set(estimated)
    assert not {"<", ">", "≤", "≥", "±", "up to", "at least", "nearly", "over"} & set(estimated)


# --- currencies ------------------------------------------------------------------------------
CURRENCIES = [
    # (language, as it is written, the codes it stands for)
    ("en", "US$", "USD"),
    ("en", "U.S. dollars", "USD"),
    ("fr", "€", "EUR"),
    ("fr", "F CFA", "XAF XOF"),
    ("fr", "francs suisses", "CHF"),
    ("es", "U$S", "USD"),
    ("es", "pesos mexicanos", "MXN"),
    ("pt", "R$", "BRL"),
    ("pt", "meticais", "MZN"),
    ("ru", "долл. США", "USD"),
    ("ru", "тенге", "KZT"),
    ("ar", "د.ك", "KWD"),
    ("ar", "دولار أمريكي", "USD"),
]
OF_SEVERAL = [
    "$",
    "¥",
    "£",
    "₨",
    "﷼",
    "kr",
    "Fr",
    "Rs",
    "Br",
    "Bs",
    "R",
    "C$",
    "B$",
    "dollar",
    "dollars",
    "pound",
    "pounds",
    "franc",
    "francs",
    "peso",
    "pesos",
    "krone",
    "krona",
    "rial",
    "riyal",
    "dinar",
    "dinars",
    "dirham",
    "lira",
    "livre",
    "livres",
    "libra",
    "libras",
    "rupee",
    "rupees",
    "shilling",
    "рубль",
    "руб",
    "доллар",
    "دولار",
    "دينار",
    "ريال",
    "درهم",
    "جنيه",
    "ليرة",
]
"""What several countries call their currency, and nobody can tell which."""


@pytest.mark.parametrize(("language", "written", "code"), CURRENCIES)
def test_a_currency_by_its_sign_or_name(language: str, written: str, code: str) -> None:
    known = load_definition(language=language).wording.understood.currencies
    assert [c for c, names in known.items() if plain_currency(written) in map(plain_currency, names)] == [code]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_of_several_currencies_is_none(language: str) -> None:
    known = load_definition(language=language).wording.understood.currencies
    names = {plain_currency(name) for several in known.values() for name in several}
    assert not names & set(map(plain_currency, OF_SEVERAL))


# --- Members ---------------------------------------------------------------------------------
AMBIGUOUS = [name for several in load_members().ambiguous for name in several.names]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", AMBIGUOUS)
def test_a_name_of_two_countries_is_no_member(language: str, typed: str) -> None:
    assert codes(read(language, "country", typed)) is Code.COUNTRY_UNKNOWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_in_the_list_can_mean_another_country(language: str) -> None:
    definition = load_definition(language=language)
    said = [name for each in (definition, *definition.earlier) for name in each.country_names.values()]
    assert not set(map(same_words, said)) & set(map(same_words, AMBIGUOUS))


def test_the_european_union_is_counted_apart() -> None:
    members = load_members().members
    assert [member.iso3 for member in members if member.kind == "union"] == ["EUE"]
    assert len([member for member in members if member.kind == "member"]) == 187


def test_a_language_that_may_surprise_says_why() -> None:
    notes = {member.iso3: (member.language, member.note) for member in load_members().members}
    doubtful = ("BFA", "CAN", "CMR", "DJI", "KAZ", "MAC", "MLI", "RWA", "SOM", "TJK")
    assert [code for code in doubtful if not notes[code][1]] == []
    assert [notes[code][0] for code in ("DJI", "MAC", "SOM")] == ["ar", "pt", "ar"]


# --- additional information ------------------------------------------------------------------
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_item_says_what_it_counts_and_of_which_time(language: str) -> None:
    definition = load_definition(language=language)
    helps = definition.wording.information_help
    for s, k, item in definition.edition.information():
        assert ("year" in placeholders(helps[s][k])) == (item.period is not Period.NONE), (s, k)
        assert len(helps[s][k].format(year=2025)) <= 255


def test_every_number_is_of_a_period() -> None:
    for s, k, item in load_definition().edition.information():
        if Item.classes[item.kind.name].bounds is not None:
            assert item.period is not Period.NONE, (s, k)


def test_what_takes_several_values() -> None:
    several = [f"{s}.{k}" for s, k, item in load_definition().edition.information() if item.several]
    assert several == ["2.2", "7.2", "7.3", "7.4", "8.1", "8.2"]
