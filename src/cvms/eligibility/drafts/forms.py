"""Forms to edit a draft's rules, and to enter an example person."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from cvms.jurisdiction.counties import counties
from cvms.jurisdiction.profile import JURISDICTION
from cvms.rules.answers import CHOICES, Answers, AnswersError, Choice
from cvms.rules.criterion_checks import HIGHEST_AGE, with_gaps
from cvms.rules.reasons import REASONS
from cvms.rules.rule_set import Criterion, Group, RuleSet

from ..labels import QUESTIONS, labeled
from ..models import RuleSetVersion
from ..names import LONGEST

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

_YES_OR_NO = (False, True)
_SENTENCES = [(code, _(with_gaps(sentence))) for code, sentence in REASONS.items()]


def _day(**options: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def _age(**options: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=HIGHEST_AGE, required=False, **options)


def _for_staff(*, label: "Words", rows: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        widget=forms.Textarea({"rows": rows}),
        help_text=_("Only staff see it."),
    )


def _own_sentence(*, label: "Words", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=300,
        help_text=_(
            "Only if no sentence above says it. Write it as if to the person, in both languages."
        ),
        widget=forms.Textarea({"rows": 2, **attrs}),
    )


def in_words(codes: Iterable[str]) -> str:
    """Return the names of counties as their field shows them."""
    return ", ".join(sorted(counties().get(code, code) for code in codes))


class CountiesField(forms.CharField):
    """Names of counties, separated by commas; the value is their FIPS codes."""

    def clean(self, value: Any) -> frozenset[str]:
        typed = [name.strip() for name in str(super().clean(value)).split(",") if name.strip()]
        codes = {name.casefold(): code for code, name in counties().items()}
        unknown = [name for name in typed if name.casefold() not in codes]
        if unknown:
            raise forms.ValidationError(
                _("%(name)s is not a county in %(state)s. Check how it is spelled."),
                params={"name": unknown[0], "state": JURISDICTION.name},
            )
        return frozenset(codes[name.casefold()] for name in typed)


class RevisionForm(forms.Form):
    """The revision of the draft that the editor saw, which every change must send."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class NamesForm(RevisionForm):
    """A name that recipients read, in both languages; the Spanish may be added later."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST, help_text=_("Recipients read this, so say it plainly.")
    )
    name_es = forms.CharField(
        label=_("Name in Spanish"),
        max_length=LONGEST,
        required=False,
        help_text=_("For recipients who read Spanish. Required before you publish."),
        widget=forms.TextInput({"lang": "es"}),
    )

    @property
    def spanish_is_left_behind(self) -> bool:
        """Return whether only the English name was changed, so that the two may disagree."""
        changed = self.changed_data
        return "name" in changed and "name_es" not in changed and bool(self["name_es"].value())


class GeneralForm(NamesForm):
    """What applies to all groups of a draft."""

    version = forms.SlugField(
        label=_("Version"),
        max_length=60,
        help_text=_(
            "A short label that no other rule set has, such as nc-2021-03-03. Each decision "
            "records it."
        ),
    )
    effective_from = _day(
        label=_("Takes effect on"),
        help_text=_("From this day on, these rules decide who is eligible."),
    )
    lowest_age = _age(
        label=_("Lowest authorized age"),
        help_text=_("People younger than this are in no group, whatever they answer."),
    )
    tells_no_longer = forms.BooleanField(
        label=_("Email people who are no longer eligible"),
        required=False,
        help_text=_(
            "People who become eligible always get an email. Choose whether people who are "
            "no longer eligible under these rules get one, too."
        ),
    )
    source = _for_staff(label=_("Source"), rows=3)
    note = _for_staff(label=_("Note"), rows=3)

    def __init__(self, *args: Any, draft: RuleSetVersion, **options: Any) -> None:
        self.draft = draft
        options["initial"] = _initial(draft.written, draft.revision)
        super().__init__(*args, **options)

    def clean_version(self) -> str:
        version: str = self.cleaned_data["version"]
        if RuleSetVersion.objects.filter(version=version).exclude(pk=self.draft.pk).exists():
            raise forms.ValidationError(_("Another rule set has this version. Choose another one."))
        return version

    def as_rules(self) -> RuleSet:
        values = {**self.cleaned_data, "lowest_age": self.cleaned_data["lowest_age"] or 0}
        del values["revision"]
        return replace(self.draft.written, **values)


class GroupForm(NamesForm):
    """A group's label, names, opening day and notes."""

    field_order = ("revision", "label", "name", "name_es", "opens_on")
    label = forms.CharField(
        label=_("Number"), max_length=20, help_text=_("As people know it, such as 3 or 1b.")
    )
    opens_on = _day(
        label=_("The group opens on"),
        required=False,
        help_text=_(
            "For every way in that has no day of its own. Leave empty if it is not announced yet."
        ),
    )
    source = _for_staff(label=_("Source"), rows=2)
    note = _for_staff(label=_("Note"), rows=2)

    def __init__(self, *args: Any, group: Group, revision: int, **options: Any) -> None:
        options["initial"] = _initial(group, revision)
        super().__init__(*args, **options)


def _initial(edited: RuleSet | Group, revision: int) -> dict[str, Any]:
    return {field: getattr(edited, field) for field in edited.__slots__} | {"revision": revision}


class CriterionForm(forms.Form):
    """One way into a group; a question without a chosen answer is not required."""

    use_required_attribute = False  # rows that are added and left empty are ignored
    reason = forms.ChoiceField(
        label=_("What the person is told"),
        choices=[("", _("- Select -")), *_SENTENCES],
        error_messages={"required": _("Choose what the person is told.")},
    )
    told = _own_sentence(label=_("Own sentence in English"))
    told_es = _own_sentence(label=_("Own sentence in Spanish"), lang="es")
    opens_on = _day(
        label=_("Opens on another day"),
        required=False,
        help_text=_("Leave empty to use the group's day."),
    )
    lowest_age = _age(label=_("Lowest age"))
    highest_age = _age(label=_("Highest age"))
    conditions_at_least = forms.TypedChoiceField(
        label=_("Conditions"),
        coerce=int,
        required=False,
        initial="0",
        empty_value="0",
        choices=[("0", _("Not asked")), ("1", _("At least 1")), ("2", _("2 or more"))],
    )

    counties = CountiesField(
        label=_("Counties"),
        required=False,
        help_text=_("Separate names with commas. Leave empty for all counties."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for question in _asked():
            self.fields[question] = _accepted_field(question)

    def questions(self) -> list[forms.BoundField]:
        """Return the fields of the questions, which the template shows separately."""
        return [self[question] for question in _asked()]

    @property
    def demanded(self) -> str:
        """Return in one line what the questions require at present."""
        chosen = ((field, field.value()) for field in self.questions())
        return "; ".join(
            f"{field.label}: {_chosen(field, value)}" for field, value in chosen if value
        )

    def as_criterion(self) -> Criterion:
        given = self.cleaned_data
        accepts = ((question, _accepted(question, given[question])) for question in _asked())
        return Criterion(
            reason=given["reason"],
            opens_on=given["opens_on"],
            lowest_age=given["lowest_age"] or 0,
            highest_age=given["highest_age"],
            conditions_at_least=int(given["conditions_at_least"]),
            accepts=tuple((question, answers) for question, answers in accepts if answers),
            counties=given["counties"],
            told=given["told"],
            told_es=given["told_es"],
        )


def _chosen(field: forms.BoundField, value: str | list[str]) -> str:
    values = [value] if isinstance(value, str) else value
    return ", ".join(str(label) for code, label in _choices(field) if code in values)


def _choices(field: forms.BoundField) -> Any:
    return getattr(field.field, "choices", ())


def _asked() -> list[str]:
    return [question for question in CHOICES if question != "conditions"]


def _accepted_field(question: str) -> forms.Field:
    options = CHOICES[question]
    if options == _YES_OR_NO:
        choices = [("", _("Not asked")), *labeled(reversed(options))]
        return forms.ChoiceField(label=QUESTIONS[question], required=False, choices=choices)
    return forms.MultipleChoiceField(
        label=QUESTIONS[question],
        required=False,
        choices=labeled(options),
        widget=forms.CheckboxSelectMultiple,
    )


def _accepted(question: str, given: str | list[str]) -> frozenset[Choice]:
    chosen = [given] if isinstance(given, str) else given
    return frozenset(option for option in CHOICES[question] if str(option) in chosen)


def criterion_initial(criterion: Criterion) -> dict[str, Any]:
    """Return a criterion as its form's initial values."""
    accepted = {
        question: str(next(iter(answers)))
        if CHOICES[question] == _YES_OR_NO
        else [str(answer) for answer in answers]
        for question, answers in criterion.accepts
    }
    return accepted | {
        "reason": criterion.reason,
        "opens_on": criterion.opens_on,
        "lowest_age": criterion.lowest_age or None,
        "highest_age": criterion.highest_age,
        "conditions_at_least": str(criterion.conditions_at_least),
        "counties": in_words(criterion.counties),
        "told": criterion.told,
        "told_es": criterion.told_es,
    }


if TYPE_CHECKING:
    _Forms = forms.BaseFormSet[CriterionForm]
else:
    _Forms = forms.BaseFormSet


class CriteriaFormSet(_Forms):
    """The ways into a group, each with a checkbox to remove it."""

    def add_fields(self, form: CriterionForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove this way into the group")

    def as_criteria(self) -> tuple[Criterion, ...]:
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return tuple(form.as_criterion() for form in kept if form.has_changed() or form.initial)


def criteria_formset(
    data: Mapping[str, Any] | None, group: Group, *, extra: int
) -> CriteriaFormSet:
    """Return the forms for a group's criteria, and `extra` empty ones."""
    made = forms.formset_factory(
        CriterionForm, CriteriaFormSet, extra=extra, can_delete=True, max_num=50, absolute_max=50
    )
    initial = [criterion_initial(criterion) for criterion in group.criteria]
    return cast("CriteriaFormSet", made(data, initial=initial, prefix="criteria"))


class ExampleForm(forms.Form):
    """An example person: the answers that decide the group, as in a registration."""

    date_of_birth = _day(label=_("Date of birth"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for question, answers in CHOICES.items():
            self.fields[question] = forms.ChoiceField(
                label=QUESTIONS[question], choices=labeled(answers), required=False
            )

    def clean(self) -> None:
        """Set `answers`; show a contradiction between answers beside the question."""
        given = self.cleaned_data
        if self.errors:
            return
        chosen: dict[str, Any] = {
            question: next(
                (option for option in options if str(option) == given[question]), options[0]
            )
            for question, options in CHOICES.items()
        }
        try:
            self.answers = Answers(date_of_birth=given["date_of_birth"], **chosen)
        except AnswersError:
            self.add_error(
                "frontline_sector",
                _("Choose a sector for a person who works in child care or a school."),
            )
