"""Why a file cannot be read, in one sentence that says what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.kernel.errors import BadInput

WANTED = ".xlsx、.xls、.xml、.docx"
SENTENCES: dict[str, Promise] = {
    "empty_file": _("文件是空的，请重新选择。"),
    "too_large": _("文件超过 50 MB，请删去不需要的图片或工作表后再上传。"),
    "not_a_workbook": _("这不是表格文件，请上传 %(wanted)s 文件。"),
    "password_protected": _("文件设了打开密码，请去掉密码后再上传。"),
    "has_macros": _("文件里带有宏，为安全起见不能打开。请在 Excel 里另存为 .xlsx 后再上传。"),
    "too_much_inside": _("文件解压后过大，不像一张正常的表，没有打开。"),
    "damaged": _("文件损坏了，打不开。请让发表的人重新发一份。"),
    "entities_refused": _("文件里含有不安全的引用，没有打开。"),
    "not_a_form_format": _("这种格式（%(detail)s）不能当表格打开，请上传 %(wanted)s 文件。"),
}


class FileRefused(BadInput):
    """A file that cannot be read as a table."""

    code = "file_refused"

    @classmethod
    def because(cls, code: str, detail: str = "", wanted: str = WANTED) -> "FileRefused":
        """The refusal for a reason code of ``engines.workbooks``; ``wanted`` names what could be read."""
        sentence = SENTENCES.get(code, SENTENCES["damaged"])
        made = cls(sentence, field="file", detail=detail or "?", wanted=wanted)
        made.code = code
        return made
