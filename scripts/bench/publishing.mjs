// How long publishing takes and how much memory it needs, beside mdBook's own build of a book of the same size; and how soon a
// saved file is a page.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeBook, writeSeeds } from './explainers.mjs';
import { browserHalf } from './sites.mjs';
import { run, serve, together } from './tools.mjs';
import { pause } from './browser.mjs';

/** What is published: how many explainers, and how many questions and terms each has. */
const SIZES = { one: [1, 5, 10], hundred: [100, 5, 10], large: [1, 1000, 2000] };

/** Times in seconds, memory in bytes. */
export function publishing(folder, { bin, dist, runs }) {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, size] of Object.entries(SIZES)) writeSeeds(join(folder, name), ...size);
  writeBook(join(folder, 'book'), ...SIZES.hundred);
  // Each time a folder that was not there: where many files have just been removed, a file system may look long for room.
  let outs = 0;
  const fresh = () => join(folder, `out-${(outs += 1)}`);
  const publish = (name, ...more) => {
    const out = fresh();
    const { seconds, processor, stderr } = run(bin, ['publish', '--seeds', join(folder, name), '--bundle', dist, '--out', out, ...more]);
    const memory = /([\d,]+) MB of memory/.exec(stderr);
    return { seconds, processor, memory: memory ? Number(memory[1].replaceAll(',', '')) * 1e6 : NaN };
  };
  // In turn, so that whatever else the machine does falls on all of them.
  const turns = Array.from({ length: runs }, () => ({
    one: publish('one'),
    hundred: publish('hundred'),
    book: book(join(folder, 'book'), fresh()),
    large: publish('large'),
  }));
  // Slow, and nothing that mdBook does.
  return { ...together(turns), release: publish('hundred', '--compress') };
}

function book(folder, out) {
  const { seconds, processor } = run('mdbook', ['build', folder, '--dest-dir', out]);
  return { seconds, processor };
}

/**
 * An editor's day: a preview runs, a file is saved, its page is new. `work` is what the preview says it worked, `total` is what
 * the editor waits, both in milliseconds.
 */
export async function editing(folder, { bin, dist, runs, seeds }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (seeds) cpSync(seeds, join(folder, 'seeds'), { recursive: true });
  else writeSeeds(join(folder, 'seeds'), ...SIZES.hundred);
  const site = join(folder, 'site');
  browserHalf(site, dist);
  const before = readdirSync(site).sort();

  const server = await serve(bin, ['--dir', site, '--seeds', join(folder, 'seeds')]);
  const published = () => [...server.log.matchAll(/published in (\d+) ms/g)].map((found) => Number(found[1]));
  try {
    await until(() => published().length > 0);
    const name = readdirSync(join(folder, 'seeds')).find((name) => name.endsWith('.md'));
    const path = join(folder, 'seeds', name);
    const page = new URL(`${name.replace(/\.md$/, '')}/`, server.url);
    const turns = [];
    for (let turn = 0; turn < runs; turn += 1) {
      const text = readFileSync(path, 'utf8');
      const mark = `Edited ${turn} times`;
      const known = published().length;
      const start = performance.now();
      writeFileSync(path, text.replace(/^title = .*$/m, `title = "${mark}"`));
      await until(async () => (await (await fetch(page)).text()).includes(mark));
      const total = performance.now() - start;
      // It says so when all is written, the page is there a little sooner.
      await until(() => published().length > known);
      turns.push({ work: published().at(-1), total });
    }
    const halves = readdirSync(site).filter((name) => before.includes(name));
    if (halves.length !== before.length) throw new Error('an edit of a text has changed the browser half');
    return together(turns);
  } finally {
    server.stop();
  }
}

async function until(done) {
  const end = Date.now() + 120_000;
  while (!(await done())) {
    if (Date.now() > end) throw new Error('the preview took more than two minutes');
    await pause(5);
  }
}
