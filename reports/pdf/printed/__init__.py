"""The pages of the printed report: their charts, and what has room on each."""
