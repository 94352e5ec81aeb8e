def log = new File(basedir, "build.log").text
assert log.contains("<go> no-such-go cannot be run")
assert log.contains("Install Go 1.16 to 1.27")
