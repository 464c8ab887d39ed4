"""The world of doors, for every test of the plugin that asks for it."""

from tests.doors import _world, world  # noqa: F401 - fixtures
