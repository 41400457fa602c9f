"""A new version of the agreement, by the secretariat: drafted, changed, proposed on an agenda; a decision adopts it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from governance.actions.agreement import (
    change_agreement,
    delete_agreement,
    draft_agreement,
    prepare_extension,
    write_article,
)
from governance.forms.agreement import AgreementForm, ArticleForm, ExtensionForm
from governance.models import AgreementVersion, Article
from governance.permissions import is_secretariat
from governance.views.preparing import person_of, prepare_url
from werkbedrijf.lib.errors import DomainError
from werkbedrijf.web.access import allowed
from werkbedrijf.web.answers import SeeOther, carry_out


@require_POST
@allowed(is_secretariat)
def agreement_draft(request: HttpRequest) -> HttpResponse:
    """Draft the next version from the last, and go on to change it."""
    try:
        version = draft_agreement(person_of(request))
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse("governance:agreement_detail"))
    messages.success(
        request, f"Versie {version.number} staat klaar als concept. Pas titel, looptijd en artikelen aan."
    )
    return SeeOther(version.get_absolute_url())


@require_POST
@allowed(is_secretariat)
def extension_prepare(request: HttpRequest) -> HttpResponse:
    """Verlenging voorbereiden: a draft version and an item that proposes it, on the chosen agenda."""
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return SeeOther(reverse("governance:agreement_detail"))
    try:
        item = prepare_extension(form.cleaned_data["meeting"], person_of(request))
    except DomainError as error:
        messages.error(request, error.message)
        return SeeOther(reverse("governance:agreement_detail"))
    messages.success(request, "De verlenging staat op de agenda, met een conceptversie en een voorstel.")
    return SeeOther(prepare_url(item.meeting_id, item.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def agreement_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change title and term of a draft."""
    version = get_object_or_404(AgreementVersion, number=int(number))
    if fixed := _if_fixed(request, version):
        return fixed
    initial = {"title": version.title, "in_force_from": version.in_force_from, "ends_on": version.ends_on}
    form = AgreementForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            change_agreement(version, person_of(request), **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Versie {version.number} is gewijzigd.")
            return SeeOther(version.get_absolute_url())
    return render(
        request,
        "governance/agreement/agreement_edit.html",
        {"form": form, "version": version},
        status=422 if form.is_bound else 200,
    )


@require_POST
@allowed(is_secretariat)
def agreement_delete(request: HttpRequest, number: str) -> HttpResponse:
    """Take a draft away, with its articles."""
    version = get_object_or_404(AgreementVersion, number=int(number))
    return carry_out(
        request,
        lambda: delete_agreement(version, person_of(request)),
        f"Het concept van versie {version.number} is verwijderd.",
        reverse("governance:agreement_detail"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def article_edit(request: HttpRequest, version: str, number: str) -> HttpResponse:
    """Change an article of a draft."""
    article = get_object_or_404(
        Article.objects.select_related("version"), version__number=int(version), number=int(number)
    )
    return _write(request, article.version, article)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(is_secretariat)
def article_create(request: HttpRequest, version: str) -> HttpResponse:
    """Add an article at the end of a draft."""
    return _write(request, get_object_or_404(AgreementVersion, number=int(version)), None)


def _write(request: HttpRequest, version: AgreementVersion, article: Article | None) -> HttpResponse:
    if fixed := _if_fixed(request, version):
        return fixed
    initial = {"title": article.title, "text": article.text} if article else {}
    form = ArticleForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        number = article.number if article else None
        try:
            written = write_article(version, person_of(request), number=number, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"Artikel {written.number} is opgeslagen.")
            return SeeOther(f"{version.get_absolute_url()}#artikel-{written.number}")
    return render(
        request,
        "governance/agreement/article_edit.html",
        {"form": form, "version": version, "article": article},
        status=422 if form.is_bound else 200,
    )


def _if_fixed(request: HttpRequest, version: AgreementVersion) -> SeeOther | None:
    """To the version itself, with the reason, once it is proposed or adopted."""
    if version.is_draft:
        return None
    messages.error(
        request, "Deze versie ligt vast: zij is voorgesteld of vastgesteld. Maak een nieuwe versie."
    )
    return SeeOther(version.get_absolute_url())
