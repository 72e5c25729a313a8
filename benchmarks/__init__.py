"""Speed and size, each against a named peer: ``python -m benchmarks [name] [--size small|full]``. docs/performance.md has the method."""
