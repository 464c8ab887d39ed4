"""The pages of lists, packages and tables of topics, one file each."""
