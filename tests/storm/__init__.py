"""Many people write one journal while the server is killed again and again; then every acknowledged entry is looked for.

`make storm`, or `make storm SECONDS=600 WRITERS=12`; a short one on both databases is a job of `make test`.
"""
