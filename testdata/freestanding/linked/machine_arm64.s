#include "textflag.h"

// func store32(address uintptr, value uint32)
TEXT ·store32(SB), NOSPLIT, $0-12
	MOVD	address+0(FP), R0
	MOVW	value+8(FP), R1
	MOVW	R1, (R0)
	RET

// func exit(status uintptr)
// Semihosting SYS_EXIT with ADP_Stopped_ApplicationExit.
TEXT ·exit(SB), NOSPLIT, $16-8
	MOVD	$0x20026, R1
	MOVD	R1, 8(RSP)
	MOVD	status+0(FP), R2
	MOVD	R2, 16(RSP)
	MOVD	$0x18, R0
	ADD	$8, RSP, R1
	HLT	$0xf000
	RET
