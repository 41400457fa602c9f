"""The agreement with its articles and versions, what was decided on each article, and two versions compared."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.forms.agreement import ExtensionForm
from governance.models import AgreementVersion, Article
from governance.permissions import is_secretariat, today
from governance.queries.agreement import (
    agreement_notice,
    agreement_on,
    compare_versions,
    findings_on,
    period_pieces,
    visible_agreements,
)
from governance.queries.decisions import decisions_on
from governance.queries.standings import with_standing


@require_safe
@login_required
def agreement_detail(request: HttpRequest) -> HttpResponse:
    """The version in force today with its articles, and the other versions."""
    return _show(request, agreement_on(today()))


@require_safe
@login_required
def agreement_version(request: HttpRequest, number: str) -> HttpResponse:
    """One version by its number: in force, earlier, coming, or a draft for who may see it."""
    return _show(request, get_object_or_404(visible_agreements(request.user), number=int(number)))


@require_safe
@login_required
def agreement_compare(request: HttpRequest) -> HttpResponse:
    """?van=1&naar=2: what is different between two versions, article by article and word by word."""
    versions = list(visible_agreements(request.user).order_by("number"))
    old = _chosen(versions, request.GET.get("van", ""), -2)
    new = _chosen(versions, request.GET.get("naar", ""), -1)
    lines = compare_versions(old, new) if old and new else []
    return render(
        request,
        "governance/agreement/agreement_compare.html",
        {
            "versions": versions,
            "old": old,
            "new": new,
            "period": period_pieces(old, new) if old and new else (),
            "lines": lines,
            "same": [line.number for line in lines if not line.word],
        },
    )


@require_safe
@login_required
def article_detail(request: HttpRequest, version: str, number: str) -> HttpResponse:
    """One article of one version, and everything that was decided on its ground."""
    article = get_object_or_404(
        Article.objects.select_related("version"),
        version__in=visible_agreements(request.user).filter(number=int(version)),
        number=int(number),
    )
    return render(
        request,
        "governance/agreement/article_detail.html",
        {
            "article": article,
            "decisions": with_standing(decisions_on(article, request.user), today()),
            "findings": findings_on(article),
            "may_edit": is_secretariat(request.user) and article.version.is_draft,
        },
    )


def _show(request: HttpRequest, version: AgreementVersion | None) -> HttpResponse:
    day = today()
    notice = agreement_notice(day)
    prepares = is_secretariat(request.user)
    context: dict[str, Any] = {
        "version": version,
        "current": agreement_on(day),
        "articles": version.articles.select_related("version").order_by("number") if version else [],
        "versions": visible_agreements(request.user).select_related("decision").order_by("-number"),
        "notice": notice,
        "prepares": prepares,
        "extension": ExtensionForm() if prepares and notice else None,
        "day": day,
    }
    return render(request, "governance/agreement/agreement_detail.html", context)


def _chosen(versions: list[AgreementVersion], number: str, place: int) -> AgreementVersion | None:
    """The version with this number, else the one at this place counted from the end, else None."""
    found = next((version for version in versions if str(version.number) == number), None)
    if found is None and len(versions) >= -place:
        return versions[place]
    return found
