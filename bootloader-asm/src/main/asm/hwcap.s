// AT_HWCAP: CPU features that the program may use, from the ID registers.
.include "macros.inc"

// Rows: shift of the 4-bit field, smallest value, HWCAP bit (Linux arch/arm64/include/uapi/asm/hwcap.h and
// cpufeature.c). Features with register state that the nucleus does not save (SVE, SME, MTE, pointer keys) or that
// need PSTATE bits it does not keep (SSBS, DIT) are left out.
.macro hwcap_field shift:req, minimum:req, bit:req
  .byte \shift, \minimum, \bit, 0
.endm

.text
// out: x0 = AT_HWCAP. clobbers: x1-x7.
.global hwcap
hwcap:
  mov x7, x30
  mov x0, #0
  mrs x1, id_aa64isar0_el1
  address x2, hwcap_isar0
  bl hwcap_scan
  mrs x1, id_aa64isar1_el1
  address x2, hwcap_isar1
  bl hwcap_scan
  mrs x1, id_aa64pfr0_el1
  address x2, hwcap_pfr0
  bl hwcap_scan
  mov x30, x7
  ret

// in: x0 = bits so far, x1 = ID register, x2 = rows. out: x0. clobbers: x2-x6.
hwcap_scan:
  ldrb w3, [x2]
  cmp w3, #0xff
  b.eq 2f
  lsr x3, x1, x3
  ldrb w4, [x2, #1]
  ldrb w5, [x2, #2]
  add x2, x2, #4
  sbfx x6, x3, #0, #4                 // FP and AdvSIMD are signed: 0xf means absent
  tbnz w4, #7, 1f
  and x6, x3, #0xf
1:
  and w4, w4, #0x7f
  cmp x6, x4
  b.lt hwcap_scan
  mov x6, #1
  lsl x6, x6, x5
  orr x0, x0, x6
  b hwcap_scan
2:
  ret

.section .rodata, "a"
.equ SIGNED, 0x80
hwcap_isar0:
  hwcap_field 4, 1, 3                 // AES
  hwcap_field 4, 2, 4                 // PMULL
  hwcap_field 8, 1, 5                 // SHA1
  hwcap_field 12, 1, 6                // SHA2
  hwcap_field 12, 2, 21               // SHA512
  hwcap_field 16, 1, 7                // CRC32
  hwcap_field 20, 2, 8                // ATOMICS
  hwcap_field 28, 1, 12               // ASIMDRDM
  hwcap_field 32, 1, 17               // SHA3
  hwcap_field 36, 1, 18               // SM3
  hwcap_field 40, 1, 19               // SM4
  hwcap_field 44, 1, 20               // ASIMDDP
  hwcap_field 48, 1, 23               // ASIMDFHM
  hwcap_field 52, 1, 27               // FLAGM
  .byte 0xff
hwcap_isar1:
  hwcap_field 12, 1, 13               // JSCVT
  hwcap_field 16, 1, 14               // FCMA
  hwcap_field 20, 1, 15               // LRCPC
  hwcap_field 20, 2, 26               // ILRCPC
  .byte 0xff
hwcap_pfr0:
  hwcap_field 16, SIGNED, 0           // FP
  hwcap_field 20, SIGNED, 1           // ASIMD
  hwcap_field 16, 1 | SIGNED, 9       // FPHP
  hwcap_field 20, 1 | SIGNED, 10      // ASIMDHP
  .byte 0xff
