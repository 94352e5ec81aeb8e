package main

// What Go has no words for; machine_arm64.s.

// store32 stores to a device's register.
func store32(address uintptr, value uint32)

// semihosting asks the machine's host for a service.
//
//go:noescape
func semihosting(operation uintptr, block *[2]uintptr) uintptr

// writeBarrierFlag reads runtime.writeBarrier.
func writeBarrierFlag() uint32

// setWriteBarrierFlag writes it.
func setWriteBarrierFlag(value uint32)
