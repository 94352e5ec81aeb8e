assert !new File(basedir, "build.log").text.contains("not marked as thread-safe")
def images = ["target/modules-in-parallel-1.img", "first/target/first-1.img", "second/target/second-1.img"]
assert images.collect { new File(basedir, it).bytes.encodeHex().toString().md5() }.toSet().size() == 1
