// What makes every page handier: keys, lists walked with j and k, names offered while typing, buttons that tell they are at work.
"use strict";
document.documentElement.classList.add("js");

const inField = (e) => e.target.closest?.("input, textarea, select, [contenteditable]");
const plain = (e) => !e.ctrlKey && !e.metaKey && !e.altKey;

document.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && inField(e)) { e.target.blur(); return; }
  if (inField(e) || !plain(e)) return;
  if (e.key === "/") {
    const field = document.querySelector("[data-search]");
    if (field) { e.preventDefault(); field.focus(); field.select?.(); } else { location.href = "/find"; }
  } else if (e.key === "?") {
    location.href = "/help";
  } else if (e.key === "j" || e.key === "k") {
    if (document.getElementById("list")) return; // an article walks its own list
    const items = [...document.querySelectorAll(".w-queue-link, .w-said a, .w-people a, .w-threads a, .w-table a")];
    if (!items.length) return;
    const at = items.indexOf(document.activeElement);
    items[Math.min(items.length - 1, Math.max(0, at + (e.key === "j" ? 1 : -1)))].focus();
  } else {
    const button = document.querySelector(`[data-key="${CSS.escape(e.key)}"]`);
    if (button) { e.preventDefault(); button.click(); }
  }
});

for (const form of document.querySelectorAll("[data-busy]")) {
  form.addEventListener("submit", (e) => {
    if (e.submitter) { e.submitter.setAttribute("aria-busy", "true"); e.submitter.textContent = form.dataset.busy; }
  });
}

// Names offered under a field, as a combobox; without scripts the field is typed in as it is.
let many = 0;
for (const field of document.querySelectorAll("[data-speakers]")) {
  const box = document.createElement("span");
  box.className = "w-offers";
  const list = document.createElement("ul");
  Object.assign(list, { className: "w-offer", id: `offer${++many}`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Speakers");
  field.removeAttribute("list");
  field.after(box);
  box.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
    field.setAttribute(name, value);
  let at = -1, asked = 0;
  const close = () => { list.hidden = true; at = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const choose = (item) => { field.value = item.dataset.name; close(); field.focus(); };
  const point = (to) => {
    const items = [...list.children];
    at = (to + items.length) % items.length;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    field.setAttribute("aria-activedescendant", items[at].id);
  };
  field.addEventListener("input", async () => {
    const mine = ++asked, begun = field.value.trim();
    if (begun.length < 2) { close(); return; }
    const answer = await fetch(`/speakers.json?q=${encodeURIComponent(begun)}`).catch(() => null);
    if (!answer?.ok || mine !== asked || document.activeElement !== field) return;
    const names = await answer.json();
    list.replaceChildren(...names.slice(0, 8).map((name, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.dataset.name = name.name;
      item.textContent = `${name.name} (${name.statements})`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.addEventListener("mousedown", (e) => { e.preventDefault(); choose(item); });
      return item;
    }));
    list.hidden = !names.length;
    at = -1;
    field.setAttribute("aria-expanded", String(!list.hidden));
  });
  field.addEventListener("keydown", (e) => {
    if (list.hidden) return;
    if (e.key === "ArrowDown") { e.preventDefault(); point(at + 1); }
    else if (e.key === "ArrowUp") { e.preventDefault(); point(at - 1); }
    else if (e.key === "Enter" && at >= 0) { e.preventDefault(); choose(list.children[at]); }
    else if (e.key === "Escape") { e.stopPropagation(); close(); }
  });
  field.addEventListener("blur", close);
}
