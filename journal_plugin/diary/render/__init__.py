"""The screens' HTML, one file a screen: one loop over a query's cards into a string.

Every text of people goes through ``words.said``, which escapes it.
"""
