def log = new File(basedir, "build.log").text
assert log.contains("cast by Maven")
def installed = new File(localRepositoryPath, "it/go-program-built-patched-booted-attached/1/go-program-built-patched-booted-attached-1.img")
assert new String(installed.bytes, 0x38, 3, "US-ASCII") == "ARM"
