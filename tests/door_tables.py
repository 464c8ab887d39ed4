"""The tables of doors (tests/journal_plugin/test_doors.py says how they are read)."""

PAGES = """
#                                                            anonymous
#                                                              student parent foreign_parent stranger
#                                                                   teacher foreign_teacher substitute
#                                                                       curator foreign_curator head
#                                                                           deputy director viewer
#                                                                               admin editor secretary dispatcher system
#                                                                                     methodist substitutions security
#                                                                                         extra-education
#                                                                                          school_admin

journal:appearance                                           5 5555 555 555 555 55555 5555 5
journal:settings                                             L 4444 444 442 222 24222 2444 4
journal:settings POST                                        L 4444 444 444 444 V444V 4444 4
journal:controls                                             L 4444 444 442 222 24222 2444 4
journal:controls_of            pk=curriculum           L 4444 444 442 222 24222 2444 4 / L 4444 444 444 444 44444 4444 2
journal:controls_of POST       pk=curriculum           L 4444 444 444 444 R444R 4444 4 / L 4444 444 444 444 44444 4444 R
journal:rights                                               L 4444 444 444 222 24442 4444 2
journal:own_password                                         L RRRR RRR RRR RRR RRRRR RRRR R
journal:logins                                               L 4444 444 444 444 24442 4444 4
journal:group_logins           group_id=own_group            L 4444 444 444 444 24442 4444 4 / L 4444 444 444 444 24442 4444 4
journal:group_logins           group_id=group                L 4444 444 444 444 24442 4444 4 / L 4444 444 444 444 44444 4444 4

# The register: own journals, those of led groups and departments, all for those who read all; a foreign group's never
journal:today                                                L 4444 222 444 444 44444 4444 4
journal:books                                                L 2222 222 222 222 22222 2222 2
journal:signed-in              user=child                    L 2222 222 222 222 22222 2222 2
journal:grid                   pk=journal                    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-topics            pk=journal                    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-finals            pk=journal                    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:filling                                              L 4444 222 222 222 24444 2444 2
journal:filling-of             staff=staff                   L 4444 242 242 222 24444 2444 4 / L 4444 444 444 444 44444 4444 4
journal:accumulation                                         L 4444 222 222 222 24444 2444 2
journal:finals-check                                         L 4444 222 222 222 24444 2444 2
journal:fulfilment                                           L 4444 222 222 222 24444 2444 2
journal:educations                                           L 4444 444 442 222 22424 2444 4
journal:education            pk=programme                    L 4444 444 442 222 22424 2444 4 / L 4444 444 444 444 44444 4444 4
journal:readiness                                            L 4444 444 442 222 24222 2444 4
journal:closing                                              L 4444 444 442 222 24224 2444 4
journal:closing POST                                         L 4444 444 44F FFF F4FF4 F444 4
journal:admitted                                             L 4444 444 444 444 24244 4444 4
journal:admitted POST                                        L 4444 444 444 444 24244 4444 4
journal:practices                                            L 4444 224 444 244 24424 4244 4
journal:practice               pk=practice                   L 4444 244 444 244 24424 4244 4 / L 4444 424 444 244 24424 4244 4
journal:practice POST          pk=practice                   L 4444 V44 444 V44 V44V4 4V44 4 / L 4444 4V4 444 V44 V44V4 4V44 4
journal:practice-drop          pk=practice visit=visit       L 5555 555 555 555 55555 5555 5
journal:practice-drop POST     pk=practice visit=visit       L 4444 R44 444 R44 R44R4 4R44 4 / L 4444 4R4 444 R44 R44R4 4R44 4
journal:substitutes                                          L 4444 444 444 244 24424 4244 4
journal:changes                                              L 4444 444 444 244 24424 4244 4
journal:change                 pk=lesson                     L 4444 444 444 244 24424 4244 4 / L 4444 444 444 244 24424 4244 4
journal:change POST            pk=lesson                     L 4444 444 444 V44 V44V4 4V44 4 / L 4444 444 444 V44 V44V4 4V44 4
journal:change-undo            pk=lesson change:1            L 5555 555 555 555 55555 5555 5
journal:change-undo POST       pk=lesson change:1            L 4444 444 444 444 44444 4444 4 / L 4444 444 444 444 44444 4444 4
journal:substitutions                                        L 4444 222 222 222 22222 2222 4
journal:substitutions-file     form:xlsx                     L 4444 222 222 222 22222 2222 4
journal:keeping                pk=journal                    L 4444 444 442 244 24424 2244 4 / L 4444 444 444 244 24424 2244 4
journal:keeping POST           pk=journal                    L 4444 444 444 V44 V44V4 4V44 4 / L 4444 444 444 V44 V44V4 4V44 4
journal:keeping-end            pk=journal                    L 5555 555 555 555 55555 5555 5
journal:keeping-end POST       pk=journal                    L 4444 444 444 444 44444 4444 4 / L 4444 444 444 444 44444 4444 4
journal:keeping-kind           pk=journal                    L 5555 555 555 555 55555 5555 5
journal:keeping-kind POST      pk=journal                    L 4444 444 444 444 44444 4444 4 / L 4444 444 444 444 44444 4444 4
journal:grid-required          pk=journal                    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:correction-ask         pk=journal                       L 4444 242 442 244 44444 2444 4 / L 4444 424 444 244 44444 2444 4
journal:corrections                                          L 4444 222 442 244 44444 2444 4
journal:correction             pk=correction                 L 4444 244 442 244 44444 2444 4 / L 4444 424 444 244 44444 2444 4
journal:correction POST        pk=correction                 L 4444 444 44V V44 44444 V444 4 / L 4444 444 444 V44 44444 V444 4
journal:compositions                                         L 4444 222 222 222 24444 2444 2
journal:composition            group=own_group               L 4444 244 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:composition POST       group=own_group               L 4444 V44 44V V44 44444 V444 4 / L 4444 4V4 444 V44 44444 V444 4
journal:composition-proposal   pk=proposal                   L 4444 244 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:composition-proposal POST pk=proposal                L 4444 444 44V V44 44444 V444 4 / L 4444 444 444 V44 44444 V444 4
journal:grid-lesson            pk=journal lesson=lesson      L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:cell-history pk=journal lesson=lesson learner=child L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-save              pk=journal                    5 5555 555 555 555 55555 5555 5
journal:grid-parallel          pk=journal lesson=lesson      L 4444 244 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-parallel POST     pk=journal lesson=lesson      L 4444 244 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-results           pk=journal lesson=lesson      L 4444 244 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-results POST      pk=journal lesson=lesson      L 4444 444 444 444 44444 4444 4
journal:grid-plan              pk=journal lesson=lesson      L 5555 555 555 555 55555 5555 5
journal:grid-plan POST         pk=journal lesson=lesson      L 4444 B44 444 444 44444 4444 4 / L 4444 4B4 444 444 44444 4444 4
journal:grid-works             pk=journal lesson=lesson      L 5555 555 555 555 55555 5555 5
journal:grid-works POST        pk=journal lesson=lesson      L 4444 B44 444 444 44444 4444 4 / L 4444 4B4 444 444 44444 4444 4
journal:grid-save POST         pk=journal                    U 4444 242 444 444 44444 4444 4 / U 4444 424 444 444 44444 4444 4

# Tasks: read with the journal, written by who writes their lesson; files also by the family
journal:grid-tasks             pk=journal                    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-task              pk=journal task=given        L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-task-work pk=journal task=given learner=child    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-task-work POST pk=journal task=given learner=child L 4444 V44 444 444 44444 4444 4 / L 4444 4V4 444 444 44444 4444 4
journal:grid-task-new          pk=journal                    L 4444 242 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-task-new POST     pk=journal                    L 4444 V4V 444 444 44444 4444 4 / L 4444 4V4 444 444 44444 4444 4
journal:grid-task-edit         pk=journal task=given        L 4444 244 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-task-edit POST    pk=journal task=given        L 4444 V44 444 444 44444 4444 4 / L 4444 4V4 444 444 44444 4444 4
journal:grid-task-withdraw     pk=journal task=given        L 5555 555 555 555 55555 5555 5
journal:grid-task-withdraw POST pk=journal task=given       L 4444 R44 444 444 44444 4444 4 / L 4444 4R4 444 444 44444 4444 4
journal:grid-task-absences     pk=journal task=given        L 5555 555 555 555 55555 5555 5
journal:grid-task-absences POST pk=journal task=given       L 4444 R44 444 444 44444 4444 4 / L 4444 4R4 444 444 44444 4444 4
journal:task-material          pk=material                   L 2244 242 242 222 24444 2444 4 / L 4424 424 424 222 24444 2444 4
journal:task-work-file         pk=work_file                  L 2244 242 242 222 24444 2444 4 / L 4424 424 424 222 24444 2444 4

# The timetable: a group's and a teacher's page are every colleague's, a learner's only his family's and those who read him
journal:timetable                                            L RRR2 RR2 222 222 22222 2222 2
journal:timetable_groups                                     L 2222 222 222 222 22222 2222 2
journal:timetable_group        pk=own_group                  L 2244 222 222 222 22222 2222 4 / L 4424 222 222 222 22222 2222 4
journal:timetable_group_week   pk=own_group                  L 2244 222 222 222 22222 2222 4 / L 4424 222 222 222 22222 2222 4
journal:timetable_group_month  pk=own_group                  L 2244 222 222 222 22222 2222 4 / L 4424 222 222 222 22222 2222 4
journal:learner_curriculum     pk=child                L 2244 444 242 222 24244 2444 4 / L 4424 444 422 222 24244 2444 4
journal:programme_change       pk=work_programme       L 4444 244 444 444 22444 2444 4 / L 4444 444 444 444 44444 4444 2
journal:programme_change POST  pk=work_programme       L 4444 V44 444 444 VV444 V444 4 / L 4444 444 444 444 44444 4444 V
journal:programme_pdf          pk=work_programme       2 2222 222 222 222 22222 2222 2 / 2 2222 222 222 222 22222 2222 2
journal:programme_draft_pdf    pk=work_programme       4 4444 244 444 444 22444 2444 4 / 4 4444 444 444 444 44444 4444 2
journal:programme_withdraw     pk=work_programme       L 4444 444 444 444 44444 4444 4
journal:programme_withdraw POST pk=work_programme      L 4444 444 444 444 44444 4444 4
journal:programme_copy         pk=work_programme       L 4444 224 444 444 22444 2444 4 / L 4444 444 444 444 44444 4444 2
journal:programme_copy POST    pk=work_programme       L 4444 VV4 444 444 VV444 V444 4 / L 4444 444 444 444 44444 4444 V
journal:next_year                                            L 4444 444 444 444 24444 4444 4
journal:next_year POST                                       L 4444 444 444 444 V4444 4444 4
journal:timetable_learner      pk=child                L 2244 444 242 222 24244 2444 4 / L 4424 444 422 222 24244 2444 4
journal:timetable_learner_week pk=child                L 2244 444 242 222 24244 2444 4 / L 4424 444 422 222 24244 2444 4
journal:timetable_learner_month pk=child                L 2244 444 242 222 24244 2444 4 / L 4424 444 422 222 24244 2444 4
journal:timetable_teacher      pk=staff                      L 4444 222 222 222 22222 2222 4 / L 4444 444 444 444 44444 4444 2
journal:timetable_teacher_week pk=staff                      L 4444 222 222 222 22222 2222 4 / L 4444 444 444 444 44444 4444 2
journal:timetable_teacher_month pk=staff                      L 4444 222 222 222 22222 2222 4 / L 4444 444 444 444 44444 4444 2
journal:timetable_room         pk=room                       L 4444 222 222 222 22222 2222 4 / L 4444 444 444 444 44444 4444 2
journal:timetable_room_week    pk=room                       L 4444 222 222 222 22222 2222 4 / L 4444 444 444 444 44444 4444 2
journal:timetable_room_month   pk=room                       L 4444 222 222 222 22222 2222 4 / L 4444 444 444 444 44444 4444 2

# The raster: read by who reads the timetable of the whole institution, written by who keeps it
journal:raster                                               L 4444 444 44R RRR R4RR4 RR44 4
journal:raster_term            pk=term                       L 4444 444 442 222 24224 2244 4 / L 4444 444 444 444 44444 4444 2
journal:raster_lesson          pk=slot                       L 4444 444 444 444 24424 4444 4 / L 4444 444 444 444 44444 4444 2
journal:raster_verdicts        pk=term                       L 4444 444 444 444 B44B4 4444 4 / L 4444 444 444 444 44444 4444 B
journal:raster_save            pk=term                       L 5555 555 555 555 55555 5555 5
journal:raster_save POST       pk=term                       L 4444 444 444 444 B44B4 4444 4 / L 4444 444 444 444 44444 4444 B
# Who cannot when, and proposed timetables: only of who keeps the raster
journal:off_times                                           L 4444 444 444 444 24424 4444 4
journal:off_teachers           pk=staff                     L 4444 444 444 444 24424 4444 4 / L 4444 444 444 444 44444 4444 2
journal:off_teachers POST      pk=staff                     L 4444 444 444 444 V44V4 4444 4 / L 4444 444 444 444 44444 4444 V
journal:off_rooms              pk=room                      L 4444 444 444 444 24424 4444 4 / L 4444 444 444 444 44444 4444 2
journal:off_rooms POST         pk=room                      L 4444 444 444 444 V44V4 4444 4 / L 4444 444 444 444 44444 4444 V
journal:off_groups             pk=group                     L 4444 444 444 444 24424 4444 4 / L 4444 444 444 444 44444 4444 2
journal:off_groups POST        pk=group                     L 4444 444 444 444 V44V4 4444 4 / L 4444 444 444 444 44444 4444 V
journal:proposals              pk=term                      L 4444 444 444 444 24424 4444 4 / L 4444 444 444 444 44444 4444 2
journal:proposals POST         pk=term                      L 4444 444 444 444 V44V4 4444 4 / L 4444 444 444 444 44444 4444 V
journal:proposal               pk=planned                   L 4444 444 444 444 24424 4444 4 / L 4444 444 444 444 44444 4444 2
journal:proposal_state         pk=planned                   L 4444 444 444 444 24424 4444 4 / L 4444 444 444 444 44444 4444 2
journal:proposal_stop          pk=planned                   L 5555 555 555 555 55555 5555 5
journal:proposal_stop POST     pk=planned                   L 4444 444 444 444 R44R4 4444 4 / L 4444 444 444 444 44444 4444 R
journal:proposal_settle        pk=planned                   L 5555 555 555 555 55555 5555 5
journal:proposal_settle POST   pk=planned                   L 4444 444 444 444 V44V4 4444 4 / L 4444 444 444 444 44444 4444 V
journal:proposal_back          pk=planned                   L 5555 555 555 555 55555 5555 5
journal:proposal_back POST     pk=planned                   L 4444 444 444 444 V44V4 4444 4 / L 4444 444 444 444 44444 4444 V

# Distance courses: written by who writes the programme of the element, opened by who keeps the journal
journal:courses                                              L 4444 224 224 222 22424 2444 2
journal:course-new                                           L 4444 224 444 444 22444 2444 4
journal:course-new POST                                      L 4444 VV4 444 444 VV444 V444 4
journal:course                 pk=course                     L 4444 244 224 222 22424 2444 4 / L 4444 424 224 222 22424 2444 4
journal:course-edit            pk=course                     L 4444 244 444 444 22444 2444 4 / L 4444 424 444 444 22444 2444 4
journal:course-edit POST       pk=course                     L 4444 V44 444 444 VV444 V444 4 / L 4444 4V4 444 444 VV444 V444 4
journal:course-copy            pk=course                     L 4444 244 444 444 22444 2444 4 / L 4444 424 444 444 22444 2444 4
journal:course-copy POST       pk=course                     L 4444 V44 444 444 VV444 V444 4 / L 4444 4V4 444 444 VV444 V444 4
journal:course-section-new     pk=course                     L 4444 244 444 444 22444 2444 4 / L 4444 424 444 444 22444 2444 4
journal:course-section-new POST pk=course                    L 4444 V44 444 444 VV444 V444 4 / L 4444 4V4 444 444 VV444 V444 4
journal:course-section         pk=course section=section     L 4444 244 444 444 22444 2444 4 / L 4444 424 444 444 22444 2444 4
journal:course-section POST    pk=course section=section     L 4444 V44 444 444 VV444 V444 4 / L 4444 4V4 444 444 VV444 V444 4
journal:course-step-new pk=course section=section kind:text L 4444 244 444 444 22444 2444 4 / L 4444 424 444 444 22444 2444 4
journal:course-step-new POST pk=course section=section kind:text L 4444 V44 444 444 VV444 V444 4 / L 4444 4V4 444 444 VV444 V444 4
journal:course-step            pk=course step=step           L 4444 244 444 444 22444 2444 4 / L 4444 424 444 444 22444 2444 4
journal:course-step POST       pk=course step=step           L 4444 V44 444 444 VV444 V444 4 / L 4444 4V4 444 444 VV444 V444 4
journal:course-move            pk=course                     L 5555 555 555 555 55555 5555 5
journal:course-move POST       pk=course                     L 4444 R44 444 444 RR444 R444 4 / L 4444 4R4 444 444 RR444 R444 4
journal:course-drop            pk=course                     L 5555 555 555 555 55555 5555 5
journal:course-drop POST       pk=course                     L 4444 R44 444 444 RR444 R444 4 / L 4444 4R4 444 444 RR444 R444 4
journal:grid-courses           pk=journal                    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-course            pk=journal run=run            L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-course-file  pk=journal run=run form:xlsx        L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:grid-course-open       pk=journal course=not_open    L 4444 244 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-course-open POST  pk=journal course=not_open    L 4444 V44 444 444 44444 4444 4 / L 4444 4V4 444 444 44444 4444 4
journal:grid-course-days       pk=journal run=run            L 4444 244 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-course-days POST  pk=journal run=run            L 4444 V44 444 444 44444 4444 4 / L 4444 4V4 444 444 44444 4444 4
journal:grid-course-task       pk=journal run=run step=task_step L 4444 244 444 444 44444 4444 4 / L 4444 424 444 444 44444 4444 4
journal:grid-course-task POST  pk=journal run=run step=task_step L 4444 V44 444 444 44444 4444 4 / L 4444 4V4 444 444 44444 4444 4
journal:grid-course-renew      pk=journal run=run            L 5555 555 555 555 55555 5555 5
journal:grid-course-renew POST pk=journal run=run            L 4444 R44 444 444 44444 4444 4 / L 4444 4R4 444 444 44444 4444 4

# The library: staff keep it on the desk, whoever is somebody here opens an entry
journal:library                                              L 4444 222 222 222 22222 2222 4
journal:library-new                                          L 4444 222 222 222 22222 2222 4
journal:library-new POST                                     L 4444 VVV VVV VVV VVVVV VVVV 4
journal:library-open           pk=resource_file              4 2224 222 222 222 22222 2222 4 / 4 4444 444 444 444 44444 4444 2
journal:library-edit           pk=resource                   L 4444 444 444 444 22444 2444 4 / L 4444 444 444 444 44444 4444 2
journal:library-edit POST      pk=resource                   L 4444 444 444 444 VV444 V444 4 / L 4444 444 444 444 44444 4444 V

# Links to a timetable: a family's to its learner, a teacher's to himself, a colleague's to a group; they ask for no login
journal:timetable_group_feed   pk=own_group                  L 4444 222 222 222 22222 2222 4 / L 4444 222 222 222 22222 2222 4
journal:timetable_group_feed POST pk=own_group               L 4444 VVV VVV VVV VVVVV VVVV 4 / L 4444 VVV VVV VVV VVVVV VVVV 4
journal:timetable_learner_feed pk=child                      L 2244 444 444 444 44444 4444 4 / L 4424 444 444 444 44444 4444 4
journal:timetable_learner_feed POST pk=child                 L VV44 444 444 444 44444 4444 4 / L 44V4 444 444 444 44444 4444 4
journal:timetable_teacher_feed pk=staff                      L 4444 244 444 444 44444 4444 4 / L 4444 444 444 444 44444 4444 4
journal:timetable_teacher_feed POST pk=staff                 L 4444 V44 444 444 44444 4444 4 / L 4444 444 444 444 44444 4444 4
journal:timetable_feed_revoke  pk=feed                       L 5555 555 555 555 55555 5555 5
journal:timetable_feed_revoke POST pk=feed                   L 4R44 444 444 444 44444 4444 4 / L 44R4 444 444 444 44444 4444 4
journal:timetable_feed         token=token                   2 2222 222 222 222 22222 2222 2 / 4 4444 444 444 444 44444 4444 4

# Statements and the curator's desk: own group, own department, those who read all
journal:statements                                           L 4444 444 222 222 24444 2444 4
journal:statement              group=own_group kind:form1    L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:statement-file group=own_group kind:form1 form:xlsx  L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:statement-issued       pk=issued                     L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:statement-issued-file  pk=issued form:xlsx            L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:statement-check        token=genuine                 2 2222 222 222 222 22222 2222 2 / 4 4444 444 444 444 44444 4444 4
journal:journal-print          pk=journal                    L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:journal-print POST     pk=journal                    L 4444 444 R4R RR4 R4444 R444 4 / L 4444 444 4R4 RR4 R4444 R444 4
journal:journal-print-file     pk=journal form:xlsx          L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:group-print            group=own_group               L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:group-print POST       group=own_group               L 4444 444 R4R RR4 R4444 R444 4 / L 4444 444 4R4 RR4 R4444 R444 4
journal:group-print-file group=own_group kind:roster form:xlsx L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:curator                                              L 4444 444 RR4 444 44444 4444 4
journal:curator-desk           group=own_group               L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:curator-start          group=own_group               L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:curator-start POST     group=own_group               L 4444 444 V44 444 44444 4444 4 / L 4444 444 4V4 444 44444 4444 4
journal:curator-consents       group=own_group               L 4444 444 244 224 24444 4444 4 / L 4444 444 424 224 24444 4444 4
journal:curator-consents POST  group=own_group               L 4444 444 V44 V44 V4444 4444 4 / L 4444 444 4V4 V44 V4444 4444 4
journal:consent-withdraw group=own_group consent=consent L 5555 555 555 555 55555 5555 5
journal:consent-withdraw POST group=own_group consent=consent L 4444 444 V44 V44 V4444 4444 4 / L 4444 444 4V4 V44 V4444 4444 4
journal:curator-reason   group=own_group learner=child L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4

journal:curator-reason POST group=own_group learner=child L 4444 444 244 444 44444 4444 4 / L 4444 444 424 444 44444 4444 4

# Announced absences: read by those who open the desk, written by the curator; today's absentees by who watches a group
journal:absentees                                            L 4444 444 222 222 24444 2444 4
journal:curator-notices  group=own_group                     L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:curator-notices POST group=own_group                 L 4444 444 V44 444 44444 4444 4 / L 4444 444 4V4 444 44444 4444 4
journal:curator-withdraw group=own_group notice=notice L 5555 555 555 555 55555 5555 5
journal:curator-withdraw POST group=own_group notice=notice L 4444 444 R44 444 44444 4444 4 / L 4444 444 4R4 444 44444 4444 4

# Academic debts: read by those who read the journal; a measure by its teacher, the curator, who settles; the rest by these
journal:debts                                                L 4444 222 222 222 24444 2444 4
journal:debt                   pk=debt                       L 4444 242 242 222 24444 2444 4 / L 4444 424 424 222 24444 2444 4
journal:debt POST              pk=debt                       L 4444 444 444 V44 V4444 V444 4 / L 4444 444 444 V44 V4444 V444 4

# The plan of a group's events: read by the group, its families and colleagues, kept by the curator
journal:group-events           group=own_group               L 2244 222 222 222 22222 2222 4 / L 4424 222 222 222 22222 2222 4
journal:group-event-new        group=own_group               L 4444 444 244 444 44444 4444 4 / L 4444 444 424 444 44444 4444 4
journal:group-event-new POST   group=own_group               L 4444 444 V44 444 44444 4444 4 / L 4444 444 4V4 444 44444 4444 4
journal:group-events-copy      group=own_group               L 4444 444 244 444 44444 4444 4 / L 4444 444 424 444 44444 4444 4
journal:group-events-copy POST group=own_group               L 4444 444 V44 444 44444 4444 4 / L 4444 444 4V4 444 44444 4444 4
journal:group-event            group=own_group event=event   L 4444 444 242 222 24444 2444 4 / L 4444 444 424 222 24444 2444 4
journal:group-event POST       group=own_group event=event   L 4444 444 V44 444 44444 4444 4 / L 4444 444 4V4 444 44444 4444 4

# Lists to import and export: those who keep the list
journal_lists:index                                          L LLLL 444 444 444 22222 2444 2
journal_lists:list    institution=institution what:learners  L LLLL 444 444 444 24244 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:sample  institution=institution what:learners  L LLLL 444 444 444 24244 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:export  institution=institution what:learners  L LLLL 444 444 444 24244 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:sample_xlsx institution=institution what:learners  L LLLL 444 444 444 24244 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:export_xlsx institution=institution what:learners  L LLLL 444 444 444 24244 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:list    institution=institution what:rooms     L LLLL 444 444 444 24442 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:preview pk=upload                              L LLLL 444 444 444 24244 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:package institution=institution                L LLLL 444 444 444 24444 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_lists:package_export institution=institution         L LLLL 555 555 555 55555 5555 5 / L LLLL 555 555 555 55555 5555 5
journal_lists:package_export POST institution=institution    L LLLL 444 444 444 R4444 4444 4 / L LLLL 444 444 444 44444 4444 R
journal_lists:package_preview pk=package                     L LLLL 444 444 444 24444 4444 4 / L LLLL 444 444 444 44444 4444 2
journal_plans:file pk=work_programme                         L LLLL 244 444 444 22444 2444 4 / L LLLL 444 444 444 44444 4444 2
journal_plans:book pk=work_programme                         L LLLL 244 444 444 22444 2444 4 / L LLLL 444 444 444 44444 4444 2

# Search and the map of the site
search                                                       2 2222 222 222 222 22222 2222 2
sitemap                                                      2 2222 222 222 222 22222 2222 2
"""

TESTED_IN = {
    "journal:diary": "tests/journal_plugin/diary/test_access.py",
    "wagtail_serve": "tests/news/test_rules.py",
    "wagtail_serve_for_guests": "tests/portal/test_page_cache.py",
    "wagtaildocs_serve": "tests/portal/test_admin.py",
}
"""Addresses whose answer depends on the page, child or file behind them -> the tests that ask for each kind of it."""

NO_ROW = {
    "wagtailadmin_logout": "ends the session of whoever knocks, and nobody else's",
    "wagtailadmin_error_test": "Wagtail's page that fails on purpose, for watching the errors",
    "wagtaildocs:create_multiple_from_uploaded_document": "asked right after sending a file, by its sender only; "
    "its twin for images stands in the table",
}
"""Addresses that no line can ask -> why."""

NAMELESS = {
    "accounts/social/login/cancelled/": "allauth's former address of socialaccount_login_cancelled",
    "accounts/social/login/error/": "allauth's former address of socialaccount_login_error",
    "accounts/social/signup/": "allauth's former address of socialaccount_signup",
    "accounts/social/connections/": "allauth's former address of socialaccount_connections",
    "admin/test404/": "Wagtail's page that is not there, for designing it",
    "admin/^.*/$": "Wagtail's 404 for the rest of the admin",
}
"""Routes without a name -> what they are."""

BODIES = {
    "journal:grid-save": '{"operations": [{"key": "00000000-0000-4000-8000-000000000001", "what": "topic", "value": "",'
    ' "expected": 0, "lesson": 1}]}',
}
"""What a POST sends where an empty form would be refused before anybody asks who sends it."""
