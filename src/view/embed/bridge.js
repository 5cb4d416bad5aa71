// The bridge of an embed page to whatever page it stands in: an inline classic script, so that it runs in a sandbox with
// an opaque origin, before the wasm, and also where that never comes.
//
// `backgrounder publish` takes these comments out (src/publish/script.rs). It is written from the hosts' protocols, which
// docs/embedding.md lists; each is spoken from one page, since no host minds the others' words. What is kept to:
//
//   - A message goes out when the height has changed, or as the answer to a host's own message; never by polling.
//   - Only the parent is listened to, and nothing that it says does more than send the height, or open an answer.
//   - No text and no progress leaves the frame.
(() => {
  const host = parent !== self && parent;
  const root = document.documentElement;
  const main = document.querySelector('main');
  const scroller = main.parentNode;
  const CLAMPED = 'embed--clamped';
  const boxed = self.origin === 'null';
  // The options have their turn before anything is measured.
  dispatchEvent(new Event('whole'));

  // Height. What the content wants, whether or not the frame is that high.
  const [pym] = /^\S+$/.exec(new URLSearchParams(location.search).get('childId') || '') || [];
  const pymSays = (what) => `pymxPYMx${pym}xPYMx${what}xPYMx`;
  const guardian = 'iframeMessenger:backgrounder';
  let wanted, secret, resizer, ours, due, late;
  const post = (message) => host && host.postMessage(message, '*');
  // Measured without the scroll bars of a frame that is too low: they would make the content higher than it has to be.
  const want = () => {
    const { scrollTop } = scroller;
    const clamped = root.classList.contains(CLAMPED);
    root.classList.remove(CLAMPED);
    root.style.overflow = 'hidden';
    const height = Math.ceil(main.getBoundingClientRect().height);
    root.style.overflow = '';
    root.classList.toggle(CLAMPED, clamped);
    scroller.scrollTop = scrollTop;
    return height;
  };
  const send = (kind) => {
    // In a column that is folded away every word has a line of its own, and nobody sees it.
    if (!innerWidth && !kind) return;
    wanted = want();
    post({ sentinel: 'amp', type: 'embed-size', height: wanted });
    post({ 'datawrapper-height': { [main.dataset.explainer]: wanted } });
    post({ kind: 'interactive:height', height: wanted });
    post(JSON.stringify({ src: location.href, context: 'iframe.resize', height: wanted }));
    post(JSON.stringify({ id: guardian, type: 'set-height', value: wanted }));
    if (pym) post(pymSays('height') + wanted);
    if (secret) post({ message: 'height', value: wanted, secret });
    if (resizer) post(`[iFrameSizer]${resizer}:${wanted}:${innerWidth}:${kind || 'resize'}`);
    settle();
  };
  // Answers at once would be as many as questions. No animation frame: a frame out of sight has none.
  const answer = () => {
    due = due || setTimeout(() => send((due = 0)));
  };
  // A host may clamp the frame or leave it as it is: then the content scrolls in it, and the full page is offered.
  const clamp = () => {
    const low = innerHeight < wanted;
    if (low === root.classList.contains(CLAMPED)) return;
    const top = scrollY;
    root.classList.toggle(CLAMPED, low);
    scroller.scrollTop = start ? start.offsetTop - 90 : top;
    start = 0;
  };
  const settle = () => {
    clearTimeout(late);
    // The bars of a frame that was too low would stay, since the content is higher with them: measuring takes them away.
    if (host) innerHeight < wanted ? (late = setTimeout(clamp, 1000)) : (want(), clamp());
  };
  new ResizeObserver(() => want() !== wanted && send()).observe(main);
  addEventListener('resize', settle);

  // Places. The browser scrolls what it may; a host is asked only where that was not enough.
  let asked;
  const show = (target) => {
    if (!host || !target) return;
    new IntersectionObserver(([{ boundingClientRect: box, intersectionRect: seen }], watch) => {
      watch.disconnect();
      if (seen.height >= Math.min(box.height, 200) && seen.top <= box.top) return;
      const y = Math.max(0, Math.round(box.top) - 80);
      if (ours) post({ sentinel: 'backgrounder', type: 'scroll', y });
      else if (pym) post(pymSays('scrollToChildPos') + y);
      else if (resizer) post(`[iFrameSizer]${resizer}:${y}:0:scrollToOffset`);
      else {
        // The Guardian's hosts scroll to a place of their own page: first ask where the frame stands in it.
        asked = y;
        post(JSON.stringify({ id: guardian, type: 'get-position' }));
      }
    }).observe(target);
  };
  const open = (id) => {
    const target = document.getElementById(id);
    for (let at = target; at; at = at.parentElement) if (at.localName === 'details') at.open = true;
    return target;
  };
  // The fragment is shared: `#who`, `#amp=1`, WordPress's `#?secret=…`, and mixes of them.
  const follow = () => {
    let target;
    for (const part of location.hash.split(/[#?&]/)) {
      const known = /^secret=([a-z\d]{1,20})$/i.exec(part);
      if (known) secret = known[1];
      else if (part) target = open(part) || target;
    }
    return target;
  };
  let start = follow() || document.querySelector('details[open]');
  addEventListener('hashchange', () => {
    const target = follow();
    if (target) target.scrollIntoView();
    show(target);
    answer();
  });
  // "Continue", the next control by key, a pop-up: whatever takes the focus is to be seen.
  addEventListener('focusin', (event) => show(event.target));

  // Pop-ups. The lower edge of a high frame may be far out of sight: each stands at its term.
  let term;
  addEventListener(
    'click',
    (event) => {
      term = event.target.closest('[popovertarget]') || term;
      const link = event.target.closest('a[href]');
      // A sandbox opens no tab; WordPress leads its own page to places on the embed's host.
      if (secret && boxed && link && link.getAttribute('href')[0] !== '#' && link.host === location.host) {
        event.preventDefault();
        post({ message: 'link', value: link.href, secret });
      }
    },
    true,
  );
  const place = (popover) => {
    const at = term.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = popover;
    const below = at.bottom + 6;
    const above = at.top - 6 - height;
    const top = below + height > innerHeight && above > 0 ? above : Math.min(below, innerHeight - height);
    const left = root.dir === 'rtl' ? at.right - width : at.left;
    popover.style.top = `${Math.max(0, top)}px`;
    popover.style.left = `${Math.max(0, Math.min(left, root.clientWidth - width))}px`;
  };
  addEventListener(
    'beforetoggle',
    ({ target, newState }) => {
      if (newState !== 'open' || !term) return;
      target.autofocus = true;
      target.dataset.placed = '';
      requestAnimationFrame(() => place(target));
    },
    true,
  );

  // What a host may say.
  addEventListener('message', ({ source, data }) => {
    if (!host || source !== host || !data) return;
    if (data.sentinel === 'backgrounder' && data.type === 'init') {
      ours = true;
      answer();
    } else if (data.sentinel === 'amp' && data.type === 'frames-init') answer();
    else if (secret && data.message === 'ready' && data.secret === secret) answer();
    else if (typeof data === 'string') hear(data);
  });
  const hear = (text) => {
    if (pym && text.startsWith(pymSays('width'))) answer();
    else if (text.startsWith('[iFrameSizer]')) resize(text.slice(13).split(':'));
    else if (asked !== undefined && text.includes(guardian)) {
      try {
        const { id, type, iframeTop, pageYOffset } = JSON.parse(text);
        const y = iframeTop + pageYOffset + asked;
        if (id !== guardian || type !== 'get-position' || !Number.isFinite(y)) return;
        asked = undefined;
        post(JSON.stringify({ id, type: 'scroll-to', x: 0, y }));
      } catch {}
    }
  };
  // iframe-resizer: its first message names the frame and has a truth value as its third field.
  const resize = ([word, hash, truth]) => {
    if (/^(true|false)$/.test(truth)) {
      resizer = word;
      send('init');
    } else if (resizer) {
      if (word === 'resize') answer();
      else if (word === 'reset') send('resetPage');
      else if (word === 'moveToAnchor') show(open(hash));
    }
  };

  if (host) {
    post('[iFrameResizerChild]Ready');
    send();
    addEventListener('load', answer);
  }
})();
