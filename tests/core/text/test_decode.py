import random
from contextlib import suppress

import pytest

from annotations.errors import ImportFailed
from annotations.text.decode import decode

FRENCH = "Le président a déclaré que l'élection était très importante. « Où est-il allé ? » Ça ira."
ENGLISH = "The café owner called it “a naïve plan” – but he didn’t care. Nobody else did, either."
RUSSIAN = "Президент заявил, что переговоры продолжатся на следующей неделе. По словам источников."
UKRAINIAN = "Президент заявив, що переговори триватимуть. Їхня позиція незмінна, кажуть джерела."
POLISH = (
    "Minister oświadczył, że rozmowy będą trwały. Źródła twierdzą, że pokój jest możliwy, choć."
)
CZECH = "Ministr řekl, že jednání budou pokračovat. Příští týden se sejdou v Žilině, uvedl mluvčí."
TURKISH = "Cumhurbaşkanı, görüşmelerin süreceğini söyledi. Ateşkes için İstanbul'da buluşacaklar."
JAPANESE = "大統領は、来週も協議を続けると述べた。関係者によると、停戦は春にも可能だという。"
CHINESE = "总统表示，谈判将于下周继续。消息人士称，最早可能在春季实现停火。俄罗斯方面没有回应。"
KOREAN = "대통령은 다음 주에도 협상이 계속될 것이라고 말했다. 휴전은 봄에 가능하다."
GREEK = "Ο πρόεδρος δήλωσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα."
ARABIC = "قال الرئيس إن المحادثات ستستمر الأسبوع المقبل. وبحسب المصادر فإن وقف إطلاق النار ممكن."
MIXED = "The official said in Ukrainian: «Ми готові до перемовин наступного тижня». He then left."
NAMES = "The mayors of Zürich, São Paulo and Malmö met José García; Erik Ødegård and Françoise too."
SIGNS = "It cost £5 or €6, about 3½ miles at 20° – §4 says ±2."


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (FRENCH.encode(), "utf-8"),
        (b"plain ascii", "utf-8"),
        (FRENCH.encode("utf-8-sig"), "utf-8-sig"),
        (FRENCH.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), "utf-16"),
        (FRENCH.encode("utf-32"), "utf-32"),
    ],
)
def test_unicode_is_decoded_by_its_mark_or_as_utf_8(raw: bytes, encoding: str) -> None:
    decoded = decode(raw, name="a.txt")
    assert decoded.encoding == encoding
    assert decoded.text in {FRENCH, "plain ascii"}


def test_a_bom_is_not_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfNews", name="a.txt").text == "News"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (FRENCH.upper(), "cp1252"),
        (ENGLISH, "cp1252"),
        (NAMES, "cp1252"),
        (SIGNS, "cp1252"),
        (FRENCH, "latin-1"),
        (FRENCH, "mac_roman"),
        (ENGLISH, "mac_roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (UKRAINIAN, "cp1251"),
        (MIXED, "cp1251"),
        (GREEK, "cp1253"),
        (ARABIC, "cp1256"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc_kr"),
    ],
)
def test_texts_in_older_encodings_come_out_as_they_were_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), name="a.txt").text == text


def test_the_encoding_is_named_as_python_names_it() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), name="a.txt").encoding == "koi8-r"
    assert decode(POLISH.encode("iso8859-2"), name="a.txt").encoding == "iso8859-2"


def test_two_letters_of_another_script_are_not_guessed_at() -> None:
    assert decode("He said “нет”.".encode("cp1251"), name="a.txt").encoding == "cp1252"


def test_utf_8_with_one_broken_byte_is_still_utf_8() -> None:
    raw = FRENCH.encode() + "é".encode()[:1]
    decoded = decode(raw, name="a.txt")
    assert decoded.encoding == "utf-8 (damaged)"
    assert decoded.text == FRENCH + "\ufffd"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "nothing but blanks"),
        ("\ufeff\u200b\u00a0".encode(), "nothing but blanks"),
        (b"abc\0def", "NUL"),
        (b"\xff\xfea\0\0\0b\0", "binary"),
        (b"\xff\xfea", "broken"),
        (b"%PDF-1.7\nabc", "PDF"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"PK\x03\x04abc", "ZIP"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x01\x02\x03\x04\x05 text", "binary"),
        (b"\x81\x8d\x8f\x90\x9d", "cannot be told"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence_with_the_name(raw: bytes, reason: str) -> None:
    with pytest.raises(ImportFailed) as refused:
        decode(raw, name="bad\x1b.txt")
    said = str(refused.value)
    assert said.startswith("bad␛.txt ")
    assert reason in said
    assert not said.endswith(".")
    assert "\n" not in said


def test_random_bytes_are_refused_or_decoded_but_never_a_crash() -> None:
    chance = random.Random(7)  # noqa: S311  # no secret
    for _ in range(300):
        raw = chance.randbytes(chance.randrange(1, 60))
        with suppress(ImportFailed):
            assert "\0" not in decode(raw, name="x").text
