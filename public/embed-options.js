// The page on which an editor puts an embed together: options → the frame's address → the preview and what to paste.
//
// Without this script the page shows the same snippets with no option chosen.
const form = document.querySelector('form');
const frame = document.querySelector('iframe');
const main = document.querySelector('main');
// What the snippets were written with, and what this site's address really is.
const written = main.dataset.site;
const site = new URL('../../../', location.href).href;
const embed = new URL('../', location.href).href;
const snippets = [...document.querySelectorAll('pre code')].map((code) => [
  code,
  code.textContent.replaceAll(written, site),
]);

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function address() {
  const url = new URL(embed);
  const data = new FormData(form);
  for (const name of ['open', 'theme', 'accent', 'accent-dark', 'font', 'level']) {
    const value = data.get(name).trim().replace(/^#/, '');
    // The first choice of each is what an embed does unasked.
    if (value) url.searchParams.set(name, value);
  }
  const shown = data.getAll('questions');
  const all = form.querySelectorAll('[name=questions]').length;
  if (shown.length && shown.length < all) url.searchParams.set('questions', shown.join(','));
  // A comma needs no escape in a query, and reads better without.
  return url.href.replaceAll('%2C', ',');
}

function show() {
  const url = address();
  for (const [code, text] of snippets) code.textContent = text.replaceAll(embed, escape(url));
  document.querySelector('.options__address').textContent = url;
  frame.style.inlineSize = new FormData(form).get('width');
  if (frame.src !== url) frame.src = url;
}

let typing;
form.addEventListener('input', () => {
  // A letter more, and the preview would load again.
  clearTimeout(typing);
  typing = setTimeout(show, 300);
});

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const code = button.closest('details').querySelector('code');
    try {
      await navigator.clipboard.writeText(code.textContent);
      document.querySelector('[role=status]').textContent = 'Copied.';
    } catch {
      getSelection().selectAllChildren(code);
      document.querySelector('[role=status]').textContent = 'Selected: copy it with the keyboard.';
    }
  });
}

form.addEventListener('submit', (event) => event.preventDefault());
form.hidden = false;
show();
