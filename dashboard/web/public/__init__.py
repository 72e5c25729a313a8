"""The public site: pages, charts, feeds and files that need neither a script nor an account. The same functions answer a visitor and
write the published site.
"""
