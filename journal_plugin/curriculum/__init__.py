"""Study elements, curricula, teaching load, work programmes (Wagtail pages), plans. Imports: accounts and below."""
