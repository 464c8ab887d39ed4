"""Pages of the gradebook."""

from django.urls import path

from journal_plugin.gradebook.views import books, finals, grid, lesson, save, today, topics

urlpatterns = [
    path("today/", today.today, name="today"),
    path("books/", books.books, name="books"),
    path("book/<int:pk>/", grid.marks, name="grid"),
    path("book/<int:pk>/topics/", topics.topics, name="grid-topics"),
    path("book/<int:pk>/finals/", finals.finals, name="grid-finals"),
    path("book/<int:pk>/save", save.save, name="grid-save"),
    path("book/<int:pk>/lesson/<int:lesson>/", lesson.lesson, name="grid-lesson"),
    path("book/<int:pk>/lesson/<int:lesson>/works", lesson.works, name="grid-works"),
    path("book/<int:pk>/lesson/<int:lesson>/history/<int:learner>/", lesson.history, name="cell-history"),
]
