"""Measuring: every screen that people open all day against a floor measured in the same run (docs/scale.md).

``python -m bench`` builds databases under var/bench, measures each in a process of its own and prints one table. Nothing
here is imported by the product.
"""
