"""Pages of the gradebook."""

from django.urls import path

from journal_plugin.gradebook.views import (
    books,
    corrections,
    finals,
    grid,
    lesson,
    save,
    session,
    task,
    tasks,
    today,
    topics,
)

urlpatterns = [
    path("today/", today.today, name="today"),
    path("books/", books.books, name="books"),
    path("signed-in/<int:user>/", session.signed_in, name="signed-in"),
    path("book/<int:pk>/", grid.marks, name="grid"),
    path("book/<int:pk>/topics/", topics.topics, name="grid-topics"),
    path("book/<int:pk>/finals/", finals.finals, name="grid-finals"),
    path("book/<int:pk>/correction/", corrections.ask, name="correction-ask"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<int:pk>/", corrections.correction, name="correction"),
    path("book/<int:pk>/tasks/", tasks.tasks, name="grid-tasks"),
    path("book/<int:pk>/tasks/new/", tasks.new, name="grid-task-new"),
    path("book/<int:pk>/tasks/<int:task>/", task.task, name="grid-task"),
    path("book/<int:pk>/tasks/<int:task>/edit/", tasks.edit, name="grid-task-edit"),
    path("book/<int:pk>/tasks/<int:task>/withdraw", tasks.withdraw, name="grid-task-withdraw"),
    path("book/<int:pk>/tasks/<int:task>/absences", task.absences, name="grid-task-absences"),
    path("book/<int:pk>/tasks/<int:task>/work/<int:learner>/", task.work, name="grid-task-work"),
    path("book/<int:pk>/save", save.save, name="grid-save"),
    path("book/<int:pk>/lesson/<int:lesson>/", lesson.lesson, name="grid-lesson"),
    path("book/<int:pk>/lesson/<int:lesson>/works", lesson.works, name="grid-works"),
    path("book/<int:pk>/lesson/<int:lesson>/history/<int:learner>/", lesson.history, name="cell-history"),
]
