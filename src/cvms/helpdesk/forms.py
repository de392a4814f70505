"""The public forms of the three kinds of request, and the agents' forms."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cvms.accounts.models import User
from cvms.jurisdiction.fields import PhoneField

from .fields import AddressField
from .file_fields import FilesField
from .models import MESSAGE_LENGTH, HelpRequest, SavedReply
from .person_fields import check_person, person_fields
from .topics import TOPICS, Kind, Topic

if TYPE_CHECKING:
    from django.http import QueryDict

    _OfSavedReply = forms.ModelForm[SavedReply]
else:
    _OfSavedReply = forms.ModelForm


_WRITE = _("Write your message.")


def _message(label: Any, rows: int = 6, missing: Any = _WRITE, **kwargs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
        **kwargs,
    )


class Honeypot(forms.Form):
    """A form with a field that people do not see, but that programs fill in."""

    website = forms.CharField(required=False, max_length=200)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            posted = cast("QueryDict", self.data).copy()
            posted["website"] = ""
            self.data = posted
            raise ValidationError(_("This was not sent. Please send the form again."))
        return ""


class AskForm(Honeypot):
    """The form for a new request; `kind` decides the topics."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        error_messages={"required": _("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField(
        label=_("Your email"),
        help_text=_("We will reply to this address."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = PhoneField(
        label=_("Phone Number (XXX-XXX-XXXX)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel-national", "type": "tel"}),
    )
    topic = forms.ChoiceField(
        label=_("What is it about?"), error_messages={"required": _("Select what it is about.")}
    )
    subject = forms.CharField(
        label=_("Subject, in a few words"),
        max_length=120,
        error_messages={"required": _("Enter a subject.")},
    )
    message = _message(
        _("Your question, issue, or request"),
        help_text=_("Please do not write about anyone's health, and do not include a password."),
    )
    attached = FilesField()

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = [(topic.value, topic.label) for topic in TOPICS[Kind(kind)]]
        topic = cast("forms.ChoiceField", self.fields["topic"])
        topic.choices = [("", _("- Select -")), *topics]
        if kind != Kind.RECIPIENT:
            return
        for name, field in person_fields().items():
            self.fields[name] = field
        self.order_fields(["name", "email", "phone", "topic", *HelpRequest.NO_PERSON])

    def about_person(self) -> list[forms.BoundField]:
        """Return the fields that identify the person to remove; none for other kinds."""
        return [self[name] for name in HelpRequest.NO_PERSON if name in self.fields]

    def about_request(self) -> list[forms.BoundField]:
        """Return all other fields, except the hidden one."""
        return [field for field in self if field.name not in (*HelpRequest.NO_PERSON, "website")]

    def clean(self) -> dict[str, Any]:
        """Check the person to remove with that topic; clear it with any other."""
        if self.cleaned_data.get("topic") != Topic.REMOVAL:
            self.cleaned_data |= HelpRequest.NO_PERSON
        elif self.about_person():
            check_person(self)
        return self.cleaned_data

    def details(self) -> dict[str, Any]:
        """Return the arguments for `requests.submit`: fields, message and files."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "website"}
        return said | {"files": said.pop("attached")}


class FindForm(forms.Form):
    """The number and email of a request; never tells whether it exists."""

    number = forms.CharField(
        label=_("Request number"),
        error_messages={"required": _("Enter the number of your request.")},
        help_text=_("It looks like HD-7K3P-92QD."),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    email = AddressField(
        label=_("Your email"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class MessageForm(Honeypot):
    """A further message of the requester."""

    message = _message(_("Your message"))
    attached = FilesField()


class AnswerForm(forms.Form):
    """An agent's answer, and the state to which the request moves.

    A saved reply is sent in the requester's language, before what the agent adds. `seen` is the
    version of the request that the agent has read, so that nobody overlooks a colleague's answer.
    """

    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    reply = forms.ModelChoiceField(
        label=_("Saved reply"),
        queryset=SavedReply.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    message = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is sent by email: do not write about anyone's health."),
    )
    then = forms.ChoiceField(
        label=_("After sending"),
        error_messages={"required": _("Choose what happens after you send it.")},
        choices=[
            (HelpRequest.State.WAITING, _("Wait for the requester")),
            (HelpRequest.State.OPEN, _("Keep it open")),
            (HelpRequest.State.CLOSED, _("Close it")),
        ],
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, request: HelpRequest, **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id="answer_%s", **kwargs)
        self._request = request
        self.initial.setdefault("seen", request.version)
        reply = cast("forms.ModelChoiceField[SavedReply]", self.fields["reply"])
        reply.queryset = SavedReply.objects.order_by("title")

    def clean(self) -> dict[str, Any]:
        """Set `text` to the reply and the agent's words, of which one is enough."""
        data = self.cleaned_data
        seen = data.get("seen")
        if seen and seen != self._request.version:
            posted = cast("QueryDict", self.data).copy()
            posted["seen"] = str(self._request.version)
            self.data = posted
            raise ValidationError(
                _("This request has changed since you opened it. Read it again, then send.")
            )
        said = [data["reply"].to(self._request)] if data.get("reply") else []
        said += [data["message"]] if data.get("message") else []
        if not said and not self.errors:
            self.add_error("message", _("Write an answer, or choose a saved reply."))
        data["text"] = "\n\n".join(said)[:MESSAGE_LENGTH]
        return data


class NoteForm(forms.Form):
    """A note that only agents see."""

    message = _message(
        _("Note"), rows=3, missing=_("Write a note."), help_text=_("Only agents see it.")
    )


class AssignForm(forms.Form):
    """The agent to whom a request is assigned; empty puts it back into the queue."""

    to = forms.ModelChoiceField(
        label=_("Assigned to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )

    def __init__(self, *args: Any, agents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = agents
        to.label_from_instance = lambda agent: agent.full_name


class SavedReplyForm(_OfSavedReply):
    """A reply that agents send often; {name} is replaced by the requester's name."""

    class Meta:
        model = SavedReply
        fields = ("title", "text_en", "text_es")
        labels = {
            "title": _("Title"),
            "text_en": _("Text in English"),
            "text_es": _("Text in Spanish"),
        }
        help_texts = {"text_en": _("{name} becomes the name of the person who asked.")}
        error_messages = {
            "title": {
                "required": _("Enter a title."),
                "unique": _("There is a reply with this title already."),
            },
            "text_en": {"required": _("Enter the text in English.")},
            "text_es": {"required": _("Enter the text in Spanish.")},
        }
