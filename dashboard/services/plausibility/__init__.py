"""Hold new figures against the curve, and let a person decide about those that do not fit."""
