def log = new File(basedir, "build.log").text
// The first run makes the image, the second finds it, the third has another parameter.
assert log.count("nothing to do:") == 1
assert log.count("[INFO] wrote ") == 2
