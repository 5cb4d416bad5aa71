// The search of the front page. It looks through all answers and terms in the reader's own browser: what is typed is sent
// nowhere, and stands in the address only behind a `#`, which no server sees.
//
// MiniSearch does the looking: https://github.com/lucaong/minisearch. What it looks through is fetched when the field is
// first used (src/publish/search.rs has its form).

import MiniSearch from 'minisearch';

const SHOWN = 20;
// Letters of an excerpt before and after the first word that was found.
const BEFORE = 60;
const AFTER = 160;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

const box = document.querySelector('.search');
const field = box.querySelector('.search__field');
const count = box.querySelector('.search__count');
const results = box.querySelector('.search__results');
const list = document.querySelector('.index__list');

// The same for what is searched and for what is typed: neither accents nor capitals count.
const fold = (word) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsOf = (text) => text.match(WORD) ?? [];

let index;
let loading;

/** The index, loaded once; a load that failed is tried again. */
async function load() {
  const answer = await fetch(box.dataset.index);
  if (!answer.ok) throw new Error(answer.statusText);
  const made = new MiniSearch({
    fields: ['title', 'names', 'text'],
    storeFields: ['of', 'at', 'title', 'text'],
    tokenize: wordsOf,
    processTerm: fold,
    searchOptions: {
      boost: { title: 4, names: 3 },
      // A word that is still being typed, and one that is misspelt.
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 4 ? 0.2 : 0),
    },
  });
  let id = 0;
  const entries = (await answer.json()).flatMap((of) => of.entries.map((entry) => ({ ...entry, of, id: id++ })));
  // In portions, so that a page with many explainers goes on to answer while it is made.
  await made.addAllAsync(entries, { chunkSize: 100 });
  return made;
}

/** Shows what is found for the words in the field; without words, the list of explainers. */
async function search() {
  const query = field.value.trim();
  if (query && !index) {
    try {
      loading ??= load();
      index = await loading;
    } catch {
      loading = undefined;
      say(box.dataset.failed);
      return;
    }
    // The reader typed on meanwhile, and that was searched for.
    if (query !== field.value.trim()) return search();
  }
  const found = query ? find(query) : [];
  list.hidden = found.length > 0;
  results.replaceChildren(...found.slice(0, SHOWN).map(entry));
  say(query ? sum(found.length) : '');
}

/** What has all the words or, where nothing has, what has any of them. */
function find(query) {
  const all = index.search(query, { combineWith: 'AND' });
  return all.length > 0 ? all : index.search(query);
}

function say(text) {
  // A status that is set anew is read out anew.
  if (count.textContent !== text) count.textContent = text;
}

function sum(number) {
  const { none, one, many, ones } = box.dataset;
  if (number === 0) return none;
  return (ones.includes(number) && number < 10 ? one : many).replace('{0}', number);
}

function entry({ of, at, title, text, terms }) {
  const item = element('li', 'search__result');
  item.lang = of.lang;
  item.dir = of.dir;
  const link = element('a', 'search__link', title);
  link.href = `${of.id}/${at ? `#${at}` : ''}`;
  item.append(link);
  if (title !== of.title) item.append(element('p', 'search__of', of.title));
  const excerpt = element('p', 'search__excerpt');
  excerpt.append(...marked(text, new Set(terms)));
  item.append(excerpt);
  return item;
}

/** An excerpt around the first of the words that were found, with all of them marked. */
function marked(text, terms) {
  const found = [...text.matchAll(WORD)].filter(([word]) => terms.has(fold(word)));
  const from = found.length === 0 || found[0].index < BEFORE ? 0 : text.indexOf(' ', found[0].index - BEFORE) + 1;
  const last = text.lastIndexOf(' ', from + BEFORE + AFTER);
  const to = text.length <= from + BEFORE + AFTER || last <= from ? text.length : last;
  const parts = [];
  let at = from;
  for (const { 0: word, index: start } of found) {
    if (start < at || start + word.length > to) continue;
    parts.push(text.slice(at, start), element('mark', '', word));
    at = start + word.length;
  }
  return [from > 0 ? '… ' : '', ...parts, text.slice(at, to), to < text.length ? ' …' : ''];
}

function element(name, classes, text = '') {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.textContent = text;
  return made;
}

/** What the address asks for. */
const asked = () => new URLSearchParams(location.hash.slice(1)).get('q') ?? '';

/**
 * Writes the words into the address. Only when the reader leaves the field: browsers refuse pages that change their address
 * with every key. URLSearchParams takes half a surrogate pair, too, of which encodeURIComponent would throw.
 */
function note() {
  const query = field.value.trim();
  history.replaceState(null, '', query ? `#${new URLSearchParams({ q: query })}` : location.pathname + location.search);
}

field.addEventListener('input', search);
field.addEventListener('focus', () => (loading ??= load()).catch(() => (loading = undefined)), { once: true });
field.addEventListener('keydown', (event) => {
  if (event.key === 'Enter') {
    // Or the same key would go on to follow the link.
    event.preventDefault();
    results.querySelector('a')?.focus();
  } else if (event.key === 'Escape' && field.value !== '') {
    event.preventDefault();
    field.value = '';
    search();
    note();
  }
});
field.addEventListener('change', note);

box.dataset.live = '';
// A reader who comes back from an answer, or follows a link to a search, finds the results.
function resume() {
  field.value ||= asked();
  if (field.value) search();
}
resume();
// Browsers put back what was typed only after this script has run.
addEventListener('pageshow', resume);
