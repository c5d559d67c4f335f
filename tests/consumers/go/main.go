// Evaluate judges one contact by the default norm and prints the evaluation as JSON.
//
//	evaluate CONTACT.json
//	evaluate BEGUN.json live [PART.json ...]
//
// With live the contact begins as BEGUN.json says, each PART.json is pushed in turn, and the number
// of confirmed findings goes to standard error. CGO_CFLAGS and CGO_LDFLAGS say where header and
// library are.
package main

// #cgo LDFLAGS: -lcallnorm
// #include <stdlib.h>
// #include <callnorm.h>
//
// extern void countConfirmed(uintptr_t counter, int32_t finding);
//
// static int32_t on_finding(void* counter, int32_t finding, const callnorm_act* act) {
//   (void)act;
//   countConfirmed((uintptr_t)counter, finding);
//   return 0;
// }
//
// // Takes the counter as a number: a handle of Go is no pointer.
// static callnorm_status create_live(const callnorm_evaluator* evaluator, const char* begun,
//                                    size_t begun_size, uintptr_t counter, callnorm_live** out,
//                                    callnorm_error* error) {
//   return callnorm_live_create(evaluator, begun, begun_size, on_finding, (void*)counter, out,
//                               error);
// }
import "C"

import (
	"errors"
	"fmt"
	"os"
	"runtime/cgo"
	"unsafe"
)

const usage = "usage: evaluate CONTACT.json | evaluate BEGUN.json live [PART.json ...]"

func failure(message, where string) error {
	return fmt.Errorf("%s (%s)", message, where)
}

// check turns the status and the error of a call into a Go error.
func check(status C.callnorm_status, e *C.callnorm_error) error {
	if status == C.CALLNORM_OK {
		return nil
	}
	return failure(C.GoString(&e.message[0]), C.GoString(&e.where[0]))
}

func newError() C.callnorm_error {
	var e C.callnorm_error
	e.struct_size = C.uint32_t(unsafe.Sizeof(e))
	return e
}

// chars is the address of the first byte, nil when there is none.
func chars(data []byte) *C.char {
	return (*C.char)(unsafe.Pointer(unsafe.SliceData(data)))
}

func newEvaluator() (*C.callnorm_evaluator, error) {
	var evaluator *C.callnorm_evaluator
	e := newError()
	status := C.callnorm_evaluator_create(nil, nil, nil, &evaluator, &e)
	return evaluator, check(status, &e)
}

func jsonOf(evaluation *C.callnorm_evaluation) ([]byte, error) {
	var buffer C.callnorm_buffer
	buffer.struct_size = C.uint32_t(unsafe.Sizeof(buffer))
	e := newError()
	status := C.callnorm_evaluation_to_json(evaluation, 0, &buffer, &e)
	if err := check(status, &e); err != nil {
		return nil, err
	}
	defer C.callnorm_buffer_dispose(&buffer)
	return C.GoBytes(unsafe.Pointer(buffer.data), C.int(buffer.size)), nil
}

func evaluate(evaluator *C.callnorm_evaluator, data []byte) ([]byte, error) {
	format := C.CString("callnorm")
	defer C.free(unsafe.Pointer(format))
	e := newError()

	var contact *C.callnorm_contact
	status := C.callnorm_contact_import(format, chars(data), C.size_t(len(data)), nil, &contact, &e)
	if err := check(status, &e); err != nil {
		return nil, err
	}
	defer C.callnorm_contact_destroy(contact)

	var evaluation *C.callnorm_evaluation
	status = C.callnorm_evaluate(evaluator, contact, &evaluation, &e)
	if err := check(status, &e); err != nil {
		return nil, err
	}
	defer C.callnorm_evaluation_destroy(evaluation)
	return jsonOf(evaluation)
}

func pushFile(live *C.callnorm_live, path string) error {
	data, err := readFile(path)
	if err != nil {
		return err
	}
	e := newError()
	status := C.callnorm_live_push_json(live, chars(data), C.size_t(len(data)), &e)
	return check(status, &e)
}

func evaluateLive(
	evaluator *C.callnorm_evaluator, begun []byte, parts []string,
) ([]byte, int, error) {
	confirmed := 0
	counter := cgo.NewHandle(&confirmed)
	defer counter.Delete()
	e := newError()

	var live *C.callnorm_live
	status := C.create_live(
		evaluator, chars(begun), C.size_t(len(begun)), C.uintptr_t(counter), &live, &e)
	if err := check(status, &e); err != nil {
		return nil, 0, err
	}
	defer C.callnorm_live_destroy(live)

	for _, path := range parts {
		if err := pushFile(live, path); err != nil {
			return nil, 0, err
		}
	}

	var evaluation *C.callnorm_evaluation
	status = C.callnorm_live_finish(live, &evaluation, &e)
	if err := check(status, &e); err != nil {
		return nil, 0, err
	}
	defer C.callnorm_evaluation_destroy(evaluation)
	json, err := jsonOf(evaluation)
	return json, confirmed, err
}

func readFile(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		var reason *os.PathError
		if errors.As(err, &reason) {
			err = reason.Err
		}
		return nil, failure(err.Error(), path)
	}
	return data, nil
}

func print(json []byte) error {
	if _, err := os.Stdout.Write(append(json, '\n')); err != nil {
		return failure(err.Error(), "standard output")
	}
	return nil
}

func run(arguments []string) error {
	live := len(arguments) >= 2 && arguments[1] == "live"
	if len(arguments) != 1 && !live {
		return failure(usage, "arguments")
	}
	data, err := readFile(arguments[0])
	if err != nil {
		return err
	}
	evaluator, err := newEvaluator()
	if err != nil {
		return err
	}
	defer C.callnorm_evaluator_destroy(evaluator)

	if !live {
		json, err := evaluate(evaluator, data)
		if err != nil {
			return err
		}
		return print(json)
	}
	json, confirmed, err := evaluateLive(evaluator, data, arguments[2:])
	if err != nil {
		return err
	}
	if err := print(json); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "confirmed: %d\n", confirmed)
	return nil
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "error: %v\n", err)
		os.Exit(1)
	}
}
