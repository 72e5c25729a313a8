"""The rules of Essaim: pure Python, no input or output, the clock is always an argument."""
