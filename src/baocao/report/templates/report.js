"use strict";
// The report is complete without this: here a figure opens its sentence beside the text, the annex can be
// filtered, and a citation can be copied. Only textContent is ever written, so words stay words.
(() => {
  const word = (key) => document.body.dataset["word" + key.replace(/(^|-)(\w)/g, (_, __, c) => c.toUpperCase())] || key;
  const make = (name, attributes = {}, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const sentences = [...document.querySelectorAll(".evidence[data-number]")];

  // ── a figure opens its sentence ──────────────────────────────────────────
  const title = make("h2", { id: "panel-title", tabindex: "-1" });
  const body = make("div");
  const panel = make("aside", { class: "panel", "aria-labelledby": "panel-title", lang: document.documentElement.lang, hidden: "" }, title, body);
  document.body.append(panel);
  let opener = null;

  const close = () => {
    panel.hidden = true;
    document.querySelectorAll(".evidence.hit").forEach((node) => node.classList.remove("hit"));
    if (opener) opener.focus({ preventScroll: true });
    opener = null;
  };
  const copy = async (text, button) => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", { readonly: "" });
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    button.textContent = word(done ? "copied" : "not-copied");
    button.setAttribute("aria-live", "polite");
  };
  const words = (node) => node.querySelector(".sentence").textContent.trim();
  const neighbour = (node) => make("p", { class: "neighbour", lang: node.lang || document.documentElement.lang }, words(node));

  // an annex of cited sentences only has gaps: a neighbour is the very next sentence of the same article
  const place = (node) => (node.dataset.number || "").split(":").map(Number);
  const follows = (one, other) => {
    if (!one || !other) return false;
    const [a, b] = [place(one), place(other)];
    return a.length === b.length && a.slice(0, -1).every((n, i) => n === b[i]) && a.at(-1) + 1 === b.at(-1);
  };

  const open = (link, target) => {
    const number = target.dataset.number;
    title.textContent = number ? `${word("evidence")}: ${word("sentence")} ${number}` : word("evidence");
    body.replaceChildren();
    const at = sentences.indexOf(target);
    const source = target.closest("section.source");
    if (source) body.append(make("p", { class: "neighbour" }, ...[...source.querySelectorAll("h3, .meta")].slice(0, 2).map((node) => make("span", {}, node.textContent, make("br")))));
    const speaker = target.dataset.speaker;
    if (speaker) body.append(make("p", { class: "neighbour" }, speaker));
    if (follows(sentences[at - 1], target) && sentences[at - 1].dataset.speaker === speaker) body.append(neighbour(sentences[at - 1]));
    const focus = make("div", { class: "focus" });
    if (target.lang) focus.lang = target.lang;
    focus.append(...[...target.querySelector(".sentence").childNodes].map((node) => node.cloneNode(true)));
    focus.querySelectorAll("[id]").forEach((node) => node.removeAttribute("id"));
    body.append(focus);
    if (follows(target, sentences[at + 1]) && sentences[at + 1].dataset.speaker === speaker) body.append(neighbour(sentences[at + 1]));
    const hits = [...focus.querySelectorAll("mark")].filter((mark) => mark.dataset.fact === link.dataset.fact);
    hits.forEach((mark) => mark.classList.add("hit"));
    const notes = [...new Set(hits.map((mark) => mark.dataset.note).filter(Boolean))];
    if (notes.length) body.append(make("dl", {}, make("div", {}, make("dt", {}, word("rule")), make("dd", {}, notes.join("; ")))));
    const copying = make("button", { type: "button" }, word("copy"));
    const quote = words(target);
    copying.addEventListener("click", () =>
      copy(`“${quote}”${speaker ? ` — ${speaker}` : ""} (${number ? `${word("sentence")} ${number}; ` : ""}${document.body.dataset.citation || document.title})`, copying));
    const going = make("a", { href: "#" + target.id }, word("in-annex"));
    going.addEventListener("click", () => { opener = null; close(); });
    const closing = make("button", { type: "button" }, word("close"));
    closing.addEventListener("click", close);
    body.append(make("div", { class: "acts" }, copying, closing, going));
    document.querySelectorAll(".evidence.hit").forEach((node) => node.classList.remove("hit"));
    target.classList.add("hit");
    opener = link;
    panel.hidden = false;
    title.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.cite");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target || !target.querySelector(".sentence")) return;
    event.preventDefault();
    open(link, target);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) close(); });

  // ── a region is a stop for the keyboard only while it scrolls ────────────
  const regions = [...document.querySelectorAll('[role="group"][tabindex]')];
  const stops = () => regions.forEach((node) => {
    const scrolls = node.scrollWidth > node.clientWidth + 1;
    for (const [name, value] of [["tabindex", "0"], ["role", "group"]]) scrolls ? node.setAttribute(name, value) : node.removeAttribute(name);
    if (scrolls) { if (node.dataset.label) node.setAttribute("aria-label", node.dataset.label); }
    else if (node.hasAttribute("aria-label")) { node.dataset.label = node.getAttribute("aria-label"); node.removeAttribute("aria-label"); }
  });
  stops();
  addEventListener("resize", stops);
  addEventListener("load", stops);

  // ── the annex can be filtered ────────────────────────────────────────────
  if (sentences.length > 3) {
    const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
    const kindNames = new Map();
    document.querySelectorAll(".evidence mark[data-kind]").forEach((mark) => kindNames.set(mark.dataset.kind, mark.title.split(" · ")[0]));
    const speakers = [...new Set(sentences.map((node) => node.dataset.speaker).filter(Boolean))];
    const choice = (name, options) => {
      const select = make("select", {}, make("option", { value: "" }, word("all")), ...options.map(([value, text]) => make("option", { value }, text)));
      return [select, make("label", {}, name, select)];
    };
    const [kind, kindLabel] = choice(word("filter-kind"), [...kindNames]);
    const [speaker, speakerLabel] = choice(word("filter-speaker"), speakers.map((name) => [name, name]));
    const text = make("input", { type: "search", autocomplete: "off" });
    const count = make("output", { "aria-live": "polite" });
    const form = make("form", { class: "filter", role: "search", "aria-label": word("filter") }, make("label", {}, word("filter-text"), text), kindLabel);
    if (speakers.length > 1) form.append(speakerLabel);
    form.append(count);
    form.addEventListener("submit", (event) => event.preventDefault());
    const headings = [...document.querySelectorAll("p.speaker + .evidence[data-number]")].map((node) => [node.previousElementSibling, node]);
    const apply = () => {
      const wanted = text.value.trim().normalize("NFC").toLowerCase();
      const plainWanted = bare(wanted) === wanted;
      let shown = 0;
      for (const node of sentences) {
        const own = words(node).toLowerCase();
        const hit = (!wanted || (plainWanted ? bare(own) : own).includes(wanted))
          && (!kind.value || node.dataset.kinds.split(" ").includes(kind.value))
          && (!speaker.value || node.dataset.speaker === speaker.value);
        node.hidden = !hit;
        shown += hit;
      }
      for (const [heading, first] of headings) {
        let node = first, any = false;
        while (node && !node.matches("p.speaker")) { any ||= node.matches(".evidence[data-number]") && !node.hidden; node = node.nextElementSibling; }
        heading.hidden = !any;
      }
      document.querySelectorAll("section.source").forEach((node) => { node.hidden = !node.querySelector(".evidence[data-number]:not([hidden])"); });
      count.textContent = shown ? `${shown} / ${sentences.length} ${word("shown")}` : word("no-match");
    };
    form.addEventListener("input", apply);
    const first = sentences[0];
    const before = first.previousElementSibling && first.previousElementSibling.matches("p.speaker") ? first.previousElementSibling : first;
    (first.closest("section.source") || before).before(form);
    apply();
    // a link into the annex must find its sentence, filter or not
    addEventListener("hashchange", () => {
      const node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (node && node.hidden) { form.reset(); apply(); node.scrollIntoView(); }
    });
  }
})();
