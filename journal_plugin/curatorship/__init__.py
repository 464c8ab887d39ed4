"""The curator's desk: absentees and their reasons. Imports: attendance, people, calendar, institution, access, core."""
