// System registers, operations, barriers, exceptions and hints.
  .text
  mrs x0, sctlr_el1
  msr sctlr_el1, x3
  mrs x1, actlr_el1
  msr actlr_el1, x4
  mrs x2, cpacr_el1
  msr cpacr_el1, x5
  mrs x3, ttbr0_el1
  msr ttbr0_el1, x6
  mrs x4, ttbr1_el1
  msr ttbr1_el1, x7
  mrs x5, tcr_el1
  msr tcr_el1, x8
  mrs x6, mair_el1
  msr mair_el1, x9
  mrs x7, amair_el1
  msr amair_el1, x10
  mrs x8, vbar_el1
  msr vbar_el1, x11
  mrs x9, esr_el1
  msr esr_el1, x12
  mrs x10, far_el1
  msr far_el1, x13
  mrs x11, par_el1
  msr par_el1, x14
  mrs x12, elr_el1
  msr elr_el1, x15
  mrs x13, spsr_el1
  msr spsr_el1, x16
  mrs x14, sp_el0
  msr sp_el0, x17
  mrs x15, afsr0_el1
  msr afsr0_el1, x18
  mrs x16, afsr1_el1
  msr afsr1_el1, x19
  mrs x17, contextidr_el1
  msr contextidr_el1, x20
  mrs x18, tpidr_el0
  msr tpidr_el0, x21
  mrs x19, tpidr_el1
  msr tpidr_el1, x22
  mrs x20, tpidrro_el0
  msr tpidrro_el0, x23
  mrs x21, csselr_el1
  msr csselr_el1, x24
  mrs x22, cntkctl_el1
  msr cntkctl_el1, x25
  mrs x23, cntfrq_el0
  msr cntfrq_el0, x26
  mrs x24, cntp_tval_el0
  msr cntp_tval_el0, x27
  mrs x25, cntp_ctl_el0
  msr cntp_ctl_el0, x28
  mrs x26, cntp_cval_el0
  msr cntp_cval_el0, x29
  mrs x27, cntv_tval_el0
  msr cntv_tval_el0, x30
  mrs x28, cntv_ctl_el0
  msr cntv_ctl_el0, x0
  mrs x29, cntv_cval_el0
  msr cntv_cval_el0, x1
  mrs x30, mdscr_el1
  msr mdscr_el1, x2
  msr oslar_el1, x3
  mrs x1, osdlr_el1
  msr osdlr_el1, x4
  mrs x2, hcr_el2
  msr hcr_el2, x5
  mrs x3, sctlr_el2
  msr sctlr_el2, x6
  mrs x4, cptr_el2
  msr cptr_el2, x7
  mrs x5, hstr_el2
  msr hstr_el2, x8
  mrs x6, mdcr_el2
  msr mdcr_el2, x9
  mrs x7, vbar_el2
  msr vbar_el2, x10
  mrs x8, elr_el2
  msr elr_el2, x11
  mrs x9, spsr_el2
  msr spsr_el2, x12
  mrs x10, esr_el2
  msr esr_el2, x13
  mrs x11, far_el2
  msr far_el2, x14
  mrs x12, hpfar_el2
  msr hpfar_el2, x15
  mrs x13, tcr_el2
  msr tcr_el2, x16
  mrs x14, ttbr0_el2
  msr ttbr0_el2, x17
  mrs x15, mair_el2
  msr mair_el2, x18
  mrs x16, vttbr_el2
  msr vttbr_el2, x19
  mrs x17, vtcr_el2
  msr vtcr_el2, x20
  mrs x18, vpidr_el2
  msr vpidr_el2, x21
  mrs x19, vmpidr_el2
  msr vmpidr_el2, x22
  mrs x20, tpidr_el2
  msr tpidr_el2, x23
  mrs x21, cnthctl_el2
  msr cnthctl_el2, x24
  mrs x22, cntvoff_el2
  msr cntvoff_el2, x25
  mrs x23, cnthp_ctl_el2
  msr cnthp_ctl_el2, x26
  mrs x24, cnthp_cval_el2
  msr cnthp_cval_el2, x27
  mrs x25, sp_el1
  msr sp_el1, x28
  mrs x26, daif
  msr daif, x29
  mrs x27, nzcv
  msr nzcv, x30
  mrs x28, fpcr
  msr fpcr, x0
  mrs x29, fpsr
  msr fpsr, x1
  mrs x30, spsel
  msr spsel, x2
  mrs x0, pmcr_el0
  msr pmcr_el0, x3
  mrs x1, pmuserenr_el0
  msr pmuserenr_el0, x4
  mrs x2, pmccntr_el0
  msr pmccntr_el0, x5
  mrs x3, pmcntenset_el0
  msr pmcntenset_el0, x6
  mrs x4, icc_sre_el1
  msr icc_sre_el1, x7
  mrs x5, icc_sre_el2
  msr icc_sre_el2, x8
  mrs x6, icc_pmr_el1
  msr icc_pmr_el1, x9
  mrs x7, icc_bpr1_el1
  msr icc_bpr1_el1, x10
  mrs x8, icc_ctlr_el1
  msr icc_ctlr_el1, x11
  mrs x9, icc_igrpen1_el1
  msr icc_igrpen1_el1, x12
  mrs x10, ich_hcr_el2
  msr ich_hcr_el2, x13
  mrs x11, pan
  msr pan, x14
  mrs x12, uao
  msr uao, x15
  mrs x13, dit
  msr dit, x16
  mrs x14, ssbs
  msr ssbs, x17
  mrs x15, contextidr_el2
  msr contextidr_el2, x18
  mrs x16, ttbr1_el2
  msr ttbr1_el2, x19
  mrs x17, apiakeylo_el1
  msr apiakeylo_el1, x20
  mrs x18, apgakeyhi_el1
  msr apgakeyhi_el1, x21
  mrs x19, sctlr_el12
  msr sctlr_el12, x22
  mrs x20, cpacr_el12
  msr cpacr_el12, x23
  mrs x21, vbar_el12
  msr vbar_el12, x24
  mrs x22, tcr_el12
  msr tcr_el12, x25
  mrs x23, cntv_ctl_el02
  msr cntv_ctl_el02, x26
  mrs x24, cnthv_ctl_el2
  msr cnthv_ctl_el2, x27
  mrs x25, cnthv_cval_el2
  msr cnthv_cval_el2, x28
  mrs x26, cnthv_tval_el2
  msr cnthv_tval_el2, x29
  mrs x27, lorc_el1
  msr lorc_el1, x30
  mrs x28, scxtnum_el0
  msr scxtnum_el0, x0
  mrs x29, disr_el1
  msr disr_el1, x1
  mrs x30, errselr_el1
  msr errselr_el1, x2
  mrs x0, gcr_el1
  msr gcr_el1, x3
  mrs x1, rgsr_el1
  msr rgsr_el1, x4
  mrs x2, tfsr_el1
  msr tfsr_el1, x5
  mrs x3, tfsre0_el1
  msr tfsre0_el1, x6
  mrs x4, tco
  msr tco, x7
  mrs x5, elr_el12
  msr elr_el12, x8
  mrs x6, spsr_el12
  msr spsr_el12, x9
  mrs x7, esr_el12
  msr esr_el12, x10
  mrs x8, far_el12
  msr far_el12, x11
  mrs x9, ttbr0_el12
  msr ttbr0_el12, x12
  mrs x10, ttbr1_el12
  msr ttbr1_el12, x13
  mrs x11, mair_el12
  msr mair_el12, x14
  mrs x12, amair_el12
  msr amair_el12, x15
  mrs x13, afsr0_el12
  msr afsr0_el12, x16
  mrs x14, afsr1_el12
  msr afsr1_el12, x17
  mrs x15, contextidr_el12
  msr contextidr_el12, x18
  mrs x16, cntkctl_el12
  msr cntkctl_el12, x19
  mrs x17, cntp_ctl_el02
  msr cntp_ctl_el02, x20
  mrs x18, cntp_cval_el02
  msr cntp_cval_el02, x21
  mrs x19, cntp_tval_el02
  msr cntp_tval_el02, x22
  mrs x20, cntv_cval_el02
  msr cntv_cval_el02, x23
  mrs x21, cntv_tval_el02
  msr cntv_tval_el02, x24
  mrs x22, lorsa_el1
  msr lorsa_el1, x25
  mrs x23, lorea_el1
  msr lorea_el1, x26
  mrs x24, lorn_el1
  msr lorn_el1, x27
  mrs x25, vsesr_el2
  msr vsesr_el2, x28
  mrs x26, vdisr_el2
  msr vdisr_el2, x29
  mrs x27, scxtnum_el1
  msr scxtnum_el1, x30
  mrs x28, apiakeyhi_el1
  msr apiakeyhi_el1, x0
  mrs x29, apibkeylo_el1
  msr apibkeylo_el1, x1
  mrs x30, apibkeyhi_el1
  msr apibkeyhi_el1, x2
  mrs x0, apdakeylo_el1
  msr apdakeylo_el1, x3
  mrs x1, apdakeyhi_el1
  msr apdakeyhi_el1, x4
  mrs x2, apdbkeylo_el1
  msr apdbkeylo_el1, x5
  mrs x3, apdbkeyhi_el1
  msr apdbkeyhi_el1, x6
  mrs x4, apgakeylo_el1
  msr apgakeylo_el1, x7
  mrs x0, midr_el1
  mrs x1, mpidr_el1
  mrs x2, revidr_el1
  mrs x3, currentel
  mrs x4, ctr_el0
  mrs x5, dczid_el0
  mrs x6, clidr_el1
  mrs x7, ccsidr_el1
  mrs x8, id_aa64pfr0_el1
  mrs x9, id_aa64pfr1_el1
  mrs x10, id_aa64mmfr0_el1
  mrs x11, id_aa64mmfr1_el1
  mrs x12, id_aa64mmfr2_el1
  mrs x13, id_aa64isar0_el1
  mrs x14, id_aa64isar1_el1
  mrs x15, id_aa64dfr0_el1
  mrs x16, id_aa64zfr0_el1
  mrs x17, id_aa64isar2_el1
  mrs x18, isr_el1
  mrs x19, cntpct_el0
  mrs x20, cntvct_el0
  mrs x21, cntpctss_el0
  mrs x22, cntvctss_el0
  mrs x23, icc_iar1_el1
  mrs x24, icc_hppir1_el1
  mrs x25, icc_rpr_el1
  mrs x26, rndr
  mrs x27, rndrrs
  mrs x28, erridr_el1
  mrs x29, lorid_el1
  mrs x30, mvfr0_el1
  msr icc_eoir1_el1, x0
  msr icc_dir_el1, x1
  msr icc_sgi1r_el1, x2
  mrs x0, S3_0_C12_C12_5
  msr s3_0_c12_c12_5, x0
  msr S3_3_c13_c0_2, xzr
  MRS X0, MIDR_EL1
  msr daifset, #2
  msr DAIFClr, #0xf
  msr spsel, #0
  msr pan, #1
  msr uao, #0
  msr dit, #1
  msr ssbs, #1
  msr tco, #1
  sys #0, c7, c5, #0
  sys #3, C7, C4, #1, x5
  sysl x0, #3, c7, c5, #1
  isb
  isb sy
  isb #15
  clrex
  clrex #3
  dmb 11
  dmb #9
  nop
  yield
  wfe
  wfi
  sev
  sevl
  hint #0
  hint 34
  esb
  csdb
  psb csync
  tsb csync
  bti
  bti c
  bti j
  bti jc
  sb
  ssbb
  pssbb
  paciasp
  autiasp
  pacibsp
  autibsp
  paciaz
  autiaz
  pacibz
  autibz
  pacia1716
  autia1716
  pacib1716
  autib1716
  xpaclri
  pacia x0, x1
  pacia x0, sp
  pacib x2, x3
  pacda x4, x5
  pacdb x6, x7
  autia x0, x1
  autib x2, x3
  autda x4, x5
  autdb x6, sp
  paciza x0
  pacizb x1
  pacdza x2
  pacdzb x3
  autiza x0
  autizb x1
  autdza x2
  autdzb x3
  xpaci x0
  xpacd x1
  pacga x0, x1, x2
  pacga x0, x1, sp
  braa x0, x1
  brab x0, sp
  blraa x2, x3
  blrab x4, x5
  braaz x0
  brabz x1
  blraaz x2
  blrabz x3
  retaa
  retab
  eretaa
  eretab
  cfinv
  udf #0
  udf #0xffff
  svc #0
  svc 0xffff
  hvc #0
  smc #1
  brk #0x3e8
  hlt #0xf000
  dcps1
  eret
  drps
  ret
  ret x1
  br x16
  blr x17
  dsb sy
  dsb st
  dsb ld
  dsb ish
  dsb ishst
  dsb ishld
  dsb nsh
  dsb nshst
  dsb nshld
  dsb osh
  dsb oshst
  dsb oshld
  dmb sy
  dmb st
  dmb ld
  dmb ish
  dmb ishst
  dmb ishld
  dmb nsh
  dmb nshst
  dmb nshld
  dmb osh
  dmb oshst
  dmb oshld
  tlbi vmalle1
  tlbi vmalle1is
  tlbi vmalle1os
  tlbi alle1
  tlbi alle1is
  tlbi alle1os
  tlbi alle2
  tlbi alle2is
  tlbi alle2os
  tlbi vmalls12e1
  tlbi vmalls12e1is
  tlbi vmalls12e1os
  tlbi vae1, x0
  tlbi vae1is, x1
  tlbi vae1os, x2
  tlbi aside1, x3
  tlbi aside1is, x4
  tlbi aside1os, x5
  tlbi vaae1, x6
  tlbi vaae1is, x7
  tlbi vaae1os, x8
  tlbi vale1, x9
  tlbi vale1is, x10
  tlbi vale1os, x11
  tlbi vaale1, x12
  tlbi vaale1is, x13
  tlbi vaale1os, x14
  tlbi vae2, x15
  tlbi vae2is, x16
  tlbi vae2os, x17
  tlbi vale2, x18
  tlbi vale2is, x19
  tlbi vale2os, x20
  tlbi ipas2e1, x21
  tlbi ipas2e1is, x22
  tlbi ipas2le1is, x23
  tlbi rvae1, x24
  tlbi rvae1is, x25
  tlbi rvae1os, x26
  tlbi rvaae1, x27
  tlbi rvaae1is, x28
  tlbi rvaae1os, x29
  tlbi rvale1, x30
  tlbi rvale1is, x0
  tlbi rvale1os, x1
  tlbi rvaale1, x2
  tlbi rvaale1is, x3
  tlbi rvaale1os, x4
  dc ivac, x0
  dc isw, x1
  dc csw, x2
  dc cisw, x3
  dc zva, x4
  dc cvac, x5
  dc cvau, x6
  dc civac, x7
  dc cvap, x8
  dc cvadp, x9
  dc igvac, x10
  dc igsw, x11
  dc cgsw, x12
  dc cigsw, x13
  dc gva, x14
  dc gzva, x15
  dc cgvac, x16
  dc cigvac, x17
  ic iallu
  ic ialluis
  ic ivau, x3
  DC CIVAC, X4
  at s1e1r, x0
  at s1e1w, x1
  at s1e0r, x2
  at s1e0w, x3
  at s1e2r, x4
  at s1e2w, x5
  at s12e1r, x6
  at s12e1w, x7
  at s12e0r, x8
  at s1e1rp, x9
  at s1e1wp, x10
