//! Two entry points and no more: the command line where the code is native, the page where it is wasm.

#[cfg(target_arch = "wasm32")]
fn main() {
    backgrounder::browser::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    backgrounder::cli::main()
}
