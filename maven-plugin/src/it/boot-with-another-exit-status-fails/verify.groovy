def log = new File(basedir, "build.log").text
// Go's runtime ends with status 2 after a panic that nobody recovers, and prints the goroutine's stack.
assert log.contains("it ended with status 2; <exitStatus> is 0")
assert log.substring(log.indexOf("Its last lines:")).contains("goroutine 1 [running]")
