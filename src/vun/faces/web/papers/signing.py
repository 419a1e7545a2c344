"""Signing papers with a certificate, and checking signatures of any PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.engines.documents import find_signature
from vun.engines.signatures import (
    KeyProblem,
    Place,
    SigningKey,
    check_pdf,
    key_from_file,
    key_on_token,
    read_trust,
)
from vun.faces.web.files import file_answer
from vun.faces.web.formats import moment
from vun.faces.web.forms import VunForm, form_page, run
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Text, show
from vun.faces.web.papers.files import written
from vun.faces.web.request import Request, ids_of
from vun.faces.web.sending.frame import CRUMBS
from vun.records.publishing.queries import templates_in_use
from vun.records.sending import operations, queries

PAPERS: tuple[Text, str] = (_("Quyết định, thông báo"), "papers:list")
MOST_KEY_BYTES = 100_000
MOST_PDF_BYTES = 20 * 1024 * 1024
MOST_CHOSEN = 200
MOST_SIGNED = 10
"""So many papers are signed by one request: some seconds, and the key is open no longer than that.

The browser keeps key and passphrase and asks again for the next ten (docs/adr/0011).
"""


class SignForm(VunForm):
    """The key: a file with its passphrase, or the token of the server with its PIN."""

    key = forms.FileField(
        label=_("Tệp chữ ký số (.p12, .pfx)"),
        required=False,
        help_text=_("Chỉ dùng cho lần ký này, không lưu lại."),
    )
    passphrase = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text=_("Mật khẩu của tệp, hoặc mã PIN của thiết bị. Không lưu, không ghi nhật ký."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        key = self.fields["key"]
        key.required = settings.PKCS11_MODULE is None
        key.error_messages["required"] = _("Chưa chọn tệp. Máy chủ chưa nối thiết bị ký số.")


class SignOneForm(SignForm):
    """The key, and the last signature of the paper that was shown with the form."""

    known = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput())


class VerifyForm(VunForm):
    """A PDF whose signatures are to be checked."""

    file = forms.FileField(label=_("Tệp PDF"))


@sensitive_post_parameters("passphrase")
@needs(Permission.DECISION_EDIT)
def sign(request: Request, paper_id: int) -> HttpResponse:
    """Sign the paper's PDF; what was signed before is signed once more, but not twice from one page."""
    paper = queries.get_paper(request.actor, paper_id)
    borne = list(paper.signatures.order_by("pk"))
    known = borne[-1].pk if borne else 0
    form = SignOneForm(request.POST or None, request.FILES or None, initial={"known": known})
    back = reverse("papers:detail", args=[paper_id])
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            _with_key,
            form=form,
            do=partial(_signed, request, paper, known=form.cleaned_data["known"] or 0),
        )
        if done:
            messages.success(request, _said(done.value))
            return redirect(back)
    where = (
        gettext("bằng tệp, hoặc bằng thiết bị của máy chủ nếu bỏ trống tệp") if settings.PKCS11_MODULE else ""
    )
    head = f"{paper.decision.number} {where}".strip()
    return form_page(
        request,
        form,
        title=_("Ký số văn bản"),
        lead=" ".join([f"{head}.", *map(_said, borne)]) if borne else head,
        submit=_("Ký số"),
        cancel=back,
        consequence=_("Bản PDF đã ký được lưu cùng văn bản; sửa gì sau đó đều bị phát hiện khi kiểm tra."),
        crumbs=[*CRUMBS, PAPERS, (paper.decision.number, back)],
    )


def _said(signature: Any) -> str:
    return gettext("Đã ký số: %(name)s.") % {"name": f"{signature.signer}, {moment(signature.signed_at)}"}


@sensitive_post_parameters("passphrase")
@needs(Permission.DECISION_EDIT)
@require_POST
def sign_many(request: Request) -> HttpResponse:
    """Sign the papers chosen with one key, each for itself; what became of each is told.

    With a script the browser asks for a few at a time, and shows how far it is; without, for the first few.
    """
    ids = ids_of(request.POST.getlist("ids"))
    chosen = list(queries.papers_visible_to(request.actor).filter(pk__in=ids)[:MOST_CHOSEN])
    if not chosen:
        messages.error(request, problem_text(Problem("sending.no_paper_chosen")))
        return redirect("papers:list")
    is_signed = "signed" in request.POST
    form = SignForm(request.POST, request.FILES) if is_signed else SignForm()
    if is_signed and form.is_valid():
        now, later = chosen[:MOST_SIGNED], chosen[MOST_SIGNED:]
        done = run(form, _with_key, form=form, do=lambda key: [_told(request, each, key) for each in now])
        if done:
            return _outcomes(request, done.value, later)
    return form_page(
        request,
        form,
        title=_("Ký số nhiều văn bản"),
        lead=ngettext(
            "%(count)s văn bản, cùng một chữ ký.", "%(count)s văn bản, cùng một chữ ký.", len(chosen)
        )
        % {"count": len(chosen)},
        submit=_("Ký số tất cả"),
        cancel=reverse("papers:list"),
        consequence=_(
            "Mỗi văn bản được ký riêng, bản PDF đã ký lưu cùng văn bản; văn bản anh/chị đã ký thì không ký lại."
        ),
        template="papers/sign_many.html",
        crumbs=[*CRUMBS, PAPERS],
        chosen=chosen,
        at_once=MOST_SIGNED,
    )


def _told(request: Request, paper: Any, key: SigningKey) -> tuple[Any, str, bool]:
    """A paper, what became of it, and whether it bears the signature now."""
    try:
        _signed(request, paper, key)
    except Problem as problem:
        if problem.code == "sending.signed_already":
            return paper, gettext("Đã ký từ trước"), True
        return paper, problem_text(problem), False
    return paper, gettext("Đã ký"), True


def _outcomes(request: Request, rows: list[tuple[Any, str, bool]], later: list[Any]) -> HttpResponse:
    signed = sum(is_signed for _paper, _text, is_signed in rows)
    return show(
        request,
        "papers/signed_many.html",
        title=_("Kết quả ký số"),
        lead=gettext("%(signed)s trên %(count)s văn bản đã có chữ ký.")
        % {"signed": signed, "count": len(rows)},
        crumbs=[*CRUMBS, PAPERS],
        rows=rows,
        later=later,
    )


def _signed(request: Request, paper: Any, key: SigningKey, known: int = 0) -> Any:
    return operations.sign_paper(
        paper=paper,
        unsigned=partial(_unsigned, paper),
        key=key,
        known=known,
        at=timezone.localtime(),
        by=request.actor,
    )


@sensitive_variables("form", "secret")
def _with_key(*, form: SignForm, do: Callable[[SigningKey], Any]) -> Any:
    """Do something with the key typed, which is open no longer than that. Raises Problem for one that does not open."""
    file, secret = form.cleaned_data["key"], form.cleaned_data["passphrase"]
    now = timezone.localtime()
    module: Path | None = settings.PKCS11_MODULE
    try:
        if file:
            return do(key_from_file(file.read(MOST_KEY_BYTES), secret, now))
        if module is None:
            raise KeyProblem("token")
        token, certificate = settings.PKCS11_TOKEN, settings.PKCS11_CERTIFICATE
        with key_on_token(module, token, secret, certificate, now) as key:
            return do(key)
    except KeyProblem as error:
        field = "passphrase" if error.reason == "passphrase" else "key"
        raise Problem(f"sending.key_{error.reason}", field=field) from None


def _unsigned(paper: Any) -> tuple[bytes, Place | None]:
    """The paper's PDF, and where a signature is seen on it."""
    spot = find_signature(queries.document_of(paper), templates_in_use())
    return written(paper, "pdf"), Place(spot.page, spot.x, spot.y) if spot else None


@needs(Permission.NOMINATION_VIEW)
def signed_file(request: Request, paper_id: int, signature_id: int) -> HttpResponseBase:
    """The signed PDF."""
    paper = queries.get_paper(request.actor, paper_id)
    return file_answer(queries.get_signature(paper, signature_id).file)


@needs()
def verify(request: Request) -> HttpResponse:
    """Who signed a PDF, when, whether it was changed since, whether the certificate is trusted."""
    form = VerifyForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = check_pdf(file.read(MOST_PDF_BYTES), read_trust(settings.SIGNATURE_TRUST))
        except ValueError:
            form.add_error("file", problem_text(Problem("sending.no_pdf", name=file.name)))
    return show(
        request,
        "papers/verify.html",
        title=_("Kiểm tra chữ ký số"),
        lead=_("Ai ký, ký lúc nào, văn bản có bị sửa sau khi ký không, chứng thư có tin cậy không."),
        crumbs=[*CRUMBS, PAPERS] if request.actor.may_anywhere(Permission.NOMINATION_VIEW) else [],
        status_code=400 if form.errors else 200,
        form=form,
        found=found,
    )
