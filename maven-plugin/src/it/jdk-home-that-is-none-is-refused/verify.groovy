assert new File(basedir, "build.log").text.contains("is no JDK's home; it has to be the home of a JDK 25 or newer")
