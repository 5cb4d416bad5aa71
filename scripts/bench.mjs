// `make bench`: what the site costs its readers and editors, beside what it is measured against.
//
// Everything is measured in one run on one machine, in turn, each several times, and what is in the middle is given: so ratios
// mean something even on a machine that does other work, where seconds do not. Nothing here is a test: no figure fails anything.
//
//   BENCH_RUNS=5        how many times; pages are loaded twice as often and once more, since their paints differ most
//   BENCH_ONLY=a,b      only these parts: reading, large, lighthouse, search, publishing, editing
//   UPDATE=1            store the figures of this run as those of the release, in tests/bench.json

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { audit } from './bench/audits.mjs';
import { firstAnswer, launch, load, opens, toggles } from './bench/browser.mjs';
import { Figures } from './bench/figures.mjs';
import { editing, publishing } from './bench/publishing.mjs';
import { searching } from './bench/search.mjs';
import { LIMIT, first, generated, limit } from './bench/sites.mjs';
import { middle, serve, together } from './bench/tools.mjs';

const runs = Number(process.env.BENCH_RUNS ?? 5);
const only = process.env.BENCH_ONLY?.split(',');
const [dist, work, stored] = ['dist', 'target/bench', 'tests/bench.json'];
const explainer = 'isis-k';
/** The command line as quick as it can be, and as `make serve` runs it. */
const { BACKGROUNDER_NATIVE: native = 'target/native/backgrounder', BACKGROUNDER_BIN: bin = 'target/debug/backgrounder' } = process.env;

/** Within a frame: a click waits for the next one, and that one is drawn; milliseconds at 60 a second. */
const FRAME = 2 * (1000 / 60);

const figures = new Figures();
const failures = [];

/** Runs a part, unless others were asked for; one that fails leaves the others their turn. */
async function part(name, measure) {
  if (only && !only.includes(name)) return;
  process.stderr.write(`== ${name}\n`);
  try {
    await measure();
  } catch (error) {
    failures.push(`${name}: ${error.stack}`);
  }
}

async function served(dir, measure) {
  const server = await serve(native, ['--dir', dir]);
  const browser = await launch();
  try {
    await measure((path) => new URL(path, server.url).href, browser);
  } finally {
    await browser.close();
    server.stop();
  }
}

/** Loads and clicks each of these pages in turn, and gives the mean of the middle half for each. */
async function compare(browser, pages) {
  const taken = new Map(pages.map((page) => [page, { loads: [], opened: [] }]));
  const places = new Map();
  for (const page of pages) places.set(page, await firstAnswer(browser, page.url));
  for (let turn = 0; turn < 2 * runs + 1; turn += 1) {
    for (const page of pages) {
      taken.get(page).loads.push(await load(browser, page.url, page));
      taken.get(page).opened.push(await opens(browser, page.url, places.get(page)));
    }
  }
  const all = [];
  for (const page of pages) {
    const { loads, opened } = taken.get(page);
    const slow = await toggles(browser, page.url, { ...page, slow: true });
    const quick = await toggles(browser, page.url, { ...page, slow: false });
    all.push({ ...together(loads, middle), opened: middle(opened), slow, quick });
  }
  return all;
}

/** What is said of every page. */
function page(seen, { shift } = {}) {
  figures.add('first paint', 'milliseconds', seen.first);
  figures.add('largest paint', 'milliseconds', seen.largest);
  figures.add('a click opens an answer from', 'milliseconds', seen.opened);
  if (seen.live) figures.add('progress is live', 'milliseconds', seen.live);
  figures.add('from a click to the next frame, slowed', 'milliseconds', seen.slow.frame);
  figures.add('from a click to the next frame, full speed', 'milliseconds', seen.quick.frame, { most: FRAME });
  figures.add('layout shift', 'shift', seen.shift, { most: shift });
  figures.add('blocked after the first paint', 'milliseconds', seen.blocked);
  figures.add('script heap', 'megabytes', seen.heap);
  if (seen.memory) figures.add('memory of the wasm', 'megabytes', seen.memory);
}

/** A page's bytes as they were sent. */
function weight({ bytes }, { html, code } = {}) {
  figures.add('HTML', 'bytes', bytes.html, { most: html });
  if (bytes.script + bytes.wasm > 0) figures.add('script and wasm', 'bytes', bytes.script + bytes.wasm, { most: code });
  if (bytes.other > 0) figures.add('other files', 'bytes', bytes.other);
}

await part('reading', () =>
  served(first(join(work, 'first'), { dist, explainer }), async (url, browser) => {
    const [whole, limit, embed] = await compare(browser, [
      { url: url(`${explainer}/`), live: true },
      { url: url(`${LIMIT}/`), live: false },
      { url: url(`${explainer}/embed/`), live: true },
    ]);
    figures.part('The first explainer (CPU slowed four times, slow 4G)');
    figures.add('first paint, against the page without scripts', 'ratio', whole.first / limit.first, { most: 1.05 });
    figures.add('largest paint, against the same', 'ratio', whole.largest / limit.largest);
    figures.add('a click opens an answer, against the same', 'ratio', whole.opened / limit.opened, { most: 1.05 });
    figures.add('progress is live, against the own first paint', 'ratio', whole.live / whole.first, { most: 1.75 });
    page(whole, { shift: 0 });
    weight(whole, { html: 14_000, code: 40_000 });
    figures.part('The same page without scripts: the limit');
    page(limit);
    weight(limit);
    figures.part('Its embed');
    figures.add('first paint, against the limit', 'ratio', embed.first / limit.first);
    figures.add('progress is live, against the own first paint', 'ratio', embed.live / embed.first);
    page(embed, { shift: 0 });
    weight(embed);
  }),
);

await part('large', () => {
  const site = generated(join(work, 'large'), { bin: native, dist, count: 1, questions: 1000, terms: 2000, compressed: true });
  limit(site, 'explainer-0001');
  return served(site, async (url, browser) => {
    const [large] = await compare(browser, [{ url: url('explainer-0001/'), live: true }]);
    figures.part('A page of 1,000 questions and 2,000 terms (slowed likewise)');
    page(large, { shift: 0 });
    const plain = await toggles(browser, url(`${LIMIT}/`), { slow: false, live: false });
    figures.add('the same without scripts', 'milliseconds', plain.frame);
    weight(large);
  });
});

await part('lighthouse', () =>
  served(first(join(work, 'first'), { dist, explainer }), async (url) => {
    for (const [name, path] of [['the page', `${explainer}/`], ['its embed', `${explainer}/embed/`], ['the front page', '']]) {
      const { marks, costs } = await audit(url(path));
      figures.part(`Lighthouse, mobile: ${name}`);
      for (const [category, mark] of Object.entries(marks)) {
        // An embed keeps out of search engines on purpose: the page that it is a part of is to be found in its place.
        figures.add(category, 'points', mark, name === 'its embed' && category === 'seo' ? {} : { least: 100 });
      }
      if (costs.length > 0) figures.note(`Lighthouse, ${name}, took points for: ${costs.join('; ')}`);
    }
  }),
);

await part('search', () => {
  const site = generated(join(work, 'search'), { bin: native, dist, count: 100, questions: 5, terms: 10 });
  return served(site, async (url, browser) => {
    const turns = [];
    for (let turn = 0; turn < runs; turn += 1) turns.push(await searching(browser, url('')));
    if (turns.includes(undefined)) {
      figures.note('The search was left out: the front page has no field for it.');
      return;
    }
    const { first, next } = together(turns);
    figures.part('Search on the front page of 100 explainers (slowed likewise)');
    // The place for goals of the search: `most` beside each.
    figures.add('from the first letter to results', 'milliseconds', first);
    figures.add('from each further letter to results', 'milliseconds', next);
  });
});

await part('publishing', () => {
  const { one, hundred, book, large, release } = publishing(join(work, 'publishing'), { bin: native, dist, runs });
  figures.part('Publishing (an optimised build)');
  figures.add('100 explainers, against mdBook’s build of such a book', 'ratio', hundred.seconds / book.seconds, { most: 1 });
  // This one says most where the machine has other work: ours may use several cores, mdBook's uses one.
  figures.add('the processor’s time for it, against the same', 'ratio', hundred.processor / book.processor);
  figures.add('1 explainer', 'seconds', one.seconds);
  figures.add('100 explainers (500 questions, 1,000 terms in all)', 'seconds', hundred.seconds);
  figures.add('mdBook: a book of 100 such chapters', 'seconds', book.seconds);
  figures.add('1 explainer of 1,000 questions and 2,000 terms', 'seconds', large.seconds, { most: 5 });
  figures.add('100 explainers, with compressed files for a release', 'seconds', release.seconds);
  if (Number.isNaN(one.memory)) {
    figures.note('Memory was left out: this system does not tell.');
    return;
  }
  figures.add('memory: 1 explainer', 'megabytes', one.memory);
  figures.add('memory: 100 explainers', 'megabytes', hundred.memory);
  figures.add('memory: 1 explainer of 1,000 questions', 'megabytes', large.memory, { most: 200e6 });
});

await part('editing', async () => {
  figures.part('From a saved text to its page, no wasm rebuilt (the build that `make serve` runs)');
  for (const [name, seeds] of [['this site', 'seeds'], ['100 explainers', undefined]]) {
    const { work: worked, total } = await editing(join(work, 'editing'), { bin, dist, runs, seeds });
    figures.add(`${name}: work`, 'milliseconds', worked, { most: 1000 });
    figures.add(`${name}: until the page is new`, 'milliseconds', total);
  }
});

// Not before: removing this many files slows the writing of others down for a while.
rmSync(work, { recursive: true, force: true });

console.log(figures.table());
const last = existsSync(stored) ? JSON.parse(readFileSync(stored, 'utf8')) : undefined;
if (last) {
  const moved = figures.moved(last.figures);
  console.log(moved.length > 0 ? `Moved since ${last.release}:` : `Nothing moved since ${last.release}.`);
  for (const line of moved) console.log(`  ${line}`);
}
const about = { release: version(), runs, cores: cpus().length, date: new Date().toISOString() };
mkdirSync('target', { recursive: true });
writeFileSync('target/bench.json', figures.json(about));
console.log('All figures are in target/bench.json.');
if (process.env.UPDATE === '1') {
  if (only || failures.length > 0) failures.push(`${stored} was left as it is: this run did not measure everything`);
  else writeFileSync(stored, `${JSON.stringify({ release: about.release, figures: figures.kept() }, undefined, 2)}\n`);
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;

/** The version that Cargo.toml names. */
function version() {
  return /^version = "(.*)"$/m.exec(readFileSync('Cargo.toml', 'utf8'))[1];
}
