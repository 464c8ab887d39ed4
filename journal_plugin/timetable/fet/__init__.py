"""Files of FET, the free program in which many schools make their timetables: reading, writing, what they mean."""
