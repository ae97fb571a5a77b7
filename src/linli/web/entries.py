"""With what a field of the catalogue is entered: a choice, a day, a month, an amount, words."""

from django import forms

from linli.kernel import codes
from linli.kernel.catalogue.fields import Field, Kind
from linli.web.forms import DateField

LONG = {"needs", "remarks", "health", "chronic", "allergies"}


def entry_for(field: Field) -> forms.Field:
    """The form field that a register field is entered with."""
    label, required = field.label, field.key == "name"
    if field.codes:
        choices = [("", "—"), *codes.choices(field.codes)]
        return forms.ChoiceField(label=label, required=required, choices=choices)
    if field.kind is Kind.DATE:
        return DateField(label=label, required=False)
    if field.kind is Kind.MONTH:
        widget = forms.DateInput(attrs={"type": "month"})
        return forms.RegexField(r"^\d{4}-\d{2}$", label=label, required=False, widget=widget)
    if field.kind in (Kind.MONEY, Kind.NUMBER):
        return forms.DecimalField(label=label, required=False, min_value=0, max_digits=10, decimal_places=2)
    widget_kind = forms.Textarea(attrs={"rows": 2}) if field.key in LONG else forms.TextInput()
    if field.kind is Kind.PHONE:
        widget_kind.attrs["inputmode"] = "tel"
    return forms.CharField(label=label, required=required, max_length=200, widget=widget_kind)
