"""How every form is drawn: Django's own renderer, with USWDS markup and classes."""

from typing import Any

from django.forms import BaseForm, BoundField, widgets
from django.forms import Field as FormField
from django.forms.renderers import TemplatesSetting
from django.template.loader import select_template

from .required import name_field

CLASSES = (  # the first that fits
    ((widgets.CheckboxSelectMultiple, widgets.CheckboxInput), "usa-checkbox__input"),
    (widgets.RadioSelect, "usa-radio__input usa-radio__input--tile"),
    (widgets.Select, "usa-select"),
    (widgets.Textarea, "usa-textarea"),
    (widgets.FileInput, "cvms-drop__input"),
    (widgets.MultiWidget, ""),
    (widgets.Input, "usa-input"),
)
WITH_ERROR = {"usa-input", "usa-select", "usa-textarea"}


class Field(BoundField):
    """A field that knows its USWDS class and where a link to it should lead."""

    def __init__(self, form: BaseForm, field: FormField, name: str) -> None:
        super().__init__(form, field, name)
        name_field(field, self.label)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: widgets.Widget | None = None
    ) -> dict[str, Any]:
        """Add the classes; Django adds `required`, `aria-invalid` and `aria-describedby`."""
        widget = widget or self.field.widget
        classes = [_class_of(widget), widget.attrs.get("class", "")]
        if self.errors and classes[0] in WITH_ERROR:
            classes.append("usa-input--error")
        built = super().build_widget_attrs(attrs, widget)
        if joined := " ".join(filter(None, classes)):
            built["class"] = joined
        return built

    @property
    def first_control(self) -> str:
        """The id of the control to go to, the first one of a group."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @property
    def is_single_checkbox(self) -> bool:
        """Whether the label stands after the control."""
        return isinstance(self.field.widget, widgets.CheckboxInput)


class Renderer(TemplatesSetting):
    """Draws forms, fields and widgets with the templates in `ui/forms` and `ui/widgets`."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        """Take our own widget where there is one, Django's otherwise."""
        ours = template_name.replace("django/forms/widgets/", "ui/widgets/")
        return select_template([ours, template_name])


def _class_of(widget: widgets.Widget) -> str:
    return next((name for kinds, name in CLASSES if isinstance(widget, kinds)), "")
