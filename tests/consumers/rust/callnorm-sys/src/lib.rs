//! What the `evaluate` program uses of `callnorm.h`, under the names of that header.
#![no_std]
#![allow(non_camel_case_types)]

use core::ffi::{c_char, c_void};
use core::marker::{PhantomData, PhantomPinned};
use core::mem::size_of;
use core::ptr;

pub type callnorm_status = i32;
pub const CALLNORM_OK: callnorm_status = 0;

pub const CALLNORM_FINDING_CONFIRMED: i32 = 2;

#[repr(C)]
pub struct callnorm_error {
    pub struct_size: u32,
    pub status: callnorm_status,
    pub where_: [c_char; 120],
    pub message: [c_char; 512],
}

pub const CALLNORM_ERROR_INIT: callnorm_error = callnorm_error {
    struct_size: size_of::<callnorm_error>() as u32,
    status: CALLNORM_OK,
    where_: [0; 120],
    message: [0; 512],
};

#[repr(C)]
pub struct callnorm_buffer {
    pub struct_size: u32,
    pub reserved: u32,
    pub data: *mut c_char,
    pub size: usize,
}

pub const CALLNORM_BUFFER_INIT: callnorm_buffer = callnorm_buffer {
    struct_size: size_of::<callnorm_buffer>() as u32,
    reserved: 0,
    data: ptr::null_mut(),
    size: 0,
};

/// Types that are only ever pointed at: not to be made, moved or shared between threads from here.
macro_rules! opaque {
    ($($name:ident)*) => {
        $(
            #[repr(C)]
            pub struct $name {
                _data: [u8; 0],
                _marker: PhantomData<(*mut u8, PhantomPinned)>,
            }
        )*
    };
}

opaque! {
    callnorm_act
    callnorm_contact
    callnorm_evaluation
    callnorm_evaluator
    callnorm_evaluator_options
    callnorm_live
    callnorm_norm
    callnorm_script
}

pub type callnorm_finding_fn = Option<
    unsafe extern "C" fn(user_data: *mut c_void, finding: i32, act: *const callnorm_act) -> i32,
>;

extern "C" {
    pub fn callnorm_buffer_dispose(buffer: *mut callnorm_buffer);

    pub fn callnorm_contact_import(
        format: *const c_char,
        data: *const c_char,
        data_size: usize,
        id: *const c_char,
        out: *mut *mut callnorm_contact,
        error: *mut callnorm_error,
    ) -> callnorm_status;
    pub fn callnorm_contact_destroy(contact: *mut callnorm_contact);

    pub fn callnorm_evaluator_create(
        norm: *const callnorm_norm,
        script: *const callnorm_script,
        options: *const callnorm_evaluator_options,
        out: *mut *mut callnorm_evaluator,
        error: *mut callnorm_error,
    ) -> callnorm_status;
    pub fn callnorm_evaluator_destroy(evaluator: *mut callnorm_evaluator);

    pub fn callnorm_evaluate(
        evaluator: *const callnorm_evaluator,
        contact: *const callnorm_contact,
        out: *mut *mut callnorm_evaluation,
        error: *mut callnorm_error,
    ) -> callnorm_status;
    pub fn callnorm_evaluation_to_json(
        evaluation: *const callnorm_evaluation,
        indent: i32,
        out: *mut callnorm_buffer,
        error: *mut callnorm_error,
    ) -> callnorm_status;
    pub fn callnorm_evaluation_destroy(evaluation: *mut callnorm_evaluation);

    pub fn callnorm_live_create(
        evaluator: *const callnorm_evaluator,
        begun: *const c_char,
        begun_size: usize,
        on_finding: callnorm_finding_fn,
        user_data: *mut c_void,
        out: *mut *mut callnorm_live,
        error: *mut callnorm_error,
    ) -> callnorm_status;
    pub fn callnorm_live_push_json(
        live: *mut callnorm_live,
        json: *const c_char,
        json_size: usize,
        error: *mut callnorm_error,
    ) -> callnorm_status;
    pub fn callnorm_live_finish(
        live: *mut callnorm_live,
        out: *mut *mut callnorm_evaluation,
        error: *mut callnorm_error,
    ) -> callnorm_status;
    pub fn callnorm_live_destroy(live: *mut callnorm_live);
}
