"""The helpdesk's console in a window of its own: cases, the step with what to say, and what is known of the caller."""
