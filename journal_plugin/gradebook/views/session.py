"""Signing in again in a small window, while the journal with its unsent entries stays open."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def signed_in(request: HttpRequest, user: int) -> HttpResponse:
    """Where signing in leads to: tells the journals of ``user`` that wait and closes, or says that this is another one."""
    return render(request, "journal/gradebook/signed_in.html", {"is_same": request.user.pk == user})
