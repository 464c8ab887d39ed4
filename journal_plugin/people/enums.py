"""Words for people and groups."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StudyForm(TextChoices):
    """Form of study (A07)."""

    FULL_TIME = "full-time", _("full-time")
    PART_TIME = "part-time", _("part-time")
    EXTRAMURAL = "extramural", _("extramural")


class GroupKind(TextChoices):
    """A group of the contingent, a part of it, or learners of several groups together (A15)."""

    GROUP = "group", _("group")
    SUBGROUP = "subgroup", _("subgroup")
    BRIGADE = "brigade", _("brigade")
    STREAM = "stream", _("stream")
    ELECTIVE = "elective", _("elective group")


PARTS = (GroupKind.SUBGROUP, GroupKind.BRIGADE)
"""Kinds of a part of one group."""
GATHERED = (GroupKind.STREAM, GroupKind.ELECTIVE)
"""Kinds that gather learners of several groups."""


class Relation(TextChoices):
    """What a guardian is to the learner."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    GUARDIAN = "guardian", _("legal representative")
    TRUSTED = "trusted", _("trusted person")


REPRESENTATIVES = (Relation.MOTHER, Relation.FATHER, Relation.GUARDIAN)
"""Who speaks for a learner by law: a trusted person reads the diary and signs nothing."""


class Duty(TextChoices):
    """What a curator confirms of his group as a study year begins (H02, H03, H06; W16, W17)."""

    COMPOSITION = "composition", _("the group's list is checked")
    CHANNELS = "channels", _("channels with families are set up")
    INSTRUCTION = "instruction", _("learners and families are instructed")


class Movement(TextChoices):
    """Movements of the contingent (A18); a membership began by one of the first four, or by distribution."""

    ENROLLED = "enrolled", _("enrolled")
    TRANSFERRED = "transferred", _("transferred")
    RETURNED = "returned", _("returned from academic leave")
    RESTORED = "restored", _("restored")
    LEAVE = "leave", _("academic leave")
    EXPELLED = "expelled", _("expelled")
    LEFT = "left", _("transferred to another institution")
    GRADUATED = "graduated", _("graduated")
    DISTRIBUTED = "distributed", _("distributed into a subgroup")


INTO_GROUP = (Movement.ENROLLED, Movement.TRANSFERRED, Movement.RETURNED, Movement.RESTORED)
"""After these the learner is in a group."""
ENDINGS = (Movement.EXPELLED, Movement.LEFT, Movement.GRADUATED)
"""After these he does not study here."""
BY_ORDER = (*INTO_GROUP, Movement.LEAVE, *ENDINGS)
"""The kinds that stand in the register of movements."""
