"""A FET file as it stands, element by element: nothing of it is lost, understood or not (pure)."""

from dataclasses import dataclass
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 64 * 1024 * 1024
DEEPEST = 12
VERSION = "6.8.5"
"""The format that is written: that of Debian 12, which later programs read."""


@dataclass(frozen=True)
class Element:
    """An element: text without the blanks around it, elements inside it."""

    tag: str
    text: str = ""
    children: tuple["Element", ...] = ()

    def all(self, *tags: str) -> tuple["Element", ...]:
        """The elements inside it of those names."""
        return tuple(child for child in self.children if child.tag in tags)

    def find(self, *tags: str) -> "Element | None":
        """The first element inside it of those names."""
        return next(iter(self.all(*tags)), None)

    def value(self, *tags: str, default: str = "") -> str:
        """Text of the first element inside it of those names."""
        found = self.find(*tags)
        return default if found is None else found.text

    def values(self, *tags: str) -> tuple[str, ...]:
        """Texts of all elements inside it of those names."""
        return tuple(child.text for child in self.all(*tags))

    def number(self, *tags: str, default: int = 0) -> int:
        """A whole number; raises ValidationError for anything else."""
        text = self.value(*tags) or str(default)
        try:
            return int(text)
        except ValueError:
            message = _("Element %(tag)s of the file: “%(text)s” is not a whole number.")
            raise ValidationError(message % {"tag": self.tag, "text": text}) from None

    def flag(self, tag: str, *, default: bool) -> bool:
        """A yes or no as FET writes it."""
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(
            self.value(tag).lower(), default
        )


@dataclass(frozen=True)
class Document:
    """A whole file; ``version`` is that of the program that wrote it."""

    version: str
    root: Element

    def part(self, tag: str) -> tuple[Element, ...]:
        """What stands in one of its lists."""
        found = self.root.find(tag)
        return () if found is None else found.children


def read_document(content: bytes) -> Document:
    """Parses a file. Raises ValidationError for what is no FET file, is too large, or defines entities of its own."""
    if len(content) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 64 MB."))
    builder = _Builder()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except ExpatError as error:
        message = _("The file is damaged or is no FET file: line %(line)s, column %(column)s.")
        raise ValidationError(message % {"line": error.lineno, "column": error.offset + 1}) from None
    if builder.root is None or builder.root.tag.lower() != "fet":
        raise ValidationError(_("The file is no FET file: its first element is not “fet”."))
    return Document(builder.version, builder.root)


def _refuse_doctype(*_arguments) -> None:
    raise ValidationError(_("The file defines entities of its own, which FET never does; it is not read."))


class _Builder:
    """Makes elements out of the parser's calls."""

    def __init__(self) -> None:
        self.open: list[tuple[str, list[str], list[Element]]] = []
        self.root: Element | None = None
        self.version = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.open:
            self.version = attributes.get("version", "")
        if len(self.open) >= DEEPEST:
            raise ValidationError(_("The file is nested deeper than a FET file can be."))
        self.open.append((tag, [], []))

    def text(self, data: str) -> None:
        if self.open:
            self.open[-1][1].append(data)

    def end(self, _tag: str) -> None:
        tag, texts, children = self.open.pop()
        element = Element(tag, "".join(texts).strip(), tuple(children))
        if self.open:
            self.open[-1][2].append(element)
        else:
            self.root = element


def write_document(document: Document) -> bytes:
    """The file's bytes."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "", f'<fet version="{escape(document.version)}">', ""]
    for child in document.root.children:
        _lay(child, lines)
        lines.append("")
    return "\n".join([*lines, "</fet>", ""]).encode()


def _lay(element: Element, lines: list[str]) -> None:
    if not element.children:
        lines.append(f"<{element.tag}>{escape(element.text)}</{element.tag}>")
        return
    lines.append(f"<{element.tag}>{escape(element.text)}")
    for child in element.children:
        _lay(child, lines)
    lines.append(f"</{element.tag}>")
