"""What goes over the wire: structs and one table of endpoints. No I/O."""
