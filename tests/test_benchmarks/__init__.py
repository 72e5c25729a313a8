"""Benchmarks run, and say what they measured; how fast they are is for a quiet machine to say."""
