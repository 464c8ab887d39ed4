"""The four presets of requirements §3: settings of an institution to start from (pure)."""

from journal_plugin.institution.enums import EntryDue, FinalDue, InstitutionKind, Preset

_COLLEGE = {
    "entry_due": EntryDue.SAME_DAY,
    "absence_due": EntryDue.NEXT_DAY,
    "lesson_hours": 2,
    "curator_title": "куратор",
    "learner_word": "обучающийся",
}
_SCHOOL = {
    "absence_due": EntryDue.NEXT_DAY,
    "written_due_days": 7,
    "monitoring_due_days": 3,
    "final_due": FinalDue.LAST_WEEK,
    "correction_days": 1,
    "homework_norm": True,
    "lesson_hours": 1,
    "curator_title": "классный руководитель",
    "learner_word": "ученик",
}

VALUES: dict[Preset, dict[str, object]] = {
    Preset.COLLEGE_PERM: {
        **_COLLEGE,
        "mark_window_days": 21,
        "final_window_days": 31,
        "final_due": FinalDue.ATTESTATION,
        "attestation_due_days": 3,
    },
    Preset.COLLEGE_TOMSK: {
        **_COLLEGE,
        "absence_due": EntryDue.SAME_DAY,
        "final_due": FinalDue.LAST_DAY,
        "monthly_marks": True,
        "owed_allowed": False,
    },
    Preset.SCHOOL_MASTERGRAD: {**_SCHOOL, "entry_due": EntryDue.HOUR},
    Preset.SCHOOL_SERGINO: {**_SCHOOL, "entry_due": EntryDue.SAME_DAY},
}

KINDS: dict[Preset, InstitutionKind] = {
    Preset.COLLEGE_PERM: InstitutionKind.COLLEGE,
    Preset.COLLEGE_TOMSK: InstitutionKind.COLLEGE,
    Preset.SCHOOL_MASTERGRAD: InstitutionKind.SCHOOL,
    Preset.SCHOOL_SERGINO: InstitutionKind.SCHOOL,
}
