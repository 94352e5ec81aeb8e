def log = new File(basedir, "build.log").text
assert log.contains("<elf>")
assert log.contains("GOOS=linux GOARCH=arm64 go build")
assert !new File(basedir, "target/missing-elf-fails-the-build-1.img").exists()
