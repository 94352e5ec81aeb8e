def script = new File(basedir, "target/linker-script-of-a-board-file.ld").text
assert script.contains("MEMORY")
assert script.contains("rom0")
