"""Marks by subjects: the row of marks, the way of the average, what the term mark will be."""

from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from journal_plugin.core.typography import NBSP, NOTHING, decimal_comma
from journal_plugin.diary.queries.children import Thresholds
from journal_plugin.diary.queries.debts import Owed
from journal_plugin.diary.queries.marks import Figures, FinalCard, Marks, Subject
from journal_plugin.diary.queries.periods import Periods
from journal_plugin.diary.render.debts import debts_html
from journal_plugin.diary.render.head import Head, head_html, no_calendar_html, period_name, periods_html
from journal_plugin.diary.words import circle, mark_link, said, tile

WIDTH, HEIGHT = 136, 44


def marks_page(
    head: Head, periods: Periods, marks: Marks | None, owed: tuple[Owed, ...], today: date
) -> tuple[str, SafeString]:
    """The title and the body."""
    learner = head.child.pk
    right = periods_html(periods, lambda slug: head.place.marks(learner, slug))
    top = head_html(head, "marks", lambda child: head.place.marks(child.pk), right)
    if marks is None or periods.chosen is None:
        return head.place.title, mark_safe(top + no_calendar_html())
    parts = [top, _sums(head, marks, periods.chosen.slug), debts_html(owed, today)]
    if marks.subjects:
        language = get_language() or ""
        words = _words(language)
        rows = "".join([_subject(head, subject, language, periods.chosen.slug) for subject in marks.subjects])
        parts.append(
            f'<section class="subj" aria-label="{words["subjects"]}">'
            f'<div class="sj sj-head" aria-hidden="true">{words["columns"]}</div>{rows}</section>'
            f"{_rule(head.child.school.thresholds)}"
        )
    else:
        parts.append(
            f'<section class="empty"><h2>{said(_("No subjects in this period"))}</h2>'
            f"<p>{said(_('They appear with the first mark, or when the load of the period is entered.'))}</p></section>"
        )
    plan = reverse("journal:learner_curriculum", args=[learner])
    parts += [_finals(marks.finals), f'<p class="below"><a class="btn" href="{plan}">{said(_("Curriculum"))}</a></p>']
    return f"{head.place.title}, {head.child.first_name}: {period_name(periods.chosen)}", mark_safe("".join(parts))


def _sums(head: Head, marks: Marks, slug: str) -> str:
    counts = "".join(f'<span class="{tile(code, "s")}">{code}</span>{number}' for code, number in marks.counts)
    total = sum(number for _code, number in marks.counts)
    unexcused = (
        _("without a justified reason %(hours)s h") % {"hours": marks.unexcused}
        if marks.unexcused
        else _("all for justified reasons")
        if marks.missed
        else ""
    )
    absences = head.place.absences(head.child.pk, slug)
    how = "" if head.child.school.weighted is False else f" <small>{said(_('plain, without weights'))}</small>"
    missed = f"{marks.missed}{NBSP}{said(_('h'))}" if marks.missed else NOTHING
    return (
        f'<dl class="sums"><div><dt>{said(_("Average of all marks"))}</dt><dd>{decimal_comma(marks.average)}{how}</dd></div>'
        f'<div><dt>{said(_("Marks"))}</dt><dd>{total or NOTHING} <small class="cnts">{counts}</small></dd></div>'
        f'<div><dt><a href="{absences}">{said(_("Missed"))}</a></dt><dd>{missed} <small>{said(unexcused)}</small></dd></div>'
        f"</dl>"
    )


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, str]:
    """What is said over the rows and in every one, looked up once a language."""
    columns = (_("Subject and teacher"), _("Marks in order"), _("Way"), _("Average"), _("What it means"), _("Term"))
    return {
        "subjects": said(_("Marks by subjects")),
        "columns": "".join(f"<span>{said(name)}</span>" for name in columns),
        "counted": said(_("How it was counted")),
        "weighted": said(_("by the weights of works")),
        "plain": said(_("plain, without weights")),
        "set": said(_("The term mark is set by the teacher.")),
        "none": said(_("No marks yet")),
        "thin": said(_("Too few marks for an outlook")),
        "goes on": said(_("If it goes on so –")),
        "few": said(_("few marks")),
        "way": said(_("The average went from %(first)s to %(last)s")),
    }


def _subject(head: Head, subject: Subject, language: str, period: str) -> str:
    school = head.child.school
    teachers = f"<small>{said(', '.join(subject.teachers))}</small>" if subject.teachers else ""
    name = f'<a href="{head.place.subject(head.child.pk, subject.element, period)}">{said(subject.name)}</a>'
    meaning = _meaning(
        language, subject.figures, school.weighted is False, school.thresholds, is_final=bool(subject.finals)
    )
    return (
        f'<article class="sj"><h2>{name}{teachers}</h2><div class="mrow">{_row(head, subject)}</div>'
        f"{meaning}{_final(subject)}</article>"
    )


@lru_cache(maxsize=4000)
def _meaning(language: str, figures: Figures, plain: bool, thresholds: Thresholds | None, *, is_final: bool) -> str:
    """The way of the average, the average and its outlook; kept, as the figures are."""
    words = _words(language)
    outlook = words["set"] if is_final else _outlook(figures, words)
    return (
        f'<div class="sparkbox">{_line(figures.course, thresholds, words)}</div>{_average(figures, plain, words)}'
        f'<p class="fcast">{outlook}</p>'
    )


def _row(head: Head, subject: Subject) -> str:
    """Marks and signs of attendance by time."""
    place, learner = head.place, head.child.pk
    return "".join(
        [
            circle(what, "s")
            if isinstance(what, str)
            else mark_link(place.mark(learner, what.pk), what.code, what.kind, "s", corrected=what.corrected)
            for what in subject.row
        ]
    )


def _average(figures: Figures, plain: bool, words: dict[str, str]) -> str:
    if figures.average is None:
        return f'<div class="big dim">{NOTHING}</div>'
    value = decimal_comma(figures.average)
    return (
        f'<details class="big"><summary title="{words["counted"]}">{value}</summary>'
        f"<p>{said(figures.formula)} = {value}<br>{words['plain' if plain else 'weighted']}</p></details>"
    )


def _outlook(figures: Figures, words: dict[str, str]) -> str:
    if figures.average is None:
        return words["none"]
    outlook = figures.outlook
    if outlook is None or not outlook.mark:
        return words["thin"]
    text = f"{words['goes on']} <b>{outlook.mark}</b>"
    if outlook.better:
        missing = ngettext(
            "%(n)s five is missing for a %(mark)s", "%(n)s fives are missing for a %(mark)s", outlook.fives
        ) % {"n": outlook.fives, "mark": outlook.better}
        text += f". {said(missing)}"
    return text


def _final(subject: Subject) -> str:
    if not subject.finals:
        return f'<div class="termbox none"><span class="dim">{NOTHING}</span></div>'
    tiles = "".join(
        f'<span class="fin"><span class="sj-k">{said(period)}:</span> <span class="{tile(code)}" title="{said(period)}">'
        f"{said(code)}</span></span>"
        for period, code in subject.finals
    )
    return f'<div class="termbox">{tiles}</div>'


def _line(values: tuple[float, ...], thresholds: Thresholds | None, words: dict[str, str]) -> str:
    """The average after each mark as a line from 2 to 5; the dashed line is the threshold of 4."""
    if len(values) < 3 or thresholds is None:
        return f'<span class="small dim">{words["few"]}</span>' if values else ""
    step = (WIDTH - 8) / (len(values) - 1)
    points = " ".join(f"{4 + index * step:.1f},{_height(value)}" for index, value in enumerate(values))
    label = words["way"] % {
        "first": decimal_comma(values[0]),
        "last": decimal_comma(values[-1]),
    }
    base = _height(float(thresholds.four))
    return (
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f'<line class="base" x1="0" x2="{WIDTH}" y1="{base}" y2="{base}"/><polyline class="ln" points="{points}"/>'
        f'<circle class="pt" cx="{WIDTH - 4}" cy="{_height(values[-1])}" r="3"/></svg>'
    )


def _height(value: float) -> str:
    return f"{4 + (5 - max(value, 2)) / 3 * (HEIGHT - 8):.1f}"


def _rule(thresholds: Thresholds | None) -> str:
    if thresholds is None:
        return ""
    text = _(
        "The average proposes 5 from %(five)s, 4 from %(four)s, 3 from %(three)s. The teacher sets the term mark himself."
    ) % {name: decimal_comma(least) for name, least in thresholds._asdict().items()}
    return f'<p class="small dim d-rule">{said(text)}</p>'


def _finals(finals: tuple[FinalCard, ...]) -> str:
    """Term marks of all years: a row a subject, a column a period."""
    head = f'<div class="rule rule-head"><h2>{said(_("Term marks of all years"))}</h2></div>'
    if not finals:
        text = _("No term marks yet. They appear when teachers set them at the end of a period.")
        return f'<section class="below">{head}<p class="dim">{said(text)}</p></section>'
    columns = list(dict.fromkeys((card.year, card.period) for card in reversed(finals)))
    subjects: dict[str, dict[tuple[str, str], str]] = {}
    for card in finals:
        subjects.setdefault(card.subject, {})[card.year, card.period] = card.code
    titles = "".join(f'<th scope="col">{said(period)}<br>{said(year)}</th>' for year, period in columns)
    rows = "".join(
        f'<tr><th scope="row">{said(name)}</th>'
        + "".join(
            f'<td><span class="{tile(codes[column], "s")}">{said(codes[column])}</span></td>'
            if column in codes
            else f'<td class="dim">{NOTHING}</td>'
            for column in columns
        )
        + "</tr>"
        for name, codes in sorted(subjects.items())
    )
    return (
        f'<section class="below">{head}<div class="scroll-x" tabindex="0" role="region" '
        f'aria-label="{said(_("Term marks of all years"))}"><table class="tbl">'
        f'<thead><tr><th scope="col">{said(_("Subject"))}</th>{titles}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )
