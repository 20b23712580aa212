"""Features beside the review: search, statistics, cram, mock, exam plan, judge and doctor."""
