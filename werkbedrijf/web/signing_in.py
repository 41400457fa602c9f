"""allauth's pages that send an e-mail, for the moment at which the mail server is not there: say so, lose nothing.

What they say is the same for every address, also for one without an account: each gets an e-mail, so each meets the
same mail server. For that reason a code is not sent anew from the page where it is typed: that would take longer for
an address that exists.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.views import PasswordResetView, RequestLoginCodeView
from django.views.generic import FormView

log = logging.getLogger(__name__)
NOT_NOW = "De e-mail kon nu niet worden verzonden. Probeer het over enkele minuten opnieuw."


class SaysWhenNothingIsSent(FormView):
    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)  # of the view that it stands before
        except OSError as error:  # smtplib's own are of that kind too
            log.warning("no e-mail for signing in was sent: %r", error)
            form.add_error(None, NOT_NOW)
            return self.form_invalid(form)


class RequestLoginCode(SaysWhenNothingIsSent, RequestLoginCodeView):
    pass


class RequestPassword(SaysWhenNothingIsSent, PasswordResetView):
    pass


request_login_code = RequestLoginCode.as_view()
request_password = RequestPassword.as_view()
