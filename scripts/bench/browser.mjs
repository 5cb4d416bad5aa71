// The browser of the bench: Chromium, slowed, and what a page does in it.
//
// Each load has a context of its own, so that nothing is in a cache. What is to be compared is measured in turn within one run:
// absolute times say more about the machine than about the page.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { median, tool } from './tools.mjs';

/** What the browser's own developer tools call "Slow 4G". Bytes a second, and milliseconds for each request. */
const SLOW_4G = { offline: false, latency: 562.5, downloadThroughput: 188_743, uploadThroughput: 86_400 };
const SLOWER = 4;
/** A phone of the middle, in CSS pixels. */
const SCREEN = { width: 412, height: 823, deviceScaleFactor: 1.75, mobile: true };
/** One so high that the first answer is to be seen at once: nobody can scroll before there is a page. */
const TALL = { ...SCREEN, height: 1800 };
const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const NAMES = ['chromium', 'google-chrome', 'chromium-browser', 'chrome'];
/** No page here needs longer, however slow the machine. */
const PATIENCE = 60_000;
const QUIET = 1500;

/** Starts the browser; it ends with `close()`. */
export async function launch() {
  const { launch } = await tool('puppeteer-core');
  const places = NAMES.flatMap((name) => process.env.PATH.split(delimiter).map((folder) => join(folder, name)));
  const executablePath = process.env.BACKGROUNDER_CHROMIUM ?? places.find((place) => existsSync(place));
  if (!executablePath) throw new Error('no Chromium on PATH: run scripts/setup.sh bench');
  return launch({ executablePath, headless: true, args: FLAGS, protocolTimeout: 3 * PATIENCE });
}

/** Runs in the page before anything of its own: notes what happens, and when. */
function notes() {
  const seen = { shift: 0, long: [], largest: 0, live: 0 };
  window.bench = seen;
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('layout-shift', (entry) => (seen.shift += entry.hadRecentInput ? 0 : entry.value));
  watch('longtask', (entry) => seen.long.push([entry.startTime, entry.duration]));
  watch('largest-contentful-paint', (entry) => (seen.largest = entry.startTime));
  // The moment at which progress counts: the browser half says so in an attribute, and the words are there.
  const live = () => {
    const panel = document.querySelector('[data-widget=progress]');
    if (seen.live || panel?.querySelector('[data-live]')?.dataset.live !== 'true') return;
    if (/\b0 of \d+ read/.test(panel.textContent)) seen.live = performance.now();
    else requestAnimationFrame(live);
  };
  new MutationObserver(live).observe(document, { subtree: true, attributeFilter: ['data-live'] });
  // Told at once, whatever else the page has to do: a toggle event would come later.
  const opened = ([{ target }]) => target.open && window.benchOpened?.(String(performance.now()));
  new MutationObserver(opened).observe(document, { subtree: true, attributeFilter: ['open'] });
  document.addEventListener(
    'click',
    (event) => {
      // The next frame: its callback runs before it is drawn, a message sent from there comes after.
      requestAnimationFrame(() => {
        const frame = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          seen.frame = performance.now() - event.timeStamp;
          seen.drawing = performance.now() - frame;
        };
        port2.postMessage(null);
      });
    },
    { capture: true },
  );
}

/** Opens a page of its own; `slow` as a reader with a phone of the middle and a poor connection has it. */
export async function open(browser, { slow = true, screen = SCREEN } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const devtools = await page.createCDPSession();
  await devtools.send('Emulation.setDeviceMetricsOverride', screen);
  await page.evaluateOnNewDocument(notes);
  await devtools.send('Network.enable');
  if (slow) {
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  }
  return { page, devtools, close: () => context.close() };
}

/** A load that nobody disturbs: when what shows, what moves, what it costs. */
export async function load(browser, url, { live }) {
  const { page, devtools, close } = await open(browser);
  try {
    await page.goto(url, { waitUntil: 'load', timeout: PATIENCE });
    if (live) await page.waitForFunction(() => window.bench.live > 0, { polling: 100 });
    await pause(QUIET);
    await devtools.send('HeapProfiler.collectGarbage');
    const heap = await devtools.send('Runtime.getHeapUsage');
    const seen = await page.evaluate(() => {
      const { shift, long, largest, live } = window.bench;
      const first = performance.getEntriesByName('first-contentful-paint')[0].startTime;
      const blocked = long.reduce((sum, [start, length]) => {
        // What ran before anything was to be seen kept nobody from acting.
        const late = Math.max(0, start + length - Math.max(start, first) - 50);
        return sum + late;
      }, 0);
      return { first, largest, live, shift, blocked };
    });
    return { ...seen, heap: heap.usedSize, memory: await wasmMemory(devtools), bytes: await bytes(page) };
  } finally {
    await close();
  }
}

/** The bytes that wasm holds beside the heap: those of each memory that a script of the page has. */
async function wasmMemory(devtools) {
  const { result } = await devtools.send('Runtime.evaluate', { expression: 'WebAssembly.Memory.prototype' });
  const { objects } = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId });
  const sum = await devtools.send('Runtime.callFunctionOn', {
    objectId: objects.objectId,
    functionDeclaration: 'function () { return this.reduce((sum, memory) => sum + memory.buffer.byteLength, 0); }',
    returnByValue: true,
  });
  return sum.result.value;
}

/** The bytes of a page by what they are, compressed as they were sent; a file that a hint and a script ask for counts once. */
function bytes(page) {
  return page.evaluate(() => {
    const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    const files = new Map(entries.map((entry) => [entry.name, entry]));
    const kind = (name, entry) => {
      if (entry.entryType === 'navigation') return 'html';
      return /\.wasm$/.test(name) ? 'wasm' : /\.js$/.test(name) ? 'script' : 'other';
    };
    const sum = { html: 0, script: 0, wasm: 0, other: 0 };
    for (const [name, entry] of files) sum[kind(name.split(/[?#]/)[0], entry)] += entry.encodedBodySize;
    return sum;
  });
}

/** Where a click opens the first answer, in a page that is there already. */
async function place(page) {
  const summary = await page.$('details.accordion__item > summary');
  await summary.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
  const { x, y, width, height } = await summary.boundingBox();
  return [x + width / 2, y + height / 2];
}

/** Where the first answer of a page is before anybody has scrolled; the same in every load of it. */
export async function firstAnswer(browser, url) {
  const { page, close } = await open(browser, { slow: false, screen: TALL });
  try {
    await page.goto(url, { waitUntil: 'load', timeout: PATIENCE });
    const summary = await page.$('details.accordion__item > summary');
    const { x, y, height } = await summary.boundingBox();
    if (y + height > TALL.height) throw new Error(`the first answer of ${url} is ${y} px down, beyond the screen`);
    // On the left: what is added on the right when a script arrives may make the row higher.
    return [x + 20, y + height / 2];
  } finally {
    await close();
  }
}

/** Clicks from the first moment on until an answer opens, and gives that moment. */
export async function opens(browser, url, [x, y]) {
  const { page, devtools, close } = await open(browser, { screen: TALL });
  try {
    let opened = 0;
    await devtools.send('Runtime.enable');
    await devtools.send('Runtime.addBinding', { name: 'benchOpened' });
    devtools.on('Runtime.bindingCalled', ({ payload }) => (opened ||= Number(payload)));
    const there = page.goto(url, { waitUntil: 'load', timeout: PATIENCE });
    const end = Date.now() + PATIENCE;
    // One that comes before the page does is lost, as a reader's would be.
    while (!opened && Date.now() < end) await click(devtools, x, y).catch(() => {});
    await there;
    if (!opened) throw new Error(`no click opened an answer of ${url}`);
    return opened;
  } finally {
    await close();
  }
}

/** From a click on an answer to the next frame, in a page that has come to rest: the median of several. */
export async function toggles(browser, url, { slow, live }) {
  const { page, devtools, close } = await open(browser, { slow: false });
  try {
    await page.goto(url, { waitUntil: 'load', timeout: PATIENCE });
    if (live) await page.waitForFunction(() => window.bench.live > 0, { polling: 100 });
    await pause(QUIET);
    const [x, y] = await place(page);
    if (slow) await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const frames = [];
    const drawings = [];
    for (let turn = 0; turn < 10; turn += 1) {
      await page.evaluate(() => (window.bench.frame = 0));
      await click(devtools, x, y);
      await page.waitForFunction(() => window.bench.frame > 0, { polling: 50 });
      const { frame, drawing } = await page.evaluate(() => window.bench);
      frames.push(frame);
      drawings.push(drawing);
      await pause(100);
    }
    return { frame: median(frames), drawing: median(drawings) };
  } finally {
    await close();
  }
}

async function click(devtools, x, y) {
  const event = { x, y, button: 'left', clickCount: 1 };
  await devtools.send('Input.dispatchMouseEvent', { ...event, type: 'mousePressed' });
  await devtools.send('Input.dispatchMouseEvent', { ...event, type: 'mouseReleased' });
}

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
