package dev.ingot.linkerscript.script;

import dev.ingot.linkerscript.Layout.Placement;

/**
 * The SECTIONS command: which input sections make up each part, and where the part lies. The input
 * names are those of GNU as and gcc, of Go's linker for c-archives (cmd/link/internal/ld/data.go,
 * Go 1.19 to 1.27), and of glibc's static library, which Go's C side needs.
 */
final class Sections {
  private static final String PROGRAM_HEADERS =
      """
      PHDRS
      {
        text PT_LOAD FLAGS(5);
        rodata PT_LOAD FLAGS(4);
        data PT_LOAD FLAGS(6);
        bss PT_LOAD FLAGS(6);
        tls PT_TLS FLAGS(4);
      }
      """;

  private static final String CODE =
      """
        /* boot: the first instruction; the image starts with it. */
        .boot ORIGIN(${code}) : ALIGN(4096)
        {
          __image_start = .;
          __boot_start = .;
          KEEP(*(.boot .boot.* .text.boot))
          __boot_end = .;
        } >${code} :text

        /* vectors: VBAR_EL1 holds multiples of 2 KiB. */
        .vectors : ALIGN(2048)
        {
          __vectors_start = .;
          KEEP(*(.vectors .vectors.* .text.vectors))
          __vectors_end = .;
        } >${code} :text

        /* text: code. */
        .text : ALIGN(16)
        {
          __text_start = .;
          *(.text .text.*)
          KEEP(*(.init))
          KEEP(*(.fini))
          *(.plt .iplt __libc_freeres_fn)
          __text_end = .;
        } >${code} :text
      """;

  private static final String CONSTANTS =
      """
        /* rodata: constants, on pages of their own so that code can be the only executable part. */
        .rodata : ALIGN(4096)
        {
          __rodata_start = .;
          *(.rodata .rodata.* .data.rel.ro .data.rel.ro.*)
          *(.go.* .typelink .itablink .gosymtab .gopclntab)
          *(.eh_frame_hdr)
          KEEP(*(.eh_frame))
          *(.gcc_except_table .gcc_except_table.*)
          *(.note.go.buildid .note.gnu.build-id .note.gnu.property .note.ABI-tag)
          . = ALIGN(8);
          PROVIDE_HIDDEN(__preinit_array_start = .);
          KEEP(*(.preinit_array))
          PROVIDE_HIDDEN(__preinit_array_end = .);
          PROVIDE_HIDDEN(__init_array_start = .);
          KEEP(*(SORT_BY_INIT_PRIORITY(.init_array.*)))
          KEEP(*(.init_array))
          PROVIDE_HIDDEN(__init_array_end = .);
          PROVIDE_HIDDEN(__fini_array_start = .);
          KEEP(*(SORT_BY_INIT_PRIORITY(.fini_array.*)))
          KEEP(*(.fini_array))
          PROVIDE_HIDDEN(__fini_array_end = .);
        } >${code} :rodata

        /* rela: what a static C library relocates by itself (IRELATIVE). */
        .rela.dyn : ALIGN(8)
        {
          PROVIDE_HIDDEN(__rela_iplt_start = .);
          *(.rela*)
          PROVIDE_HIDDEN(__rela_iplt_end = .);
        } >${code} :rodata

        /* tdata, tbss: the template of thread-local storage. */
        .tdata : ALIGN(16)
        {
          __tdata_start = .;
          *(.tdata .tdata.*)
          __tdata_end = .;
        } >${code} :rodata :tls
        .tbss :
        {
          *(.tbss .tbss.*)
        } >${code} :rodata :tls
        __tbss_size = SIZEOF(.tbss);
        __rodata_end = __tdata_end;
      """;

  private static final String DATA =
      """
        /* data: variables with initial values, ${load}. */
        .data : ALIGN(4096)
        {
          __data_start = .;
          *(.data .data.* .noptrdata .got .got.plt .igot .igot.plt)
          . = ALIGN(8);
          PROVIDE_HIDDEN(__start___libc_atexit = .);
          KEEP(*(__libc_atexit))
          PROVIDE_HIDDEN(__stop___libc_atexit = .);
          PROVIDE_HIDDEN(__start___libc_subfreeres = .);
          KEEP(*(__libc_subfreeres))
          PROVIDE_HIDDEN(__stop___libc_subfreeres = .);
          PROVIDE_HIDDEN(__start___libc_IO_vtables = .);
          KEEP(*(__libc_IO_vtables))
          PROVIDE_HIDDEN(__stop___libc_IO_vtables = .);
          . = ALIGN(16);
          __data_end = .;
        } >${data}${at} :data
        __data_load = LOADADDR(.data);
      """;

  private static final String ZEROS =
      """
        /* bss: variables that start as zero; the boot code clears them. */
        .bss (NOLOAD) : AT(ADDR(.bss)) ALIGN(4096)
        {
          __bss_start = .;
          *(.bss .bss.* .noptrbss __libc_freeres_ptrs COMMON)
          . = ALIGN(16);
          __bss_end = .;
        } >${data} :bss

        /* stack: the boot stack; it grows down from __stack_top. */
        .stack (NOLOAD) : AT(ADDR(.stack)) ALIGN(4096)
        {
          __stack_bottom = .;
          . += ${stack};
          __stack_top = .;
        } >${data} :bss

        /* page tables: translation tables of 4 KiB each. */
        .page_tables (NOLOAD) : AT(ADDR(.page_tables)) ALIGN(4096)
        {
          __page_tables_start = .;
          . += ${pageTables};
          __page_tables_end = .;
        } >${data} :bss

        /* free: the rest of the region. */
        __free_start = __page_tables_end;
        __free_end = ORIGIN(${data}) + LENGTH(${data});
        PROVIDE(_end = __free_start);
        PROVIDE(end = __free_start);

        /* A C library that looks for ELF headers in memory finds none. */
        PROVIDE_HIDDEN(__ehdr_start = 0);
      """;

  private final Placement placement;
  private final PartSizes sizes;

  Sections(Placement placement, PartSizes sizes) {
    this.placement = placement;
    this.sizes = sizes;
  }

  /** PHDRS and SECTIONS. */
  String text() {
    String parts = String.join("\n", CODE, CONSTANTS, DATA, ZEROS);
    return PROGRAM_HEADERS + "\nSECTIONS\n{\n" + filled(parts) + "}\n";
  }

  private String filled(String parts) {
    String code = placement.code().name();
    boolean copies = placement.copiesData();
    return parts
        .replace("${code}", code)
        .replace("${data}", placement.data().name())
        .replace("${at}", copies ? " AT>" + code : "")
        .replace(
            "${load}",
            copies
                ? "which the boot code copies from __data_load in " + code
                : "loaded where they are used")
        .replace("${stack}", "0x%x".formatted(sizes.stack()))
        .replace("${pageTables}", "0x%x".formatted(sizes.pageTables()));
  }
}
