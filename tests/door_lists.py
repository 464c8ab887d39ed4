"""The table of doors to the lists of the admin (tests/journal_plugin/test_doors.py says how it is read)."""

LISTS = """
# The lists of the admin: who looks at an area, who changes it
#                                                            anonymous
#                                                              student parent foreign_parent stranger
#                                                                   teacher foreign_teacher substitute
#                                                                       curator foreign_curator head
#                                                                           deputy director viewer
#                                                                               admin editor secretary dispatcher system
#                                                                                     methodist substitutions security
#                                                                                         extra-education
#                                                                                          school_admin

directories looks                                            L LLLL HHH HH2 222 2H222 2HHH 2
directories changes                                          L LLLL HHH HHH HHH 2HHH2 HHHH 2
contingent looks                                             L LLLL HHH HH2 222 2H2HH 2HHH 2
contingent changes                                           L LLLL HHH HHH HHH 2H2HH HHHH 2
timetable looks                                              L LLLL HHH HH2 222 2H22H 22HH 2
timetable changes                                            L LLLL HHH HHH HHH 2HH2H HHHH 2
programmes looks                                             L LLLL HHH 22H 222 22H2H 2HHH 2
programmes changes                                           L LLLL HHH HHH HHH 22HHH 2HHH 2
roles looks                                                  L LLLL HHH HHH 222 2HHH2 HHHH 2
roles changes                                                L LLLL HHH HHH 2HH 2HHH2 HHHH 2
"""
AREAS = {
    "directories": "institution department building room staff academicyear holiday attestationperiod "
    "bellschedule staymode workkind programme studyelement controlform curriculum",
    "contingent": "group learner guardianship membership move person individualcurriculum",
    "timetable": "slot teachingassignment",
    "programmes": "contentelement resource",
    "roles": "roleassignment",
}
VIEWS = {
    "index": "looks",
    "index_results": "looks",
    "inspect": "looks",
    "history": "looks",
    "history_results": "looks",
    "add": "changes",
    "edit": "changes",
    "delete": "changes",
    "bulk_change": "changes",
    "bulk_delete": "changes",
}
SOME = ["anonymous", "parent", "teacher", "curator", "viewer", "admin", "secretary", "school_admin"]
"""Those who differ in kind."""
