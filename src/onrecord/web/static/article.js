// An article: text and list in step. A click on marked words opens their statement; j and k walk through the statements.
"use strict";
{
  const list = document.getElementById("list");
  const items = [...list.querySelectorAll("li[data-n]")];
  const marks = [...document.querySelectorAll("#text mark[data-s]")];
  let at = -1;

  const show = (n, { open = true, text = true } = {}) => {
    at = n;
    items.forEach((item, i) => item.classList.toggle("w-at", i === n));
    marks.forEach((mark) => mark.classList.toggle("w-at", mark.dataset.s === String(n)));
    const item = items[n];
    if (open) for (const other of items) other.querySelector("details").open = other === item;
    if (list.scrollHeight > list.clientHeight) list.scrollTop = item.offsetTop - list.offsetTop - 60;
    if (text) marks.find((mark) => mark.dataset.s === String(n))?.scrollIntoView({ block: "center" });
  };

  document.getElementById("text").addEventListener("click", (e) => {
    const mark = e.target.closest("mark[data-s]");
    if (!mark || String(getSelection())) return;
    show(Number(mark.dataset.s), { text: false });
    if (matchMedia("(max-width: 60rem)").matches) items[at].scrollIntoView({ block: "center" });
  });
  for (const [n, item] of items.entries())
    item.querySelector("details").addEventListener("toggle", (e) => { if (e.target.open && at !== n) show(n, { open: false }); });

  document.addEventListener("keydown", (e) => {
    if (e.target.closest("input, textarea, select") || e.ctrlKey || e.metaKey || e.altKey || !items.length) return;
    if (e.key === "j" || e.key === "k") {
      show(Math.min(items.length - 1, Math.max(0, at + (e.key === "j" ? 1 : -1))));
      items[at].querySelector("summary").focus({ preventScroll: true });
    } else if (e.key === "Escape") {
      items.forEach((item) => { item.querySelector("details").open = false; });
    }
  });

  const named = () => {
    const item = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (item?.dataset?.n) show(Number(item.dataset.n));
  };
  addEventListener("hashchange", named);
  named();
  addEventListener("beforeprint", () => items.forEach((item) => { item.querySelector("details").open = false; }));
}
