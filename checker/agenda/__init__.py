"""What is coming for one person, made of the answers of other operations; nothing is worked out twice.

From left to right: `request` (the person, the dates of exams, what that asks the other operations) →
`standing` (where the person stands) → `exam_dates`, `exam`, `holder` (the lines of each) → `missing`
(what else to ask). `items` is what lines are, and puts them in order.
"""
