// What a person would see go wrong on a page; each function returns sentences, none if all is well.
// Loaded by looking.py into the page, as `window.look`.
(() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const hiddenForSight = (element) =>
    element.closest(".usa-sr-only, .visually-hidden, [aria-hidden=true], .usa-skipnav, .skip-to-content-link");
  const short = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 160);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const ownText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const scrolls = (element) =>
    element.closest("[class*=scroll], .cvms-columns, .results, dialog, .changelist-form-container");

  function sideways() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = all("body *").filter(
      (one) => seen(one) && !scrolls(one) && one.getBoundingClientRect().right > width + 1,
    );
    return [
      `scrolls sideways: ${document.documentElement.scrollWidth} > ${width}: ${wide.slice(-2).map(short).join(" and ")}`,
    ];
  }

  function cut() {
    const clips = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);
    return all("main *, #content *, header *, footer *")
      .filter((one) => ownText(one) && seen(one) && !hiddenForSight(one) && clips(getComputedStyle(one)))
      .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2)
      .map((one) => `cut off: ${short(one)}`);
  }

  // Lines of text that lie on other text. What covers the page on purpose is left out.
  function overlapping() {
    const places = all("main *, #content *, header *, footer *")
      .filter((one) => ownText(one) && seen(one) && !hiddenForSight(one) && !one.closest("dialog, option, select, svg"))
      .flatMap((one) =>
        [...one.childNodes]
          .filter((node) => node.nodeType === 3 && node.textContent.trim())
          .flatMap((node) => {
            const range = document.createRange();
            range.selectNodeContents(node);
            return [...range.getClientRects()].map((box) => ({ one, box }));
          }),
      )
      .filter(({ one, box }) => {
        const within = one.closest(".results, [class*=scroll], .cvms-columns")?.getBoundingClientRect();
        return !within || (box.left >= within.left - 1 && box.right <= within.right + 1);
      })
      .sort((a, b) => a.box.top - b.box.top);
    const found = [];
    places.forEach((a, at) => {
      for (let next = at + 1; next < places.length && places[next].box.top < a.box.bottom; next += 1) {
        const b = places[next];
        const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
        const down = Math.min(a.box.bottom, b.box.bottom) - b.box.top;
        if (a.one === b.one || across < 4 || down < 8) continue;
        if (a.one.closest("[class*=sticky]") || b.one.closest("[class*=sticky]")) continue;
        found.push(`overlaps: ${short(a.one)} and ${short(b.one)}`);
      }
    });
    return found.slice(0, 3);
  }

  function moves() {
    const seconds = (value) => Math.max(...value.split(",").map(Number.parseFloat));
    return all("*")
      .filter((one) => {
        const style = getComputedStyle(one);
        return Math.max(seconds(style.transitionDuration), seconds(style.animationDuration)) > 0.02;
      })
      .slice(0, 3)
      .map((one) => `moves although less motion is wanted: ${short(one)}`);
  }

  // With colors of the reader's own, backgrounds are gone: what is pressed or filled in, and what
  // shows how far one is, needs an edge, a line or a color that the browser keeps.
  function formless() {
    const edged = (style) =>
      ["Top", "Right", "Bottom", "Left"].some(
        (side) => style[`border${side}Style`] !== "none" && Number.parseFloat(style[`border${side}Width`]) > 0,
      );
    const lined = (style) => style.textDecorationLine !== "none" || style.outlineStyle !== "none";
    const controls = all(
      ".usa-button:not(.usa-button--unstyled), .usa-input, .usa-select, .usa-textarea, .cvms-tab, .cvms-state, .usa-tag, .cvms-drop__button",
    );
    const lost = controls.filter((one) => seen(one) && !edged(getComputedStyle(one)) && !lined(getComputedStyle(one)));
    const canvas = getComputedStyle(document.body).backgroundColor;
    const bars = all(".usa-step-indicator__segment")
      .filter((one) => seen(one))
      .filter((one) => {
        const bar = getComputedStyle(one, "::after");
        return bar.backgroundColor === canvas && !edged(bar);
      });
    return [...lost, ...bars].slice(0, 4).map((one) => `has no form in forced colors: ${short(one)}`);
  }

  const shown = (element) => {
    // The box is drawn before the label, which is empty to the eye where a table's heading says it.
    if (element.matches(".usa-radio__input, .usa-checkbox__input")) return element.parentElement;
    if (element.matches(".cvms-drop__input")) return element.closest("[data-drop]") ?? element;
    return element;
  };

  function marked(element) {
    const marks = (one, pseudo) => {
      const style = getComputedStyle(one, pseudo);
      return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const label = element.labels?.[0];
    const near = [element, element.parentElement, label].filter(Boolean);
    return near.some((one) => marks(one) || marks(one, "::before"));
  }

  // The element that has the focus: in the window, on top, and marked.
  function focused() {
    const element = document.activeElement;
    if (!element || element === document.body || element.tagName === "HTML") return { where: "", faults: [] };
    const place = shown(element);
    const faults = [];
    const boxes = [...place.getClientRects()].filter((box) => box.width && box.height);
    const points = boxes.flatMap((box) =>
      [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [box.left + box.width * x, box.top + box.height * y])),
    );
    const onTop = points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return (
        top &&
        (place.contains(top) ||
          top.contains(place) ||
          element.labels?.[0]?.contains(top) ||
          (place.parentElement?.contains(top) && !top.closest("[class*=sticky]")))
      );
    });
    if (!onTop) faults.push(`has the focus and is not to be seen: ${short(element)}`);
    if (!marked(place) && !marked(element)) faults.push(`has the focus and no mark: ${short(element)}`);
    window.look.met ??= new Map();
    if (!window.look.met.has(element)) window.look.met.set(element, window.look.met.size);
    return { where: String(window.look.met.get(element)), faults };
  }

  window.look = { sideways, cut, overlapping, moves, formless, focused };
})();
