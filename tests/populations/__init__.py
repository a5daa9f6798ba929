"""Made-up people in four different ways, written as people and machines and not from the checklist's tables.

They share ids of questions and steps with the checklist and nothing else. All numbers are invented.
"""
