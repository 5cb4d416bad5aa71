// Explainers that nobody wrote, of any size: what the bench publishes, and the same texts as a book.
//
// The same arguments give the same bytes, so that two runs measure the same. The prose is words in a row; what matters is how
// many there are, that they repeat as little as those of a text, and that each answer uses terms of the glossary.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WORDS = (
  'above again air along answer arrive autumn bank beside board boat bread bridge bright build carry centre chance change ' +
  'choose clear coast cold common council country cover crowd current daily deep distance door early east edge engine evening ' +
  'farm field figure final follow forest form garden gate general glass grain green ground group harbour heavy hill history ' +
  'hold house island journey keep land large late law learn level light line little local long lower market matter measure ' +
  'meet middle moon morning mountain narrow nature near north number ocean office open order paper park path people place plain ' +
  'point price public quiet rain reach report rise river road room round sail salt season second settle shallow share ship ' +
  'shore short simple slow small south spring stage stand station stone store storm stream street strong summer supply support ' +
  'table through tide tower town trade travel tree turn under valley village visit voice wait walk wall water weather west wide ' +
  'wind window winter wood work write year young'
).split(' ');

// Two of these make the name of a term: no two terms share one, and no answer uses one by chance, since the first of the two
// stands nowhere else.
const FIRST = (
  'amber ashen azure bronze cobalt copper coral crimson ebony emerald gilded golden hazel indigo ivory jade lilac maroon ' +
  'ochre olive opal pearl plum quartz ruby russet sable saffron sapphire scarlet sepia silver tawny teal topaz umber velvet ' +
  'violet walnut willow'
).split(' ');
const SECOND = (
  'accord archive beacon bureau cable canal charter circuit clause compact conduit corridor decree depot dialect estuary ' +
  'festival fund gauge granary guild index inquest ledger levy lock mandate mill mint moraine orchard oracle parish pier quarry ' +
  'quota reef register reserve route sluice statute survey tariff terrace tribunal trust vault viaduct weir'
).split(' ');

/** How many terms can have a name of their own. */
export const MOST_TERMS = FIRST.length * SECOND.length;

const WORDS_IN_ANSWER = 150;
const PASSAGES = 3;
const PARAGRAPHS = 400;

/** Numbers that look like chance and are the same each time (a linear congruential generator). */
function dice(seed) {
  let state = (seed * 2654435761) % 4294967296;
  return (sides) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * sides);
  };
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const words = (roll, count) => Array.from({ length: count }, () => WORDS[roll(WORDS.length)]);

/** The name of a term; terms next to each other differ in both words. */
function termName(at) {
  at %= MOST_TERMS;
  const first = at % FIRST.length;
  const second = (Math.floor(at / FIRST.length) + first) % SECOND.length;
  return `${FIRST[first]} ${SECOND[second]}`;
}

/** So many words as sentences, with each of these phrases somewhere in the midst of one. */
function prose(roll, count, phrases) {
  const all = words(roll, count);
  phrases.forEach((phrase, at) => {
    all.splice(Math.floor(((at + 0.5) / phrases.length) * all.length), 0, phrase);
  });
  const sentences = [];
  while (all.length > 0) sentences.push(capital(all.splice(0, 9 + roll(9)).join(' ')));
  return sentences.join('. ') + '.';
}

/** What an explainer says, whatever form it is then written in. */
function content({ questions, terms, seed }) {
  const roll = dice(seed);
  const names = Array.from({ length: terms }, (_, at) => termName((seed - 1) * terms + at));
  const own = Math.ceil(terms / questions);
  return {
    title: `${capital(words(roll, 5).join(' '))}: explainer ${seed}`,
    introduction: prose(roll, 30, []),
    terms: names.map((name) => ({ name, text: prose(roll, 16, []) })),
    questions: Array.from({ length: questions }, (_, at) => {
      // Its own terms, so that each is used somewhere, and two that other answers use as well.
      const used = [...names.slice(at * own, (at + 1) * own), names[roll(terms)], names[roll(terms)]];
      return {
        id: `q${at + 1}`,
        title: `${capital(words(roll, 7).join(' '))}?`,
        passages: Array.from({ length: PASSAGES }, (_, passage) => ({
          text: prose(
            roll,
            WORDS_IN_ANSWER / PASSAGES,
            used.filter((_, use) => use % PASSAGES === passage),
          ),
          paragraph: 1 + roll(PARAGRAPHS),
        })),
      };
    }),
  };
}

/** An explainer in the format of docs/format.md. */
export function explainer(size) {
  const { title, introduction, terms, questions } = content(size);
  const glossary = terms.map(
    ({ name, text }) => `[[term]]\nid = "${name.replace(' ', '-')}"\nname = "${name}"\ntext = "${text}"\n`,
  );
  const answers = questions.map(({ id, title, passages }) => {
    const text = passages.map(({ text, paragraph }) => `${text} [source: ${paragraph}]\n`);
    return `## ${title} {#${id}}\n\n${text.join('\n')}`;
  });
  return `+++
format = 1
lang = "en"
title = "${title}"
as_of = 2024-05-01

[[source]]
id = "article"
title = "An article that was never written"
date = 2024-05-01
paragraphs = ${PARAGRAPHS}

${glossary.join('\n')}+++

${introduction} [source: 1]

${answers.join('\n')}`;
}

/** The same explainer as a chapter of a book, with its glossary as a list. */
function chapter(size) {
  const { title, introduction, terms, questions } = content(size);
  const answers = questions.map(
    ({ title, passages }) => `## ${title}\n\n${passages.map(({ text }) => text + '\n').join('\n')}`,
  );
  const glossary = terms.map(({ name, text }) => `- **${name}**: ${text}`);
  return `# ${title}\n\n${introduction}\n\n${answers.join('\n')}\n## Glossary\n\n${glossary.join('\n')}\n`;
}

/** What the explainers of a site of `count` are. */
const sizes = (count, questions, terms) => Array.from({ length: count }, (_, at) => ({ questions, terms, seed: at + 1 }));
const name = (seed) => `explainer-${String(seed).padStart(4, '0')}`;

/** Writes a folder of `count` explainers. */
export function writeSeeds(folder, count, questions, terms) {
  mkdirSync(folder, { recursive: true });
  for (const size of sizes(count, questions, terms)) writeFileSync(join(folder, `${name(size.seed)}.md`), explainer(size));
}

/** Writes a book of `count` chapters for mdBook, which hold what as many explainers do. */
export function writeBook(folder, count, questions, terms) {
  const source = join(folder, 'src');
  mkdirSync(source, { recursive: true });
  writeFileSync(join(folder, 'book.toml'), '[book]\ntitle = "A book of that size"\nlanguage = "en"\n');
  const summary = sizes(count, questions, terms).map((size) => {
    writeFileSync(join(source, `${name(size.seed)}.md`), chapter(size));
    return `- [Explainer ${size.seed}](${name(size.seed)}.md)`;
  });
  writeFileSync(join(source, 'SUMMARY.md'), `# Summary\n\n${summary.join('\n')}\n`);
}
