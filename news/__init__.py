"""News, group feeds and the calendar of events: one flat Wagtail app. Imports journal_plugin, never portal."""
