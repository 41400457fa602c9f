"""The agreement with its articles, and what was decided on each."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from governance.models import AgreementVersion, Article
from governance.permissions import today
from governance.queries.agreement import agreement_notice
from governance.queries.decisions import decisions_on


@require_safe
@login_required
def agreement_detail(request: HttpRequest) -> HttpResponse:
    """The version in force today with its articles, and the other versions."""
    day = today()
    versions = list(AgreementVersion.objects.adopted().order_by("-in_force_from"))
    current = next((version for version in versions if version.in_force_from <= day), None)
    return render(
        request,
        "governance/agreement/agreement_detail.html",
        {
            "version": current,
            "articles": current.articles.select_related("version").order_by("number") if current else [],
            "others": [version for version in versions if version != current],
            "notice": agreement_notice(day),
            "day": day,
        },
    )


@require_safe
@login_required
def article_detail(request: HttpRequest, version: str, number: str) -> HttpResponse:
    """One article of one version, and everything that was decided on its ground."""
    article = get_object_or_404(
        Article.objects.select_related("version"), version__number=int(version), number=int(number)
    )
    return render(
        request,
        "governance/agreement/article_detail.html",
        {"article": article, "decisions": decisions_on(article, request.user)},
    )
