// The sites that the bench looks at, in a folder of its own.

import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { writeSeeds } from './explainers.mjs';
import { run } from './tools.mjs';

/** The folder of the page that is the limit: nothing can be there sooner. */
export const LIMIT = 'limit';

/** The published site, and in it the first explainer's page with every script taken out. */
export function first(folder, { dist, explainer }) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(dist, folder, { recursive: true });
  limit(folder, explainer);
  return folder;
}

/** Puts an explainer's page without scripts into a site. */
export function limit(site, explainer) {
  const html = withoutScripts(readFileSync(join(site, explainer, 'index.html'), 'utf8'));
  mkdirSync(join(site, LIMIT));
  writeFileSync(join(site, LIMIT, 'index.html'), html);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 } };
  writeFileSync(join(site, LIMIT, 'index.html.br'), brotliCompressSync(html, quality));
}

/** A page without its scripts, and without the hints that have them fetched. */
function withoutScripts(html) {
  return html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replace(/<link rel="(?:modulepreload|preload)"[^>]*>/g, '');
}

/** A site of explainers that nobody wrote; compressed as a release is, or by the server as it sends. */
export function generated(folder, { bin, dist, count, questions, terms, compressed }) {
  rmSync(folder, { recursive: true, force: true });
  const seeds = join(folder, 'seeds');
  const site = join(folder, 'site');
  writeSeeds(seeds, count, questions, terms);
  run(bin, ['publish', '--seeds', seeds, '--bundle', dist, '--out', site, ...(compressed ? ['--compress'] : [])]);
  return site;
}

/** A folder that holds the browser half of `dist` and nothing else. */
export function browserHalf(folder, dist) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(dist)) {
    if (/^backgrounder-.*\.(js|wasm)$/.test(name)) cpSync(join(dist, name), join(folder, name));
  }
}
