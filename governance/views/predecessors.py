"""What was there before the board: the memo of 2 October 2014, a document on which this board never voted."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
@login_required
def memo_2014(request: HttpRequest) -> HttpResponse:
    """The memo in our own words. It is no proposal and has no vote: its points came back as a proposal of the board."""
    return render(request, "governance/agreement/memo_2014.html")
