"""The page “Exit days”: the days, where each stands, pledging to one, and coordinating them."""
