"""The screens for cram, mock interview and exam plan."""
