// The review page. The article's text is data: it is only ever put into text nodes and form fields.
"use strict";

const byId = (id) => document.getElementById(id);
let state = null; // what the server last said
let current = null; // id of the fact that keys act on
let task = null; // what the open dialog is about: {do, kind, fact, start, end}

function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") node.className = value;
    else if (value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const say = (key) => state.words[key] ?? key;
const kindName = (kind) => say(kind === "place" ? "place_kind" : kind);
const shown = (value) => (value === null || value === undefined ? "–" : Array.isArray(value) ? value.join("; ") : value);

// Offsets count code points; JavaScript counts UTF-16 units.
let units = []; // code point → unit
let points = new Map(); // unit → code point
function measure(text) {
  units = [];
  points = new Map();
  let unit = 0;
  for (const letter of text) {
    points.set(unit, units.length);
    units.push(unit);
    unit += letter.length;
  }
  points.set(unit, units.length);
  units.push(unit);
}
const slice = (start, end) => state.text.slice(units[start], units[end]);

// ── talking to the server ────────────────────────────────────────────────────

async function ask(name, message) {
  let answer;
  try {
    answer = await fetch(name, message && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) });
  } catch {
    return { error: state ? say("lost") : "baocao?" };
  }
  const data = await answer.json();
  if (answer.status === 409) return { error: say("stale"), stale: true };
  return answer.ok ? { data } : { error: data.error };
}

async function load() {
  const { data, error, stale } = await ask("state");
  if (error) return warn(error, stale);
  take(data);
}

function take(data) {
  state = data;
  measure(state.text);
  draw();
}

function warn(text, stale) {
  byId("alert").hidden = false;
  byId("alert").firstElementChild.textContent = text;
  byId("reload").hidden = !stale;
}

async function send(name, message) {
  const { data, error, stale } = await ask(name, { version: state.version, ...message });
  if (error) {
    if (byId("dialog").open && !stale) {
      byId("fault").hidden = false;
      byId("fault").textContent = error;
    } else {
      if (byId("dialog").open) byId("dialog").close();
      warn(error, stale);
      if (stale) byId("reload").focus();
    }
    return false;
  }
  byId("alert").hidden = true;
  take(data);
  byId("status").textContent = say("saved");
  return true;
}

// ── drawing ──────────────────────────────────────────────────────────────────

function draw() {
  document.documentElement.lang = state.lang;
  document.title = `${say("review")}: ${state.title}`;
  byId("title").textContent = `${say("review")}: ${state.title}`;
  byId("help").textContent = say("keys");
  for (const node of document.querySelectorAll("[data-say]")) node.textContent = say(node.dataset.say);
  const filter = byId("filter");
  if (!filter.options.length) {
    filter.append(make("option", { value: "" }, say("all")), ...Object.keys(state.kinds).map((kind) => make("option", { value: kind }, kindName(kind))));
  }
  drawText();
  drawFacts();
  drawCorrections();
}

function drawText() {
  const marks = state.facts.flatMap((fact) => fact.spans.map(([start, end]) => ({ start, end, fact })));
  const pieces = [];
  let done = 0;
  const end = units.length - 1;
  for (const block of [...state.blocks].sort((a, b) => a.start - b.start)) {
    if (block.start > done) pieces.push(["outside", done, block.start]);
    pieces.push([block.kind, block.start, block.end]);
    done = block.end;
  }
  if (done < end) pieces.push(["outside", done, end]);
  const paragraphs = pieces.map(([kind, start, stop]) => {
    const words = slice(start, stop);
    if (!words.trim()) return null;
    start += [...words].length - [...words.trimStart()].length;
    stop -= [...words].length - [...words.trimEnd()].length;
    return make("p", { class: kind }, ...cut(start, stop, marks.filter((m) => m.start < stop && start < m.end)));
  });
  byId("text").replaceChildren(...paragraphs.filter(Boolean));
}

// The text between two offsets, cut at every mark; where marks nest, the shortest has the words.
function cut(start, stop, marks) {
  const cuts = [...new Set([start, stop, ...marks.flatMap((m) => [m.start, m.end]).filter((at) => start < at && at < stop)])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, i) => {
    const to = cuts[i + 1];
    const holders = marks.filter((m) => m.start <= from && to <= m.end).sort((a, b) => a.end - a.start - (b.end - b.start));
    const span = make("span", { "data-start": from }, slice(from, to));
    if (!holders.length) return span;
    const { fact } = holders[0];
    const all = holders.map((m) => m.fact.id).join(" ");
    return make("mark", { class: `${fact.kind}${fact.corrected ? " corrected" : ""}`, "data-facts": all, title: `${kindName(fact.kind)} · ${fact.id}` }, span);
  });
}

const listed = () => state.facts.filter((fact) => !byId("filter").value || fact.kind === byId("filter").value).sort((a, b) => a.spans[0][0] - b.spans[0][0]);

function drawFacts() {
  const rows = listed().map((fact) => {
    const tag = fact.corrected ? (fact.decided === "add" ? "added" : "corrected") : fact.decided === "accept" ? "accepted" : "";
    const row = make("li", { "data-fact": fact.id, "aria-current": fact.id === current ? "true" : undefined },
      make("button", { type: "button", class: "fact", tabindex: fact.id === current ? "0" : "-1" },
        make("span", { class: "kind" }, kindName(fact.kind)), " ", make("strong", { lang: "vi" }, fact.quote), " ",
        make("span", { class: "meta" }, summary(fact)), tag ? make("span", { class: "tag" }, ` ${say(tag)}`) : null));
    for (const what of ["accept", "change", "reject"]) {
      const button = make("button", { type: "button", class: what, tabindex: fact.id === current ? "0" : "-1" }, say(what));
      button.addEventListener("click", () => { select(fact.id, false); open(what); });
      row.append(button);
    }
    row.firstChild.addEventListener("click", () => { select(fact.id, true); });
    row.append(...links(fact));
    return row;
  });
  byId("facts").replaceChildren(...rows);
  if (!listed().some((fact) => fact.id === current)) current = listed()[0]?.id ?? null;
  mark();
}

// What a fact leans on, and what leans on it: each a button that leads there.
function links(fact) {
  const to = fact.links.map((link) => ({ name: link.as, other: state.facts.find((one) => one.id === link.fact) }));
  const from = state.facts.filter((one) => one.links.some((link) => link.fact === fact.id)).map((other) => ({ name: "of", other }));
  const buttons = [...to, ...from].filter(({ other }) => other).map(({ name, other }) => {
    const button = make("button", { type: "button", class: "link", "data-to": other.id }, `${say(`link.${name}`)}: `, make("span", { lang: "vi" }, other.quote));
    button.addEventListener("click", () => follow(other));
    return button;
  });
  return buttons.length ? [make("div", { class: "links" }, ...buttons)] : [];
}

function follow(fact) {
  if (!listed().includes(fact)) {
    byId("filter").value = "";
    drawFacts();
  }
  select(fact.id, true);
}

const summary = (fact) => Object.entries(fact.fields).filter(([, value]) => value !== null && value !== "false" && value !== "exact" && shown(value) !== "" && !(name === "name" && value === fact.quote)).map(([name, value]) => `${say(`field.${name}`)}: ${say(`${name}.${value}`) === `${name}.${value}` ? shown(value) : say(`${name}.${value}`)}`).join(", ");

function drawCorrections() {
  const rows = state.corrections.map((record, n) => {
    const button = make("button", { type: "button" }, say("withdraw"));
    button.addEventListener("click", () => send("withdraw", { entry: n }));
    const changes = record.changes.map((c) => (c.was === null ? `${say(`field.${c.field}`)}: ${shown(c.now)}` : `${say(`field.${c.field}`)}: ${shown(c.was)} → ${shown(c.now)}`)).join(", ");
    return make("li", {}, `${say(record.do)} · ${kindName(record.kind)} · `, make("strong", { lang: "vi" }, record.quote), changes ? ` (${changes})` : "",
      make("div", { class: "meta" }, `${record.reason} · ${record.by} · ${record.on}`),
      record.message ? make("div", { class: record.status === "conflict" ? "conflict" : "meta" }, record.status === "conflict" ? `${say("conflict")}: ${record.message}` : record.message) : null, button);
  });
  byId("corrections").replaceChildren(...(rows.length ? rows : [make("li", { class: "meta" }, say("none"))]));
}

function mark() {
  for (const row of byId("facts").children) {
    const here = row.dataset.fact === current;
    if (here) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    for (const button of row.querySelectorAll("button")) button.tabIndex = here ? 0 : -1;
  }
  const near = new Set(chosen()?.links.map((link) => link.fact));
  for (const node of document.querySelectorAll("#text mark")) {
    const ids = node.dataset.facts.split(" ");
    node.classList.toggle("hit", ids.includes(current));
    node.classList.toggle("near", !ids.includes(current) && ids.some((id) => near.has(id)));
  }
}

function select(id, scroll) {
  current = id;
  mark();
  const row = [...byId("facts").children].find((node) => node.dataset.fact === id);
  row?.querySelector(".fact").focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
  if (scroll) document.querySelector("#text mark.hit")?.scrollIntoView({ block: "center" });
}

function step(by) {
  const facts = listed();
  if (!facts.length) return;
  const at = facts.findIndex((fact) => fact.id === current);
  const row = document.activeElement?.closest?.("#facts li");
  // The first key press goes to the current fact, the next ones move from it.
  const next = row ? Math.min(Math.max(at + by, 0), facts.length - 1) : Math.max(at, 0);
  select(facts[next].id, true);
}

// ── the dialog ───────────────────────────────────────────────────────────────

const chosen = () => state.facts.find((fact) => fact.id === current);

function open(what) {
  const fact = what === "add" ? null : chosen();
  if (what !== "add" && !fact) return;
  task = fact ? { do: what, kind: fact.kind, fact: fact.id } : { do: "add", kind: "quantity", ...selection() };
  byId("fault").hidden = true;
  byId("dialog-title").textContent = fact ? `${say(what)}: ${kindName(fact.kind)}` : say("add");
  byId("quoted").textContent = fact ? fact.quote : "";
  byId("where").replaceChildren();
  if (what === "add") askWhere();
  drawFields(what === "accept" || what === "reject" ? null : task.kind, fact);
  byId("reason").value = "";
  byId("by").value = byId("by").value || state.by;
  byId("dialog").showModal();
  (byId("where").querySelector("textarea") ?? byId("fields").querySelector("input, select, textarea") ?? byId("reason")).focus();
}

function field(label, control, id, hint) {
  control.id = id;
  return make("p", {}, make("label", { for: id }, label), control, hint ? make("span", { class: "meta" }, hint) : null);
}

// The words of an added fact: those selected, or typed; and which of their places, where there are several.
function askWhere() {
  const kind = make("select");
  kind.append(...Object.keys(state.kinds).map((name) => make("option", { value: name }, kindName(name))));
  kind.addEventListener("change", () => { task.kind = kind.value; drawFields(kind.value, null); });
  const quote = make("textarea", { rows: 2, lang: "vi" });
  const place = make("select");
  const find = () => {
    const places = occurrences(quote.value);
    place.replaceChildren(...places.map((at) => make("option", { value: at }, around(at, quote.value))));
    if (places.includes(task.start)) place.value = task.start;
    byId("fault").hidden = !quote.value.trim() || places.length > 0;
    byId("fault").textContent = say("not_there");
  };
  quote.addEventListener("input", find);
  byId("where").replaceChildren(field(say("quote"), quote, "add-quote"), field(say("place"), place, "add-place"), field(say("kind"), kind, "add-kind"));
  if (task.start !== undefined) {
    quote.value = slice(task.start, task.end);
    find();
  }
}

function occurrences(words) {
  const found = [];
  const wanted = words.normalize("NFC").trim();
  for (let at = wanted ? state.text.indexOf(wanted) : -1; at >= 0; at = state.text.indexOf(wanted, at + 1)) if (points.has(at)) found.push(points.get(at));
  return found;
}

function around(at, words) {
  const end = at + [...words.normalize("NFC").trim()].length;
  const most = units.length - 1;
  return `… ${slice(Math.max(0, at - 20), at)}[${slice(at, end)}]${slice(end, Math.min(most, end + 20))} …`.replace(/\s+/g, " ");
}

function drawFields(kind, fact) {
  const rows = kind === null ? [] : state.kinds[kind].fields.map((spec) => {
    const value = fact?.fields[spec.name] ?? null;
    let control;
    if (spec.input === "choice") {
      control = make("select");
      control.append(...spec.choices.map((choice) => make("option", { value: choice }, say(`${spec.name}.${choice}`) === `${spec.name}.${choice}` ? choice : say(`${spec.name}.${choice}`))));
      control.value = value ?? spec.choices[0];
    } else {
      control = spec.input === "lines" ? make("textarea", { rows: 2 }) : make("input", { autocomplete: "off", placeholder: spec.input === "day" ? "2025-12-31" : "" });
      control.value = Array.isArray(value) ? value.join("\n") : value ?? "";
    }
    control.dataset.field = spec.name;
    control.dataset.input = spec.input;
    return field(say(`field.${spec.name}`) + (spec.needed ? " *" : ""), control, `field-${spec.name}`, spec.input === "lines" ? say("one_per_line") : spec.name === "low" ? say("base_unit") : "");
  });
  byId("fields").replaceChildren(...rows);
}

async function save() {
  const values = {};
  for (const control of byId("fields").querySelectorAll("[data-field]")) {
    const text = control.value.normalize("NFC");
    values[control.dataset.field] = control.dataset.input === "lines" ? text.split("\n").filter((line) => line.trim()) : text.trim() || null;
  }
  for (const id of ["reason", "by"]) {
    if (!byId(id).value.trim()) {
      byId("fault").hidden = false;
      byId("fault").textContent = say(id) + "?";
      return byId(id).focus();
    }
  }
  const message = { do: task.do, kind: task.kind, fact: task.fact ?? null, values, reason: byId("reason").value, by: byId("by").value };
  if (task.do === "add") {
    const start = Number(byId("add-place").value);
    if (byId("add-place").value === "") {
      byId("fault").hidden = false;
      byId("fault").textContent = say("not_there");
      return byId("add-quote").focus();
    }
    Object.assign(message, { start, end: start + [...byId("add-quote").value.normalize("NFC").trim()].length });
  }
  byId("save").disabled = true;
  const kept = await send("say", message);
  byId("save").disabled = false;
  if (kept) {
    byId("dialog").close();
    select(current, false);
  }
}

// What is selected in the article, as offsets of its text.
function selection() {
  const chosen = getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return {};
  const range = chosen.getRangeAt(0);
  if (!byId("text").contains(range.commonAncestorContainer)) return {};
  const offset = (node, at) => {
    const span = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-start]") : null;
    return span ? points.get(units[Number(span.dataset.start)] + at) : undefined;
  };
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start === undefined || end === undefined || end <= start ? {} : { start, end };
}

// ── keys and buttons ─────────────────────────────────────────────────────────

const KEYS = { j: () => step(1), k: () => step(-1), a: () => open("accept"), r: () => open("reject"), c: () => open("change"), n: () => open("add") };

document.addEventListener("keydown", (event) => {
  if (byId("dialog").open) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
    return;
  }
  if (!state || !byId("keys").checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});
byId("form").addEventListener("submit", (event) => { event.preventDefault(); save(); });
byId("cancel").addEventListener("click", () => byId("dialog").close());
byId("add").addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
byId("add").addEventListener("click", () => open("add"));
byId("reload").addEventListener("click", () => { byId("alert").hidden = true; load(); });
byId("filter").addEventListener("change", drawFacts);
byId("text").addEventListener("click", (event) => {
  const node = event.target.closest("mark");
  if (!node || !getSelection().isCollapsed) return;
  const ids = node.dataset.facts.split(" ");
  const id = ids.find((one) => listed().some((fact) => fact.id === one));
  if (id) select(id, false);
});
load();
