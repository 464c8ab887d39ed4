"""What the scripts of the grid say, in the reader's language."""

from django.utils.translation import gettext as _

from journal_plugin.core.plurals import counted


def script_words(*, is_marked: bool) -> dict[str, object]:
    """Sentences by name; {curly} parts are put in by the scripts; "entries" are forms by Intl.PluralRules."""
    return {
        "entries": {form: counted(n, "entry").replace(str(n), "{n}", 1) for form, n in _FORMS.items()},
        "saved": _("Saved at {clock}"),
        "ready": _("Everything is saved"),
        "sending": _("Sending {entries}"),
        "offline": _("No network: {entries} will be sent later"),
        "server": _("The server does not answer: {entries} will be sent later"),
        "session": _("You are signed out: {entries} are kept"),
        "other": _("Somebody else has signed in here: {entries} wait for you"),
        "signIn": _("Sign in in a new window"),
        "again": _("Send again"),
        "refused": _("{entries} not accepted"),
        "choose": _("Your choice is needed: {entries}"),
        "twoValues": _("{who}: two values."),
        "theirs": _("{by}, {at}: “{value}” (stands)."),
        "mine": _("Yours: “{value}”."),
        "nothing": _("empty"),
        "keep": _("Keep {value}"),
        "put": _("Put {value}"),
        "both": _("Both: {value}"),
        "changeTo": _("Change to “{value}”"),
        "close": _("Close"),
        "ask": _("Ask to correct"),
        "undo": _("Undo"),
        "undone": _("Undone"),
        "notAccepted": _("{who}: not accepted."),
        "owes": _("{who}: an academic debt has been opened."),
        "setPassing": _("Set when and how it is passed."),
        "toDebt": _("To the debt"),
        "typed": _("You typed “{value}”."),
        "absentFirst": _("The learner was absent: clear the absence first."),
        "markFirst": _("The learner has a mark for this lesson: clear the mark first."),
        "noWork": _("This lesson has one kind of work. Add a second one in the panel."),
        "noWorks": (
            _("This lesson has no kind of work yet. Add one in the panel.")
            if is_marked
            else _("This journal is kept without marks.")
        ),
        "changed": _("changed"),
        "waiting": _("waits to be sent"),
        "conflict": _("two values"),
        "slot": _("Mark for: {code}"),
        "saveFailed": _("Could not be saved. Try again."),
        "topic": _("Topic"),
        "homework": _("Homework"),
        "minutes": _("Time for the homework"),
        "comment": _("Comment"),
        "technology": _("How the lesson is held"),
        "newer": _("The journal was renewed: {entries} will be sent after reloading"),
        "newerPage": _("The journal was renewed."),
        "newerKept": _("Everything that you typed is kept. Reload the page when it suits you."),
        "reload": _("Reload"),
        "rows": {form: counted(n, "row").replace(str(n), "{n}", 1) for form, n in _FORMS.items()},
        "fill": _("Fill the empty cells: {value}"),
        "noFilling": _("Put a mark first: it fills the empty cells of the column."),
        "pastePut": _("Enter {entries}"),
        "pasteSkipped": _("Left out: {rows}."),
        "pasteWide": _("Copy one column of marks, or names with marks."),
        "pasteLong": _(
            "More was copied than a list of marks. Nothing is entered: copy only the column of this lesson."
        ),
        "pasteBeyond": _("the list has ended"),
        "pasteMany": _("two learners fit this name"),
        "pasteNobody": _("not in the list"),
        "pasteOut": _("was not in the group on that day"),
        "pasteTwice": _("stands above already"),
        "pasteEmpty": _("nothing to enter"),
        "pasteUnknown": _("there is no such mark"),
        "pasteSame": _("stands already"),
        "pasteOver": _("{value} stands, will be changed"),
    }


_FORMS = {"one": 1, "few": 2, "many": 5, "other": 5}
