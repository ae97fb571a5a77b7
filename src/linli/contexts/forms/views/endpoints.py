"""The programming interface of One Form: read a form, fill a form."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from linli.contexts.forms.commands.filling import fill_outright
from linli.contexts.forms.policies import FILL, VIEW
from linli.contexts.forms.queries.reading import as_contract, read_form
from linli.kernel.access.guards import acting
from linli.kernel.areas import queries as areas
from linli.kernel.errors import OutsideYourArea
from linli.web.files import saved

router = Router()
Upload = Annotated[UploadedFile, File()]


@router.post("/read", summary="识别一张空白表：表头、各列对应的数据项、人群")
def read(request: HttpRequest, file: Upload) -> Any:
    """The same answer as ``linli forms read --json``."""
    acting(request, VIEW)
    name = file.name or "form"
    return as_contract(read_form(file.read(), name), name)


@router.post("/fill", summary="填一张空白表，返回填好的文件")
def fill(
    request: HttpRequest,
    file: Upload,
    place: Annotated[str, Form()] = "",
) -> HttpResponse:
    """The filled file; ``place`` is an area code, one's own community when it is empty."""
    actor = acting(request, FILL)
    seen = areas.within(actor, FILL)
    where = seen.filter(code=place).first() if place else seen.first()
    if where is None:
        raise OutsideYourArea
    name = file.name or "form"
    made = fill_outright(actor, where, data=file.read(), name=name)
    response = saved(made.data, name)
    response.headers["Linli-Rows"] = str(made.counts["rows"])
    response.headers["Linli-Missing"] = str(made.counts["missing"])
    return response
