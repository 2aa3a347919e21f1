"""nbgrader in a learner's seat: where exercises are given out and handed in, and who hands in."""

import os

c = get_config()  # noqa: F821  nbgrader gives it

c.Exchange.root = os.environ["GROUNDRULES_EXCHANGE"]
c.Exchange.assignment_dir = os.path.join(os.environ["GROUNDRULES_HOME"], "exercises")  # noqa: PTH118
c.CourseDirectory.course_id = "ground-rules"
# All seats run under one account, whose name nbgrader would take.
c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]
