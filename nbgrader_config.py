"""The one configuration file of the course: nbgrader's settings and the harness's (``c.Graders``).

Every setting of the harness stands here with its default and what it does. nbgrader's own are at
https://nbgrader.readthedocs.io/en/stable/configuration/config_options.html.
"""

import os

c = get_config()
# What stock nbgrader's kernels inherit: the course's own language model, whichever others are installed.
os.environ.setdefault("COURSE_LM", "course")

# ---- nbgrader ------------------------------------------------------------------------------------------------

c.CourseDirectory.course_id = "probability-and-statistics"
# Any SQLAlchemy URL. SQLite is right for one machine; several graders at once want PostgreSQL.
# c.CourseDirectory.db_url = "postgresql://user:password@host/gradebook"

# What a student sees where the solution stood.
c.ClearSolutions.code_stub = {"python": 'raise NotImplementedError("Replace this line with your answer.")'}
c.ClearSolutions.text_stub = "*Replace this line with your answer.*"
# Written answers carry their marking scheme in the answer cell; the release never shows it.
c.ClearMarkScheme.enforce_metadata = False

# `nbgrader autograde` and formgrader's autograde button use the harness, too: nbgrader's own list, with our Execute in
# front instead of its own, which would run student code with nothing between it and you. See docs/nbgrader.md.
c.Autograde.autograde_preprocessors = [
    "graders.nbgrader_plugin.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# nbgrader's own feedback pages would show the hidden tests; these are for `nbgrader generate_feedback` only.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.GetGrades",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# formgrader shows a submission inside your Jupyter session: sanitised, with the comments given before for its cells.
c.HTMLExporter.preprocessors = ["graders.formgrader.Formgrade"]
c.HTMLExporter.filters = {"markdown2html": "graders.formgrader.markdown2html"}

# What a late submission costs. nbgrader's plugin knows "none" and "zero" (takes everything):
c.LateSubmissionPlugin.penalty_method = "none"
# The course's own takes a share of the points a day. To use it, take the first # of each line away:
# c.AssignLatePenalties.plugin_class = "graders.late.ShareADay"
# c.ShareADay.grace_minutes = 15  # so late is not late yet
# c.ShareADay.percent_a_day = 10.0  # of what the notebook earned, for each day begun
# c.ShareADay.most_percent = 50.0  # never more than this

# ---- the harness ---------------------------------------------------------------------------------------------

# When each problem set is due: "YYYY-MM-DD HH:MM timezone", in UTC where no time zone is named. The next grading takes
# it over; without an entry, what was said at the last release stands.
c.Graders.due_dates = {}

# What each problem set counts in the course, in any unit: {"ps1": 20, "ps2": 30}. `make export FOR=table` adds the
# course's total by them; a set without a weight doesn't count. Empty: no total.
c.Graders.weights = {}

# What students see in their feedback: points, or only what passed; and, once their notebook is wholly graded, how the
# points of the class are distributed and where their own are (needs points; never among fewer than ten students).
c.Graders.show_points = True
c.Graders.show_distribution = False

# Seconds that student code may take: one call from a test, one cell, one whole notebook. A cell may have its own:
# "graders": {"timeout": 30} in its metadata.
c.Graders.call_timeout = 10.0
c.Graders.cell_timeout = 20.0
c.Graders.notebook_timeout = 60.0

# Megabytes of memory for one notebook's code, on top of the libraries.
c.Graders.memory = 2048

# How many notebooks are graded at once; 0 is one a core.
c.Graders.lanes = 0

# Modules to have ready though no source notebook imports them; what the sources import is ready anyway. Right answers
# use these often, and importing them takes longer than grading.
c.Graders.preload = ["scipy.special", "scipy.stats"]

# Environment variables of student code, and functions (module.function, of a module that stands beside the notebooks)
# that are called once a run: what they return is ready in every notebook, and tests pass it on without copying it.
# Here: the course's own language model, whichever others are installed.
c.Graders.environment = {"COURSE_LM": "course"}
c.Graders.share = ["course_lm.load"]

# Student code is locked in (`graders doctor` shows how well on this machine). Where that is impossible grading is
# refused; True grades all the same, with student code free to read and change what you can, and says so in each mark.
c.Graders.unsafe_no_sandbox = False
