// For sites that embed a chart of Essaim: gives each frame the height that the chart in it asks for.
// A height is believed only if it comes from the very frame, and from the site that the frame was made for.
(() => {
  "use strict";
  const LEAST = 100, MOST = 5000;
  const height = (said) => {
    const asked = said && typeof said === "object" && said.essaim && said.essaim.height;
    return Number.isFinite(asked) && asked >= LEAST && asked <= MOST ? Math.ceil(asked) : null;
  };
  window.addEventListener("message", (event) => {
    const asked = height(event.data);
    if (asked === null) return;
    for (const frame of document.querySelectorAll("iframe[data-essaim]")) {
      if (frame.contentWindow !== event.source) continue;
      if (new URL(frame.src, document.baseURI).origin !== event.origin) continue;
      frame.style.height = `${asked}px`;
    }
  });
  // This script may arrive after a frame has spoken: what was said then is asked for again.
  for (const frame of document.querySelectorAll("iframe[data-essaim]")) frame.contentWindow?.postMessage({ essaim: { ask: "height" } }, "*");
})();
