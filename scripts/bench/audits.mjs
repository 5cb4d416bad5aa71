// Lighthouse, as on a phone: the four marks of a page, and what cost points.

import { launch } from './browser.mjs';
import { tool } from './tools.mjs';

/** The marks by category, from 0 to 100, and the audits that took some away. */
export async function audit(url) {
  const lighthouse = await tool('lighthouse');
  // A browser of its own: what was measured before must not be in its caches.
  const browser = await launch();
  try {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const { lhr } = await lighthouse(url, { port, output: 'json', logLevel: 'silent' });
    if (lhr.runtimeError) throw new Error(`Lighthouse: ${lhr.runtimeError.message}`);
    const categories = Object.values(lhr.categories);
    const costs = categories.flatMap(({ auditRefs }) =>
      auditRefs
        .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1)
        .map(({ id }) => [lhr.audits[id].title, lhr.audits[id].displayValue].filter(Boolean).join(': ')),
    );
    const marks = Object.fromEntries(categories.map(({ id, score }) => [id, Math.round(score * 100)]));
    return { marks, costs };
  } finally {
    await browser.close();
  }
}
