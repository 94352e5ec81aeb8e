// nanotime has no body in Go: the compiler accepts that of a package with assembly only.
