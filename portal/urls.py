"""The map of the site on one screen: the order matters, Wagtail's pages catch the rest."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.admin.urls import workflows as workflows_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.views import serve as wagtail_serve

from portal import views
from portal.admin_views import (
    ChosenPages,
    MoveConfirm,
    PageTypes,
    bulk_action,
    confirm_cancellation,
    for_makers_of_workflows,
    not_served,
)
from portal.page_cache import cached_for_guests

# What stands before Wagtail's own addresses of the admin.
admin_urlpatterns: list[URLPattern | URLResolver] = [
    # One door to sign in, the one that counts failures.
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="portal_login"),
    re_path(r"^api/main/(documents|images)/", require_admin_access(not_served), name="portal_file_api"),
    path(
        "pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
        require_admin_access(MoveConfirm.as_view()),
        name="portal_move_confirm",
    ),
    path("reports/page-types-usage/", require_admin_access(PageTypes.as_view()), name="portal_page_types"),
    path(
        "reports/page-types-usage/results/",
        require_admin_access(PageTypes.as_view(results_only=True)),
        name="portal_page_types_results",
    ),
    path(
        "bulk/<str:app_label>/<str:model_name>/<str:action>/",
        require_admin_access(bulk_action),
        name="portal_bulk_action",
    ),
    path(
        "pages/workflow/confirm_cancellation/<int:page_id>/",
        require_admin_access(confirm_cancellation),
        name="portal_confirm_cancellation",
    ),
    path("choose-page/chosen-multiple/", require_admin_access(ChosenPages.as_view()), name="portal_chosen_pages"),
    *(
        path(
            f"workflows/{way.pattern}",
            require_admin_access(for_makers_of_workflows(way.callback)),
            name=f"portal_{way.name}",
        )
        for way in workflows_urls.urlpatterns
        if str(way.pattern).startswith("task_chooser/")
    ),
    path("", include(wagtailadmin_urls)),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path(
        "_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="portal_page_login"
    ),
    path("admin/", include(admin_urlpatterns)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("journal_plugin.urls")),
    path("search/", views.search, name="search"),
    path("sitemap.xml", sitemap, name="sitemap"),
]

if settings.SERVE_IMAGES:
    # Renditions only: an original document or upload is never a plain file.
    urlpatterns += [
        re_path(r"^media/(?P<path>images/[^/]+)$", serve, {"document_root": settings.MEDIA_ROOT}, name="portal_image"),
    ]

# Wagtail's pages, kept for guests; the rest of Wagtail's own addresses as they are.
urlpatterns += [
    re_path(wagtail_urls.serve_pattern, cached_for_guests(wagtail_serve), name="wagtail_serve_for_guests"),
    path("", include(wagtail_urls)),
]
