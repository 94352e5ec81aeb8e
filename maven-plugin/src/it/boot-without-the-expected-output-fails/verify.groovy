def log = new File(basedir, "build.log").text
assert log.contains("it never printed <outputContains> Good bye")
assert log.contains("Its last lines:")
