def image = new File(basedir, "target/image-of-a-go-program-1.img")
assert image.isFile()
// booting.rst: the arm64 Image magic stands at offset 0x38.
def bytes = image.bytes
assert new String(bytes, 0x38, 3, "US-ASCII") == "ARM"
assert new groovy.json.JsonSlurper().parse(new File(basedir, "target/manifest.json")) != null
