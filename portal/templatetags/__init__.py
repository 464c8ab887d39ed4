"""Tags of the host's templates."""
