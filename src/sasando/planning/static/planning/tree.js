// The outline of a performance tree as a tree of its own: arrows, Enter, Alt+arrows, Delete, Ctrl+Z,
// dragging, and forms in a panel beside it.
//
// The server's outline is nested lists with links, and works alone. This file gives it the roles
// of a tree, moves one focus through it, and asks the server for everything that changes it; what
// the server answers is drawn again and the focus goes back to where it was.

const desk = document.querySelector("[data-tree-desk]");
const panel = desk.querySelector("#panel");
const said = desk.querySelector("[data-tree-said]");
const token = desk.querySelector("[name=csrfmiddlewaretoken]").value;
const STEPS = { ArrowUp: "naik", ArrowDown: "turun", ArrowRight: "masuk", ArrowLeft: "keluar" };

const opened = new Set(new URLSearchParams(location.search).getAll("buka"));
const closed = new Set();
let chosen = decodeURIComponent(location.hash.slice(1));

const tree = () => desk.querySelector("[data-tree]");
const items = () => [...desk.querySelectorAll("[data-tree] li")];
const item = (code) => code && items().find((one) => one.dataset.code === code);
const current = () => item(chosen) || items()[0];
const isEditable = () => tree()?.dataset.editable === "ya";
const nodeUrl = (code, verb = "") => desk.dataset.nodeUrl.replace("KODE", encodeURIComponent(code)) + verb;
const rowOf = (one) => one.querySelector(":scope > .tree-row");
const parentOf = (one) => one.parentElement.closest("[data-tree] li");
const isOpen = (one) => rowOf(one).getAttribute("aria-expanded") === "true";
const isShown = (one) => !one.parentElement.closest("li.is-closed");
const visible = () => items().filter(isShown);

// Roles and states

function dress() {
  const list = tree();
  for (const part of desk.querySelectorAll("[data-tree-tools], [data-tree-help]")) part.hidden = !list;
  if (!list) return;
  list.setAttribute("role", "tree");
  for (const one of items()) dressItem(one);
  choose(current(), { focus: false });
}

// The row is the tree's item and owns the list that follows it; the list item itself says nothing.
function dressItem(one) {
  const { code, depth, place, of, below, open: drawn } = one.dataset;
  const row = rowOf(one);
  one.setAttribute("role", "none");
  row.setAttribute("role", "treeitem");
  row.setAttribute("aria-level", depth);
  row.setAttribute("aria-posinset", place);
  row.setAttribute("aria-setsize", of);
  for (const link of row.querySelectorAll("a")) {
    link.tabIndex = -1;
    link.draggable = false;
  }
  const group = one.querySelector(":scope > ul");
  if (group) {
    group.setAttribute("role", "group");
    group.id = `di-${code}`;
    row.setAttribute("aria-owns", group.id);
  }
  if (below) expand(one, drawn === "ya" && !closed.has(code));
  if (isEditable()) row.draggable = true;
}

function expand(one, isWide) {
  rowOf(one).setAttribute("aria-expanded", String(isWide));
  one.classList.toggle("is-closed", !isWide);
}

function choose(one, { focus = true } = {}) {
  if (!one) return;
  for (const other of items()) {
    const row = rowOf(other);
    row.tabIndex = other === one ? 0 : -1;
    row.setAttribute("aria-selected", String(other === one));
    other.classList.toggle("is-chosen", other === one);
  }
  chosen = one.dataset.code;
  if (focus) rowOf(one).focus();
}

// Opening and closing: what the server has not drawn yet is asked for.

function open(one) {
  closed.delete(one.dataset.code);
  if (one.dataset.open === "ya") expand(one, true);
  else {
    opened.add(one.dataset.code);
    redraw();
  }
}

function close(one) {
  closed.add(one.dataset.code);
  expand(one, false);
}

async function redraw({ focus = true } = {}) {
  const query = new URLSearchParams([...opened].map((code) => ["buka", code]));
  await window.htmx.ajax("GET", `${desk.dataset.treeUrl}?${query}`, { target: "#pohon", swap: "outerHTML" });
  dress();
  if (focus) choose(current());
}

// Asking the server: one change after the other, each drawn before the next is sent.

let waiting = Promise.resolve();
let drawing = Promise.resolve();

function send(url, values = () => ({})) {
  waiting = waiting.then(async () => {
    await window.htmx.ajax("POST", url, {
      source: desk, target: panel, swap: "none", values: { ...values(), csrfmiddlewaretoken: token },
    });
    await drawing;
  });
}

function shift({ dataset: { code } }, step) {
  send(nodeUrl(code, "geser/"), () => ({ arah: step, revision: item(code)?.dataset.revision ?? "" }));
}

async function show(url) {
  await window.htmx.ajax("GET", url, { target: panel, swap: "innerHTML" });
  if (!panel.firstElementChild) return;
  panel.hidden = false;
  fitForm();
  const first = ["[role=alert]", "textarea", "select", "input:not([type=hidden])", "[type=submit]"];
  (first.map((kind) => panel.querySelector(`.tree-panel ${kind}`)).find(Boolean) ?? panel).focus();
}

function fitForm() {
  for (const form of panel.querySelectorAll("form")) {
    form.setAttribute("hx-post", form.getAttribute("action"));
    form.setAttribute("hx-target", "#panel");
    form.setAttribute("hx-disabled-elt", "find button[type=submit]");
    window.htmx.process(form);
  }
}

function leavePanel() {
  panel.replaceChildren();
  panel.hidden = true;
  choose(current());
}

const deeds = {
  add: (one) => show(`${desk.dataset.addUrl}?di=${encodeURIComponent(one.dataset.code)}`),
  edit: (one) => show(nodeUrl(one.dataset.code, "ubah/")),
  move: (one) => show(nodeUrl(one.dataset.code, "pindah/")),
  remove: (one) => show(nodeUrl(one.dataset.code, "hapus/")),
};

// Keys

function step(one, by) {
  const row = visible();
  choose(row[row.indexOf(one) + by]);
}

function arrow(one, key) {
  if (key === "ArrowDown") step(one, 1);
  else if (key === "ArrowUp") step(one, -1);
  else if (key === "ArrowRight" && one.dataset.below) isOpen(one) ? step(one, 1) : open(one);
  else if (key === "ArrowLeft") isOpen(one) ? close(one) : choose(parentOf(one));
}

function pressed(event) {
  const one = event.target.matches("[role=treeitem]") ? event.target.parentElement : null;
  if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !isTyping(event.target)) {
    if (isEditable()) send(desk.dataset.undoUrl);
  } else if (event.key === "Escape" && !panel.hidden) leavePanel();
  else if (one) {
    if (!pressedOn(one, event)) return;
  } else return;
  event.preventDefault();
}

function pressedOn(one, event) {
  const { key } = event;
  if (event.altKey && STEPS[key] && isEditable()) shift(one, STEPS[key]);
  else if (event.altKey || event.ctrlKey || event.metaKey) return false;
  else if (key.startsWith("Arrow")) arrow(one, key);
  else if (key === "Home") choose(visible()[0]);
  else if (key === "End") choose(visible().at(-1));
  else if (key === "Enter") isEditable() ? deeds.edit(one) : (location.href = nodeUrl(one.dataset.code));
  else if (key === "Insert" && isEditable()) deeds.add(one);
  else if (key === "Delete" && isEditable()) deeds.remove(one);
  else if (key.length === 1 && /\S/u.test(key)) return jump(one, key);
  else return false;
  return true;
}

// A letter leads to the next node that begins with it.
function jump(one, letter) {
  const row = visible();
  const after = [...row.slice(row.indexOf(one) + 1), ...row.slice(0, row.indexOf(one))];
  const found = after.find((other) =>
    other.querySelector("a").textContent.trim().toLowerCase().startsWith(letter.toLowerCase()));
  if (found) choose(found);
  return Boolean(found);
}

const isTyping = (part) => part.matches("input, textarea, select");

// Mouse

function clicked(event) {
  const part = event.target;
  const button = part.closest("[data-do]");
  if (button) return act(button.dataset.do);
  if (part.closest("[data-close-panel]")) return leavePanel();
  const more = part.closest("[data-open-branch]");
  const row = part.closest(".tree-row");
  if (!row) return undefined;
  const one = row.parentElement;
  if (more) event.preventDefault();
  else if (part.closest("a")) return undefined;
  choose(one);
  if (more || (part.closest(".tree-mark") && one.dataset.below)) {
    isOpen(one) ? close(one) : open(one);
  }
  return undefined;
}

function act(name) {
  const one = current();
  if (!one) return;
  if (deeds[name]) deeds[name](one);
  else shift(one, name);
}

// Dragging: the upper quarter of a row is before it, the lower one after it, the middle under it.

let dragged = null;

function where(row, event) {
  const box = row.getBoundingClientRect();
  const share = (event.clientY - box.top) / box.height;
  if (share < 0.25) return "before";
  return share > 0.75 ? "after" : "under";
}

function unmark() {
  for (const row of desk.querySelectorAll("[class*=drop-]")) {
    row.classList.remove("drop-before", "drop-after", "drop-under");
  }
}

function over(event) {
  const row = event.target.closest?.(".tree-row");
  unmark();
  if (!dragged || !row || dragged.contains(row)) return;
  event.preventDefault();
  row.classList.add(`drop-${where(row, event)}`);
}

function dropped(event) {
  const row = event.target.closest?.(".tree-row");
  unmark();
  if (!dragged || !row || dragged.contains(row)) return;
  event.preventDefault();
  const target = row.parentElement;
  const spot = where(row, event);
  const parent = spot === "under" ? target : parentOf(target);
  const values = { parent: parent?.dataset.code ?? "", revision: dragged.dataset.revision };
  if (spot !== "under") values.place = placeBeside(target, spot);
  chosen = dragged.dataset.code;
  send(nodeUrl(chosen, "pindah/"), () => values);
}

// The place counts the brothers without the dragged node itself.
function placeBeside(target, spot) {
  const place = Number(target.dataset.place) + (spot === "after" ? 1 : 0);
  const isBrother = target.parentElement === dragged.parentElement;
  return isBrother && Number(dragged.dataset.place) < Number(target.dataset.place) ? place - 1 : place;
}

desk.addEventListener("keydown", pressed);
desk.addEventListener("click", clicked);
desk.addEventListener("focusin", (event) => {
  if (event.target.matches("[role=treeitem]")) choose(event.target.parentElement, { focus: false });
});
desk.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("li");
  dragged?.classList.add("is-dragged");
});
desk.addEventListener("dragover", over);
desk.addEventListener("drop", dropped);
desk.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  dragged = null;
  unmark();
});
desk.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-undo]")) return;
  event.preventDefault();
  send(desk.dataset.undoUrl);
});
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === panel) fitForm();
});
document.body.addEventListener("pohon-berubah", async (event) => {
  const { code, said: words } = event.detail;
  panel.replaceChildren();
  panel.hidden = true;
  if (code) chosen = code;
  drawing = redraw();
  await drawing;
  said.textContent = words;
});

dress();
if (chosen && item(chosen)) choose(item(chosen));
