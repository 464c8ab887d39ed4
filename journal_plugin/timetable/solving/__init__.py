"""A timetable proposed by a constraint solver: times first, then rooms, and in words what cannot all be kept."""
