// What every part of the bench uses: numbers, other programs, npm packages.

import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The middle one, or the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half) - 1]) / 2;
}

/**
 * The mean of the middle half. A paint comes with one frame or another, and where half of them come with each, the median is the
 * one or the other by chance.
 */
export function middle(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const left = Math.floor(sorted.length / 4);
  const kept = sorted.slice(left, sorted.length - left);
  return kept.reduce((sum, number) => sum + number, 0) / kept.length;
}

/** Each member of these objects, and of the members of members, as one number: the median if nothing else is asked for. */
export function together(objects, one = median) {
  const [first] = objects;
  if (typeof first !== 'object') return one(objects);
  return Object.fromEntries(Object.keys(first).map((key) => [key, together(objects.map((object) => object[key]), one)]));
}

/** Runs a program to its end and gives its time and that of the processor in seconds, and what it wrote on standard error. */
export function run(program, args) {
  // The shell's own `time` knows the processor's; its line is the last.
  const timed = ['-c', 'TIMEFORMAT="%R %U %S"; time "$@"', 'bash', program, ...args];
  const { status, error, stderr } = spawnSync('bash', timed, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (error) throw new Error(`cannot run ${program}: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stderr}`);
  const [seconds, user, system] = stderr.trimEnd().split('\n').pop().replaceAll(',', '.').split(' ').map(Number);
  return { seconds, processor: user + system, stderr };
}

/** Starts our own server. It tells where the site is, and ends with `stop()`. */
export function serve(bin, args) {
  const child = spawn(bin, ['serve', ...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const server = { log: '', stop: () => child.kill('SIGINT') };
  child.stderr.on('data', (text) => (server.log += text));
  return new Promise((done, failed) => {
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
      const url = /http:\S+/.exec(said);
      if (url) done(Object.assign(server, { url: url[0] }));
    });
    child.on('error', failed);
    child.on('exit', (code) => failed(new Error(`the server ended with ${code}: ${server.log}`)));
  });
}

/** What an npm package exports by default, from the folder that scripts/setup.sh bench fills. */
export async function tool(name) {
  const folder = process.env.BACKGROUNDER_BENCH_TOOLS;
  if (!folder) throw new Error('run the bench by `make bench`: it says where its tools are');
  const found = createRequire(join(folder, 'x.js')).resolve(name);
  return (await import(pathToFileURL(found).href)).default;
}
