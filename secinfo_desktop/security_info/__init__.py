"""Security info on good days, without a face: what a signed-in person sees, does and is told (B1-B13, B23-B25)."""
