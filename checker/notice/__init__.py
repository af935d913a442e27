"""Reads the dates that a notice of an exam authority states: a package of its own for the browser.

From left to right: `plain` (one form of every sign) → `dates` → `layout` (rows, cells, sentences)
→ `exams`, `areas`, `matters` (whose date it is) → `years` → `reading`.
"""
