// Prints what it finds on each virtio block device, the first one first: the capacity in sectors, the first eight bytes
// of sector 0, the status of a write to sector 1 and what can be read there before and behind it, and the status of a read
// behind the end. A driver by Virtio 1.2 (2.7, 3.1, 4.2, 5.2) that waits in a loop, with the MMU off: an arm64 Image.

    .equ UART, 0x09000000
    .equ SLOTS, 0x0a000000              // QEMU's virt: 32 of them, the first device in the last
    .equ SLOT_SIZE, 0x200
    .equ LAST_SLOT, SLOTS + 31 * SLOT_SIZE
    .equ DEVICE_ID, 0x008
    .equ DRIVER_FEATURES, 0x020
    .equ DRIVER_FEATURES_SEL, 0x024
    .equ QUEUE_SEL, 0x030
    .equ QUEUE_NUM, 0x038
    .equ QUEUE_READY, 0x044
    .equ QUEUE_NOTIFY, 0x050
    .equ STATUS, 0x070
    .equ QUEUE_DESC_LOW, 0x080
    .equ QUEUE_DRIVER_LOW, 0x090
    .equ QUEUE_DEVICE_LOW, 0x0a0
    .equ CONFIG, 0x100
    .equ BLOCK_DEVICE, 2
    .equ FEATURE_VERSION_1, 1           // bit 32: of the upper half
    .equ ACKNOWLEDGE_AND_DRIVER, 3
    .equ FEATURES_OK, 8
    .equ DRIVER_OK, 4
    .equ QUEUE_SIZE, 4
    .equ NEXT, 1                        // flags of a descriptor
    .equ WRITE, 2
    .equ READ_SECTOR, 0                 // types of a request
    .equ WRITE_SECTOR, 1
    .equ SECTOR, 512
    .equ SYS_EXIT, 0x18
    .equ APPLICATION_EXIT, 0x20026

    .text
    .global _start
_start:
    b main
    .long 0
    .quad 0                             // text_offset
    .quad image_end - _start            // image_size
    .quad 0xa                           // little endian, 4 KiB pages, anywhere
    .quad 0, 0, 0
    .ascii "ARM\x64"
    .long 0

main:
    adrp x0, stack_end
    add sp, x0, :lo12:stack_end
    ldr x19, =LAST_SLOT
1:  ldr w0, [x19, #DEVICE_ID]
    cmp w0, #BLOCK_DEVICE
    b.ne 2f
    bl bring_up
    bl try_disk
2:  sub x19, x19, #SLOT_SIZE
    ldr x0, =SLOTS
    cmp x19, x0
    b.hs 1b
    adr x1, 3f
    mov x0, #SYS_EXIT
    hlt #0xf000
    .balign 8
3:  .quad APPLICATION_EXIT, 0

// in: x19 = a block device. clobbers: x0-x2.
bring_up:
    str wzr, [x19, #STATUS]
    mov w0, #ACKNOWLEDGE_AND_DRIVER
    str w0, [x19, #STATUS]
    str wzr, [x19, #DRIVER_FEATURES_SEL]
    str wzr, [x19, #DRIVER_FEATURES]
    mov w1, #1
    str w1, [x19, #DRIVER_FEATURES_SEL]
    mov w1, #FEATURE_VERSION_1
    str w1, [x19, #DRIVER_FEATURES]
    orr w0, w0, #FEATURES_OK
    str w0, [x19, #STATUS]
    str wzr, [x19, #QUEUE_SEL]
    mov w1, #QUEUE_SIZE
    str w1, [x19, #QUEUE_NUM]
    adrp x1, descriptors
    add x1, x1, :lo12:descriptors
    str w1, [x19, #QUEUE_DESC_LOW]
    add x2, x1, #(available - descriptors)
    str w2, [x19, #QUEUE_DRIVER_LOW]
    str wzr, [x2]                       // flags and index of the last device's
    add x2, x1, #(used - descriptors)
    str w2, [x19, #QUEUE_DEVICE_LOW]
    str wzr, [x2]
    lsr x1, x1, #32
    str w1, [x19, #(QUEUE_DESC_LOW + 4)]
    str w1, [x19, #(QUEUE_DRIVER_LOW + 4)]
    str w1, [x19, #(QUEUE_DEVICE_LOW + 4)]
    mov w1, #1
    str w1, [x19, #QUEUE_READY]
    orr w0, w0, #DRIVER_OK
    str w0, [x19, #STATUS]
    ret

// in: x19 = a block device that is up. clobbers: x0-x15, x20-x22.
try_disk:
    mov x22, x30
    ldr w20, [x19, #CONFIG]
    ldr w0, [x19, #(CONFIG + 4)]
    orr x20, x20, x0, lsl #32
    mov x0, x20
    bl print
    mov x0, #READ_SECTOR
    mov x1, #0
    bl transfer
    bl print_sector
    mov x0, #READ_SECTOR
    mov x1, #1
    bl transfer
    bl print_sector
    adrp x21, sector
    add x21, x21, :lo12:sector
    ldr x0, =0x1122334455667788
    str x0, [x21]
    mov x0, #WRITE_SECTOR
    mov x1, #1
    bl transfer
    bl print
    str xzr, [x21]
    mov x0, #READ_SECTOR
    mov x1, #1
    bl transfer
    bl print_sector
    mov x0, #READ_SECTOR
    mov x1, x20
    bl transfer
    bl print
    ret x22

// Have the device do a request of one sector, and wait for it. in: x0 = READ_SECTOR or WRITE_SECTOR, x1 = sector,
// x19 = device. out: x0 = the status that the device has written. clobbers: x2-x9.
transfer:
    adrp x2, request
    add x2, x2, :lo12:request
    str x0, [x2]                        // type, reserved
    str x1, [x2, #8]
    add x3, x2, #(status - request)
    mov w4, #0xff
    strb w4, [x3]
    adrp x5, sector
    add x5, x5, :lo12:sector
    adrp x6, descriptors
    add x6, x6, :lo12:descriptors
    mov w7, #16
    ldr x8, =(NEXT | 1 << 16)
    str x2, [x6]
    stp w7, w8, [x6, #8]
    mov w7, #SECTOR
    ldr x8, =(NEXT | 2 << 16)
    cmp x0, #READ_SECTOR
    mov w9, #WRITE
    csel w9, w9, wzr, eq                // the device writes what is read
    orr w8, w8, w9
    str x5, [x6, #16]
    stp w7, w8, [x6, #24]
    mov w7, #1
    mov w8, #WRITE
    str x3, [x6, #32]
    stp w7, w8, [x6, #40]
    add x7, x6, #(available - descriptors)
    ldrh w8, [x7, #2]
    and w9, w8, #(QUEUE_SIZE - 1)
    add x9, x7, x9, lsl #1
    strh wzr, [x9, #4]                  // the chain starts at descriptor 0
    add w8, w8, #1
    dmb ish
    strh w8, [x7, #2]
    dmb ish
    str wzr, [x19, #QUEUE_NOTIFY]
    add x7, x6, #(used - descriptors)
    and w8, w8, #0xffff
1:  ldrh w9, [x7, #2]
    cmp w9, w8
    b.ne 1b
    dmb ish
    ldrb w0, [x3]
    ret

// Print a status and the first eight bytes of the sector. in: x0 = status. clobbers: x0-x5, x15.
print_sector:
    mov x15, x30
    bl print
    adrp x0, sector
    add x0, x0, :lo12:sector
    ldr x0, [x0]
    bl print
    ret x15

// Print a number as a line of 16 hexadecimal digits. in: x0 = number. clobbers: x0-x5.
print:
    ldr x1, =UART
    mov w2, #16
1:  ror x0, x0, #60
    and w3, w0, #15
    cmp w3, #10
    add w4, w3, #'0'
    add w5, w3, #('a' - 10)
    csel w4, w4, w5, lo
    str w4, [x1]
    subs w2, w2, #1
    b.ne 1b
    mov w4, #'\n'
    str w4, [x1]
    ret
    .ltorg

    .balign 4096
descriptors:
    .skip 16 * QUEUE_SIZE
    .balign 64
available:
    .skip 64
used:
    .skip 64
request:
    .skip 16
status:
    .skip 16
sector:
    .skip SECTOR
    .balign 16
    .skip 1024
stack_end:
    .balign 4096
image_end:
