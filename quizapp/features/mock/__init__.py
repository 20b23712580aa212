"""A timed mock interview: what is asked, how it goes, and the report."""
