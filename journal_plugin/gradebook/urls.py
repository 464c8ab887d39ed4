"""Pages of the gradebook."""

from django.urls import path

from journal_plugin.gradebook.views import books, finals, grid, lesson, save, today, topics

urlpatterns = [
    path("journal/today/", today.today, name="today"),
    path("journal/books/", books.books, name="books"),
    path("journal/book/<int:pk>/", grid.marks, name="grid"),
    path("journal/book/<int:pk>/topics/", topics.topics, name="grid-topics"),
    path("journal/book/<int:pk>/finals/", finals.finals, name="grid-finals"),
    path("journal/book/<int:pk>/save", save.save, name="grid-save"),
    path("journal/book/<int:pk>/lesson/<int:lesson>/", lesson.lesson, name="grid-lesson"),
    path("journal/book/<int:pk>/lesson/<int:lesson>/works", lesson.works, name="grid-works"),
    path("journal/book/<int:pk>/lesson/<int:lesson>/history/<int:learner>/", lesson.history, name="cell-history"),
]
