// The host script: for pages that embed an explainer and have no script of their own that sizes frames.
//
//   <script async src="https://…/embed.js"></script>
//   <backgrounder-embed src="https://…/isis-k/embed/"><a href="https://…/isis-k/">Title</a></backgrounder-embed>
//
// or, in place of the element, `<iframe data-backgrounder src="…/isis-k/embed/" title="…" height="700">`.
//
// It leaves no global behind, may be loaded twice, stores nothing and asks nobody. A frame is known by its window; what it
// may say is its height and, while it has the reader's focus, a place to scroll to.
(() => {
  const NAME = 'backgrounder-embed';
  if (customElements.get(NAME)) return;

  const own = new Set();
  const frames = () => new Set([...own, ...document.querySelectorAll('iframe[data-backgrounder]')]);
  const greeted = new WeakSet();
  const greet = (frame) => {
    if (frame.contentWindow) frame.contentWindow.postMessage({ sentinel: 'backgrounder', type: 'init' }, '*');
  };

  addEventListener('message', ({ source, data }) => {
    if (!source || !data || typeof data !== 'object') return;
    const { sentinel, type } = data;
    const sizes = sentinel === 'amp' && type === 'embed-size';
    const scrolls = sentinel === 'backgrounder' && type === 'scroll';
    if (!sizes && !scrolls) return;
    for (const frame of frames()) {
      if (frame.contentWindow === source) sizes ? size(frame, data.height) : scroll(frame, data.y);
    }
  });

  const size = (frame, height) => {
    if (!Number.isSafeInteger(height) || height < 1 || height > 1e6) return;
    // What was reserved stays so: an article that is being read must not move.
    if (frame.reserved === undefined) frame.reserved = frame.offsetHeight;
    // A border is none of the content's room.
    frame.style.boxSizing = 'content-box';
    frame.style.height = `${height}px`;
    frame.style.marginBottom = `${Math.max(0, frame.reserved - height)}px`;
    if (own.has(frame)) frame.parentNode.reveal();
    if (greeted.has(frame)) return;
    greeted.add(frame);
    greet(frame);
  };

  const scroll = (frame, y) => {
    if (!Number.isFinite(y) || frame.getRootNode().activeElement !== frame) return;
    const { top, height } = frame.getBoundingClientRect();
    scrollTo({ top: scrollY + top + Math.min(Math.max(y, 0), height) });
  };

  customElements.define(
    NAME,
    class extends HTMLElement {
      connectedCallback() {
        if (this.frame) return;
        let url;
        try {
          url = new URL(this.getAttribute('src'), document.baseURI);
        } catch {}
        // The link that the element holds stays what it is.
        if (!url || !/^https?:$/.test(url.protocol)) return;
        const frame = (this.frame = document.createElement('iframe'));
        own.add(frame);
        frame.src = url;
        frame.loading = 'lazy';
        frame.referrerPolicy = 'strict-origin';
        // Neither forms nor downloads, and this page stays where it is. Within one site it would be no fence.
        if (url.origin !== location.origin) {
          frame.sandbox = 'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox';
        }
        Object.assign(this.style, { display: 'block', position: 'relative' });
        // Unseen until it speaks: a frame that fails leaves the link.
        Object.assign(frame.style, {
          position: 'absolute',
          inset: '0',
          width: '100%',
          height: '100%',
          border: '0',
          visibility: 'hidden',
        });
        // The element may be here before its link is.
        const name = () => (frame.title = this.title || this.textContent.trim() || 'Explainer');
        name();
        frame.addEventListener('load', name);
        this.append(frame);
      }

      disconnectedCallback() {
        // Taken away, or moved, which loads a frame anew.
        if (!this.frame) return;
        own.delete(this.frame);
        this.frame.remove();
        this.frame = undefined;
        for (const child of this.children) child.hidden = false;
      }

      reveal() {
        const { style } = this.frame;
        if (style.position === 'static') return;
        for (const child of this.children) child.hidden = child !== this.frame;
        Object.assign(style, { position: 'static', display: 'block', visibility: 'visible' });
      }
    },
  );

  // Those that spoke before this script was there.
  for (const frame of frames()) {
    frame.title ||= 'Explainer';
    greet(frame);
  }
})();
