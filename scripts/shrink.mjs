// Makes the browser half of a release small: node scripts/shrink.mjs FOLDER
//
// FOLDER holds what trunk made: NAME-HASH.js, the glue of wasm-bindgen, and NAME-HASH_bg.wasm.
// wasm-bindgen writes both for any use; here it is known that a page calls the default export of
// the glue and nothing else. So:
//
//   1. esbuild drops the glue that this export does not reach;
//   2. wasm-metadce drops the wasm that the rest of the glue does not reach;
//   3. wasm-opt optimizes, and shortens the names by which glue and wasm know each other (each is
//      long, ends in a hash that no compressor can shorten, and stands in both files);
//   4. esbuild minifies the glue;
//   5. both files get the hash of what is now in them as their name, since a cache may keep them
//      for ever under it.
//
// esbuild and binaryen are found on PATH (scripts/env.sh puts them there).

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// What rustc lets itself use for wasm32-unknown-unknown, and every browser of the last years knows.
// Not --all-features: that has binaryen write an encoding of imports that no browser reads yet.
const FEATURES = [
  '--enable-bulk-memory',
  '--enable-bulk-memory-opt',
  '--enable-multivalue',
  '--enable-mutable-globals',
  '--enable-nontrapping-float-to-int',
  '--enable-reference-types',
  '--enable-sign-ext',
];
// In the order in which they run. The two sections are for tools, and this is the last one.
const PASSES = [
  // Below address 1024 is the far end of the stack, which only a page about to overflow it would reach.
  '--low-memory-unused',
  '--flatten',
  '--rereloop',
  // Weighed against -O3, -O4, -Oz and each once, after compression.
  '-Os',
  '-Os',
  // Functions of one crate and type side by side: like finds like sooner than in the order of use.
  '--reorder-functions-by-name',
  '--strip-debug',
  '--minify-imports-and-exports-and-modules',
  '--strip-producers',
  '--strip-target-features',
];
// The glue warns on the console of how it is called, which is known here, and of a host that sends wasm under another type,
// which it loads all the same.
const ESBUILD = ['--format=esm', '--target=es2022', '--legal-comments=none', '--log-level=warning', '--drop:console'];

/** Runs a tool and gives what it printed. */
function run(tool, args, input = '') {
  return execFileSync(tool, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'inherit'] });
}

/** The one file of a folder whose name ends so. */
function only(folder, ending) {
  const found = readdirSync(folder).filter((name) => name.endsWith(ending));
  if (found.length !== 1) {
    throw new Error(`expected one *${ending} in ${folder}, found ${found.length}`);
  }
  return found[0];
}

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

const folder = resolve(process.argv[2] ?? '.');
const wasmName = only(folder, '_bg.wasm');
const glueName = wasmName.replace(/_bg\.wasm$/, '.js');
const name = wasmName.replace(/-[0-9a-f]+_bg\.wasm$/, '');
const work = mkdtempSync(join(tmpdir(), 'shrink-'));
try {
  // 1. Names are still whole here, and each import still has a line of its own.
  const entry = `export { default } from ${JSON.stringify(join(folder, glueName))};`;
  let glue = run('esbuild', [...ESBUILD, '--bundle'], entry);

  // 2.
  const used = [...new Set([...glue.matchAll(/\bwasm\.([\w$]+)/g)].map((match) => match[1]))];
  const graph = [
    { name: 'glue', root: true, reaches: used.map((name) => `export ${name}`) },
    ...used.map((name) => ({ name: `export ${name}`, export: name })),
  ];
  const graphFile = join(work, 'graph.json');
  const reached = join(work, 'reached.wasm');
  writeFileSync(graphFile, JSON.stringify(graph));
  // The names of functions stay until they are put in order by them.
  run('wasm-metadce', ['-g', ...FEATURES, join(folder, wasmName), '-f', graphFile, '-o', reached]);

  // 3. The pass prints its table of names as JSON.
  const small = join(work, 'small.wasm');
  const names = JSON.parse(run('wasm-opt', [...FEATURES, reached, ...PASSES, '-o', small]));
  const exports = new Map(names.exports);
  const imports = new Map(names.imports.map(([, long, short]) => [long, short]));
  const wasm = readFileSync(small);
  const newWasmName = `${name}-${hash(wasm)}_bg.wasm`;

  let renamed = 0;
  glue = glue
    .replace(/\bwasm\.([\w$]+)/g, (_, long) => `wasm.${exports.get(long)}`)
    .replace(/^(\s+)([\w$]+)(?=: function\()/gm, (line, space, long) => {
      if (!imports.has(long)) return line;
      renamed += 1;
      return space + imports.get(long);
    })
    // wasm-bindgen does not know of trunk's hashed name; now init() finds the wasm without being told.
    .replace(/new URL\("[^"]*_bg\.wasm", import\.meta\.url\)/, `new URL("${newWasmName}", import.meta.url)`);
  // binaryen calls the first module of imports "a"; wasm-bindgen has no other.
  const [[module]] = names.imports;
  const parts = glue.split(JSON.stringify(module));
  const whole = renamed === imports.size && parts.length === 2 && glue.includes(newWasmName);
  // A new wasm-bindgen may write its glue in another way: then stop here, not in a reader's browser.
  if (!whole) {
    throw new Error(`the glue of wasm-bindgen looks new: ${renamed} of ${imports.size} imports found`);
  }
  glue = parts.join('"a"');

  // 4. and 5.
  glue = run('esbuild', [...ESBUILD, '--minify'], glue);
  rmSync(join(folder, wasmName));
  rmSync(join(folder, glueName));
  writeFileSync(join(folder, newWasmName), wasm);
  writeFileSync(join(folder, `${name}-${hash(glue)}.js`), glue);
} finally {
  rmSync(work, { recursive: true });
}
