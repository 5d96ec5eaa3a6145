"""Every query that the system runs, one file each, in a folder named after its capability."""
