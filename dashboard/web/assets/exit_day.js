// Counts the last two days before an exit day by the clock, and keeps the big screen up to date: every minute it asks this server for
// what has changed. Without this script the page counts in days, and the big screen loads itself again.
(() => {
  "use strict";
  const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, BY_THE_CLOCK = 48 * HOUR;
  const filled = (text, values) => text.replace(/\{(\w)\}/g, (_, name) => values[name]);

  const count = (element) => {
    const { starts, hours, minutes, begun } = element.dataset;
    const left = Date.parse(starts) - Date.now();
    if (!Number.isFinite(left) || left > BY_THE_CLOCK || left < -24 * HOUR) return;
    const values = { h: Math.floor(left / HOUR), m: Math.floor((left % HOUR) / MINUTE), s: Math.floor((left % MINUTE) / SECOND) };
    const text = left <= 0 ? begun : filled(left < HOUR ? minutes : hours, values);
    if (element.textContent !== text) element.textContent = text;
  };
  const counters = [...document.querySelectorAll("[data-starts]")];
  const tick = () => counters.forEach(count);
  tick();
  if (counters.length) setInterval(tick, SECOND);

  const screen = document.querySelector("[data-poll]");
  if (!screen) return;
  const part = (name) => screen.querySelector(`[data-part="${name}"]`);
  const made = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });
  const write = (name, text) => {
    const element = part(name);
    if (element && element.textContent !== text) element.textContent = text;
  };

  const show = (found) => {
    for (const name of ["title", "state", "heading", "others"]) write(name, found[name]);
    part("heading").hidden = !found.heading;
    const countdown = part("countdown");
    if (countdown) {
      countdown.hidden = !found.countdown;
      countdown.firstElementChild.textContent = found.countdown;
      tick(); // In its last two days it is counted by the clock.
    }
    part("figures").replaceChildren(...found.figures.map(({ label, value, note }) => {
      const box = document.createElement("div");
      box.append(made("dt", label), made("dd", value, "n"), made("dd", note, "source"));
      return box;
    }));
    part("names").replaceChildren(...found.names.map((name) => made("li", name)));
  };

  let last = "";
  const poll = async () => {
    try {
      // The browser sends the ETag it knows; an answer that has not changed costs nothing.
      const answer = await fetch(screen.dataset.poll, { credentials: "omit", cache: "no-cache" });
      if (!answer.ok) return;
      const text = await answer.text();
      if (text !== last) show(JSON.parse(text));
      last = text;
    } catch {
      // No network for a moment: the next minute tries again.
    }
  };
  setInterval(poll, MINUTE);
})();
