// Searching the front page of a site of many explainers: from typing to results.

import { open, pause } from './browser.mjs';
import { median } from './tools.mjs';

const FIELD = '[role=search] input[type=search]';
const RESULTS = '.search__results a';
/** Stands in the texts of scripts/bench/explainers.mjs; typed letter by letter, as a reader does. */
const SOUGHT = 'amber';

/**
 * `first` is from the first letter until there are results, with whatever has to be fetched for it; `next` the median of the
 * letters after it, of each from its input to the frame that shows what it changed. Milliseconds, as a reader with a phone of the
 * middle has it; nothing where the front page has no field for it.
 */
export async function searching(browser, url) {
  const { page, close } = await open(browser);
  try {
    await page.goto(url, { waitUntil: 'load' });
    if (!(await page.$(FIELD))) return undefined;
    await pause(1000);
    await page.evaluate(notes, FIELD, RESULTS);
    await page.focus(FIELD);
    const times = [];
    for (const letter of SOUGHT) {
      await page.evaluate(() => (window.bench.found = 0));
      await page.keyboard.type(letter);
      const found = page.waitForFunction(() => window.bench.found > 0, { polling: 50, timeout: 5000 });
      // One letter may be too few to look for: then the first answer comes with the next.
      const time = await found.then(() => page.evaluate(() => window.bench.found)).catch(() => undefined);
      if (time !== undefined) times.push(time);
    }
    if (times.length === 0) throw new Error(`no results for “${SOUGHT}” on ${url}`);
    const [first, ...next] = times;
    return { first, next: next.length > 0 ? median(next) : first };
  } finally {
    await close();
  }
}

/** Runs in the page: notes the time from an input to the first frame in which results are to be seen. */
function notes(field, results) {
  let since = 0;
  const look = () => {
    if (!since) return;
    const shown = [...document.querySelectorAll(results)].some((link) => link.checkVisibility());
    if (!shown) return;
    const start = since;
    since = 0;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.bench.found = performance.now() - start);
      port2.postMessage(null);
    });
  };
  document.querySelector(field).addEventListener('input', (event) => (since = event.timeStamp), { capture: true });
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}
