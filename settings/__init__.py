"""Values only: base, and what differs for dev (also `make run`), test and production."""
