def log = new File(basedir, "build.log").text
assert log.contains("<bssAt>")
assert log.contains("'somewhere' is no number; write 0x40000000 or 1073741824")
