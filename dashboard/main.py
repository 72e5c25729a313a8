"""The script that runs at each visit: header, navigation, the page asked for, footer."""

from dashboard.ui import navigation

navigation.run()
