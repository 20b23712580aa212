"""The review session: queue, limits, evidence and actions, each an immutable value."""
