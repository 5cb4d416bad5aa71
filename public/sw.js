// The service worker of a published site: after the first visit every page reads without a connection.
//
// `backgrounder publish` fills in FILES and VERSION from what was really built (src/publish/worker.rs), and takes these
// comments out. The rules that it keeps:
//
//   - HTML, script and wasm of one build come from one cache: a page is never put together from two builds.
//   - A build is stored whole or not at all, and every file is checked against its hash.
//   - A new build waits until the reader asks for it.
//   - A large site is stored page by page, as the reader comes to them; the rules hold for each page.
//   - An origin may be shared: only the caches of this very site are touched.

// [address from the site's root, integrity]; the address of a page is its folder.
const FILES = [/*FILES*/];
// The same for what is stored only when the reader comes to it.
const LATER = [/*LATER*/];
const VERSION = '/*VERSION*/';

const ROOT = new URL('./', location.href);
// A path in an address holds no space, so this begins no other site's names.
const OWN = `backgrounder ${ROOT.pathname} `;
const NAME = OWN + VERSION;
const address = (path) => new URL(path, ROOT).href;
const HASHES = new Map([...FILES, ...LATER].map(([path, hash]) => [address(path), hash]));

addEventListener('install', (event) => event.waitUntil(install()));
addEventListener('activate', (event) => event.waitUntil(activate()));
addEventListener('message', ({ data }) => {
  if (data === 'switch') skipWaiting();
});
addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(ROOT.href)) return;
  if (request.mode === 'navigate') {
    event.respondWith(page(event, url));
  } else if (HASHES.has(url.href)) {
    event.respondWith(file(event, url.href));
  }
});

async function install() {
  const known = await caches.has(NAME);
  // Everything is fetched and checked before anything is stored.
  const older = await ownCaches();
  const files = [...FILES, ...(await visited(older))];
  const answers = await Promise.all(files.map(([path, hash]) => obtain(address(path), hash, older)));
  try {
    const cache = await caches.open(NAME);
    await Promise.all(answers.map((answer, at) => cache.put(address(files[at][0]), answer)));
  } catch (error) {
    // The disk is full, say. What was there before this attempt may be in use.
    if (!known) await caches.delete(NAME);
    throw error;
  }
}

// What the reader has come to so far: it was stored with an older build, or it is open now.
async function visited(older) {
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const urls = new Set(open.map(({ url }) => pageOf(new URL(url))));
  for (const cache of older) {
    for (const { url } of await cache.keys()) urls.add(url);
  }
  return LATER.filter(([path]) => urls.has(address(path)));
}

// What did not change is taken from an older build of this site, the rest from the server.
async function obtain(url, integrity, older) {
  for (const cache of older) {
    const answer = await cache.match(url, { ignoreVary: true });
    if (answer && (await digest(answer.clone())) === integrity) return answer;
  }
  // The page has just loaded some of these files: what the browser kept of them serves, where it is the right one.
  const get = (cache) => fetch(new Request(url, { integrity, cache }));
  return direct(await get('default').catch(() => get('reload')));
}

async function digest(answer) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()));
  return `sha256-${btoa(String.fromCharCode(...bytes))}`;
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN) && name !== NAME) await caches.delete(name);
  }
  // The page of the first visit, and one that was reloaded past the worker, are to hear of the next build, too.
  await clients.claim();
}

async function ownCaches() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN));
  return Promise.all(names.map((name) => caches.open(name)));
}

// A page is found by its path alone: links are passed on with `?utm_source=…`.
function pageOf({ origin, pathname }) {
  return origin + pathname.replace(/\/index\.html$/, '/');
}

async function page(event, place) {
  const url = pageOf(place);
  const known = HASHES.has(url);
  if (!known && HASHES.has(`${url}/`)) return Response.redirect(`${url}/${place.search}`);
  try {
    return await (known ? file(event, url) : fetch(event.request));
  } catch (error) {
    const answer = await stored(address(known ? 'offline.html' : '404.html'));
    if (!answer) throw error;
    // No path of this site leads there: here it is known where the site begins.
    const html = (await answer.text()).replace('href="../"', `href="${ROOT.pathname}"`);
    return new Response(html, { status: known ? 503 : 404, headers: answer.headers });
  }
}

// What is not stored yet, or what the browser has dropped, comes from the server, and is stored on its way.
async function file(event, url) {
  const known = await stored(url);
  if (known) return known;
  const answer = await fetch(event.request);
  event.waitUntil(keep(url, answer.clone()));
  return answer;
}

// Stores what belongs to this build, and tells the pages. The server may be ahead by a build: that is not kept with this one.
async function keep(url, answer) {
  if (!answer.ok || (await digest(answer.clone())) !== HASHES.get(url)) return;
  // Once a newer build is at work there is no such cache, and there shall be none.
  if (!(await caches.has(NAME))) return;
  await (await caches.open(NAME)).put(url, await direct(answer));
  for (const page of await clients.matchAll({ type: 'window' })) page.postMessage('kept');
}

// The bytes are right, whatever the host makes of the address; but no navigation takes an answer that was redirected.
async function direct(answer) {
  if (answer.ok && !answer.redirected) return answer;
  return new Response(await answer.blob(), { headers: answer.headers });
}

async function stored(url) {
  return caches.match(url, { cacheName: NAME, ignoreVary: true });
}
