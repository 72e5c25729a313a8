// Finds an institution by its name, among all of them: the names are one file of this site, read when somebody begins to type.
// Without this script a server that runs finds them, and the list, its letters and its kinds lead to the same pages.
(() => {
  "use strict";
  const box = document.querySelector(".find");
  if (!box) return;
  const { names, pages, none, more, found, one: single, failed } = box.dataset;
  const field = box.querySelector("input");
  const said = box.querySelector("[role=status]");
  const list = box.querySelector("ul");
  const MOST = 20;
  let known = null;

  const plain = (name) => name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

  const load = async () => {
    const answer = await fetch(names, { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).map(([slug, name, kind]) => ({ slug, name, kind, key: ` ${plain(name)}` }));
  };

  const line = (one) => {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: `${pages}${one.slug}/`, textContent: one.name });
    const kind = Object.assign(document.createElement("small"), { textContent: one.kind });
    item.append(link, kind);
    return item;
  };

  const find = async () => {
    const parts = plain(field.value).split(" ").filter(Boolean);
    if (!parts.length) {
      list.replaceChildren();
      said.textContent = "";
      return;
    }
    try {
      known ??= load();
      const all = await known;
      // Each word typed is the beginning of a word of the name.
      const fitting = all.filter((one) => parts.every((part) => one.key.includes(` ${part}`)));
      list.replaceChildren(...fitting.slice(0, MOST).map(line));
      const count = fitting.length.toLocaleString(document.documentElement.lang);
      const text = !fitting.length ? none : fitting.length > MOST ? more : fitting.length === 1 ? single : found;
      said.textContent = text.replace("{shown}", String(MOST)).replace("{n}", count);
    } catch {
      known = null;
      said.textContent = failed;
    }
  };

  field.addEventListener("input", find);
  box.hidden = false;
})();
