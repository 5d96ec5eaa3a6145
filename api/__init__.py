"""Every way in: the command line, HTTP, and the desk at which both ask."""
