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

CHOOSERS = """
# Choosers: every staff member gets the window, the rows are his alone
journal_person_chooser:choose                                L LLLL 222 222 222 22222 2222 2
journal_person_chooser:choose_results                        L LLLL 222 222 222 22222 2222 2
journal_person_chooser:chosen          pk=learner_person     L LLLL 444 442 222 24222 2444 4 / L LLLL 444 444 444 44444 4444 2
journal_person_chooser:chosen_multiple                       L LLLL 222 222 222 22222 2222 2
journal_learner_chooser:choose                               L LLLL 222 222 222 22222 2222 2
journal_learner_chooser:choose_results                       L LLLL 222 222 222 22222 2222 2
journal_learner_chooser:chosen         pk=learner            L LLLL 444 442 222 24244 2444 4 / L LLLL 444 444 444 44444 4444 2
journal_learner_chooser:chosen_multiple                      L LLLL 222 222 222 22222 2222 2
journal_resource_chooser:choose                              L LLLL 222 222 222 22222 2222 2
journal_resource_chooser:choose_results                      L LLLL 222 222 222 22222 2222 2
journal_resource_chooser:chosen        pk=resource           L LLLL 222 222 222 22222 2222 4 / L LLLL 444 444 444 44444 4444 2
journal_resource_chooser:chosen_multiple                     L LLLL 222 222 222 22222 2222 2
"""
