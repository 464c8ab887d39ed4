"""Addresses of distance courses on the desk."""

from django.urls import path

from journal_plugin.courses.views import shelf, writing

urlpatterns = [
    path("", shelf.shelf, name="courses"),
    path("new/", shelf.new, name="course-new"),
    path("<int:pk>/", writing.course, name="course"),
    path("<int:pk>/edit/", shelf.edit, name="course-edit"),
    path("<int:pk>/copy/", shelf.copy, name="course-copy"),
    path("<int:pk>/section/", writing.section, name="course-section-new"),
    path("<int:pk>/section/<uuid:section>/", writing.section, name="course-section"),
    path("<int:pk>/section/<uuid:section>/<slug:kind>/", writing.new_step, name="course-step-new"),
    path("<int:pk>/step/<uuid:step>/", writing.step, name="course-step"),
    path("<int:pk>/move", writing.move, name="course-move"),
    path("<int:pk>/drop", writing.drop, name="course-drop"),
]
