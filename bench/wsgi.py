"""The site for gunicorn on the bench's day."""

from bench.clock import stand_still

stand_still()

from portal.wsgi import application  # noqa: E402 - after the clock has been set

__all__ = ["application"]
