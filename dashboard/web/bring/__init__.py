"""Pages that read a file on the reader's own computer, alone or in a frame of the interface: one module per file."""
