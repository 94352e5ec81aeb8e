# Ingot's front door. `make run` and `make test` need a JDK 25 (in JAVA_HOME or /usr/lib/jvm), Maven
# and make; `make qemu` needs qemu-system-aarch64 too.

ELF    ?= testdata/prebuilt/hello-go1.23
ARGS   ?=
OUT    ?= out
MVN    ?= mvn -q -B
MEMORY ?= 512M
GO       ?= 1.23
PACKAGES ?=
CPUS     ?= 1
MINUTES  ?= 30
CALLS    ?= 1000000
LINUX    ?=
THREADS  ?= 4
SEED     ?=
MACHINE  ?= qemu
REPEAT   ?= 1
CONFORMANCE_PAGE = docs/conformance$(if $(filter 1,$(CPUS)),,-$(CPUS)-cpus)$(if $(filter qemu,$(MACHINE)),,-$(MACHINE)).md

COUNT    ?= 1000000
FROM     ?= 0
BENCH    := $(MVN) package -DskipTests -pl benchmarks -am -Pbench
BENCHMARKS := dev.ingot.benchmarks

.DEFAULT_GOAL := help
.PHONY: help build run test lockstep qemu conformance syscall-table soak hostile bench-nucleus bench-hello bench-emulator bench-emulator-kernels bench-emulator-programs bench-emulator-early bench-patch bench-ground-truth laws wide-text fuzz dist format clean oracle-words instruction-table instruction-coverage

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

# What the jar is made of; make rebuilds it only when one of these is newer.
SOURCES := $(shell find pom.xml */pom.xml */src/main build -type f 2>/dev/null)

cli/target/ingot.jar: $(SOURCES)
	@echo "building cli/target/ingot.jar" >&2
	@$(MVN) package -pl cli -am -DskipTests >&2

build: cli/target/ingot.jar ## the ingot command and its start-up cache

run: build ## boot ELF=... with ARGS="..." on the bundled machine (default: hello)
	@./ingot boot $(ELF) --memory $(MEMORY) --keep $(OUT) -- $(ARGS)

qemu: build ## boot the same program, from the same image file, under QEMU
	@./ingot boot $(ELF) --memory $(MEMORY) --keep $(OUT) --machine qemu -- $(ARGS)

test: ## all tests that can run on this machine
	@$(MVN) verify -Pall

conformance: build ## Go's own tests: GO=1.23 PACKAGES=sort,net/url (or slice; default all, and docs/conformance*.md) CPUS= MACHINE=qemu|bundled REPEAT=
	@nice -n 4 $(MVN) -pl conformance compile exec:exec "-Dingot.conformance.arguments=--go=$(GO) --cpus=$(CPUS) --machine=$(MACHINE) --repeat=$(REPEAT) $(if $(PACKAGES),--packages=$(PACKAGES),--page=$(CONFORMANCE_PAGE)) $(if $(filter 1,$(REPEAT)),,--repeated-page=docs/conformance-repeated.md)"

syscall-table: ## docs/syscalls.md from the nucleus's sources
	@$(MVN) -pl bootloader-asm test -Dtest=SyscallTableTest -Dingot.writeSyscallTable=true

instruction-table: ## docs/instructions.md from the bundled machine's instruction table
	@$(MVN) -pl emulator test -Dtest=InstructionsDocumentTest -Dingot.writeInstructionTable=true

instruction-coverage: ## what the installed Go releases emit, and what of it the bundled machine lacks (an hour)
	@$(MVN) -pl emulator test-compile
	@bash build/instruction-coverage

oracle-words: ## a million random instruction words on QEMU and on the bundled machine, compared (SEED=...)
	@$(MVN) test -Pall -pl emulator -Dtest=RandomWordsTest,PrivilegedWordsTest -Dingot.words=1000000 $(if $(SEED),-Dingot.oracle.seed=$(SEED))

lockstep: ## the stress program in lock-step with QEMU, from reset to power-off (some minutes)
	@$(MVN) test -Pall -pl cli -am -Dtest='LockStepTest' -Dsurefire.failIfNoSpecifiedTests=false -Dingot.lockstep.instructions=1000000000

soak: build ## collector, threads and preemption under QEMU for MINUTES=30 on CPUS=4 (SEED= to repeat a run)
	@bash .ci/soak $(MINUTES) $(if $(filter file,$(origin CPUS)),4,$(CPUS)) $(SEED)

hostile: build ## CALLS=1000000 wild system calls with SEED=1 from THREADS=4 on CPUS=4 under QEMU
	@mkdir -p $(OUT)
	@GOOS=linux GOARCH=arm64 CGO_ENABLED=0 GO111MODULE=off GOTOOLCHAIN=local /usr/lib/go-$(GO)/bin/go build -o $(OUT)/hostile testdata/hostile/hostile.go
	@./ingot boot -q $(OUT)/hostile --machine $(MACHINE) --cpus $(if $(filter file,$(origin CPUS)),4,$(CPUS)) -- $(CALLS) $(or $(SEED),1) $(THREADS)

bench-nucleus: build ## instructions of the nucleus's common paths, beside QEMU's, the targets and Linux's (LINUX=vmlinuz)
	@GO=$(GO) LINUX="$(LINUX)" bash benchmarks/nucleus/run $(OUT)

bench-hello: build ## hello on the bundled machine against QEMU, whole processes, as a ratio
	@mkdir -p $(OUT)
	@./ingot image -q testdata/prebuilt/hello-go1.23 -o $(OUT)/hello.img
	@$(BENCH) -Dingot.bench.main=$(BENCHMARKS).HelloAgainstQemu "-Dingot.bench.arguments=./ingot $(OUT)/hello.img 15"

bench-emulator: build $(addprefix bench-emulator-,$(or $(ROWS),kernels programs early)) ## the bundled machine against QEMU, as ratios: ROWS="kernels programs early", KERNELS="sha fib" (default all), TURNS=3 of programs, GO=1.23

$(OUT)/kernels.img: build
	@mkdir -p $(OUT)
	@cd benchmarks/programs/kernels && GOOS=linux GOARCH=arm64 CGO_ENABLED=0 GO111MODULE=off GOTOOLCHAIN=local \
	  $(or $(wildcard /usr/lib/go-$(GO)/bin/go),go) build -o $(abspath $(OUT))/kernels .
	@./ingot image -q $(OUT)/kernels -o $(OUT)/kernels.img

bench-emulator-kernels: $(OUT)/kernels.img
	@$(BENCH) -Dingot.bench.main=$(BENCHMARKS).KernelsAgainstQemu "-Dingot.bench.arguments=$(OUT)/kernels.img $(KERNELS)"

bench-emulator-early: $(OUT)/kernels.img
	@$(BENCH) -Dingot.bench.main=$(BENCHMARKS).EarlyInstructions "-Dingot.bench.arguments=./ingot $(OUT)/kernels.img 5"

# What is run needs no more than its image.
bench-emulator-programs: build
	@images=$$(GO=$(GO) benchmarks/programs/std-tests $(abspath $(OUT))) && \
	  $(BENCH) -Dingot.bench.main=$(BENCHMARKS).ProgramsAgainstQemu "-Dingot.bench.arguments=./ingot $(or $(TURNS),3) $$(echo $$images)"

bench-patch: build ## ingot patch of 1, 25 and 85 MB against a copy by objcopy: cold, warm and heap (ELFS="a b" for others, TURNS=15)
	@$(BENCH) -Dingot.bench.main=$(BENCHMARKS).patch.PatchAgainstObjcopy "-Dingot.bench.arguments=./ingot $(OUT)/programs $(or $(TURNS),15) $(ELFS)"

bench-ground-truth: ## places found against relocation records and two links: PROGRAMS="hello web" RELEASES="1.24" (default all)
	@$(BENCH) -Dingot.bench.main=$(BENCHMARKS).truth.GroundTruth "-Dingot.bench.arguments=$(OUT)/programs $(PROGRAMS) $(RELEASES)"

laws: ## the laws of patching over PROGRAMS="hello web" RELEASES="1.24" (default all), each run under qemu-user
	@$(BENCH) -Dingot.bench.main=$(BENCHMARKS).laws.Laws "-Dingot.bench.arguments=$(OUT)/programs $(PROGRAMS) $(RELEASES)"

wide-text: ## programs with 270 MiB of text, patched and run, under qemu-user: RELEASES="1.19 1.27" (default all; 600 MB of disk and a minute each)
	@$(MVN) test -Pall -pl patcher -am -Dtest=WideTextTest -Dsurefire.failIfNoSpecifiedTests=false "-Dingot.wide.releases=$(or $(RELEASES),all)"

fuzz: ## damaged programs for the patcher: COUNT=1000000 SEED=1 FROM=0
	@$(BENCH) -Dingot.bench.main=$(BENCHMARKS).fuzz.PatcherFuzz -Dingot.bench.heap=256m "-Dingot.bench.arguments=testdata/prebuilt/hello-go1.23 $(or $(SEED),1) $(FROM) $(COUNT)"

dist: build ## an archive and a Debian package in dist/target
	@$(MVN) package -DskipTests -Pdist -pl dist -am >&2
	@ls -l dist/target/*.tar.gz dist/target/*.deb

format: ## rewrite every Java source with the formatter
	@$(MVN) initialize -N -Dingot.formatMode=write

clean: ## remove what was built
	@rm -rf $(OUT) target */target
