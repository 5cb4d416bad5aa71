//! The front page: the search through all answers, and how far the reader is in each explainer.

use super::arriving::{NOTE_SHIFTS, nothing_moved};
use super::case::{Case, Copy, Ctx, Result, cases};
use super::looking::axe;
use super::page::{Key, Page, Setup};
use super::reader::{KEY, details, live, no_errors, saved, visit};
use backgrounder::serve::{Options, Request, Server};
use serde_json::json;
use std::sync::{Arc, Mutex};

pub fn cases() -> Vec<Case> {
    cases![
        the_search_finds_answers_by_every_name_of_a_term_and_tells_nobody,
        a_result_leads_to_its_answer_and_back_to_the_results,
        a_misspelt_word_is_found_and_nothing_is_said_where_nothing_is,
        the_search_knows_every_script_and_no_accent,
        the_search_works_without_the_server,
        a_search_that_cannot_be_loaded_says_so_and_is_tried_again,
        no_words_break_the_search,
        the_list_says_how_far_the_reader_is,
        the_list_tells_of_answers_that_changed,
        what_is_stored_may_be_anything_at_all,
        without_scripts_the_list_is_whole_and_no_search_is_shown,
        nothing_moves_on_the_front_page_when_the_script_arrives in [Chromium],
        axe_finds_nothing_on_the_front_page,
    ]
}

/// Opens the front page and waits until its search and its list are at work.
async fn open(page: &Page, site: &Server) -> Result {
    page.goto(&site.url()).await?;
    at_work(page).await
}

async fn at_work(page: &Page) -> Result {
    page.wait_for(".search[data-live]").await?;
    // The list is hydrated when the announcer, which comes after it, has its say.
    page.wait_for(".announcer[data-say=quiet], .announcer[data-say=once], .announcer[data-say=again]").await
}

async fn type_in(page: &Page, words: &str) -> Result {
    page.js("document.querySelector('#search').select()").await?;
    page.click("#search").await?;
    page.js("document.querySelector('#search').select()").await?;
    page.keys(words).await
}

async fn wait_for_count(page: &Page, words: &str) -> Result {
    page.wait_until(&format!("the search says {words}"), async || {
        Ok(page.text(".search__count").await?.contains(words))
    })
    .await
}

/// Where the results lead, from the site's root.
async fn results(page: &Page) -> Result<Vec<String>> {
    let links =
        page.js("return [...document.querySelectorAll('.search__link')].map(a => a.getAttribute('href'))").await?;
    Ok(serde_json::from_value(links)?)
}

async fn wait_for_result(page: &Page, link: &str) -> Result {
    page.wait_until(&format!("{link} is found"), async || Ok(results(page).await?.iter().any(|found| found == link)))
        .await
}

async fn the_search_finds_answers_by_every_name_of_a_term_and_tells_nobody(ctx: Ctx) -> Result {
    let log: Arc<Mutex<Vec<Request>>> = Arc::default();
    let site = ctx.serve_with(ctx.dist()?, Options { log: Some(Arc::clone(&log)), ..Options::default() })?;
    let page = ctx.page().await?;
    open(&page, &site).await?;
    assert!(page.is_visible(".index__list").await?);
    type_in(&page, "iskp").await?;
    wait_for_count(&page, "results").await?;
    let found = results(&page).await?;
    // The text of this answer says ISIS-K only.
    for link in ["isis-k/#who", "isis-k/#glossary--isis-k", "isis-k/#aims"] {
        assert!(found.iter().any(|found| found == link), "{link}: {found:?}");
    }
    assert!(!page.is_visible(".index__list").await?, "results stand in the place of the list");
    assert!(page.js("return document.querySelector('.search__results mark').textContent").await? == "ISKP");
    // The field is left, and so the words stand in the address.
    page.press(&[], Key::Enter).await?;
    page.reload().await?;
    wait_for_count(&page, "results").await?;
    let asked: Vec<String> = log.lock().unwrap().iter().map(|request| request.target.to_lowercase()).collect();
    assert!(asked.iter().any(|target| target == "/search.json") && asked.iter().all(|target| !target.contains("iskp")));
    no_errors(&page).await
}

async fn a_result_leads_to_its_answer_and_back_to_the_results(ctx: Ctx) -> Result {
    let (site, page) = (ctx.site()?, ctx.page().await?);
    open(&page, &site).await?;
    type_in(&page, "tora bora").await?;
    wait_for_result(&page, "isis-k/#background").await?;
    page.press(&[], Key::Enter).await?;
    page.wait_until("the first result has the focus", async || page.is_focused(".search__result a").await).await?;
    page.js("document.querySelector('.search__link[href=\"isis-k/#background\"]').click()").await?;
    live(&page).await?;
    page.wait_until("the answer is open", async || page.is_open(&details("background")).await).await?;
    page.back().await?;
    wait_for_result(&page, "isis-k/#background").await?;
    let value = "return document.querySelector('#search').value";
    page.wait_until("the words are back", async || Ok(page.js(value).await? == "tora bora")).await?;
    type_in(&page, "t").await?;
    page.press(&[], Key::Escape).await?;
    page.wait_until("the list is back", async || page.is_visible(".index__list").await).await?;
    assert_eq!((results(&page).await?.len(), page.text(".search__count").await?.as_str()), (0, ""));
    no_errors(&page).await
}

async fn a_misspelt_word_is_found_and_nothing_is_said_where_nothing_is(ctx: Ctx) -> Result {
    let (site, page) = (ctx.site()?, ctx.page().await?);
    open(&page, &site).await?;
    type_in(&page, "talban").await?;
    wait_for_result(&page, "isis-k/#taliban").await?;
    type_in(&page, "xyzzyq").await?;
    wait_for_count(&page, "Nothing here has these words.").await?;
    assert!(results(&page).await?.is_empty() && page.is_visible(".index__list").await?);
    no_errors(&page).await
}

async fn the_search_knows_every_script_and_no_accent(ctx: Ctx) -> Result {
    let folder = ctx.site_of(&ctx.fixture("good"))?;
    let (site, page) = (ctx.serve(folder.path())?, ctx.page().await?);
    open(&page, &site).await?;
    type_in(&page, "چاند").await?;
    wait_for_result(&page, "urdu/#why").await?;
    let direction =
        "return getComputedStyle(document.querySelector('.search__link[href^=urdu]').closest('li')).direction";
    assert!(page.js(direction).await? == "rtl");
    // The French text says “marées”.
    type_in(&page, "marees").await?;
    page.wait_until("the French explainer is found", async || {
        Ok(results(&page).await?.iter().any(|link| link.starts_with("french/")))
    })
    .await?;
    no_errors(&page).await
}

async fn the_search_works_without_the_server(ctx: Ctx) -> Result {
    let (site, page) = (ctx.site()?, ctx.page().await?);
    open(&page, &site).await?;
    saved(&page).await?;
    site.stop();
    page.reload().await?;
    at_work(&page).await?;
    type_in(&page, "envoy").await?;
    wait_for_result(&page, "isis-k/#threat").await?;
    page.js("document.querySelector('.search__link[href=\"isis-k/#threat\"]').click()").await?;
    live(&page).await?;
    page.wait_until("the answer is open", async || page.is_open(&details("threat")).await).await
}

async fn a_search_that_cannot_be_loaded_says_so_and_is_tried_again(ctx: Ctx) -> Result {
    let folder = ctx.copy_of_site()?;
    let data = folder.read("search.json")?;
    folder.remove("search.json")?;
    let (site, page) = (ctx.serve(folder.path())?, ctx.page().await?);
    open(&page, &site).await?;
    type_in(&page, "kabul").await?;
    wait_for_count(&page, "The search could not be loaded").await?;
    assert!(page.is_visible(".index__list").await?, "the list stays");
    folder.write("search.json", data)?;
    type_in(&page, "kabul").await?;
    wait_for_count(&page, "result").await
}

/// Words of every kind, from a generator with a fixed seed, tried in the page itself: none may throw, run, or draw markup.
async fn no_words_break_the_search(ctx: Ctx) -> Result {
    let (site, page) = (ctx.site()?, ctx.page().await?);
    open(&page, &site).await?;
    type_in(&page, "kabul").await?;
    wait_for_count(&page, "result").await?;
    let before = results(&page).await?;
    // Something else is shown when it begins, so that the end can be told from the start.
    page.js("const field = document.querySelector('#search'); field.value = 'taliban'; field.dispatchEvent(new Event('input'))")
        .await?;
    page.wait_until("other results are there", async || Ok(results(&page).await? != before)).await?;
    let tried = page
        .js(
            r#"
            const pieces = ['kabul', 'ISIS-K', ' ', '  ', '<img src=x onerror=hacked=1>', '"><script>hacked=1</script>', '&amp;',
                '(', ')', '[', '\\', '*', '+', '?', '^', '$', '{0}', '%', '%E0%A4%A', '#', '/', "'", '"', '\u0000', '\u202e',
                '\ud800', '\u0301', 'ﷺ', 'چاند', '漢字', '🌊', 'é', 'İ', 'ß', '-', '–', '__proto__', 'constructor', 'toString',
                'hasOwnProperty', 'NaN', '-1', 'a'.repeat(500), 'x '.repeat(200), '\n', '\t'];
            let seed = 20210827;
            const next = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
            const field = document.querySelector('#search');
            const errors = (window.errors = []);
            addEventListener('error', (event) => errors.push(event.message));
            addEventListener('unhandledrejection', (event) => errors.push(String(event.reason)));
            const tried = 2000;
            for (let at = 0; at < tried; at += 1) {
                field.value = Array.from({ length: 1 + next(5) }, () => pieces[next(pieces.length)]).join('');
                const wanted = field.value;
                field.dispatchEvent(new Event('input'));
                if (document.querySelector('.search img, .search script')) errors.push('markup: ' + wanted);
            }
            field.value = 'kabul';
            field.dispatchEvent(new Event('input'));
            return tried"#,
        )
        .await?;
    // In the end it finds what it found before.
    page.wait_until("the first results are back", async || Ok(results(&page).await? == before)).await?;
    let found = page.js("return { errors: errors.slice(0, 5), hacked: window.hacked ?? null }").await?;
    assert_eq!(found, json!({ "errors": [], "hacked": null }));
    eprintln!("{tried} hostile searches in {}: none broke the page", ctx.engine());
    for hash in ["#q=%E0%A4%A", "#q=", "#q=%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E", "#q=kabul#q=x", "#nothing"] {
        page.goto("about:blank").await?;
        page.goto(&(site.url() + hash)).await?;
        at_work(&page).await?;
    }
    no_errors(&page).await
}

async fn wait_for_list(page: &Page, words: &str) -> Result {
    page.wait_until(&format!("the list says {words}"), async || {
        Ok(page.text(".index__progress").await?.contains(words))
    })
    .await
}

async fn the_list_says_how_far_the_reader_is(ctx: Ctx) -> Result {
    let (site, page) = (ctx.site()?, ctx.page().await?);
    open(&page, &site).await?;
    wait_for_list(&page, "5 questions, about ").await?;
    let (list, tab) = (page.tab().await?, page.new_tab().await?);
    page.switch(&tab).await?;
    page.goto(&(site.url() + "isis-k/")).await?;
    live(&page).await?;
    page.click("details[data-id=who] > summary").await?;
    page.js("document.querySelector('#who .accordion__tools button').click()").await?;
    // In the other tab the list follows by itself; in this one the reader goes there.
    page.switch(&list).await?;
    wait_for_list(&page, "1 of 5 read, about ").await?;
    page.switch(&tab).await?;
    page.goto(&site.url()).await?;
    wait_for_list(&page, "1 of 5 read, about ").await?;
    page.js("localStorage.clear()").await?;
    page.switch(&list).await?;
    page.reload().await?;
    wait_for_list(&page, "5 questions, about ").await?;
    no_errors(&page).await
}

async fn the_list_tells_of_answers_that_changed(ctx: Ctx) -> Result {
    let (site, page) = (ctx.site()?, ctx.page().await?);
    open(&page, &site).await?;
    let old = json!({"v": 1, "data": "who 0 1234abcd"}).to_string();
    page.js_with("localStorage.setItem(arguments[0], arguments[1])", vec![KEY.into(), old.into()]).await?;
    page.reload().await?;
    wait_for_list(&page, "0 of 5 read").await?;
    wait_for_list(&page, "Updated since you read it").await?;
    no_errors(&page).await
}

async fn what_is_stored_may_be_anything_at_all(ctx: Ctx) -> Result {
    let (site, page) = (ctx.site()?, ctx.page().await?);
    open(&page, &site).await?;
    for text in ["", "{", "null", "[]", r#"{"v":2,"data":"who 0 1"}"#, r#"{"v":1,"data":"who"}"#, r#"{"v":"1"}"#] {
        page.js_with("localStorage.setItem(arguments[0], arguments[1])", vec![KEY.into(), text.into()]).await?;
        page.reload().await?;
        at_work(&page).await?;
        wait_for_list(&page, "5 questions, about ").await?;
        let kept = page.js_with("return localStorage.getItem(arguments[0])", vec![KEY.into()]).await?;
        assert_eq!(kept, text, "the front page changes nothing");
    }
    no_errors(&page).await
}

async fn without_scripts_the_list_is_whole_and_no_search_is_shown(ctx: Ctx) -> Result {
    let site = ctx.site()?;
    let page = ctx.page_with(Setup::without_scripts()).await?;
    page.goto(&site.url()).await?;
    assert!(page.text(".index__meta").await?.contains("5 questions, about "));
    assert!(!page.is_visible("#search").await?);
    page.click(".index__list a").await?;
    page.wait_until("the explainer is there", async || page.exists("#who").await).await
}

async fn nothing_moves_on_the_front_page_when_the_script_arrives(ctx: Ctx) -> Result {
    let reader = visit(&ctx, ctx.site()?).await?;
    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    let page = &reader.page;
    page.before_scripts(NOTE_SHIFTS).await?;
    for width in [320, 390, 768, 1280] {
        page.set_window_size(width, 900).await?;
        page.goto("about:blank").await?;
        page.goto(&reader.site.url()).await?;
        wait_for_list(page, "1 of 5 read").await?;
        nothing_moved(page, &format!("{width} px")).await?;
    }
    Ok(())
}

async fn axe_finds_nothing_on_the_front_page(ctx: Ctx) -> Result {
    let folder: Copy = ctx.site_of(&ctx.fixture("good"))?;
    let (site, page) = (ctx.serve(folder.path())?, ctx.page().await?);
    open(&page, &site).await?;
    axe(&page, "the list").await?;
    type_in(&page, "moon").await?;
    page.wait_until("something is found", async || Ok(!results(&page).await?.is_empty())).await?;
    axe(&page, "results").await?;
    type_in(&page, "xyzzyq").await?;
    page.wait_until("nothing is found", async || Ok(results(&page).await?.is_empty())).await?;
    axe(&page, "nothing found").await
}
