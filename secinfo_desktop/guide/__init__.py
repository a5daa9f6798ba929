"""What to do next, and why: checklist, belief, planner, explanation and the case. Pure, standard library only."""
