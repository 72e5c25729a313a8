// Offers to draw a chart with Plotly, for hover and zoom, and to go back to the picture. Everything comes from this site; without
// this script the picture, the table and the files show the same figures.
(() => {
  "use strict";
  const figure = document.querySelector("figure[data-chart]");
  if (!figure) return;
  const { chart, dark, library, open, close, failed } = figure.dataset;
  const drawings = figure.querySelector(".drawings");
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");
  const phone = window.matchMedia("(max-width: 899px)");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn explore", textContent: open });
  const said = Object.assign(document.createElement("p"), { className: "sub" });
  said.setAttribute("role", "status");
  // The drawing of Plotly answers to a pointer; whoever reads with a keyboard or aloud finds every figure in the table.
  const table = document.querySelector("#figures");
  const aside = Object.assign(document.createElement("p"), { className: "sub aside", hidden: true });
  if (table) aside.append(Object.assign(document.createElement("a"), { href: `#${table.id}`, textContent: figure.dataset.table }));
  button.setAttribute("aria-expanded", "false");
  drawings.after(button, aside, said);
  let plot = null;

  const isDark = () => {
    const scheme = getComputedStyle(figure).colorScheme.split(" ");
    return scheme.includes("dark") && (prefersDark.matches || !scheme.includes("light"));
  };

  const load = () =>
    window.Plotly ? Promise.resolve() : new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      script.src = library;
      document.head.append(script);
    });

  const read = async () => {
    const answer = await fetch(isDark() ? dark : chart, { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    return { ...found, ...(phone.matches ? found.narrow : {}) };
  };

  const draw = async () => {
    const [found] = await Promise.all([read(), load()]);
    if (!plot) return;
    // On a phone the buttons would always be there, over the labels.
    const buttons = phone.matches ? { displayModeBar: false } : {};
    await window.Plotly.react(plot, found.data, found.layout, { ...found.config, ...buttons, responsive: true });
  };

  const show = async () => {
    button.setAttribute("aria-busy", "true");
    said.textContent = "";
    plot = document.createElement("div");
    plot.className = "explored";
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-labelledby", "chart-wide-t");
    plot.setAttribute("aria-describedby", "chart-wide-d");
    drawings.after(plot);
    try {
      await draw();
      drawings.hidden = true;
      button.textContent = close;
      button.setAttribute("aria-expanded", "true");
      aside.hidden = !table;
    } catch {
      hide();
      said.textContent = failed;
    }
    button.removeAttribute("aria-busy");
  };

  const hide = () => {
    drawings.hidden = false;
    if (plot && window.Plotly) window.Plotly.purge(plot);
    plot?.remove();
    plot = null;
    button.textContent = open;
    button.setAttribute("aria-expanded", "false");
    aside.hidden = true;
  };

  button.addEventListener("click", () => (button.getAttribute("aria-busy") ? undefined : plot ? hide() : show()));
  for (const change of [prefersDark, phone]) change.addEventListener("change", () => plot && draw().catch(hide));
})();
