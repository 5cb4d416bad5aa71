//! What assistive software is told: roles, names, states and messages.
//!
//! The whole of it is compared with `tests/trees/`, which `make accept-looks` writes anew, once somebody has looked; or, of a
//! built site:
//!
//! ```text
//! UPDATE=1 BACKGROUNDER_ENGINES=chromium,firefox,webkit cargo test --test browser -- as_stored
//! ```
//!
//! Chromium gives its tree by its own protocol. The others say role and name of one element at a time, and no state: what is
//! open is then what the page says.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use super::artifacts;
use super::case::{Case, Copy, Ctx, Engine, Result, cases};
use super::page::Page;
use super::reader::{IDS, live, open, saved, stop_the_clock, summary};
use super::visual::updates;

pub fn cases() -> Vec<Case> {
    cases![
        the_accessibility_tree_is_as_stored,
        every_question_is_a_heading_in_a_control_that_says_its_state,
        progress_is_told_and_each_message_once,
    ]
}

async fn the_accessibility_tree_is_as_stored(ctx: Ctx) -> Result {
    // An explainer that has everything, and that no editor changes.
    let texts = Copy::empty()?;
    texts.write("full.md", fs::read_to_string(ctx.fixture("good/full.md"))?)?;
    let copy = ctx.site_of(texts.path())?;
    let (page, site) = (ctx.page().await?, ctx.serve(copy.path())?);
    page.goto(&(site.url() + "full/")).await?;
    live(&page).await?;
    saved(&page).await?;
    stop_the_clock(&page).await?;
    let mut wrong = String::new();
    compare(&page, "closed", &mut wrong).await?;
    page.click("details[data-id] > summary").await?;
    page.click("details[data-id] .term button").await?;
    page.wait_for(".popover:popover-open").await?;
    compare(&page, "open", &mut wrong).await?;
    ensure!(
        wrong.is_empty(),
        "{wrong}If this is as it should be, or a newer browser's way to say it, accept it by `make accept-looks` (or UPDATE=1 \
         with this test), and commit tests/trees/."
    );
    Ok(())
}

/// Compares the tree as it is with the stored one of this name, or stores it.
async fn compare(page: &Page, name: &str, wrong: &mut String) -> Result {
    let engine = page.engine();
    let seen = if engine == Engine::Chromium { whole_tree(page).await? } else { element_by_element(page).await? };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trees");
    let path: PathBuf = folder.join(format!("{engine}-{name}.txt"));
    if updates() {
        fs::create_dir_all(&folder)?;
        return fs::write(&path, seen).with_context(|| format!("writing {}", path.display()));
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept == seen {
        return Ok(());
    }
    let left = artifacts::folder(engine, "the_accessibility_tree_is_as_stored");
    fs::create_dir_all(&left)?;
    fs::write(left.join(format!("{name}.actual.txt")), &seen)?;
    let from = kept.lines().zip(seen.lines()).take_while(|(kept, seen)| kept == seen).count();
    let _ = writeln!(wrong, "{name}: from line {} on the tree is another one:", from + 1);
    for (sign, text) in [('-', &kept), ('+', &seen)] {
        for line in text.lines().skip(from).take(4) {
            let _ = writeln!(wrong, "{sign} {line}");
        }
    }
    Ok(())
}

/// A line of a stored tree.
fn line(depth: usize, role: &str, name: &str, state: &[String]) -> String {
    // The size of the file to pass on follows every change of a style sheet; a message that was said twice ends unseen.
    let words: Vec<&str> = name.split_whitespace().collect();
    let words: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| {
            let size = words.get(at + 1).is_some_and(|next| next.starts_with("kB"));
            if size { word.replace(char::is_numeric, "") + "n" } else { (*word).to_owned() }
        })
        .collect();
    let name = if words.is_empty() { String::new() } else { format!(" {:?}", words.join(" ")) };
    let state = if state.is_empty() { String::new() } else { format!(" ({})", state.join(", ")) };
    format!("{}{role}{name}{state}\n", "  ".repeat(depth))
}

/// The tree that Chromium keeps, without what has neither meaning nor text.
async fn whole_tree(page: &Page) -> Result<String> {
    let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("a tree")?;
    let by_id: HashMap<&str, &Value> = nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
    let mut text = String::new();
    write_node(&mut text, &by_id, nodes.first().context("a root")?, 0, "");
    Ok(text)
}

fn write_node(text: &mut String, by_id: &HashMap<&str, &Value>, node: &Value, depth: usize, above: &str) {
    let (role, name) = (node["role"]["value"].as_str().unwrap_or(""), node["name"]["value"].as_str().unwrap_or(""));
    let is_text = role == "StaticText";
    let shown = node["ignored"] != true
        && match role {
            "InlineTextBox" | "none" => false,
            "generic" => !name.is_empty(),
            // What a name has said already.
            "StaticText" => !name.trim().is_empty() && !above.contains(name.trim()),
            _ => true,
        };
    if shown {
        let state: Vec<String> = node["properties"].as_array().into_iter().flatten().filter_map(property).collect();
        let value = node["value"]["value"].as_f64().map(|value| format!("value {value}"));
        let state: Vec<String> = state.into_iter().chain(value).collect();
        text.push_str(&line(depth, if is_text { "text" } else { role }, name, &state));
    }
    let (depth, above) = if shown && !is_text { (depth + 1, name) } else { (depth, above) };
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = child.as_str().and_then(|id| by_id.get(id)) {
            write_node(text, by_id, child, depth, above);
        }
    }
}

/// A state, in a word; nothing for what is no state.
fn property(property: &Value) -> Option<String> {
    let value = &property["value"]["value"];
    match property["name"].as_str()? {
        "level" => Some(format!("level {value}")),
        "expanded" => Some(if value == true { "expanded" } else { "collapsed" }.to_owned()),
        name @ ("live" | "hasPopup") => Some(format!("{name} {}", value.as_str()?)),
        name @ ("atomic" | "disabled" | "modal" | "focused") if value == true => Some(name.to_owned()),
        "valuemax" => Some(format!("of {value}")),
        _ => None,
    }
}

/// What an engine says of each element that has a role to play.
async fn element_by_element(page: &Page) -> Result<String> {
    let elements = "
        const roles = 'main, section, header, footer, h1, h2, h3, details, summary, button, a[href], progress, ul, ol, li, dl, dt, dd, svg, [role]';
        const all = [...document.querySelectorAll(roles)]
            .filter(e => !e.closest('[aria-hidden=true]') && e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true}));
        return all.map(e => {
            const state = [];
            const [, level] = /^H(\\d)$/.exec(e.tagName) ?? [];
            if (level) state.push('level ' + level);
            if (e.tagName === 'SUMMARY') state.push(e.parentNode.open ? 'expanded' : 'collapsed');
            if (e === document.activeElement) state.push('focused');
            if (e.tagName === 'PROGRESS') state.push('of ' + e.max, 'value ' + e.value);
            return [e, e.localName, all.filter(other => other !== e && other.contains(e)).length, state];
        })";
    let elements = page.js(elements).await?;
    let mut text = String::new();
    for element in elements.as_array().context("a list")? {
        let (role, name) = page.role_and_name(&element[0]).await?;
        let tag = format!("<{}>", element[1].as_str().unwrap_or_default());
        let role = if role.is_empty() { &tag } else { &role };
        let depth = usize::try_from(element[2].as_u64().unwrap_or(0))?;
        let state: Vec<String> = serde_json::from_value(element[3].clone())?;
        text.push_str(&line(depth, role, &name, &state));
    }
    Ok(text)
}

async fn every_question_is_a_heading_in_a_control_that_says_its_state(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let page = &reader.page;
    for (at, id) in IDS.into_iter().enumerate() {
        let row = summary(id);
        let parts =
            format!("const row = document.querySelector('{row}'); return [row, row.querySelector('h2'), row.tabIndex]");
        let parts = page.js(&parts).await?;
        let (role, question) = page.role_and_name(&parts[1]).await?;
        ensure!(role == "heading" && question == page.text(&format!("{row} h2")).await?, "{id}: {role} {question}");
        let (_, name) = page.role_and_name(&parts[0]).await?;
        // Its words are apart: length and state are not read out as one.
        ensure!(name.contains(&question) && name.ends_with(" min New"), "{id}: {name}");
        ensure!(parts[2] == 0, "{id} takes the focus in its turn");
        if ctx.engine() == Engine::Chromium {
            // The other drivers tell no state.
            let states = async || -> Result<Vec<bool>> {
                let tree = page.cdp("Accessibility.getFullAXTree", json!({})).await?;
                let rows = tree["nodes"].as_array().into_iter().flatten();
                let rows = rows
                    .filter(|node| node["role"]["value"].as_str().is_some_and(|role| role.starts_with("Disclosure")));
                let expanded =
                    |node: &Value| node["properties"].as_array()?.iter().find(|one| one["name"] == "expanded").cloned();
                Ok(rows.filter_map(|node| expanded(node)?["value"]["value"].as_bool()).collect())
            };
            ensure!(states().await? == vec![false; IDS.len()], "all are said to be closed");
            page.click(&row).await?;
            let open: Vec<bool> = (0..IDS.len()).map(|other| other == at).collect();
            page.wait_until(&format!("{id} is said to be open"), async || Ok(states().await? == open)).await?;
            page.click(&row).await?;
        }
    }
    reader.no_errors().await
}

/// Everything that is read out when it changes.
const REGIONS: &str = "[aria-live], [role=status], [role=alert], [role=log], [role=timer], [role=marquee], output";

async fn progress_is_told_and_each_message_once(ctx: Ctx) -> Result {
    let reader = open(&ctx).await?;
    let page = &reader.page;
    // Which is told, too, whenever it comes.
    saved(page).await?;
    reader.stop_the_clock().await?;
    let note = "
        window.regions = [...document.querySelectorAll(arguments[0])];
        window.told = [];
        for (const region of regions) new MutationObserver(() => told.push(region.textContent.trim()))
            .observe(region, {childList: true, characterData: true, subtree: true});";
    page.js_with(note, vec![REGIONS.into()]).await?;
    let bar = async || page.role_and_name(&page.js("return document.querySelector('progress')").await?).await;
    let (role, name) = bar().await?;
    ensure!(role == "progressbar" && name.starts_with("0 of 5 read, about "), "{role}: {name}");

    reader.open_answer("who").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_message("Marked as read: 1 of 5").await?;
    let (_, name) = bar().await?;
    ensure!(name.starts_with("1 of 5 read, about "), "{name}");
    ensure!(page.js("return document.querySelector('progress').value").await? == 1);
    let times = async |words: &str| {
        page.js_with("return told.filter(text => text.includes(arguments[0])).length", vec![words.into()]).await
    };
    ensure!(times("Marked as read: 1 of 5").await? == 1, "it is told once");
    // No other place on the page has the words, and the region is the one that was there from the start.
    let once = "
        const holds = [...document.querySelectorAll('body *')].filter(e =>
            [...e.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.includes('Marked as read: 1 of 5')));
        const now = [...document.querySelectorAll(arguments[0])];
        return [regions.length, now.length, now[0] === regions[0], holds.length, holds[0] === regions[0]]";
    let seen = page.js_with(once, vec![REGIONS.into()]).await?;
    if seen != json!([1, 1, true, 1, true]) {
        bail!("regions before and after, the same one, places with the words, the region: {seen}");
    }
    // The same words are told again when the same thing happens again.
    reader.press("#who", "Mark as unread").await?;
    reader.press("#who", "Mark as read").await?;
    reader.wait_for_message("Marked as read: 1 of 5").await?;
    ensure!(times("Marked as read: 1 of 5").await? == 2, "it is told a second time");
    reader.no_errors().await
}
