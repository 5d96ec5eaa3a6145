"""Documents to records. Nothing is read here yet: documents are typed by hand until then."""
