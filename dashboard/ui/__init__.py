"""What pages share: language, state in the address bar, cached reading, navigation, templates, figures, messages."""
