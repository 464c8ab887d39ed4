"""The ways by which a notice leaves the site, one file a way."""
