// The preview's script: the server puts it at the end of each page that it sends to an editor, and nowhere else is it
// (src/serve/preview.rs). It shows what is wrong with the explainers, and loads the page anew when that has changed.
(() => {
  // Where to listen, and the hash of this page as it was sent.
  const { events, page } = document.currentScript.dataset;
  const PLACE = `backgrounder preview ${location.pathname}`;
  const SEEN = 'backgrounder preview dismissed';
  const framed = window !== top;
  const disclosures = () => [...document.querySelectorAll('details[data-id]')];
  // A frame in a sandbox has no store, and asking for it throws.
  const store = (() => {
    try {
      return sessionStorage;
    } catch {
      return null;
    }
  })();

  // What the page was loaded anew for, so that it is not done twice in vain.
  const done = land();
  let source = null;
  let box = null;
  document.addEventListener('visibilitychange', listen);
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape' && box) dismiss();
  });
  listen();

  // A browser has few connections for one server: a page that nobody looks at holds none, and asks when it is looked at.
  function listen() {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (!source) {
      source = new EventSource(`${events}?page=${encodeURIComponent(location.pathname)}`);
      source.onmessage = ({ data }) => hear(JSON.parse(data));
    }
  }

  function hear(news) {
    if (news.page !== page && news.page !== done) {
      const open = disclosures().filter((answer) => answer.open).map((answer) => answer.dataset.id);
      store?.setItem(PLACE, JSON.stringify({ open, x: scrollX, y: scrollY, page: news.page }));
      location.reload();
    } else if (!framed) {
      show(news.problems);
    }
  }

  function land() {
    const place = JSON.parse(store?.getItem(PLACE) ?? 'null');
    store?.removeItem(PLACE);
    if (!place) return null;
    for (const answer of disclosures()) answer.open = place.open.includes(answer.dataset.id);
    const back = () => scrollTo({ left: place.x, top: place.y, behavior: 'instant' });
    back();
    // The browser tries to restore the place, too, when the page was not yet as high as it is now.
    addEventListener('load', back, { once: true });
    return place.page;
  }

  function show(problems) {
    box?.remove();
    box = null;
    if (!problems.length) {
      store?.removeItem(SEEN);
      return;
    }
    if (store?.getItem(SEEN) === JSON.stringify(problems)) return;
    box = document.createElement('backgrounder-preview');
    box.problems = problems;
    const root = box.attachShadow({ mode: 'open' });
    // The page's policy allows neither a style element nor a style attribute.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      section { position: fixed; z-index: 2147483647; inset: auto 0 0; max-height: 50vh; overflow: auto; padding: 1rem;
        font: 1rem/1.4 system-ui, sans-serif; color: #15181d; background: #fff4d6; border-top: 4px solid #a33; }
      p { margin: 0 0 .25rem; }
      li { margin-bottom: .75rem; overflow-wrap: anywhere; }
      code { font: .875rem ui-monospace, monospace; }
      button { font: inherit; float: inline-end; }
      @media print { section { display: none; } }`);
    root.adoptedStyleSheets = [sheet];
    const section = add(root, 'section');
    section.lang = 'en';
    section.dir = 'ltr';
    section.setAttribute('role', 'alert');
    const button = add(section, 'button', 'Close (Escape)');
    button.type = 'button';
    button.onclick = dismiss;
    const list = add(section, 'ul');
    for (const { file, line, column, severity, message, help } of problems) {
      const item = add(list, 'li');
      add(add(item, 'p'), 'code', line ? `${file}:${line}:${column}` : file);
      add(item, 'p', `${severity}: ${message}`);
      if (help) add(item, 'p', `help: ${help}`);
    }
    // Not in the body, whose height an embed tells its host.
    document.documentElement.append(box);
  }

  function dismiss() {
    store?.setItem(SEEN, JSON.stringify(box.problems));
    box.remove();
    box = null;
  }

  function add(parent, name, text = '') {
    const element = document.createElement(name);
    // As text, whatever an editor typed.
    element.textContent = text;
    return parent.appendChild(element);
  }
})();
