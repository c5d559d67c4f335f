//! Links against the shared library, in the folder that CALLNORM_LIB_DIR names when it is set.

use std::env;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=CALLNORM_LIB_DIR");
    if let Ok(folder) = env::var("CALLNORM_LIB_DIR") {
        println!("cargo:rustc-link-search=native={folder}");
    }
    println!("cargo:rustc-link-lib=dylib=callnorm");
}
