"""The cards and the store together: sessions, actions, due counts and the exam plan."""
