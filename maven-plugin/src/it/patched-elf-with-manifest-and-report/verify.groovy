def patched = new File(basedir, "target/patched-elf-with-manifest-and-report.patched")
assert new String(patched.bytes, 1, 3, "US-ASCII") == "ELF"
assert new groovy.json.JsonSlurper().parse(new File(basedir, "target/manifest.json")) != null
assert new File(basedir, "target/report.txt").text.contains("gcWriteBarrier")
