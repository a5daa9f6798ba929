"""The helpdesk's console without a face: calls, the list of cases, scripts, what an agent says, and the ports."""
