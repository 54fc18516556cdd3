"""The button to retry a failed mail about a client."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from clients.models.outbox import Mail
from desk.site import page, row_id
from desk.views.clients.client_page import shop_or_404


@page("clients/<int:pk>/mail/", "client-mail")
@never_cache
@require_POST
def client_mail(request: HttpRequest, pk: int) -> HttpResponseBase:
    shop = shop_or_404(request, pk)
    mail = Mail.objects.about_client(shop).filter(pk=row_id(request.POST.get("mail", ""))).first()
    if mail and mail.send_again(at=timezone.now()):
        messages.success(request, _("It is sent again."))
    else:
        messages.warning(request, _("Nothing to send again: it is on its way, or has gone out."))
    return redirect(f"{reverse('admin:client', args=[pk])}?tab=history#mails")
