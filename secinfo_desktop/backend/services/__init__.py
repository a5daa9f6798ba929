"""What the service does: recovery flows, codes, passwords, limits, evidence. Knows no HTTP and no SQL."""
