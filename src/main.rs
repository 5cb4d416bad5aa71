//! Two entry points and no more: the command line where the code is native, the page where it is wasm.
//!
//! The page's is no `main`, around which the standard library would set up a thread's name and a standard output.
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
fn start() {
    backgrounder::browser::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    backgrounder::cli::main()
}
