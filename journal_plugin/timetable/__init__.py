"""Weekly slots, conflicts, the timetable of a day. Imports: curriculum and below."""
