"""Backup copies of the database and the files: made, placed on several media, checked, thinned out, restored (J08, J15, W25).

A copy is a folder named by its moment; without a manifest, or under another name, nothing counts as a copy. The host's
affair and not the plugin's: each host backs up as it likes. Imports: portal.databases, the plugin's access and people.
"""
