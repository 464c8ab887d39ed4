"""Page types of the portal, one subject a file."""
