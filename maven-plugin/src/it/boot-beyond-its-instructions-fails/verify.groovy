def log = new File(basedir, "build.log").text
assert log.contains("it ended with status 4; <exitStatus> is 0")
assert log.contains("1,000 instructions")
