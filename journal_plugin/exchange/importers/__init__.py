"""The lists that the plugin reads, one file a list."""
