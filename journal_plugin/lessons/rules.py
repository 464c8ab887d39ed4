"""Who reads and who writes the register (requirements §5; L06, H01, I08, I09, C08).

A journal that the institution keeps no longer (A24) is read by those who read it before, and written by nobody.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from journal_plugin.access.grants import NOTHING, granted
from journal_plugin.access.matrix import Area, Reach, Right, roles_with
from journal_plugin.access.models import RoleAssignment
from journal_plugin.core.db import DaysAfter
from journal_plugin.core.models import active_on
from journal_plugin.curriculum.models import TeachingAssignment
from journal_plugin.curriculum.switches import kept
from journal_plugin.lessons.enums import CorrectionState
from journal_plugin.lessons.models import Correction, Journal, LessonTeacher
from journal_plugin.people.models import Group, Staff
from journal_plugin.people.rules import led_groups


def _assigned(who: dict, journal: str = "") -> Exists:
    """``who`` teaches the journal's element to its group, by an assignment of its year that has not been taken away.

    One that lasted to the end of its term holds on afterwards: the windows of marks reach beyond the term (W1, W2).
    """
    today = timezone.localdate()
    return Exists(
        TeachingAssignment.objects.filter(
            _not_taken_away(today),
            active_on(today, "staff__"),
            since__lte=today,
            group=OuterRef(f"{journal}group"),
            element=OuterRef(f"{journal}element"),
            term__year=OuterRef(f"{journal}year"),
            **who,
        )
    )


def _not_taken_away(today: date) -> Q:
    return Q(until__isnull=True) | Q(until__gte=today) | Q(until__gte=F("term__until"))


def _held(who: dict, **lesson) -> Exists:
    """``who`` holds the lesson, as its teacher, or as the substitute named by an order, until it is shut (C08)."""
    today = timezone.localdate()
    opened = Q(lesson=OuterRef("lesson")) | Q(lesson=None, term=None, journal=OuterRef("lesson__journal"))
    leave = Correction.objects.filter(opened, state=CorrectionState.OPENED, until__gte=today)
    shut_after = DaysAfter("lesson__date", "lesson__journal__institution__settings__mark_window_days")
    held = LessonTeacher.objects.alias(shut_after=shut_after).filter(
        Q(substitute=False) | Q(shut_after__gte=today) | Exists(leave), active_on(today, "staff__"), **who, **lesson
    )
    return Exists(held)


def _login(user) -> dict:
    return {"staff__person__user_id": user.pk}


def may_read_journal(user) -> Q:
    """Journals that ``user`` reads: own, those of lessons given to him, of led groups, or all (H01, I08, I09)."""
    if not user.is_authenticated:
        return NOTHING
    led = Q(group__in=Group.objects.filter(led_groups(user)))
    return Q(_assigned(_login(user))) | _held(_login(user), lesson__journal=OuterRef("pk")) | led


def may_write_lesson(user) -> Q:
    """Lessons that ``user`` writes: those of own journals, and the single lesson given to a substitute (C08)."""
    if not user.is_authenticated:
        return NOTHING
    return kept("journal__") & (_held(_login(user), lesson=OuterRef("pk")) | _assigned(_login(user), "journal__"))


def may_read_lesson(user) -> Q:
    """Lessons of the journals that ``user`` reads."""
    return Q(journal__in=Journal.objects.filter(may_read_journal(user)))


def may_enter_journal(user) -> Q:
    """Journals in which ``user`` writes something: the whole, or a lesson given to him as a substitute."""
    if not user.is_authenticated:
        return NOTHING
    return kept() & (Q(_assigned(_login(user))) | Q(_held(_login(user), lesson__journal=OuterRef("pk"))))


def lessons_held_by(person_id: int) -> Q:
    """The lessons that a person holds, as their teacher or substitute."""
    return Q(_held({"staff__person_id": person_id}, lesson=OuterRef("pk")))


def lessons_written_by(person_id: int) -> Q:
    """The lessons that a person writes, for actions, which know people and not logins."""
    who = {"staff__person_id": person_id}
    return kept("journal__") & (_held(who, lesson=OuterRef("pk")) | _assigned(who, "journal__"))


def journals_entered_by(person_id: int) -> QuerySet[Journal]:
    """The journals in which a person writes something; ``whole`` tells whether every lesson of it is his."""
    who = {"staff__person_id": person_id}
    journals = Journal.objects.filter(kept()).annotate(whole=_assigned(who))
    return journals.filter(Q(whole=True) | _held(who, lesson__journal=OuterRef("pk")))


def with_rights(user) -> QuerySet[Journal]:
    """Journals with ``whole``: whether ``user`` writes every lesson of it."""
    return Journal.objects.annotate(whole=kept() & _assigned(_login(user)))


def _controlled(held: QuerySet[RoleAssignment], group: str = "group__") -> Q:
    """Journals (or groups, with an empty path) that the roles control: of the whole institution, of their department."""
    held = held.on(timezone.localdate())  # type: ignore[attr-defined]
    wide = held.filter(role__in=roles_with(Area.REGISTER, Right.CONTROL)).values("institution")
    departments = held.filter(role__in=roles_with(Area.REGISTER, Right.CONTROL, Reach.OWN), department__isnull=False)
    own = departments.values("department")
    return Q(institution__in=wide) | Q(**{f"{group}department__in": own}) | Q(**{f"{group}parent__department__in": own})


def may_control_journal(user) -> Q:
    """Journals whose filling ``user`` controls and in which he opens a shut place for correction (E10, I08)."""
    if not user.is_authenticated:
        return NOTHING
    return _controlled(RoleAssignment.objects.filter(person__user_id=user.pk))


def journals_controlled_by(person_id: int) -> Q:
    """The same for actions, which know people and not logins."""
    return _controlled(RoleAssignment.objects.filter(person=person_id))


def may_decide_correction(user) -> Q:
    """Requests for correction that ``user`` answers: those of journals that he controls."""
    return Q(journal__in=Journal.objects.filter(may_control_journal(user)))


def may_read_correction(user) -> Q:
    """Requests for correction that ``user`` sees: those that he answers, and his own as long as he reads the journal.

    With a request goes the history of its place, which goes on after he has left.
    """
    if not user.is_authenticated:
        return NOTHING
    own = Q(asked_by__user_id=user.pk, journal__in=Journal.objects.filter(may_read_journal(user)))
    return own | may_decide_correction(user)


def may_substitute_in(user) -> Q:
    """Journals for which ``user`` names a substitute: deputies, dispatchers and those answerable for substitutions (§5)."""
    return granted(user, Area.SUBSTITUTIONS, Right.WRITE)


def may_arrange_lesson(user) -> Q:
    """Lessons that ``user`` gives to a substitute, cancels, moves or puts into another room (C05, C06, C07)."""
    return granted(user, Area.SUBSTITUTIONS, Right.WRITE, "journal__institution")


def may_arrange_at(user) -> Q:
    """Institutions at which ``user`` does so."""
    return granted(user, Area.SUBSTITUTIONS, Right.WRITE, "pk")


def journals_substituted_by(person_id: int) -> Q:
    """The same for actions, which know people and not logins."""
    held = RoleAssignment.objects.on(timezone.localdate()).filter(person=person_id)  # type: ignore[attr-defined]
    return Q(institution__in=held.filter(role__in=roles_with(Area.SUBSTITUTIONS, Right.WRITE)).values("institution"))


def journals_forced_by(person_id: int) -> Q:
    """Journals whose lessons a person also puts where they clash: who writes or controls the timetable (C04, C06)."""
    held = RoleAssignment.objects.on(timezone.localdate()).filter(person=person_id)  # type: ignore[attr-defined]
    roles = roles_with(Area.TIMETABLE, Right.WRITE) | roles_with(Area.TIMETABLE, Right.CONTROL)
    return Q(institution__in=held.filter(role__in=roles).values("institution"))


def may_plan_visits(user) -> Q:
    """Loads whose schedule of consultations and visits ``user`` keeps: his own, and those of whoever arranges lessons (B11).

    His own until it is taken from him: an entry makes him the teacher of a lesson, who writes it.
    """
    if not user.is_authenticated:
        return NOTHING
    today = timezone.localdate()
    own = Q(staff__person__user_id=user.pk) & active_on(today, "staff__") & _not_taken_away(today)
    return own | granted(user, Area.SUBSTITUTIONS, Right.WRITE, "group__institution")


def may_read_changes(user) -> Q:
    """Institutions whose changes of the day ``user`` reads as a list: its staff, and who has such a role there (C06)."""
    if not user.is_authenticated:
        return NOTHING
    works = Staff.objects.on(timezone.localdate()).filter(person__user_id=user.pk, institution=OuterRef("pk"))
    return Q(Exists(works)) | granted(user, Area.SUBSTITUTIONS, Right.READ, "pk")


def without_writer() -> Q:
    """Lessons that nobody may fill in: their teachers have left, and no load and no substitute stands for them."""
    return ~Q(_held({}, lesson=OuterRef("pk"))) & ~Q(_assigned({}, "journal__"))


def _divided(who: dict) -> Q:
    """Groups for whose parts ``who`` teaches this year, by load."""
    taught = Journal.objects.filter(_assigned(who), year__until__gte=timezone.localdate())
    return Q(Exists(taught.filter(group__parent=OuterRef("pk"))))


def may_propose_composition(user) -> Q:
    """Groups whose composition of subgroups ``user`` proposes: those for whose parts he keeps a journal (D19)."""
    return _divided(_login(user)) if user.is_authenticated else NOTHING


def groups_divided_by(person_id: int) -> Q:
    """The same for actions, which know people and not logins."""
    return _divided({"staff__person_id": person_id})


def may_settle_composition(user) -> Q:
    """Groups whose composition of subgroups ``user`` settles: he controls their journals (D19)."""
    if not user.is_authenticated:
        return NOTHING
    return _controlled(RoleAssignment.objects.filter(person__user_id=user.pk), "")


def groups_settled_by(person_id: int) -> Q:
    """The same for actions, which know people and not logins."""
    return _controlled(RoleAssignment.objects.filter(person=person_id), "")


def may_read_composition(user) -> Q:
    """Groups whose composition of subgroups ``user`` reads: he reads a journal of one of the parts, or leads the group."""
    read = Journal.objects.filter(may_read_journal(user), group__parent=OuterRef("pk"))
    return Q(Exists(read)) | led_groups(user)


def may_read_proposal(user) -> Q:
    """Proposed compositions that ``user`` sees: those of groups whose composition he reads."""
    return Q(group__in=Group.objects.filter(may_read_composition(user)))


def may_decide_proposal(user) -> Q:
    """Proposed compositions that ``user`` confirms or refuses."""
    return Q(group__in=Group.objects.filter(may_settle_composition(user)))
