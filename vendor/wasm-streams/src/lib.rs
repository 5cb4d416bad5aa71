//! A stand-in for the crate `wasm-streams`, for this project only.
//!
//! Leptos links `server_fn`, whose browser half names [`ReadableStream`] to stream the bodies of
//! server functions. We have no server and so no such call, and a linker would drop the code; but
//! the real crate hands three classes to JavaScript, and what is handed out has to be kept, with
//! all that it calls. That was several kB of compressed wasm that never runs.
//!
//! So here is the surface that `server_fn` compiles against, and nothing behind it. A call would
//! be a server function, which this project does not have: it panics and says so.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use wasm_bindgen::JsValue;

/// As much of a readable stream as `server_fn` names.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Gives the browser's stream back.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Would send a Rust stream to a server.
    ///
    /// # Panics
    ///
    /// Always: see the head of this file.
    pub fn from_stream<St>(_stream: St) -> Self
    where
        St: Stream<Item = Result<JsValue, JsValue>> + 'static,
    {
        no_server()
    }

    /// Would read the answer of a server.
    #[must_use]
    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

/// The stream that [`ReadableStream::into_stream`] gives; it cannot be polled.
#[derive(Debug)]
pub struct IntoStream;

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        no_server()
    }
}

fn no_server() -> ! {
    panic!("server functions are not built into this project: see vendor/wasm-streams")
}
