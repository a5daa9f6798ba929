"""The exact optimum of small checklists, to measure the planner against. Needs a C compiler; never shipped."""
