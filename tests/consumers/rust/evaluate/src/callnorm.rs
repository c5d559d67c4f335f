//! Safe wrappers of what the program uses.

use std::cell::Cell;
use std::ffi::{c_char, c_void, CStr};
use std::ptr::{self, NonNull};
use std::rc::Rc;
use std::slice;

use callnorm_sys as sys;

use crate::Failure;

/// Calls a function that takes an error last.
fn call(
    function: impl FnOnce(*mut sys::callnorm_error) -> sys::callnorm_status,
) -> Result<(), Failure> {
    let mut error = sys::CALLNORM_ERROR_INIT;
    if function(&mut error) == sys::CALLNORM_OK {
        return Ok(());
    }
    Err(Failure::new(text(&error.message), text(&error.where_)))
}

/// A terminated string in an array, whole.
fn text(chars: &[c_char]) -> String {
    let bytes: Vec<u8> = chars
        .iter()
        .take_while(|&&c| c != 0)
        .map(|&c| c as u8)
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Calls a function that makes a handle, its last parameter but the error.
fn make<T>(
    function: impl FnOnce(*mut *mut T, *mut sys::callnorm_error) -> sys::callnorm_status,
) -> Result<NonNull<T>, Failure> {
    let mut handle = ptr::null_mut();
    call(|error| function(&mut handle, error))?;
    Ok(NonNull::new(handle).expect("callnorm made no handle"))
}

/// A type that owns a handle and destroys it when dropped.
macro_rules! handle {
    ($name:ident, $type:ident, $destroy:ident) => {
        pub struct $name(NonNull<sys::$type>);

        impl Drop for $name {
            fn drop(&mut self) {
                // SAFETY: the handle came from the library and is destroyed nowhere else.
                unsafe { sys::$destroy(self.0.as_ptr()) }
            }
        }
    };
}

handle!(Contact, callnorm_contact, callnorm_contact_destroy);
handle!(Evaluator, callnorm_evaluator, callnorm_evaluator_destroy);
handle!(Evaluation, callnorm_evaluation, callnorm_evaluation_destroy);
handle!(LiveHandle, callnorm_live, callnorm_live_destroy);

// SAFETY of the calls below: handles are alive while their owners are, slices while they are
// borrowed, and everything else that is pointed at lives on the stack of the caller.

impl Contact {
    pub fn import(format: &CStr, data: &[u8]) -> Result<Self, Failure> {
        make(|out, error| unsafe {
            sys::callnorm_contact_import(
                format.as_ptr(),
                data.as_ptr().cast(),
                data.len(),
                ptr::null(),
                out,
                error,
            )
        })
        .map(Self)
    }
}

impl Evaluator {
    /// With the default norm and no script.
    pub fn new() -> Result<Self, Failure> {
        make(|out, error| unsafe {
            sys::callnorm_evaluator_create(ptr::null(), ptr::null(), ptr::null(), out, error)
        })
        .map(Self)
    }

    pub fn evaluate(&self, contact: &Contact) -> Result<Evaluation, Failure> {
        make(|out, error| unsafe {
            sys::callnorm_evaluate(self.0.as_ptr(), contact.0.as_ptr(), out, error)
        })
        .map(Evaluation)
    }
}

impl Evaluation {
    pub fn to_json(&self) -> Result<Vec<u8>, Failure> {
        let mut buffer = sys::CALLNORM_BUFFER_INIT;
        call(|error| unsafe {
            sys::callnorm_evaluation_to_json(self.0.as_ptr(), 0, &mut buffer, error)
        })?;
        let json = unsafe { slice::from_raw_parts(buffer.data.cast::<u8>(), buffer.size) }.to_vec();
        unsafe { sys::callnorm_buffer_dispose(&mut buffer) };
        Ok(json)
    }
}

/// One contact in progress, counting the findings that were confirmed.
pub struct Live {
    handle: LiveHandle, // dropped first: it points at what follows
    confirmed: Rc<Cell<usize>>,
}

unsafe extern "C" fn count_confirmed(
    user_data: *mut c_void,
    finding: i32,
    _act: *const sys::callnorm_act,
) -> i32 {
    if finding == sys::CALLNORM_FINDING_CONFIRMED {
        // SAFETY: Live::new() passed its counter, which lives as long as the live evaluation.
        let confirmed = unsafe { &*user_data.cast::<Cell<usize>>() };
        confirmed.set(confirmed.get() + 1);
    }
    0
}

impl Live {
    /// A contact of which so much is known as `begun`, a part of a contact file, says.
    pub fn new(evaluator: &Evaluator, begun: &[u8]) -> Result<Self, Failure> {
        let confirmed = Rc::new(Cell::new(0));
        let handle = make(|out, error| unsafe {
            sys::callnorm_live_create(
                evaluator.0.as_ptr(),
                begun.as_ptr().cast(),
                begun.len(),
                Some(count_confirmed),
                Rc::as_ptr(&confirmed).cast_mut().cast(),
                out,
                error,
            )
        })
        .map(LiveHandle)?;
        Ok(Self { handle, confirmed })
    }

    pub fn push_json(&mut self, json: &[u8]) -> Result<(), Failure> {
        call(|error| unsafe {
            sys::callnorm_live_push_json(
                self.handle.0.as_ptr(),
                json.as_ptr().cast(),
                json.len(),
                error,
            )
        })
    }

    pub fn finish(&mut self) -> Result<Evaluation, Failure> {
        make(|out, error| unsafe { sys::callnorm_live_finish(self.handle.0.as_ptr(), out, error) })
            .map(Evaluation)
    }

    pub fn confirmed(&self) -> usize {
        self.confirmed.get()
    }
}
