from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text.mojibake import repaired

SEEDS = Path(__file__).parents[3] / "seeds"

SENTENCES = [
    "Президент заявив, що переговори триватимуть наступного тижня.",
    "За словами джерел, близьких до уряду, перемир'я можливе вже навесні.",
    "«Ми не здамо того, що наше», – пообіцяв він у п'ятницю.",
    "У 2022 році Україна звільнила Харківську область; ґрунт був мокрий.",
    "Її брат поїхав до Києва, а їхня сестра залишилася вдома.",
    "ЄС і США готують новий пакет допомоги на 15 млрд доларів.",
    "ПУТІН ПРИВАТНО КАЖЕ, ЩО ГОТОВИЙ ДО ПЕРЕМИР'Я",
    "Натисніть Ctrl + Enter, щоб повідомити про помилку редакцію.",
    "Президент заявил, что переговоры продолжатся на следующей неделе.",
    "По словам бывших чиновников, он готов остановиться на нынешних позициях.",
    "«Это наша земля», — сказал он журналистам в Москве 14 декабря.",
    "Опрос показал, что 74 % жителей против территориальных уступок.",
    "Ещё один подъезд объявили аварийным; жильцы съехали.",
    "Представитель МИД отказался от комментариев и сослался на закон № 5.",
]
ORDINARY = [
    "Le président a déclaré que l'élection était très importante : où ira-t-on ?",
    "Créée en 1998, l'œuvre a été réécrite à Besançon.",
    "Größere Änderungen seien für die Außenministerin unmöglich, hieß es über Öl.",
    "El presidente anunció mañana una reunión. ¿Qué pasará después? ¡Ánimo!",
    "Statsministern säger att förhandlingarna går framåt på måndag i Åre å.",
    "Det går på én måned å få årets første øl på Ærø; æøå.",
    "Forsetinn sagði að viðræður myndu halda áfram. Það er þó óljóst, æðið.",
    "O presidente disse que as negociações não serão interrompidas amanhã; avó e avô.",
    "Päämäärä on hyvä, sanoi hän. Hääyöaie.",
    "Minister oświadczył, że rozmowy będą trwały. Źródła są pewne.",
    "ÉÈÀ ÇÀ ÊÎÔ ÀÉÈÒ ÑÑÑ ÖÄÜ ààà ééé",
    "5 m² à 20 °C, ½ l, 3³, £5 ± 2 % – «déjà vu»",
    "Привет, мир. Это обычный текст.",
    "Ελληνικό κείμενο.",
    "中文句子。",
    "“He’s gone”, said the café’s owner…",
    "",
]


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_a_sentence_broken_on_purpose_is_repaired_exactly(sentence: str, encoding: str) -> None:
    broken = sentence.encode("cp1251").decode(encoding)
    assert broken != sentence
    assert repaired(broken) == sentence


@pytest.mark.parametrize("line", ORDINARY)
def test_an_ordinary_line_is_left_alone(line: str) -> None:
    assert repaired(line) is line


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν στην Αθήνα.", "cp1253"),
        ("Президент заявил, что переговоры продолжатся на следующей неделе.", "koi8-r"),
        ("הנשיא אמר כי השיחות יימשכו בשבוע הבא", "cp1255"),
        ("قال الرئيس إن المحادثات ستستمر الأسبوع المقبل", "cp1256"),
        ("总统表示，谈判将于下周继续。", "gb18030"),
    ],
)
def test_other_scripts_read_wrongly_are_not_taken_for_cyrillic(text: str, encoding: str) -> None:
    broken = text.encode(encoding).decode("latin-1")
    assert repaired(broken) == broken


@given(st.text(st.characters(max_codepoint=0x17F)))
def test_a_line_keeps_its_length(line: str) -> None:
    assert len(repaired(line)) == len(line)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
def test_several_sentences_in_a_line_are_repaired_too(sentences: list[str]) -> None:
    line = " ".join(sentences)
    assert repaired(line.encode("cp1251").decode("latin-1")) == line
    assert repaired(line) == line


def test_the_ukrainian_of_the_second_sample_can_be_read() -> None:
    lines = (SEEDS / "001_367b5b381fd9cdfc.txt").read_text(encoding="utf-8").split("\n")
    changed = [repaired(line) for line in lines if repaired(line) != line]
    assert len(changed) == 2
    assert changed[0] == "Цей текст також доступний українською"
    assert changed[1].startswith("У випадку, якщо ви знайшли помилку, виділіть її мишкою")
