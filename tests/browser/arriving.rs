//! How a page arrives: what moves meanwhile, and pages that come in two parts, as on a slow line.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{Ipv4Addr, TcpListener},
    thread,
};

use anyhow::{Context as _, ensure};
use serde_json::json;

use super::browsers::on_a_new_port;
use super::case::Result;
use super::page::Page;

/// Notes in `shifts` whatever moves, and from where to where. Whatever the speed of this machine: the first paint comes before
/// the wasm, as on a slow line. Only Chromium says what moves.
pub const NOTE_SHIFTS: &str = "
    window.shifts = [];
    const place = ({ x, y, width, height }) => `${width} × ${height} at ${x}, ${y}`;
    new PerformanceObserver(list => shifts.push(...list.getEntries().map(({ value, sources }) => ({
        value,
        of: sources.map(({ node, previousRect, currentRect }) =>
            `${node?.id || node?.className || node?.nodeName}: ${place(previousRect)} → ${place(currentRect)}`),
    })))).observe({ type: 'layout-shift', buffered: true });
    const painted = new Promise(done => new PerformanceObserver(done).observe({ type: 'paint', buffered: true }));
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (...all) => { await painted; return start.apply(WebAssembly, all) };";

/// Nothing has moved, once all that is due is drawn. The page must have begun with [`NOTE_SHIFTS`].
pub async fn nothing_moved(page: &Page, when: &str) -> Result {
    let two_frames =
        "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(shifts))))";
    let shifts = page.js_async(two_frames).await?;
    ensure!(shifts == json!([]), "{when}: {shifts:#}");
    Ok(())
}

/// Has a page of [`in_two_parts`] say that something of it is seen.
pub const TELL_SHOWN: &str =
    "new PerformanceObserver(() => fetch('/shown').catch(() => {})).observe({ type: 'paint', buffered: true })";

/// Serves a page up to `end` and, once it is seen, either the rest or the end of the connection; gives its address. What else
/// the page asks for is not there.
pub fn in_two_parts(html: String, end: &str, is_whole: bool) -> Result<String> {
    let end = html.find(end).with_context(|| format!("{end} in the page"))?;
    let start = || Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?);
    let listener = on_a_new_port(start, |listener| listener.local_addr().map_or(0, |address| address.port()))?;
    let address = format!("http://{}/", listener.local_addr()?);
    thread::spawn(move || -> std::io::Result<()> {
        let mut page = None;
        loop {
            let (mut connection, _) = listener.accept()?;
            let mut request = String::new();
            BufReader::new(&connection).read_line(&mut request)?;
            if request.starts_with("GET /shown") {
                break;
            } else if page.is_none() && (request.starts_with("GET / ") || request.starts_with("GET /?")) {
                let length = html.len();
                let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n");
                write!(connection, "{head}{}", &html[..end])?;
                page = Some(connection);
            } else {
                write!(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
            }
        }
        match page {
            Some(mut page) if is_whole => page.write_all(&html.as_bytes()[end..]),
            _ => Ok(()),
        }
    });
    Ok(address)
}
