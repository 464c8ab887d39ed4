"""Study elements, curricula, teaching load, work programmes (Wagtail pages), thematic plans. Imports: accounts and below."""
