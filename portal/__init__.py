"""The host site: addresses, page types and the shell that join news and journal. Imports news and journal_plugin."""
