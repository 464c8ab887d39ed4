"""Which files are taken, and why others are not."""

import pytest
from django.core.exceptions import ValidationError

from journal_plugin.files.sent import content_type, take, take_all
from tests.factories.assignments import PDF, PNG, office, upload

DOCX = office("[Content_Types].xml", "word/document.xml")
MB = 1024 * 1024


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("работа.pdf", PDF),
        ("фото.PNG", PNG),
        ("фото.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 64),
        ("реферат.docx", DOCX),
        ("реферат.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("ответ.txt", "Ответ: 42".encode()),
        ("ответ.txt", "Ответ: 42".encode("cp1251")),
        ("ответ.txt", "Ответ: 42".encode("utf-16")),
        ("всё.zip", office("a.txt")),
        ("речь.mp3", b"ID3\x03" + b"\0" * 300),
    ],
)
def test_usual_files_are_taken(name, content):
    assert (take(upload(name, content)).name, take(upload(name, content)).size) == (name, len(content))


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("вирус.exe", b"MZ\x90\0", "«вирус.exe» не принят: можно приложить документ, картинку, аудио, текст или ZIP."),
        (
            "страница.html",
            b"<html>",
            "«страница.html» не принят: можно приложить документ, картинку, аудио, текст или ZIP.",
        ),
        ("рисунок.svg", b"<svg>", "«рисунок.svg» не принят: можно приложить документ, картинку, аудио, текст или ZIP."),
        ("без-имени", b"x", "«без-имени» не принят: можно приложить документ, картинку, аудио, текст или ZIP."),
        ("пусто.pdf", b"", "«пусто.pdf» не принят: файл пустой."),
        ("работа.pdf", b"MZ\x90\0" * 20, "«работа.pdf» не принят: внутри не то, что обещает имя файла."),
        ("работа.pdf", PNG, "«работа.pdf» не принят: внутри не то, что обещает имя файла."),
        ("работа.docx", office("a.txt"), "«работа.docx» не принят: внутри не то, что обещает имя файла."),
        ("работа.doc", PDF, "«работа.doc» не принят: внутри не то, что обещает имя файла."),
        ("ответ.txt", b"MZ\x90\0\x03", "«ответ.txt» не принят: внутри не то, что обещает имя файла."),
        ("ответ.txt", PDF, "«ответ.txt» не принят: внутри не то, что обещает имя файла."),
    ],
)
def test_others_are_refused_with_the_reason(name, content, why):
    with pytest.raises(ValidationError) as refused:
        take(upload(name, content))
    assert [text.replace("\u00a0", " ") for text in refused.value.messages] == [why]


def test_largest_file_is_taken_and_a_byte_more_is_not():
    assert take(upload("большой.pdf", PDF.ljust(10 * MB, b"\0"))).size == 10 * MB
    with pytest.raises(ValidationError) as refused:
        take(upload("большой.pdf", PDF.ljust(10 * MB + 1, b"\0")))
    assert refused.value.messages == ["«большой.pdf» не принят: он больше 10 МБ."]


def test_every_fault_of_several_files_is_named():
    with pytest.raises(ValidationError) as refused:
        take_all([upload("а.exe", b"MZ"), upload(), upload("б.pdf", b"")])
    assert len(refused.value.messages) == 2
    with pytest.raises(ValidationError) as refused:
        take_all([upload() for _number in range(11)])
    assert refused.value.messages == ["Не больше 10 файлов за раз."]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\win.txt", "win.txt"),
        ("C:\\Мои документы\\реферат.txt", "реферат.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
        ("отчёт\u202etxt.exe.txt", "отчётtxt.exe.txt"),
        ("....txt", "txt"),
        (f"{'я' * 300}.txt", f"{'я' * 116}.txt"),
    ],
)
def test_name_is_made_harmless(sent, kept):
    file = upload("x.txt", b"text")
    file._name = sent  # a browser's own library would have cut it already
    if kept == "txt":
        with pytest.raises(ValidationError):
            take(file)
    else:
        assert take(file).name == kept


def test_browser_is_told_the_type_of_our_table_alone():
    assert [content_type(name) for name in ("a.pdf", "b.html", "в.TXT")] == [
        "application/pdf",
        "application/octet-stream",
        "text/plain; charset=utf-8",
    ]
