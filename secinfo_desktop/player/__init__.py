"""The simulated person that plays a scenario through the real flow, as a person would."""
