"""The portal's addresses and, before them, the floors'."""

from django.urls import path

from bench import floors
from portal.urls import urlpatterns as portal_urls

urlpatterns = [
    path("bench/floor/page/<str:name>", floors.page, name="floor-page"),
    path("bench/floor/save/<str:name>/<int:journal>", floors.save, name="floor-save"),
    path("bench/floor/pdf/<str:name>", floors.pdf, name="floor-pdf"),
    *portal_urls,
]
