package main

// #include <stdint.h>
import "C"

import "runtime/cgo"

const findingConfirmed = 2 // CALLNORM_FINDING_CONFIRMED

// countConfirmed is called for each finding, with the handle of a counter.
//
//export countConfirmed
func countConfirmed(counter C.uintptr_t, finding C.int32_t) {
	if finding == findingConfirmed {
		*cgo.Handle(counter).Value().(*int)++
	}
}
