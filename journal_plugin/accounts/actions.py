"""Giving logins with a one-time password, and setting one's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from journal_plugin.accounts.models import FirstPassword
from journal_plugin.accounts.passwords import login_name, one_time_password
from journal_plugin.accounts.rules import gives_logins
from journal_plugin.core.audit import record
from journal_plugin.people.models import Person

CHEAPER = 10
"""A one-time password is random, so its hash needs fewer rounds; Django re-hashes in full when it is first used."""


@dataclass(frozen=True)
class Slip:
    """What is printed and handed over; the password is kept nowhere else."""

    person_id: int
    name: str
    login: str
    password: str


@transaction.atomic
def give_logins(*, persons: Iterable[Person], by=None) -> tuple[Slip, ...]:
    """Logins with one-time passwords for those of ``persons`` who have none, in their order; the others are left out.

    ``by`` is the administrator (None for a command); raises PermissionDenied for a person who is not his to serve.
    A constant number of statements, apart from one line of the audit log a login.
    """
    persons = [person for person in persons if person.user_id is None]
    _check(persons, by)
    user_model = get_user_model()
    taken = set(user_model.objects.values_list("username", flat=True))
    mails = [person.email.casefold() for person in persons if person.email]
    used = {mail.casefold() for mail in user_model.objects.exclude(email="").values_list("email", flat=True)}
    slips, users = [], []
    for person in persons:
        name = login_name(person.last_name, person.first_name, person.patronymic, taken)
        taken.add(name)
        mail = person.email.casefold()
        alone = mail and mail not in used and mails.count(mail) == 1
        password = one_time_password()
        user = user_model(
            username=name,
            first_name=person.first_name,
            last_name=person.last_name,
            email=person.email if alone else "",
            password=_hashed(password),
        )
        users.append(user)
        slips.append(Slip(person.pk, person.full_name, name, password))
    user_model.objects.bulk_create(users)
    FirstPassword.objects.bulk_create(FirstPassword(user=user) for user in users)
    for person, user in zip(persons, users, strict=True):
        person.user = user
        record(person, "journal.login.give", by=by, login=user.get_username())
    Person.objects.bulk_update(persons, ["user"], batch_size=200)
    return tuple(slips)


def give_login(*, person: Person, by=None) -> tuple[str, str]:
    """A login for one person: (name, one-time password). Raises ValidationError when he has one already (L01)."""
    if person.user_id is not None:
        raise ValidationError(_("%(name)s already has a login.") % {"name": person.full_name})
    (slip,) = give_logins(persons=[person], by=by)
    return slip.login, slip.password


@transaction.atomic
def reset_login(*, person: Person, by=None) -> tuple[str, str]:
    """A new one-time password for an existing login: (name, password). Whoever is signed in with it is signed out."""
    if person.user is None:
        raise ValidationError(_("%(name)s has no login yet.") % {"name": person.full_name})
    _check([person], by)
    password = one_time_password()
    person.user.password = _hashed(password)
    person.user.save(update_fields=["password"])
    FirstPassword.objects.get_or_create(user=person.user)
    record(person, "journal.login.reset", by=by, login=person.user.get_username())
    return person.user.get_username(), password


@transaction.atomic
def set_own_password(*, user, password: str) -> None:
    """The owner's own password instead of the administrator's."""
    user.set_password(password)
    user.save(update_fields=["password"])
    own_password_was_set(user=user)


def own_password_was_set(*, user) -> None:
    """The debt is paid, whichever form set the password (the host's password forms call this too)."""
    FirstPassword.objects.filter(user=user).delete()


def _check(persons: list[Person], by) -> None:
    if by is None:
        return
    pks = {person.pk for person in persons}
    if Person.objects.filter(gives_logins(by), pk__in=pks).count() != len(pks):
        raise PermissionDenied


def _hashed(password: str) -> str:
    hasher = get_hasher("default")
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(password, hasher.salt(), hasher.iterations // CHEAPER)
    return make_password(password)
