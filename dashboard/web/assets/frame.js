// Tells the page around this frame how tall the chart is, so that it fits without a scroll bar. Nothing else is said,
// and nothing is heard but the question for this height: the page's script may arrive after it was first told.
(() => {
  "use strict";
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ essaim: { height: Math.ceil(document.documentElement.getBoundingClientRect().height) } }, "*");
  window.addEventListener("message", ({ source, data }) => {
    if (source === window.parent && data && typeof data === "object" && data.essaim && data.essaim.ask === "height") tell();
  });
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
