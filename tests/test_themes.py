"""The themes of needs: what is typed in six languages, which themes it suggests, and by which words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from addin.themes.recognising import themes_in
from addin.themes.stems import sentences, stems
from schemas.loading.loader import languages
from schemas.loading.themes import ThemesMeant, load_themes, theme_languages, theme_titles, themes_meant
from schemas.loading.yaml_file import DefinitionError

SUGGESTED: list[tuple[str, str, dict[str, str]]] = [
    # (language of the file, what an officer typed, the themes with the words that matched)
    (
        "en",
        "We lack a legal framework for the exchange of data with postal operators.",
        {
            "legislation": "legal",
            "data-exchange": "exchange of data",
            "stakeholder-cooperation": "postal operators",
        },
    ),
    (
        "en",
        "Workshops on risk profiling; two X-ray scanners; a study visit to other Customs administrations.",
        {
            "risk-management": "risk, profiling",
            "equipment": "X-ray, scanners",
            "training": "Workshops",
            "international-cooperation": "other Customs administrations",
            "guidance": "study visit",
        },
    ),
    ("en", "Shortage of staff and limited budgets", {"human-resources": "Shortage of staff", "funding": "budgets"}),
    ("en", "Coordination between the agencies", {"interagency-cooperation": "Coordination between the agencies"}),
    (
        "en",
        "Technical assistance of the WCO, and good practices",
        {"guidance": "good practices"} | {"technical-assistance": "Technical assistance"},
    ),
    ("en", "The WCO Data Model is not mapped yet.", {"data-quality": "WCO Data Model"}),
    ("en", "Upgrading our system to a Single Window", {"it-systems": "Upgrading our system, Single Window"}),
    (
        "fr",
        "Manque de personnel qualifié ; besoin de formations et d’un cadre juridique adapté.",
        {
            "legislation": "juridique",
            "training": "formations",
            "human-resources": "Manque de personnel, personnel qualifié",
        },
    ),
    (
        "fr",
        "L'échange des données avec les opérateurs postaux exige l’interconnexion des systèmes informatiques.",
        {
            "it-systems": "systèmes informatiques",
            "data-exchange": "échange des données, interconnexion",
            "stakeholder-cooperation": "opérateurs postaux",
        },
    ),
    (
        "es",
        "Se requiere capacitación en gestión de riesgos y la actualización del sistema informático.",
        {
            "it-systems": "actualización del sistema, sistema informático",
            "risk-management": "gestión de riesgos",
            "training": "capacitación",
        },
    ),
    (
        "es",
        "Falta de recursos; asistencia técnica de la OMA; coordinación con otras entidades del Estado.",
        {
            "funding": "Falta de recursos",
            "interagency-cooperation": "otras entidades del Estado",
            "technical-assistance": "asistencia técnica",
        },
    ),
    (
        "pt",
        "Falta de recursos humanos; troca de dados com os Correios; equipamentos de raios X.",
        {
            "data-exchange": "troca de dados",
            "equipment": "equipamentos, raios X",
            "human-resources": "recursos humanos",
            "funding": "Falta de recursos",
            "stakeholder-cooperation": "Correios",
        },
    ),
    (
        "pt",
        "Boas práticas de outras administrações aduaneiras",
        {"international-cooperation": "outras administrações aduaneiras"} | {"guidance": "Boas práticas"},
    ),
    (
        "ru",
        "Необходимо обучение сотрудников и обмен данными с почтовыми операторами.",
        {"data-exchange": "обмен данными", "training": "обучение", "stakeholder-cooperation": "почтовыми операторами"},
    ),
    (
        "ru",
        "Требуются изменения в законодательстве, финансирование и межведомственное взаимодействие.",
        {
            "legislation": "законодательстве",
            "funding": "финансирование",
            "interagency-cooperation": "межведомственное взаимодействие",
        },
    ),
    (
        "ar",
        "نحتاج إلى التدريب في إدارة المخاطر، وتبادل البيانات مع الجهات الحكومية.",
        {
            "data-exchange": "وتبادل البيانات",
            "risk-management": "إدارة المخاطر",
            "training": "التدريب",
            "interagency-cooperation": "الجهات الحكومية",
        },
    ),
    (
        "ar",
        "للتشريعات والمعدات والدعم الفني",
        {"legislation": "للتشريعات", "equipment": "والمعدات", "technical-assistance": "والدعم الفني"},
    ),
]


@pytest.mark.parametrize(("language", "typed", "expected"), SUGGESTED)
def test_words_suggest_themes(language: str, typed: str, expected: dict[str, str]) -> None:
    assert {theme: ", ".join(words) for theme, words in themes_in(typed, language).items()} == expected


ALIKE = [
    # (language, in several forms the same theme)
    ("en", "training", ["Training of trainers", "TRAINED officers", "we train them"]),
    ("en", "legislation", ["a new law", "our laws", "to legislate", "by-law"]),
    ("fr", "equipment", ["équipement", "equipements", "ÉQUIPEMENTS"]),
    ("es", "legislation", ["la ley", "las leyes", "una reglamentacion"]),
    ("pt", "training", ["formação", "formacao", "formações", "capacitar"]),
    ("ru", "legislation", ["законы", "законодательства", "в правовом поле"]),
    ("es", "equipment", ["un escáner", "los escáneres", "escaneres", "sin conexión a Internet"]),
    ("es", "training", ["un taller", "talleres"]),
    ("es", "funding", ["préstamo", "préstamos"]),
    ("fr", "legislation", ["la loi", "les lois"]),
    ("fr", "data-exchange", ["interconnexion", "les interconnexions"]),
    ("pt", "stakeholder-cooperation", ["operador postal", "operadores postais"]),
    ("pt", "it-systems", ["plataforma digital", "plataformas digitais"]),
    ("pt", "international-cooperation", ["acordo internacional", "acordos internacionais", "bilaterais"]),
    ("pt", "equipment", ["armazém", "armazéns"]),
    ("pt", "interagency-cooperation", ["outras entidades do Estado"]),
    ("ar", "international-cooperation", ["دول الجوار"]),
    ("ar", "training", ["تدريب", "التدريب", "للتدريب", "وبالتدريب", "تَدْرِيب"]),
    ("ar", "data-quality", ["نموذج بيانات", "نموذج البيانات", "لنموذج البيانات"]),
]


@pytest.mark.parametrize(("language", "theme", "typed"), ALIKE)
def test_a_word_is_known_in_all_its_forms(language: str, theme: str, typed: list[str]) -> None:
    assert {text: theme in themes_in(text, language) for text in typed} == dict.fromkeys(typed, True)


NOTHING = [
    # (language, what only looks like a word of the lexicon)
    ("en", "The lawn is fundamental; of course it is done regularly in Italy."),
    ("en", "The competent officers of the police, manually. Data. Exchange."),
    ("en", "yes"),
    ("fr", "Données à caractère personnel fondées sur le connaissement, en cours."),
    ("es", "La competencia está en curso; sistemático; se conoce."),
    ("fr", "Une fois par mois, au fond des bois, temps, tels, mieux"),
    ("es", "Tres veces al mes, en el interior del país, los demás"),
    ("pt", "Dois ou mais meses, demais casos, seis anos"),
    ("pt", "A concorrência está em curso, com conhecimento de embarque."),
    ("ru", "Почти готово. Персональные данные граждан. Указано выше."),
    ("ar", "البريد الإلكتروني ورقم الهاتف"),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "typed"), NOTHING)
def test_what_looks_alike_suggests_nothing(language: str, typed: str) -> None:
    assert themes_in(typed, language) == {}


ELSEWHERE = [
    # (language of the file, what was typed in English or another one, the themes)
    ("ar", "We need scanners", ["equipment"]),
    ("fr", "Training et formation", ["training"]),
    ("fr", "falta de recursos", []),
    ("de", "Training", ["training"]),
    (None, "Training", ["training"]),
]


@pytest.mark.parametrize(("language", "typed", "themes"), ELSEWHERE)
def test_english_is_always_tried_and_no_third_language(language: str | None, typed: str, themes: list[str]) -> None:
    assert list(themes_in(typed, language)) == themes


# --- the lexicon -----------------------------------------------------------------------------


def test_themes_are_recognised_in_every_language_of_the_workbooks() -> None:
    assert theme_languages() == languages()


@pytest.mark.parametrize("language", theme_languages())
def test_each_language_has_a_title_of_its_own_and_words_for_each_theme(language: str) -> None:
    lexicon = load_themes(language)
    assert len(set(theme_titles(language).values())) == len(lexicon.themes) == 14
    for theme, words in lexicon.themes.items():
        assert len(set(words.words)) == len(words.words) >= 10, theme


@pytest.mark.parametrize("language", theme_languages())
def test_each_word_of_the_lexicon_is_recognised_itself(language: str) -> None:
    for theme, words in load_themes(language).themes.items():
        for word in words.words:
            assert theme in themes_in(word, language), word


@pytest.mark.parametrize("language", theme_languages())
def test_no_word_stands_for_two_themes(language: str) -> None:
    """A word of two themes would say nothing; a longer phrase may have a shorter one of another theme in it."""
    small_words = frozenset(load_themes(language).small_words)
    meant: dict[object, str] = {}
    for theme, words in load_themes(language).themes.items():
        for word in words.words:
            (row,) = sentences(word, language, small_words)
            assert meant.setdefault(tuple(each.stems for each in row), theme) == theme, word


def test_a_language_with_other_themes_is_refused(tmp_path: Path) -> None:
    words = {"none": ["none"], "themes": {"training": {"title": "Training", "words": ["training"]}}}
    (tmp_path / "en.yaml").write_text(yaml.safe_dump({"language": "en"} | words))
    words["themes"] = {"funding": {"title": "Fonds", "words": ["budget"]}}
    (tmp_path / "fr.yaml").write_text(yaml.safe_dump({"language": "fr"} | words))
    with pytest.raises(
        DefinitionError, match=r"fr\.yaml: themes: write those of en\.yaml in its order: \['training'\]"
    ):
        load_themes("fr", tmp_path)


MEANT = [
    # (what stands in a decision, the themes)
    ("training", ThemesMeant(("training",))),
    ("funding; training", ThemesMeant(("training", "funding"))),
    ("Training and skills; FUNDING ;", ThemesMeant(("training", "funding"))),
    (
        "Formation et compétences;التمويل؛ Персонал и организация",
        ThemesMeant(("training", "human-resources", "funding")),
    ),
    ("Technologies de l'information", ThemesMeant(("it-systems",))),
    ("none", ThemesMeant(())),
    ("Aucun", ThemesMeant(())),
    ("нет", ThemesMeant(())),
    ("training; none", ThemesMeant(("training",), ("none",))),
    ("trainings", ThemesMeant((), ("trainings",))),
    ("training, funding", ThemesMeant((), ("training, funding",))),
]


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_themes_are_written_as_codes_or_titles(text: str, meant: ThemesMeant) -> None:
    assert themes_meant(text) == meant


def test_stems_are_the_same_with_accents_and_without() -> None:
    assert stems("législation", "fr") & stems("legislation", "fr")
    assert stems("main-d'œuvre", "fr") == stems("MAIN-D'OEUVRE", "fr")
