"""Renders every form with USWDS markup and classes, by a Django form renderer."""

from typing import Any

from django.forms import BaseForm, BoundField, widgets
from django.forms import Field as FormField
from django.forms.renderers import TemplatesSetting
from django.template.loader import select_template

from .required import name_field

CLASSES = (  # by kind of widget; the first match counts
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
    """A bound field with its USWDS class, and the id that links to it should use."""

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
        """Return the id of the field's control, or of the first one of a group."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @property
    def is_single_checkbox(self) -> bool:
        """Return whether it is one checkbox, whose label comes after the control."""
        return isinstance(self.field.widget, widgets.CheckboxInput)


class Renderer(TemplatesSetting):
    """Renders forms, fields and widgets with the templates in `ui/forms` and `ui/widgets`."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        """Return our own template of a widget if there is one, else Django's."""
        ours = template_name.replace("django/forms/widgets/", "ui/widgets/")
        return select_template([ours, template_name])


def _class_of(widget: widgets.Widget) -> str:
    return next((name for kinds, name in CLASSES if isinstance(widget, kinds)), "")
