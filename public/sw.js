// The service worker of a published site: after the first visit every page reads without a connection.
//
// `backgrounder publish` fills in FILES and VERSION from what was really built (src/publish/worker.rs), and takes these
// comments out. The rules that it keeps:
//
//   - HTML, script and wasm of one build come from one cache: a page is never put together from two builds.
//   - A build is stored whole or not at all, and every file is checked against its hash.
//   - A new build waits until the reader asks for it.
//   - An origin may be shared: only the caches of this very site are touched.

// [address from the site's root, integrity]; the address of a page is its folder.
const FILES = [/*FILES*/];
const VERSION = '/*VERSION*/';

const ROOT = new URL('./', location.href);
// A path in an address holds no space, so this begins no other site's names.
const OWN = `backgrounder ${ROOT.pathname} `;
const NAME = OWN + VERSION;
const address = (path) => new URL(path, ROOT).href;
const LISTED = new Set(FILES.map(([path]) => address(path)));
const MISSING = address('404.html');

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
    event.respondWith(page(request, url));
  } else if (LISTED.has(url.href)) {
    event.respondWith(file(request, url.href));
  }
});

async function install() {
  const known = await caches.has(NAME);
  // Everything is fetched and checked before anything is stored.
  const older = await ownCaches();
  const answers = await Promise.all(FILES.map(([path, hash]) => obtain(address(path), hash, older)));
  try {
    const cache = await caches.open(NAME);
    await Promise.all(answers.map((answer, at) => cache.put(address(FILES[at][0]), answer)));
  } catch (error) {
    // The disk is full, say. What was there before this attempt may be in use.
    if (!known) await caches.delete(NAME);
    throw error;
  }
}

// What did not change is taken from an older build of this site, the rest from the server.
async function obtain(url, integrity, older) {
  for (const cache of older) {
    const answer = await cache.match(url, { ignoreVary: true });
    if (answer && (await digest(answer.clone())) === integrity) return answer;
  }
  // The page has just loaded some of these files: what the browser kept of them serves, where it is the right one.
  const get = (cache) => fetch(new Request(url, { integrity, cache }));
  const answer = await get('default').catch(() => get('reload'));
  if (answer.ok && !answer.redirected) return answer;
  // The bytes are right, whatever the host makes of the address; but no navigation takes an answer that was redirected.
  return new Response(await answer.blob(), { headers: answer.headers });
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
async function page(request, { origin, pathname, search }) {
  const url = origin + pathname.replace(/\/index\.html$/, '/');
  if (LISTED.has(url)) return file(request, url);
  if (LISTED.has(`${url}/`)) return Response.redirect(`${url}/${search}`);
  try {
    return await fetch(request);
  } catch (error) {
    const answer = await stored(MISSING);
    if (!answer) throw error;
    // No path of this site leads there: here it is known where the site begins.
    const html = (await answer.text()).replace('href="../"', `href="${ROOT.pathname}"`);
    return new Response(html, { status: 404, headers: answer.headers });
  }
}

// A browser may drop what it stored: then the server is asked.
async function file(request, url) {
  return (await stored(url)) || fetch(request);
}

async function stored(url) {
  return caches.match(url, { cacheName: NAME, ignoreVary: true });
}
