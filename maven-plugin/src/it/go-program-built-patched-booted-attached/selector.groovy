// Debian's Go; without it this one test is left out, and the invoker's summary says so.
return new File("/usr/lib/go-1.23/bin/go").canExecute()
