#include "textflag.h"

// func store32(address uintptr, value uint32)
TEXT ·store32(SB), NOSPLIT, $0-12
	MOVD	address+0(FP), R0
	MOVW	value+8(FP), R1
	MOVW	R1, (R0)
	RET

// func semihosting(operation uintptr, block *[2]uintptr) uintptr
TEXT ·semihosting(SB), NOSPLIT, $0-24
	MOVD	operation+0(FP), R0
	MOVD	block+8(FP), R1
	HLT	$0xf000
	MOVD	R0, ret+16(FP)
	RET

// func writeBarrierFlag() uint32
TEXT ·writeBarrierFlag(SB), NOSPLIT, $0-4
	MOVWU	runtime·writeBarrier(SB), R0
	MOVW	R0, ret+0(FP)
	RET

// func setWriteBarrierFlag(value uint32)
TEXT ·setWriteBarrierFlag(SB), NOSPLIT, $0-4
	MOVW	value+0(FP), R0
	MOVW	R0, runtime·writeBarrier(SB)
	RET
