//! Reading without a connection: the server is really stopped, and newer builds are really deployed.

use super::case::{Case, Copy, Ctx, Engine, Result, cases};
use super::page::Page;
use super::reader::{IDS, Reader, details, in_view, live, no_errors, saved, visit};
use anyhow::{Context as _, ensure};
use backgrounder::publish::{compress, worker};
use backgrounder::serve::{Options, Request, Server};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex};

pub fn cases() -> Vec<Case> {
    cases![
        after_the_first_visit_a_hundred_reloads_work_without_the_server,
        without_the_server_every_address_is_answered,
        without_the_server_progress_is_written_and_read,
        a_newer_version_is_offered_and_nothing_is_mixed,
        a_tab_left_behind_goes_on_and_follows_when_asked,
        a_half_deployed_version_leaves_the_old_one_in_place,
        two_sites_of_one_origin_leave_each_other_alone,
        the_kill_switch_leaves_nothing_and_does_not_loop,
        a_changed_answer_costs_only_the_pages_that_name_it,
        a_large_site_is_stored_as_the_reader_comes_to_it,
        a_host_that_redirects_is_no_obstacle,
        in_a_frame_no_worker_is_registered,
        a_lost_connection_is_said,
        // The other drivers say nothing of it.
        the_site_can_be_installed in [Chromium],
        the_file_to_pass_on_works_from_disk_and_asks_for_nothing,
    ]
}

/// A deployed site: a folder that may change under a running server.
struct Site {
    folder: Copy,
    log: Arc<Mutex<Vec<Request>>>,
}

impl Site {
    /// The release build, deployed.
    fn new(ctx: &Ctx) -> Result<Self> {
        Ok(Self { folder: ctx.copy_of_site()?, log: Arc::default() })
    }

    fn serve(&self, ctx: &Ctx) -> Result<Server> {
        ctx.serve_with(self.folder.path(), Options { log: Some(Arc::clone(&self.log)), ..Options::default() })
    }

    /// Puts another build in the place of the one that is there, of which nothing is left.
    fn deploy(&self, build: &Copy) -> Result {
        replace(self.folder.path(), build.path())
    }

    /// What was asked for since the last time.
    fn requests(&self) -> Vec<String> {
        self.log.lock().unwrap().drain(..).map(|request| request.target).collect()
    }
}

fn replace(folder: &Path, with: &Path) -> Result {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { std::fs::remove_dir_all(path)? } else { std::fs::remove_file(path)? }
    }
    super::case::copy_folder(with, folder)
}

/// What a text of `aims` says before and after an editor was there.
const BEFORE: &str = "Broadly, ISIS-K";
const AFTER: &str = "Broadly, and newly edited, ISIS-K";

/// The name of a file of a rebuilt browser half.
fn rebuilt(sign: char, ending: &str) -> String {
    format!("backgrounder-{}{ending}", sign.to_string().repeat(16))
}

/// The site again, after an editor changed one answer; with a new browser half, too, which bears the sign of its rebuild.
fn newer(ctx: &Ctx, rebuild: Option<char>) -> Result<Copy> {
    let build = Copy::empty()?;
    for entry in std::fs::read_dir(ctx.dist()?)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = if name.ends_with("_bg.wasm") { "_bg.wasm" } else { ".js" };
        if name.starts_with("backgrounder-") && compress::original(&name).is_none() {
            let mut bytes = std::fs::read(entry.path())?;
            let mut name = name.clone();
            if let Some(sign) = rebuild
                && !name.starts_with("backgrounder-search-")
            {
                name = rebuilt(sign, ending);
                // A comment; and a section of its own that nobody reads.
                bytes.extend_from_slice(if ending == ".js" { b"//" } else { &[0, 2, 1] });
                bytes.push(u8::try_from(sign)?);
            }
            build.write(&name, bytes)?;
        }
    }
    let texts = ctx.texts()?;
    let text = texts.read("isis-k.md")?;
    let (head, answers) = text.split_once("{#aims}").context("there is such an answer")?;
    ensure!(answers.split("\n## ").next().is_some_and(|answer| answer.contains(BEFORE)), "aims names {BEFORE}");
    texts.write("isis-k.md", format!("{head}{{#aims}}{}", answers.replacen(BEFORE, AFTER, 1)))?;
    build.publish(texts.path())?;
    Ok(build)
}

/// The line about offline reading.
async fn wait_for_line(page: &Page, words: &str) -> Result {
    page.wait_until(&format!("the line says {words}"), async || Ok(page.text(".offline p").await?.contains(words)))
        .await
}

/// Opens the explainer of a site, and waits until it is saved.
async fn first_visit(ctx: &Ctx, site: &Site) -> Result<Reader> {
    let reader = visit(ctx, site.serve(ctx)?).await?;
    saved(&reader.page).await?;
    Ok(reader)
}

/// The names of all caches.
async fn caches(page: &Page) -> Result<Vec<String>> {
    let names = page.js_async("return (await caches.keys()).sort()").await?;
    Ok(serde_json::from_value(names)?)
}

/// How many workers are registered.
async fn workers(page: &Page) -> Result<Value> {
    page.js_async("return (await navigator.serviceWorker.getRegistrations()).length").await
}

/// Asks for a newer version, as the browser does by itself from time to time.
async fn ask_for_update(page: &Page) -> Result {
    page.js_async("await (await navigator.serviceWorker.getRegistration()).update()").await?;
    Ok(())
}

// A browser looks for a newer version by itself, too, after a page has loaded; whoever asks in the meantime is given the answer
// to that, which may be about the deployment before. So who knows of one asks until they are heard.

/// Asks for a newer version until it is there, and waits for the reader.
async fn ask_for_newer(page: &Page) -> Result {
    let ask = "const registration = await navigator.serviceWorker.getRegistration();
         if (!registration.installing && !registration.waiting) await registration.update().catch(() => {});
         return !!registration.waiting";
    page.wait_until("there is a newer version", async || Ok(page.js_async(ask).await? == true)).await
}

/// Asks for a newer version which is the kill switch, until the page, marked by `window.before`, is gone and there again.
async fn ask_for_the_end(page: &Page) -> Result {
    let ask = "if (!window.before) return true;
         navigator.serviceWorker.getRegistration()
             .then(registration => registration?.installing || registration?.update()).catch(() => {});
         return false";
    page.wait_until("the page is loaded anew", async || Ok(page.js(ask).await? == true)).await
}

/// Asks for a newer version that cannot be installed until one of its files is fetched, and waits until it was given up.
async fn ask_in_vain(page: &Page, site: &Site, file: &str) -> Result {
    page.wait_until(&format!("{file} is fetched"), async || {
        page.js_async("await (await navigator.serviceWorker.getRegistration()).update().catch(() => {})").await?;
        Ok(site.requests().iter().any(|target| target.ends_with(file)))
    })
    .await?;
    let of_registration = "const { installing, waiting } = await navigator.serviceWorker.getRegistration(); return";
    page.wait_until("nothing is being installed", async || {
        Ok(page.js_async(&format!("{of_registration} !installing")).await? == true)
    })
    .await?;
    ensure!(page.js_async(&format!("{of_registration} !waiting")).await? == true, "it was installed");
    Ok(())
}

async fn aims(page: &Page) -> Result<String> {
    let text = page.js("return document.getElementById('aims').textContent").await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn after_the_first_visit_a_hundred_reloads_work_without_the_server(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let Reader { page, site: server } = first_visit(&ctx, &site).await?;
    server.stop();
    for reload in 0..100 {
        page.reload().await.with_context(|| format!("reload {reload}"))?;
        live(&page).await.with_context(|| format!("reload {reload}"))?;
    }
    saved(&page).await?;
    assert!(page.js_async("return await fetch('../nothing').then(() => 1, () => 0)").await? == 0, "the server is gone");
    no_errors_but_refused(&page).await
}

/// No error but that the server is gone, which one engine writes down for each request that was tried.
async fn no_errors_but_refused(page: &Page) -> Result {
    let errors = page.console_errors().await?;
    let expected = ["ERR_CONNECTION_REFUSED", "404", "503"];
    let errors: Vec<_> =
        errors.iter().filter(|error| !expected.iter().any(|expected| error.contains(expected))).collect();
    ensure!(errors.is_empty(), "the console has errors: {errors:#?}");
    Ok(())
}

async fn without_the_server_every_address_is_answered(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let (root, explainer) = (reader.site.url(), reader.url());
    let Reader { page, site: server } = reader;
    server.stop();
    let tab = page.new_tab().await?;
    page.switch(&tab).await?;
    for rest in ["", "?utm_source=x", "?utm_source=x#aims", "index.html", "#threat"] {
        page.goto("about:blank").await?;
        page.goto(&format!("{explainer}{rest}")).await?;
        live(&page).await.with_context(|| rest.to_owned())?;
        if let Some((_, id)) = rest.split_once('#') {
            page.wait_until("the deep link is followed", async || page.is_open(&details(id)).await).await?;
        }
    }
    // The folder without its slash, as a server would answer it; the fragment stays.
    page.goto(&format!("{root}isis-k?utm_source=x#who")).await?;
    live(&page).await?;
    assert_eq!(page.url().await?, format!("{explainer}?utm_source=x#who"));
    page.goto(&format!("{root}?utm_source=x")).await?;
    assert_eq!(page.text("h1").await?, "Explainers");
    page.click("main a").await?;
    live(&page).await?;
    // An unknown address is unknown, and no front page.
    for unknown in ["nothing", "isis-k/nothing/", "a/b/c?d"] {
        page.goto(&format!("{root}{unknown}")).await?;
        assert_eq!(page.text("h1").await?, "There is no such page", "{unknown}");
        let status = page.js("return performance.getEntriesByType('navigation')[0].responseStatus ?? 404").await?;
        assert!(status == 404, "{unknown}: {status}");
        page.click("main a").await?;
        page.wait_until("the front page is there", async || Ok(page.text("h1").await? == "Explainers")).await?;
        assert_eq!(page.url().await?, root);
    }
    no_errors_but_refused(&page).await
}

async fn without_the_server_progress_is_written_and_read(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let (port, url) = (reader.site.addr().port(), reader.url());
    let Reader { page, site: server } = reader;
    server.stop();
    page.reload().await?;
    live(&page).await?;
    page.click("details[data-id=who] > summary").await?;
    page.js("document.querySelector('#who .accordion__tools button').click()").await?;
    page.wait_until("it counts", async || Ok(page.text(".progress__words").await?.contains("1 of 5 read"))).await?;
    page.reload().await?;
    let read = async || Ok(page.text(".progress__words").await?.contains("1 of 5 read"));
    page.wait_until("it is kept", read).await?;
    // The server comes back, and the page has nothing to ask it for.
    site.requests();
    let _server =
        ctx.serve_with(site.folder.path(), Options { port, log: Some(Arc::clone(&site.log)), ..Options::default() })?;
    page.goto(&url).await?;
    page.wait_until("it is kept", read).await?;
    ask_for_update(&page).await?;
    let asked: Vec<_> = site.requests().into_iter().filter(|target| target != "/sw.js").collect();
    assert_eq!(asked, [] as [&str; 0]);
    no_errors_but_refused(&page).await
}

/// The script and the wasm of the page that is shown, by name.
async fn halves(page: &Page) -> Result<Vec<String>> {
    let names = page
        .js("return performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())
                 .filter(name => name.startsWith('backgrounder-'))")
        .await?;
    Ok(serde_json::from_value(names)?)
}

async fn a_newer_version_is_offered_and_nothing_is_mixed(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let page = &reader.page;
    for id in ["who", "aims"] {
        reader.open_answer(id).await?;
        reader.press(&format!("#{id}"), "Mark as read").await?;
    }
    reader.wait_for_progress("2 of 5 read").await?;
    reader.open_answer("threat").await?;

    let old = halves(page).await?;
    site.deploy(&newer(&ctx, Some('b'))?)?;
    site.requests();
    ask_for_newer(page).await?;
    wait_for_line(page, "A newer version is ready").await?;
    reader.wait_for_message("A newer version is ready").await?;

    // The open tab goes on in full, and so does a reload: nothing was forced.
    reader.press("#threat", "Mark as read").await?;
    reader.press("#threat", "Mark as unread").await?;
    page.click("#who .term button").await?;
    assert!(page.is_open("#term--isis-k").await?);
    reader.reload().await?;
    assert!(!aims(page).await?.contains(AFTER));
    wait_for_line(page, "A newer version is ready").await?;
    reader.wait_for_progress("2 of 5 read").await?;

    // The reader's word; their place is the second passage of the last answer.
    reader.open_answer("who").await?;
    reader.open_answer("threat").await?;
    let place = "#threat > [data-p]:nth-of-type(2)";
    page.js_with("document.querySelector(arguments[0]).scrollIntoView({behavior: 'instant'})", vec![json!(place)])
        .await?;
    let sight = "return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";
    page.js_async(sight).await?;
    page.js("window.before = true; document.querySelector('.offline button').click()").await?;
    page.wait_until("the newer version is there", async || Ok(aims(page).await?.contains(AFTER))).await?;
    live(page).await?;
    page.js("window.after = true").await?;
    wait_for_line(page, "This is the newer version. Changed: question 3.").await?;
    reader.wait_for_message("Changed: question 3.").await?;
    page.wait_until("the place is kept", async || in_view(page, place).await).await?;
    assert!(page.is_open(&details("who")).await? && page.is_open(&details("threat")).await?);
    assert!(!page.is_open(&details("aims")).await?);
    assert_eq!(reader.status("who").await?, "Read");
    assert_eq!(reader.status("aims").await?, "Updated since you read it");
    reader.wait_for_progress("1 of 5 read").await?;

    // Of one build, and nobody asked for the old one.
    let new = halves(page).await?;
    assert!(!new.is_empty() && new.iter().all(|name| name.contains("bbbb")), "{new:?}");
    let asked = site.requests();
    assert!(old.iter().all(|name| !asked.contains(&format!("/{name}"))), "{asked:?}");
    assert_eq!(caches(page).await?.len(), 1);
    assert_eq!(page.js("return window.after").await?, true, "one reload, and no second one");
    // The message was for once.
    reader.reload().await?;
    saved(page).await?;
    let Reader { page, site: server } = reader;
    server.stop();
    page.reload().await?;
    live(&page).await?;
    assert!(aims(&page).await?.contains(AFTER));
    no_errors_but_refused(&page).await
}

async fn a_tab_left_behind_goes_on_and_follows_when_asked(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let page = &reader.page;
    let first = page.tab().await?;
    let second = page.new_tab().await?;
    page.switch(&second).await?;
    reader.goto("").await?;
    site.deploy(&newer(&ctx, Some('b'))?)?;
    ask_for_newer(page).await?;
    reader.press(".offline", "Show it").await?;
    page.wait_until("the newer version is there", async || Ok(aims(page).await?.contains(AFTER))).await?;
    page.switch(&first).await?;
    wait_for_line(page, "A newer version is ready").await?;
    assert!(!aims(page).await?.contains(AFTER), "nobody asked in this tab");
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.press(".offline", "Show it").await?;
    page.wait_until("the newer version is there", async || Ok(aims(page).await?.contains(AFTER))).await?;
    reader.wait_for_progress("1 of 5 read").await?;
    reader.no_errors().await
}

async fn a_half_deployed_version_leaves_the_old_one_in_place(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let page = &reader.page;
    let before = caches(page).await?;
    // Three versions, since one could be put together from what is whole in each of its deployments, by a browser that is still
    // fetching it when the next is made. A file is missing; a host answers 200 with a page for it; a page is still the old one.
    let [wasm_b, wasm_c, wasm_d] = ['b', 'c', 'd'].map(|sign| rebuilt(sign, "_bg.wasm"));
    let lacking = newer(&ctx, Some('b'))?;
    lacking.remove(&wasm_b)?;
    let soft = newer(&ctx, Some('c'))?;
    soft.write(&wasm_c, soft.read("index.html")?)?;
    let stale = newer(&ctx, Some('d'))?;
    stale.write("isis-k/index.html", site.folder.read("isis-k/index.html")?)?;
    for (build, wasm) in [(lacking, wasm_b), (soft, wasm_c), (stale, wasm_d)] {
        site.deploy(&build)?;
        ask_in_vain(page, &site, &wasm).await?;
        assert_eq!(caches(page).await?, before, "no half-made cache is left");
        reader.reload().await?;
        saved(page).await?;
    }
    let Reader { page, site: server } = reader;
    server.stop();
    page.reload().await?;
    live(&page).await?;
    assert!(!aims(&page).await?.contains(AFTER));
    Ok(())
}

async fn two_sites_of_one_origin_leave_each_other_alone(ctx: Ctx) -> Result {
    let origin = Copy::empty()?;
    let of = |name: &str| origin.path().join(name);
    // The second lies below the first, which could take it for its own.
    super::case::copy_folder(&ctx.dist()?, &of("news"))?;
    super::case::copy_folder(&ctx.dist()?, &of("news/sport"))?;
    let server = ctx.serve(origin.path())?;
    let page = ctx.page().await?;
    let url = |site: &str| format!("{}{site}/isis-k/", server.url());
    let (one, two) = (url("news"), url("news/sport"));
    for url in [&one, &two] {
        page.goto(url).await?;
        live(&page).await?;
        saved(&page).await?;
    }
    let before = caches(&page).await?;
    assert_eq!(before.len(), 2, "{before:?}");
    assert_eq!(workers(&page).await?, 2);

    // A newer version of the second.
    replace(&of("news/sport"), newer(&ctx, Some('b'))?.path())?;
    ask_for_newer(&page).await?;
    wait_for_line(&page, "A newer version is ready").await?;
    page.click(".offline button").await?;
    page.wait_until("the newer version is there", async || Ok(aims(&page).await?.contains(AFTER))).await?;
    let after = caches(&page).await?;
    assert_eq!(after.len(), 2, "{after:?}");
    assert_eq!(before.iter().filter(|name| after.contains(name)).count(), 1, "{before:?} {after:?}");

    // The end of the first. It is published once the page is there: on its way a browser asks for a newer worker by
    // itself, and the page that is marked below might be the one loaded anew.
    page.goto(&one).await?;
    live(&page).await?;
    page.js("window.before = true").await?;
    origin.write("news/sw.js", worker::kill_switch())?;
    ask_for_the_end(&page).await?;
    page.wait_until("the first is gone", async || Ok(caches(&page).await?.len() == 1)).await?;
    page.wait_until("its worker, too", async || Ok(workers(&page).await? == 1)).await?;
    assert!(after.contains(&caches(&page).await?[0]));
    server.stop();
    page.goto(&two).await?;
    live(&page).await?;
    assert!(aims(&page).await?.contains(AFTER));
    Ok(())
}

async fn the_kill_switch_leaves_nothing_and_does_not_loop(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let page = &reader.page;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    page.js("window.before = true").await?;
    site.folder.write(worker::PATH, worker::kill_switch())?;
    site.requests();
    ask_for_the_end(page).await?;
    // Each visit registers the switch once more, which ends by itself each time.
    for visit in 0..4 {
        if visit > 0 {
            reader.goto("").await?;
        }
        live(page).await?;
        page.js("window.here = true").await?;
        let asked = format!("the switch is asked for at visit {visit}");
        let switches = || site.log.lock().unwrap().iter().filter(|request| request.target == "/sw.js").count();
        page.wait_until(&asked, async || Ok(switches() > visit)).await?;
        page.wait_until("no worker is left", async || Ok(workers(page).await? == 0)).await?;
        assert_eq!(caches(page).await?, [] as [&str; 0]);
        assert_eq!(page.js("return window.here").await?, true, "the page stays");
    }
    let pages = site.requests().into_iter().filter(|target| target == "/isis-k/").count();
    assert_eq!(pages, 4, "one reload by the switch, and three by us");
    reader.wait_for_progress("1 of 5 read").await?;
    reader.no_errors().await
}

async fn a_changed_answer_costs_only_the_pages_that_name_it(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let page = &reader.page;
    let is_half = |target: &String| target.starts_with("/backgrounder-") && !target.contains("search");
    let halves = site.requests().into_iter().filter(is_half).count();
    // WebKit's worker has a cache of its own.
    assert!(
        halves == 2 || ctx.engine() == Engine::WebKit,
        "{halves}: on the first visit page and worker share one transfer of script and wasm"
    );
    site.deploy(&newer(&ctx, None)?)?;
    ask_for_newer(page).await?;
    wait_for_line(page, "A newer version is ready").await?;
    let mut asked = site.requests();
    asked.sort();
    // The front page lists the answer, and the search looks through it.
    assert_eq!(asked, ["/", "/isis-k/", "/search.json", "/sw.js"]);
    page.click(".offline button").await?;
    page.wait_until("the newer version is there", async || Ok(aims(page).await?.contains(AFTER))).await?;
    live(page).await?;
    let asked: Vec<_> = site.requests().into_iter().filter(|target| target != "/sw.js").collect();
    assert_eq!(asked, [] as [&str; 0]);
    reader.no_errors().await
}

async fn a_large_site_is_stored_as_the_reader_comes_to_it(ctx: Ctx) -> Result {
    // Too many pages for a first visit; each has the same text.
    let texts = Copy::empty()?;
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/isis-k.md"))?;
    for number in 1..=30 {
        texts.write(&format!("e{number}.md"), &text)?;
    }
    let site = Site { folder: ctx.site_of(texts.path())?, log: Arc::default() };
    let server = site.serve(&ctx)?;
    let (root, port) = (server.url(), server.addr().port());
    let page = ctx.page().await?;
    let at = |id: &str| format!("{root}{id}/");
    // The first page is stored with the site's own files; the second one when the reader comes to it.
    for id in ["e1", "e2"] {
        page.goto(&at(id)).await?;
        saved(&page).await?;
    }
    let others = site.requests().into_iter().filter(|target| target.starts_with("/e3") || target == "/search.json");
    assert_eq!(others.collect::<Vec<_>>(), [] as [&str; 0], "nothing else was fetched");
    server.stop();
    for id in ["e1", "e2"] {
        page.goto(&at(id)).await?;
        live(&page).await?;
    }
    page.goto(&at("e3")).await?;
    assert_eq!(page.text("h1").await?, "This page is not stored here, and there is no connection");
    page.click("main a").await?;
    page.wait_until("the front page is there", async || Ok(page.text("h1").await? == "Explainers")).await?;

    // A newer version takes along what the reader had come to.
    texts.write("e2.md", text.replace(BEFORE, AFTER))?;
    site.deploy(&ctx.site_of(texts.path())?)?;
    let options = Options { port, log: Some(Arc::clone(&site.log)), ..Options::default() };
    let server = ctx.serve_with(site.folder.path(), options)?;
    page.goto(&at("e2")).await?;
    live(&page).await?;
    ask_for_newer(&page).await?;
    wait_for_line(&page, "A newer version is ready").await?;
    page.click(".offline button").await?;
    page.wait_until("the newer version is there", async || Ok(aims(&page).await?.contains(AFTER))).await?;
    live(&page).await?;
    server.stop();
    for id in ["e1", "e2"] {
        page.goto(&at(id)).await?;
        live(&page).await?;
    }
    no_errors_but_refused(&page).await
}

async fn a_host_that_redirects_is_no_obstacle(ctx: Ctx) -> Result {
    // As some hosts do with `404.html` and `404`.
    let site = Site::new(&ctx)?;
    let page = site.folder.read("404.html")?;
    site.folder.remove("404.html")?;
    site.folder.write("404.html/index.html", page)?;
    let reader = first_visit(&ctx, &site).await?;
    let root = reader.site.url();
    let Reader { page, site: server } = reader;
    server.stop();
    page.goto(&format!("{root}nothing")).await?;
    assert_eq!(page.text("h1").await?, "There is no such page");
    Ok(())
}

async fn in_a_frame_no_worker_is_registered(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    site.folder
        .write("host.html", "<!DOCTYPE html><title>Host</title><link rel=icon href=data:,><iframe src=isis-k/>")?;
    let server = site.serve(&ctx)?;
    let page = ctx.page().await?;
    page.goto(&(server.url() + "host.html")).await?;
    page.enter_frame("iframe").await?;
    live(&page).await?;
    // A later request has come through.
    page.js_async("await fetch('../icon.svg?later')").await?;
    assert_eq!(workers(&page).await?, 0);
    assert!(!site.requests().contains(&"/sw.js".to_owned()));
    no_errors(&page).await
}

async fn a_lost_connection_is_said(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let reader = first_visit(&ctx, &site).await?;
    let pretend = "
        const [connected] = arguments;
        Object.defineProperty(navigator, 'onLine', {get: () => connected, configurable: true});
        dispatchEvent(new Event(connected ? 'online' : 'offline'))";
    reader.page.js_with(pretend, vec![json!(false)]).await?;
    let words = "You are offline: this is the version of ";
    wait_for_line(&reader.page, words).await?;
    reader.wait_for_message(words).await?;
    let day = reader.page.attr("main", "data-version").await?.unwrap_or_default();
    assert!(reader.page.text(".offline p").await?.ends_with(&format!("of {day}.")), "{day}");
    assert!(reader.page.text("#sources").await?.contains(&day), "the day of the latest change");
    assert_eq!(reader.page.count("[role=status]").await?, 1, "it is said once");
    reader.page.js_with(pretend, vec![json!(true)]).await?;
    saved(&reader.page).await?;
    reader.no_errors().await
}

async fn the_site_can_be_installed(ctx: Ctx) -> Result {
    let origin = Copy::empty()?;
    for name in ["news", "sport"] {
        super::case::copy_folder(&ctx.dist()?, &origin.path().join(name))?;
    }
    let server = ctx.serve(origin.path())?;
    let page = ctx.page().await?;
    for name in ["news", "sport"] {
        page.goto(&format!("{}{name}/isis-k/", server.url())).await?;
        live(&page).await?;
        let errors = page.cdp("Page.getInstallabilityErrors", json!({})).await?;
        assert_eq!(errors["installabilityErrors"], json!([]));
        let manifest = page.cdp("Page.getAppManifest", json!({})).await?;
        assert_eq!(manifest["errors"], json!([]));
        // A program of its own for each site of the origin.
        let id = page.cdp("Page.getAppId", json!({})).await?;
        assert_eq!(id["appId"], format!("{}{name}/", server.url()));
    }
    Ok(())
}

async fn the_file_to_pass_on_works_from_disk_and_asks_for_nothing(ctx: Ctx) -> Result {
    let site = Site::new(&ctx)?;
    let server = site.serve(&ctx)?;
    let page = ctx.page().await?;
    page.goto(&(server.url() + "isis-k/")).await?;
    let link = ".offline__file a";
    assert!(page.attr(link, "download").await?.is_some());
    // One engine gives the address in full.
    assert!(
        page.attr(link, "href")
            .await?
            .is_some_and(|href| href == "isis-k.html" || href.ends_with("/isis-k/isis-k.html"))
    );
    let bytes = std::fs::metadata(site.folder.path().join("isis-k/isis-k.html"))?.len();
    assert!(page.text(".offline__file").await?.contains(&format!("{} kB", bytes.div_ceil(1000))));

    // In a folder where nothing else lies.
    let alone = Copy::empty()?;
    alone.write("isis-k.html", site.folder.read("isis-k/isis-k.html")?)?;
    let disk = format!("file://{}/isis-k.html", alone.path().display());
    let log = Arc::default();
    let elsewhere = ctx.serve_with(alone.path(), Options { log: Some(Arc::clone(&log)), ..Options::default() })?;
    for url in [disk, elsewhere.url() + "isis-k.html"] {
        page.goto(&url).await?;
        for id in IDS {
            page.click(&super::reader::summary(id)).await?;
            assert!(page.is_open(&details(id)).await?, "{id}");
        }
        page.click("#who .term button").await?;
        assert!(page.is_open("#term--isis-k").await?);
        page.keys("\u{e00c}").await?;
        assert!(page.is_visible("#glossary--isis-k").await?);
        assert_eq!(
            page.count("script, link:not([rel=icon]), [role=status], .accordion__tools a:not([href])").await?,
            0
        );
        assert_eq!(page.count(".accordion__tools").await?, IDS.len());
        assert!(!page.is_visible(".accordion__tools").await?);
        let resources = page.js("return performance.getEntriesByType('resource').map(entry => entry.name)").await?;
        let asked: Vec<&str> = resources.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert!(asked.iter().all(|name| name.starts_with("data:")), "{asked:?}");
    }
    let asked: Vec<Request> = log.lock().unwrap().clone();
    assert_eq!(asked.len(), 1, "{asked:?}");
    no_errors(&page).await
}
