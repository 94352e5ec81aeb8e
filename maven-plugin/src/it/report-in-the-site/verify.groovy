def report = new File(basedir, "target/site/ingot-report.html").text
assert report.contains("gcWriteBarrier")
