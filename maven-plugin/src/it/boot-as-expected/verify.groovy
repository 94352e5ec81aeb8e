assert new File(basedir, "build.log").text.contains("Hello, World!")
