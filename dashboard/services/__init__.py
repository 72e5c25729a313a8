"""One verb per module: load, apply a rule of the domain, store. A service owns its transaction and checks who may."""
