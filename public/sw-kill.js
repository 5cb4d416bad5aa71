// The kill switch: published in the place of sw.js (`backgrounder publish --kill-switch`, see docs/offline.md), it takes
// the worker and every cache of this site away and lets open pages load anew from the server.
const OWN = `backgrounder ${new URL('./', location.href).pathname} `;

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(end()));

async function end() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OWN)) await caches.delete(name);
  }
  // Pages that an earlier worker of this site controls: after one reload none is, so there is no second one.
  const pages = await clients.matchAll({ type: 'window' });
  await registration.unregister();
  // Not awaited: the navigation waits for this function to end.
  for (const page of pages) page.navigate(page.url).catch(() => {});
}
