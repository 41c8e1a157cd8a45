"use strict";
// The list is complete without this: here it can be searched, with or without Vietnamese marks.
(() => {
  const word = (key) => document.body.dataset["word" + key[0].toUpperCase() + key.slice(1)] || key;
  const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const entries = [...document.querySelectorAll(".entry")].map((node) => {
    const own = node.textContent.normalize("NFC").toLowerCase();
    return { node, own, plain: bare(own), lines: [...node.querySelectorAll("details li")] };
  });
  const form = document.createElement("form");
  form.className = "find";
  form.setAttribute("role", "search");
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  label.append(word("find"), input);
  const count = document.createElement("output");
  count.setAttribute("aria-live", "polite");
  form.append(label, count);
  document.querySelector("h1").after(form);
  form.addEventListener("submit", (event) => event.preventDefault());
  const apply = () => {
    const wanted = input.value.trim().normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text, plain) => wanted.every((one) => (bare(one) === one ? plain : text).includes(one));
    let shown = 0;
    for (const { node, own, plain, lines } of entries) {
      const hit = has(own, plain);
      node.hidden = !hit;
      shown += hit;
      const details = node.querySelector("details");
      if (!details) continue;
      let inside = 0;
      for (const line of lines) {
        const text = line.textContent.normalize("NFC").toLowerCase();
        const found = wanted.length > 0 && has(text, bare(text));
        inside += found;
        line.dataset.found = found ? "yes" : "";
      }
      for (const line of lines) line.hidden = wanted.length > 0 && inside > 0 && !line.dataset.found;
      details.open = wanted.length > 0 && hit && inside > 0;
    }
    count.textContent = shown ? `${shown} / ${entries.length} ${word("shown")}` : word("none");
  };
  form.addEventListener("input", apply);
  apply();
})();
