"""A simulator of honest curves and of frauds, each with its seed: what the judge of new figures is measured against."""
