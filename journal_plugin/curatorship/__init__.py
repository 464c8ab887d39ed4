"""The curator's desk: absentees and their reasons. Imports: attendance, people, institution, access, core."""
