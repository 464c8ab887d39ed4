"""Forms about logins."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal_plugin.people.models import Person


class OwnPasswordForm(SetPasswordForm):
    """A password of one's own, typed twice, other than the one on the slip."""

    def clean_new_password1(self) -> str:
        """Refuse the administrator's password."""
        password = self.cleaned_data["new_password1"]
        if self.user.check_password(password):
            raise ValidationError(_("This is the password from the slip: think of your own."))
        return password


class LoginsForm(forms.Form):
    """Whose logins are given or reset."""

    GIVE, RESET = "give", "reset"
    what = forms.ChoiceField(choices=[(GIVE, GIVE), (RESET, RESET)])
    persons = forms.ModelMultipleChoiceField(Person.objects.none())

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["persons"].queryset = offered
