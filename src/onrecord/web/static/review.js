// Review: borders moved by keyboard in the fields, or words marked in the passage with the mouse. The passage shows what will be saved.
"use strict";
{
  const passage = document.getElementById("passage");
  const form = document.getElementById("decide");
  const first = Number(passage.dataset.start);
  const text = Array.from(passage.textContent); // code points, as the record counts
  const fields = form ? [...form.querySelectorAll("[data-spans]")] : [];
  const spansOf = (field) => (field.dataset.spans ? field.dataset.spans.split(",").map((pair) => pair.split(":").map(Number)) : []);
  const flat = (words) => words.join("").split(/\s+/).join(" ").trim();
  const word = (c) => c !== undefined && /[\p{L}\p{N}’'\-]/u.test(c);

  const draw = () => {
    const roles = text.map(() => "");
    for (const [role, mark] of [["content", "or-c"], ["source", "or-s"], ["cue", "or-v"]]) {
      const field = fields.find((f) => f.name === role);
      if (field) for (const [start, end] of spansOf(field)) for (let i = Math.max(0, start - first); i < end - first && i < text.length; i++) roles[i] += ` ${mark}`;
    }
    const out = [];
    for (let i = 0; i < text.length;) {
      let j = i;
      while (j < text.length && roles[j] === roles[i]) j++;
      const words = text.slice(i, j).join("");
      if (roles[i]) { const mark = document.createElement("mark"); mark.className = roles[i].trim(); mark.textContent = words; out.push(mark); }
      else out.push(document.createTextNode(words));
      i = j;
    }
    passage.replaceChildren(...out);
  };

  const put = (field, spans) => {
    const sorted = spans.filter(([start, end]) => start < end).sort((a, b) => a[0] - b[0]);
    field.dataset.spans = sorted.map((s) => s.join(":")).join(",");
    field.value = sorted.map(([start, end]) => flat(text.slice(start - first, end - first))).join(" … ");
    const hidden = form.elements[`${field.name}_spans`];
    hidden.value = field.dataset.spans;
    field.closest(".w-span").classList.toggle("w-moved", hidden.value !== hidden.dataset.was);
    draw();
  };

  // The next border of a word from `at`, forwards or backwards.
  const border = (at, forward, end) => {
    let i = at - first;
    const step = forward ? 1 : -1, side = (k) => (end ? word(text[k - 1]) && !word(text[k]) : word(text[k]) && !word(text[k - 1]));
    do i += step; while (i > 0 && i < text.length && !side(i));
    return Math.min(text.length, Math.max(0, i)) + first;
  };

  for (const field of fields) {
    field.addEventListener("keydown", (e) => {
      if (!e.altKey || (e.key !== "ArrowLeft" && e.key !== "ArrowRight")) return;
      e.preventDefault();
      const spans = spansOf(field), forward = e.key === "ArrowRight";
      if (!spans.length) return;
      if (e.shiftKey) spans[0][0] = Math.min(border(spans[0][0], forward, false), spans[0][1] - 1);
      else { const last = spans[spans.length - 1]; last[1] = Math.max(border(last[1], forward, true), last[0] + 1); }
      put(field, spans);
    });
    // Typed words count as words: the record looks for them in the text.
    field.addEventListener("input", () => { const hidden = form.elements[`${field.name}_spans`]; hidden.value = hidden.dataset.was; });
  }

  const bar = document.getElementById("mark");
  let marked = null;
  const offset = (node, at) => { const range = document.createRange(); range.setStart(passage, 0); range.setEnd(node, at); return Array.from(range.toString()).length; };
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (!bar || !chosen.rangeCount || chosen.isCollapsed || !passage.contains(chosen.anchorNode) || !passage.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    let start = offset(range.startContainer, range.startOffset), end = offset(range.endContainer, range.endOffset);
    while (start < end && /\s/u.test(text[start])) start++;
    while (end > start && /\s/u.test(text[end - 1])) end--;
    marked = start < end ? [start + first, end + first] : null;
    bar.hidden = !marked;
  });
  bar?.addEventListener("click", (e) => {
    const as = e.target.closest("[data-as]")?.dataset.as;
    if (!as || !marked) return;
    put(fields.find((f) => f.name === as), [marked]);
    getSelection().removeAllRanges();
    bar.hidden = true;
    fields.find((f) => f.name === as).focus();
  });

  document.addEventListener("keydown", (e) => {
    if (e.key === "f" && !e.ctrlKey && !e.metaKey && !e.altKey && !e.target.closest("input, textarea, select") && fields.length) { e.preventDefault(); fields[0].focus(); }
  });
}
