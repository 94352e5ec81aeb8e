# Rules for GNU make: include this file, and a Go program PROGRAM (GOOS=linux GOARCH=arm64) has
#   make PROGRAM.img            the bootable image
#   make PROGRAM.report.html    the patch report
#   make boot-PROGRAM           boots the image; make fails when the program does
#
#   INGOT              the ingot command                                   (default: ingot)
#   INGOT_IMAGEFLAGS   more options of ingot image, such as --root site
#   INGOT_PATCHFLAGS   options that say how to patch, for image and report
#   INGOT_RUNFLAGS     more options of ingot run, such as --timeout 60 --cpus 4
#   ARGS               the program's arguments, for boot-PROGRAM

INGOT            ?= ingot
INGOT_IMAGEFLAGS ?=
INGOT_PATCHFLAGS ?=
INGOT_RUNFLAGS   ?=

%.img: %
	$(INGOT) image -q $(INGOT_PATCHFLAGS) $(INGOT_IMAGEFLAGS) $< -o $@

# By way of a second name, so that a refusal leaves no empty report behind.
%.report.html: %
	$(INGOT) report $(INGOT_PATCHFLAGS) --format html $< > $@.new && mv $@.new $@ || { rm -f $@.new; exit 1; }

# A rule for boot-%, though not a file's: .PHONY takes no patterns, FORCE always runs.
boot-%: %.img FORCE
	$(INGOT) run -q $(INGOT_RUNFLAGS) $< $(if $(ARGS),-- $(ARGS))

.PHONY: FORCE
FORCE:
