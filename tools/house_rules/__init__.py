"""House rules as code: what ruff, mypy and import-linter can't say about this project.

`python -m tools.house_rules` prints one line for each finding and ends with 1 if there is any. There is no list of
exceptions: a rule that is wrong is changed here, for everybody.
"""
