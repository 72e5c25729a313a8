// Tells the page around this frame how tall the chart is, so that it fits without a scroll bar. Nothing else is said, and nothing is heard.
(() => {
  "use strict";
  if (window.parent === window) return;
  const tell = () => window.parent.postMessage({ essaim: { height: Math.ceil(document.documentElement.getBoundingClientRect().height) } }, "*");
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
