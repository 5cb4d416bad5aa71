// The options of an embed page, from its query: an inline classic script behind the style sheet, so that the page is never
// seen in other colours. What needs the questions waits for the bridge, which says when the page is whole; the wasm comes
// later still, and so finds the page as the editor wants it.
//
// `backgrounder publish` takes these comments out (src/publish/script.rs); docs/embedding.md lists the options. A value is
// put nowhere before it has passed its own small grammar.
(() => {
  const all = (css) => [...document.querySelectorAll(css)];
  const byId = (id) => document.getElementById(id);

  // What others put into the query is theirs; a bad value of ours is left out, and named once.
  const query = new URLSearchParams(location.search);
  const bad = [];
  const option = (name, apply) => {
    const value = query.get(name);
    if (value !== null && !apply(value)) bad.push(`${name}=${value.slice(0, 80)}`);
  };
  const [light, ...rules] = document.styleSheets[0].cssRules;
  const dark = rules.find((rule) => rule.media && rule.media.mediaText.includes('dark'));
  const shade = (colour) =>
    colour
      .replace(/^#?(.)(.)(.)$/, '$1$1$2$2$3$3')
      .match(/[^#]{2}/g)
      .map((part) => parseInt(part, 16) / 255)
      .map((part) => (part > 0.04045 ? ((part + 0.055) / 1.055) ** 2.4 : part / 12.92))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0.05);
  // An accent is the colour of text: 4.5:1 at least, as WCAG 2.2 has it, on the paper of its theme.
  const tint = ({ style }) => (colour) => {
    if (!/^#?([\da-f]{3}){1,2}$/i.test(colour)) return;
    const paper = style.getPropertyValue('--paper').trim();
    const ratio = shade(colour) / shade(paper);
    if (Math.max(ratio, 1 / ratio) < 4.5) return;
    style.setProperty('--accent', `#${colour.replace('#', '')}`);
    style.setProperty('--on-accent', paper);
    return true;
  };
  option('accent', tint(light));
  option('accent-dark', tint(dark.cssRules[0]));
  option('theme', (theme) => {
    if (theme === 'light' || theme === 'dark') {
      light.style.colorScheme = theme;
      dark.media.mediaText = theme === 'dark' ? 'all' : 'not all';
    }
    return /^(auto|light|dark)$/.test(theme);
  });
  option('font', (font) => {
    if (!/^[\w ,-]{1,100}$/.test(font) || !CSS.supports('font-family', font)) return;
    for (const face of ['--face-text', '--face-ui']) light.style.setProperty(face, font);
    return true;
  });
  const named = (ids) => {
    ids = ids.split(',');
    const found = all('details[data-id]').filter(({ dataset }) => ids.includes(dataset.id));
    return [found, found.length === ids.length];
  };
  // What is left out, or open from the start, would move the rest where a slow page is seen before all of it is here. Where
  // the connection breaks no event says so: what is here is shown after a while, whole or not.
  const sheet = light.parentStyleSheet;
  let hidden = query.has('questions') || query.has('open');
  const show = () => {
    if (hidden) sheet.deleteRule(0);
    hidden = false;
  };
  if (hidden) {
    sheet.insertRule('.accordion,.accordion~*{visibility:hidden}');
    setTimeout(show, 5000);
  }
  const whole = () => {
    show();
    option('level', (level) => {
      if (!/^[2-6]$/.test(level)) return;
      for (const heading of all('h1,h2,h3')) {
        heading.setAttribute('aria-level', +heading.tagName[1] + +level - 2);
      }
      return true;
    });
    option('questions', (ids) => {
      const [found, known] = named(ids);
      if (found[0]) {
        for (const details of all('details[data-id]')) if (!found.includes(details)) details.remove();
        // The wasm counts what is there; until then nothing is said of how much there is.
        all('[data-p]').forEach((passage, at) => (passage.dataset.p = at));
        byId('progress-words').firstChild.data = '\u00a0';
      }
      return known;
    });
    option('open', (ids) => {
      const [found, known] = named(ids);
      for (const details of found) details.open = true;
      return known;
    });
    if (bad[0]) console.warn(`Backgrounder: bad options of the embed are ignored: ${bad.join(', ')}`);

    // What is not here is on the full page, and what is not of this page opens beside the article: in a tab of its own, but in
    // a sandbox, which opens none.
    const page = document.querySelector('link[rel=canonical]').href;
    for (const link of document.links) {
      const way = link.getAttribute('href');
      if (way[0] === '#' && !byId(way.slice(1))) link.href = page + way;
      if (link.getAttribute('href')[0] !== '#') link.target = self.origin === 'null' ? '' : '_blank';
    }
  };
  addEventListener('whole', whole, { once: true });
})();
