"""Template tags and filters of the plugin. Imports: any room."""
