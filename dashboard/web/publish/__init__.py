"""Publication: the public site as files for any file server, written beside the last one and put in its place in one step."""
