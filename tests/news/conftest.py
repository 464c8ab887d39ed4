"""The campus: two institutions on two sites."""

from tests.campus import as_user, campus

__all__ = ["as_user", "campus"]
