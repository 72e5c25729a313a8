"""The parts of the page “Bring your figures”, one module each."""
