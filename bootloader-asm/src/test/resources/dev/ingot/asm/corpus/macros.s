// Macros, repetitions and conditionals.
  .text
  .macro plain
  nop
  .endm
  plain
  PLAIN
  .macro two a b
  mov \a, \b
  .endm
  two x0 x1
  two x2, x3
  two b=x4, a=x5
  two a=x6,b=#7
  .macro text a b c
  .ascii "<\a|\b|\c>"
  .endm
  text (1, 2), 3
  text [x0, #8], 4
  text a b c
  text 1 + 2, b - 1
  text "a, b", c
  text "x y" z
  text a,,c
  text -1 -2
  text #1 #2
  text x0 #1
  text (1 2) 3
  text c=1,a=2
  text lsl #3, 2
  text , , 9
  text
  text a , b , c
  .macro vector a:req, r:vararg
  .ascii "<\a|\r>"
  .endm
  vector 1, 2, 3
  vector 1
  vector 1 2 , 3
  .macro defaulted a=5, b="x y", c=
  .ascii "<\a|\b\()z|\c|\@>"
  .endm
  defaulted
  defaulted ,3
  defaulted b=4
  defaulted 1, 2, 3
  .macro outer a b
  text \a \b
  text \a, \b
  text x\a y\b
  text \a - \b
  text \a\b, \a\()_\b
  .endm
  outer 1 2
  .macro unique
  b .Lskip\@
  nop
.Lskip\@:
  .endm
  unique
  unique
  unique
  .macro countdown n
  .if \n
  .byte \n
  countdown "(\n - 1)"
  .endif
  .endm
  countdown 5
  .balign 4
  .macro define name, value
  .macro get_\name register
  mov \register, #\value
  .endm
  .endm
  define answer, 42
  get_answer x0
  get_answer w1
  .purgem get_answer
  define answer, 43
  get_answer x0
  .macro leaves n
  nop
  .if \n > 3
  .exitm
  .endif
  nop
  .endm
  leaves 1
  leaves 5
  .macro push_pair first, second
  stp \first, \second, [sp, #-16]!
  .endm
  .macro load_address register, symbol
  adrp \register, \symbol
  add \register, \register, :lo12:\symbol
  .endm
  push_pair x0, x1
  load_address x0, target
  load_address x1, target + 8
  .macro entry kind
  .balign 0x80
  b handle_\kind
  .endm
  .macro labelled name
\name: nop
  .endm
  labelled handle_sync
  labelled handle_irq
  entry sync
  entry irq
target:
  .rept 3
  .byte 1
  .rept 2
  .byte 2
  .endr
  .endr
  .rept 0
  .error "never"
  .endr
  .set i, 0
  .rept 5
  .byte i * i
  .set i, i + 1
  .endr
  .irp x, 1,2 3,a+b
  .ascii "\x,"
  .endr
  .irp register, x0, x1, x19
  .balign 4
  mov \register, #1
  .endr
  .irpc c,hello
  .ascii "\c\c"
  .endr
  .irp x
  .ascii "e\x"
  .endr
  .irp x 1 2
  .ascii "f\x"
  .endr
  .irp n, 0, 1, 2
  .irp m, 3, 4
  .byte \n * 10 + \m
  .endr
  .endr
  .irp text, "a b", "c"
  .ascii "\text"
  .endr
  .balign 4
  .if 0
  .error "never"
  .macro never
  .elseif 1
  .byte 5
  .else
  .byte 6
  .endif
  .if 1
  .if 0
  .byte 1
  .else
  .byte 2
  .endif
  .elseif 1
  .byte 3
  .else
  .byte 4
  .endif
  .ifc a b, a b
  .byte 7
  .endif
  .ifc "a b", a b
  .byte 8
  .endif
  .ifnc x0, x1
  .byte 9
  .endif
  .ifb
  .byte 10
  .endif
  .ifnb  x
  .byte 11
  .endif
  .ifdef undefined_name
  .byte 12
  .else
  .byte 13
  .endif
  .ifndef target
  .byte 14
  .endif
  .ifdef target
  .byte 15
  .endif
  .ifeq 0
  .byte 16
  .endif
  .ifne 0
  .byte 17
  .endif
  .ifgt 1
  .byte 18
  .endif
  .ifge -1
  .byte 19
  .endif
  .iflt -1
  .byte 20
  .endif
  .ifle 0
  .byte 21
  .endif
  .ifeqs "a", "a"
  .byte 22
  .endif
  .macro optional a, b
  .ifb \b
  .byte 30
  .else
  .byte 31
  .endif
  .ifnb \a
  .byte 32
  .endif
  .ifc \a,x0
  .byte 33
  .endif
  .endm
  optional
  optional x0
  optional x0, x1
  optional x1 x0
  .balign 4
counted .req x9
  mov counted, #1
  ldr x1, [COUNTED, #8]!
  cbz counted, target
  .unreq counted
a: b:
c: .rept 2; nop; .endr
  .macro one_line; nop; .endm; one_line
