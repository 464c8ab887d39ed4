"""Named reads of tasks: a journal's list, one task with its learners, one learner's work."""
