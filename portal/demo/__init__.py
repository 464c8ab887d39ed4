"""The demo: two institutions with invented people, built through the importers and the rooms' actions."""
