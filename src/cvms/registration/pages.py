"""The registration's questions as data: the guide's four steps, divided into short pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cvms.intake.bounds import FIRST_NAME_LIMIT, LAST_NAME_LIMIT
from cvms.jurisdiction.fields import CountyField, PhoneField, StateField, ZipCodeField
from cvms.jurisdiction.profile import JURISDICTION
from cvms.rules.choices import FrontlineSector, HealthWorker, LongTermCare, Residence

from . import codes
from .fields import DateOfBirthField, NameField
from .questions import Need, Question, Words, one_of, several_of, text, yes_or_no


@dataclass(frozen=True, slots=True)
class Page:
    """A page of questions of one step; `words` are shown above them."""

    slug: str
    title: Words
    questions: tuple[Question, ...]
    words: Words = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps in the step indicator."""

    title: Words
    pages: tuple[Page, ...] = ()


def _name(limit: int, filled: str) -> Callable[..., forms.Field]:
    def make(**kwargs: Any) -> forms.Field:
        widget = forms.TextInput(attrs={"autocomplete": filled})
        return NameField(max_length=limit, widget=widget, **kwargs)

    return make


def _zip(**kwargs: Any) -> forms.Field:
    attrs = {"autocomplete": "postal-code", "inputmode": "numeric"}
    return ZipCodeField(max_length=12, widget=forms.TextInput(attrs=attrs), **kwargs)


def _phone(**kwargs: Any) -> forms.Field:
    attrs = {"autocomplete": "tel-national", "type": "tel"}
    return PhoneField(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)


def _state(**kwargs: Any) -> forms.Field:
    widget = forms.TextInput(attrs={"autocomplete": "address-level1"})
    return StateField(max_length=40, initial=JURISDICTION.usps, widget=widget, **kwargs)


def _county(**kwargs: Any) -> forms.Field:
    choose = _("Choose a county from the list.")
    return CountyField(error_messages={"required": choose, "invalid_choice": choose}, **kwargs)


CONTACT = Page(
    "contact",
    _("Your name and how to reach you"),
    (
        Question(
            name="first_name",
            label=_("Legal first name"),
            field=_name(FIRST_NAME_LIMIT, "given-name"),
        ),
        Question(
            name="last_name",
            label=_("Legal last name"),
            field=_name(LAST_NAME_LIMIT, "family-name"),
        ),
        Question(
            name="phone",
            label=_("Phone number (XXX-XXX-XXXX)"),
            field=_phone,
            required=False,
        ),
        Question(
            name="channel",
            label=_("How do you prefer to be reached?"),
            field=one_of,
            options=codes.CHANNELS,
        ),
        Question(
            name="language",
            label=_("Which language do you prefer?"),
            field=one_of,
            options=codes.LANGUAGES,
        ),
    ),
)
ADDRESS = Page(
    "address",
    _("Your address"),
    (
        Question(
            name="street",
            label=_("Street address"),
            field=text(200, autocomplete="street-address"),
        ),
        Question(name="city", label=_("City"), field=text(100, autocomplete="address-level2")),
        Question(name="state", label=_("State"), field=_state),
        Question(name="zip_code", label=_("ZIP code"), field=_zip),
        Question(
            name="county",
            label=format_lazy(_("County in {state}"), state=JURISDICTION.name),
            field=_county,
            hint=_("If you live in another state, choose the county where you work."),
        ),
    ),
)
ABOUT = Page(
    "about",
    _("About you"),
    (
        Question(name="date_of_birth", label=_("Date of birth"), field=DateOfBirthField),
        Question(name="sex", label=_("Sex"), field=one_of, options=codes.SEXES),
        Question(
            name="races",
            label=_("Race"),
            field=several_of,
            options=codes.RACES,
            hint=_("Choose all that apply."),
        ),
        Question(name="ethnicity", label=_("Ethnicity"), field=one_of, options=codes.ETHNICITIES),
    ),
    _("Race, ethnicity and sex do not decide when you can get a vaccine."),
)
_ANY_SECTOR = frozenset(set(FrontlineSector) - {FrontlineSector.NONE})
WORK = Page(
    "work",
    _("Your work"),
    (
        Question(
            name="health_worker",
            label=_("Are you a health care worker?"),
            field=one_of,
            options=codes.HEALTH_WORKERS,
        ),
        Question(
            name="frontline_sector",
            label=_("Do you work in one of these frontline essential sectors?"),
            field=one_of,
            options=codes.SECTORS,
        ),
        Question(
            name="child_care_or_prek12",
            label=_("Do you work in child care or in a school (PreK-12)?"),
            hint=_("In any role: bus drivers, cooks and cleaners too."),
            field=yes_or_no,
            need=Need(
                {"frontline_sector": _ANY_SECTOR}, _("If you chose a frontline essential sector:")
            ),
            otherwise=False,
        ),
        Question(
            name="other_essential",
            label=_("Do you do other essential work?"),
            hint=_(
                "Such as energy, water, communications, finance, housing, public works or defense."
            ),
            field=yes_or_no,
            need=Need(
                {"frontline_sector": frozenset({FrontlineSector.NONE})},
                _("If you do not work in one of the frontline essential sectors:"),
            ),
            otherwise=False,
        ),
        Question(
            name="correctional_or_shelter_staff",
            label=_("Do you work in a prison, a jail or a shelter?"),
            field=yes_or_no,
        ),
        Question(
            name="in_person",
            label=_("Do you have to be at your place of work in person?"),
            field=yes_or_no,
            need=Need(
                {
                    "frontline_sector": _ANY_SECTOR,
                    "health_worker": frozenset({HealthWorker.NO_PATIENT_CONTACT}),
                    "correctional_or_shelter_staff": frozenset({"yes"}),
                },
                _(
                    "For health care without patients, a frontline sector, a prison, jail or "
                    "shelter:"
                ),
            ),
            otherwise=False,
        ),
        Question(name="student", label=_("Are you a student?"), field=yes_or_no),
    ),
    _("Your answers decide your vaccine group. If you have several jobs, answer for all of them."),
)
HOME = Page(
    "home",
    _("Where you live"),
    (
        Question(
            name="long_term_care",
            label=_("Do you work or live in long-term care?"),
            hint=_("Nursing homes, adult care homes, family care homes and group homes."),
            field=one_of,
            options=codes.LONG_TERM_CARE,
        ),
        Question(
            name="residence",
            label=_("Where do you live?"),
            field=one_of,
            options=codes.RESIDENCES,
            need=Need(
                {"long_term_care": frozenset({LongTermCare.NONE, LongTermCare.STAFF})},
                _("If you do not live in long-term care:"),
            ),
            otherwise=Residence.OWN_HOME.value,
        ),
    ),
)
MEDICAL = Page(
    "medical",
    _("Please provide your medical background"),
    (
        Question(
            name="conditions",
            label=format_lazy(
                _(
                    "How many conditions known to increase risk of severe illness from {disease} "
                    "do you have?"
                ),
                disease=JURISDICTION.disease,
            ),
            field=one_of,
            options=codes.CONDITIONS,
        ),
    ),
)

STEPS = (
    Step(_("Introduction")),
    Step(_("Contact and Demographic Detail"), (CONTACT, ADDRESS, ABOUT, WORK, HOME)),
    Step(_("Medical Details"), (MEDICAL,)),
    Step(_("Confirmation")),
)
PAGES: tuple[Page, ...] = tuple(page for step in STEPS for page in step.pages)
BY_SLUG = {page.slug: page for page in PAGES}
CONFIRMATION = "confirmation"


def step_of(slug: str) -> int:
    """Return the number of a page's step, from 1; the Confirmation belongs to the last."""
    for number, step in enumerate(STEPS, start=1):
        if any(page.slug == slug for page in step.pages):
            return number
    return len(STEPS)
