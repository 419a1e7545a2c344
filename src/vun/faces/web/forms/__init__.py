"""Forms: one column, labels above, the message beside the field, what was typed stays.

A form's fields carry the names of the arguments of the operation they feed, so that a problem finds its field.
"""

from vun.faces.web.forms.base import VunForm
from vun.faces.web.forms.fields import (
    EARLIEST_DAY,
    LATEST_DAY,
    DateField,
    DecimalField,
    EnumField,
    MoneyField,
    OfferedInput,
    WholeNumberField,
    YearField,
)
from vun.faces.web.forms.pages import form_page, operation_page, perform, run
from vun.faces.web.forms.picking import PickField, PickInput, options

__all__ = [
    "EARLIEST_DAY",
    "LATEST_DAY",
    "DateField",
    "DecimalField",
    "EnumField",
    "MoneyField",
    "OfferedInput",
    "PickField",
    "PickInput",
    "VunForm",
    "WholeNumberField",
    "YearField",
    "form_page",
    "operation_page",
    "options",
    "perform",
    "run",
]
