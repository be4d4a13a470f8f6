// Entries that are not yet on the server.
//
// Every entry is first written into this phone's own database under a key made here, then sent. It
// is forgotten only when the server's answer carries that key. A repeated post with the same key
// changes nothing at the server, so sending again is always safe.

const RETRY_EVERY = 30_000;
const LONGEST_WAIT = 20_000;
const TELL_AFTER = 300;
const WAITING = "waiting";
const REFUSED = "refused";
const CLOSED = "closed";
// Answers after which the same entry may still be taken later: log in again, try again.
const TEMPORARY = new Set([401, 403, 408, 425, 429]);

class DraftStore {
  static open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open("sasando", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "key" });
      request.onsuccess = () => resolve(new DraftStore(request.result));
      request.onerror = () => reject(request.error);
    });
  }

  constructor(database) {
    this.database = database;
  }

  run(mode, work) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction("drafts", mode);
      const request = work(transaction.objectStore("drafts"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  put(draft) {
    return this.run("readwrite", (drafts) => drafts.put(draft));
  }

  forget(key) {
    return this.run("readwrite", (drafts) => drafts.delete(key));
  }

  async of(owner) {
    const all = await this.run("readonly", (drafts) => drafts.getAll());
    return all.filter((draft) => draft.owner === owner).sort((a, b) => a.savedAt - b.savedAt);
  }
}

class DayForm {
  constructor(store, section) {
    this.store = store;
    this.section = section;
    this.words = section.dataset;
    this.template = document.querySelector("[data-draft-template]");
    this.loaded = performance.now();
    this.busy = null;
  }

  // Absent on a closed day; replaced by the server's version when something needs mending.
  get form() {
    return document.querySelector("[data-entry-form]");
  }

  start() {
    document.addEventListener("submit", (event) => {
      if (event.target === this.form) this.take(event);
    });
    window.addEventListener("online", () => this.sendAll());
    setInterval(() => this.sendAll(), RETRY_EVERY);
    this.sendAll();
  }

  async take(event) {
    event.preventDefault();
    const draft = readDraft(this.form, this.words.owner);
    try {
      await this.store.put(draft);
    } catch {
      // No room on the phone: the form goes to the server in the ordinary way.
      this.form.submit();
      return;
    }
    clearForNext(this.form, draft);
    this.fresh = draft.key;
    const told = setTimeout(() => this.say(this.words.textSending), TELL_AFTER);
    await this.sendAll();
    clearTimeout(told);
    const kept = (await this.drafts()).find((other) => other.key === draft.key);
    this.say(kept ? (kept.state === WAITING ? this.words.textKept : "") : this.words.textSaved);
  }

  say(sentence) {
    this.form.querySelector("[data-form-said]").textContent = sentence;
  }

  drafts() {
    return this.store.of(this.words.owner);
  }

  async sendAll() {
    if (this.busy) {
      this.again = true;
      await this.busy;
      return;
    }
    this.busy = this.sendEach();
    try {
      await this.busy;
    } finally {
      this.busy = null;
    }
  }

  async sendEach() {
    do {
      this.again = false;
      for (const draft of await this.drafts()) {
        if (this.isPast(draft)) await this.store.put({ ...draft, state: CLOSED, reason: "" });
        else if (draft.state === WAITING && this.form) await this.send(draft);
      }
      await this.show();
    } while (this.again);
  }

  isPast(draft) {
    const serverNow = Date.parse(this.words.serverNow) + performance.now() - this.loaded;
    return Date.parse(draft.closesAt) <= serverNow;
  }

  async send(draft) {
    const answer = await post(this.form, draft);
    if (!answer) return;
    const saved = answer.page.querySelector(`[data-saved-key="${CSS.escape(draft.key)}"]`);
    if (saved) {
      if (draft.day === this.words.day) refresh(saved);
      await this.store.forget(draft.key);
      return;
    }
    const refused = { ...draft, ...refusalOf(answer, this.words.textLogIn) };
    await this.store.put(refused);
    const mended = answer.page.querySelector("[data-entry-form]");
    if (refused.state === REFUSED && mended && draft.key === this.fresh) {
      this.form.replaceWith(mended);
      fill(this.form, draft);
    }
  }

  // A draft that lies open in the form is not listed a second time.
  async show() {
    const inForm = this.form?.elements.key.value;
    const drafts = (await this.drafts()).filter((draft) => draft.key !== inForm);
    const list = this.section.querySelector("[data-drafts-list]");
    list.replaceChildren(...drafts.map((draft) => this.draw(draft)));
    this.section.hidden = drafts.length === 0;
  }

  draw(draft) {
    const card = this.template.content.cloneNode(true).firstElementChild;
    const fields = Object.fromEntries(draft.fields);
    const slots = {
      time: `${longDate(draft.day)}, ${shownTimes(fields)}`,
      activity: fields.activity,
      file: draft.file ? draft.file.name : "",
      reason: draft.reason,
      copy: draft.copy,
    };
    for (const slot of card.querySelectorAll("[data-slot]")) slot.textContent = slots[slot.dataset.slot];
    for (const part of card.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== draft.state;
    for (const button of card.querySelectorAll("[data-act]")) {
      button.addEventListener("click", () => this.act(button.dataset.act, draft));
    }
    if (draft.day !== this.words.day) card.querySelector("[data-act=mend]").hidden = true;
    return card;
  }

  async act(what, draft) {
    if (what === "mend") fill(this.form, draft);
    if (what === "forget") await this.store.forget(draft.key);
    if (what === "send") await this.sendAll();
    else await this.show();
  }
}

// One draft from the form as it stands; the token is left out, since it is the page's, not the draft's.
function readDraft(form, owner) {
  const data = new FormData(form);
  const file = data.get("evidence");
  data.delete("evidence");
  data.delete("csrfmiddlewaretoken");
  return {
    key: data.get("key"),
    owner,
    day: form.dataset.day,
    closesAt: form.dataset.closesAt,
    fields: [...data],
    file: file && file.size ? file : null,
    copy: copyText(form, data),
    state: WAITING,
    reason: "",
    savedAt: Date.now(),
  };
}

function copyText(form, data) {
  const fields = Object.fromEntries(data);
  const result = form.elements.result.selectedOptions[0]?.textContent.trim() ?? "";
  const when = `${longDate(form.dataset.day)}, ${shownTimes(fields)}`;
  return `${when}\n${result}\n${fields.quantity} ${fields.measure}\n${fields.activity}`;
}

function shownTimes({ start, end }) {
  return `${start}–${end}`.replaceAll(":", ".");
}

function longDate(day) {
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: "UTC" }).format(Date.parse(day));
}

// The next entry usually serves the same result and starts where this one ended.
function clearForNext(form, draft) {
  const fields = Object.fromEntries(draft.fields);
  for (const name of ["end", "quantity", "activity", "evidence"]) form.elements[name].value = "";
  form.elements.start.value = fields.end;
  if (fields.replaces) endCorrection(form);
  form.elements.key.value = newKey();
}

// What comes next is a new entry; the page's address must not ask for the corrected one again.
function endCorrection(form) {
  form.elements.replaces.value = "";
  form.querySelector("[data-correcting]").remove();
  history.replaceState(null, "", form.action);
}

// crypto.randomUUID exists only where the connection is encrypted; a training room may not have that.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function fill(form, draft) {
  for (const [name, value] of draft.fields) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  if (draft.file) {
    const files = new DataTransfer();
    files.items.add(draft.file);
    form.elements.evidence.files = files.files;
  }
  (form.querySelector("[aria-invalid=true]") ?? form.elements.activity).focus();
}

// The server's answer, or null when there was none.
async function post(form, draft) {
  const body = new FormData();
  for (const [name, value] of draft.fields) body.append(name, value);
  if (draft.file) body.append("evidence", draft.file, draft.file.name);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "HX-Request": "true" },
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { status: response.status, page };
  } catch {
    return null;
  }
}

// Put the parts of the answer in the place of their older selves.
function refresh(saved) {
  for (const part of [...saved.children]) document.getElementById(part.id).replaceWith(part);
}

// Why the entry is not in, in the server's own words, and whether trying again can help. An answer
// without our key and without a refusal is the log-in page: the session has ended.
function refusalOf({ status, page }, textLogIn) {
  const said = [...page.querySelectorAll("[data-refusal], .form-mend li, .field-mend li")];
  const isFinal = status >= 400 && status < 500 && !TEMPORARY.has(status);
  const reason = said.map((part) => part.textContent.trim()).join(" ");
  return { state: isFinal ? REFUSED : WAITING, reason: reason || (status < 400 ? textLogIn : "") };
}

const section = document.querySelector("[data-drafts]");
if (section) {
  DraftStore.open().then((store) => new DayForm(store, section).start(), () => {
    // Without a database on the phone the form works as a plain post.
  });
}
