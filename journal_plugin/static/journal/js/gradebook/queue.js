/** The way of entries to the server: in order, each once, again after a loss of the network, of the session, of the page.
 *
 *  Every entry has a key of its own; the server answers a repeated key as it did the first time, so sending again is
 *  always safe. An entry that follows another one of the same cell waits for its answer, because that tells its version.
 *  Events: "change" (the number or the state of what waits), "answer" ({entry, answer, reply}), "rejected" ({entries, why}),
 *  "behind" (others have written here too), "newer" (the server has a newer page), "adopted" ({entries} of another page that has been closed). */
import { csrfToken, HttpError, postJson } from "../http.js";
import { Store } from "./store.js";

const SIGNED_IN = "journal-session";
const BATCH = 100;
const PAUSES_MS = [2000, 4000, 8000, 15000, 30000];

let lastPlace = 0;

/** The place of an entry in the order of typing, in this window and the next; known before anything is stored. */
function nextPlace() {
  lastPlace = Math.max(lastPlace + 1, Date.now() * 1024);
  return lastPlace;
}

/** A page holds a lock of this name as long as it is open. */
const lockOf = (tab) => `journal-tab-${tab}`;

/** The address of a cell as a text. */
export function cellOf(op) {
  return [op.what, op.lesson ?? "", op.work ?? "", op.learner ?? "", op.term ?? ""].join(":");
}

const bodyOf = (batch) => (
  { operations: batch.map((entry) => ({ ...entry.op, key: entry.key, expected: entry.expected })) }
);

export class Queue extends EventTarget {
  /** @param {{user: number, journal: number, save: string}} config
   *  @param {number} version of the journal, as the page shows it */
  constructor(config, version) {
    super();
    this.config = config;
    this.waiting = [];
    this.state = "idle";
    this.failures = 0;
    this.busy = false;
    this.timer = 0;
    this.version = version;
    this.tab = crypto.randomUUID();
    this.followed = new Set();
    this.headers = { "X-Journal-User": String(config.user) };
  }

  /** Takes up what an earlier page has left; resolves with the entries of this journal. */
  async open() {
    this.store = await Store.open();
    navigator.locks?.request(lockOf(this.tab), () => new Promise(() => {}));
    const left = await this.adopt();
    new BroadcastChannel(SIGNED_IN).addEventListener("message", () => this.again());
    window.addEventListener("online", () => this.again());
    window.addEventListener("focus", () => this.takeUp());
    window.addEventListener("pagehide", () => this.part());
    this.plan();
    return left;
  }

  /** Takes up the entries of pages that are closed (those of an open one are its own to send); resolves with this journal's. */
  async adopt() {
    const locks = await navigator.locks?.query();
    const open = new Set(locks?.held.map((lock) => lock.name));
    const rows = (await this.store.all(this.config.user)).filter((entry) => entry.tab !== this.tab);
    const known = new Set(this.waiting.map(({ id }) => id));
    const left = rows.filter((entry) => !open.has(lockOf(entry.tab)) && !known.has(entry.id));
    rows.filter((entry) => open.has(lockOf(entry.tab))).forEach((entry) => this.follow(entry.tab));
    this.waiting = [...left, ...this.waiting].sort((one, other) => one.id - other.id);
    await Promise.all(left.map((entry) => this.store.put(Object.assign(entry, { tab: this.tab, tried: true }))));
    return left.filter((entry) => entry.journal === this.config.journal);
  }

  async takeUp() {
    this.tell("adopted", { entries: await this.adopt() });
    this.again();
  }

  /** Another open page has entries: when it is closed, they are taken up. */
  follow(tab) {
    if (!this.followed.has(tab)) {
      this.followed.add(tab);
      navigator.locks.request(lockOf(tab), () => null).then(() => this.takeUp());
    }
  }

  /** The page closes a moment after a key: what waits is sent without an answer; the next page asks for it by the same keys. */
  part() {
    const batch = this.waiting.length ? this.batch() : [];
    if (batch.length) {
      postJson(batch[0].url, bodyOf(batch), { headers: this.headers, keepalive: true }).catch(() => null);
    }
  }

  /** Enters a value: `expected` is the version that its author saw. */
  async put(op, expected, label) {
    const cell = cellOf(op);
    const before = this.waiting.filter((entry) => entry.url === this.config.save && cellOf(entry.op) === cell).at(-1);
    let entry = before;
    if (before && !before.tried) {
      before.op = op;
    } else {
      entry = {
        id: nextPlace(), tab: this.tab, user: this.config.user, journal: this.config.journal, url: this.config.save,
        key: crypto.randomUUID(), op, expected: before ? null : expected, label, tried: false,
      };
      this.waiting.push(entry);
    }
    this.changed();
    await this.store.put(entry);
    this.plan();
  }

  /** Resolves when nothing waits any more, or when it cannot be sent now. */
  settled() {
    return new Promise((resolve) => {
      const look = () => {
        if (!this.waiting.length || !["idle", "sending"].includes(this.state)) {
          this.removeEventListener("change", look);
          resolve();
        }
      };
      this.addEventListener("change", look);
      look();
    });
  }

  /** Sends now, whatever went wrong before. */
  again() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.failures = 0;
    this.plan();
  }

  plan(pause = 0) {
    if (this.waiting.length && !this.busy && !this.timer) {
      this.timer = setTimeout(() => {
        this.timer = 0;
        this.send();
      }, pause);
    }
  }

  batch() {
    const url = this.waiting[0].url;
    return this.waiting.filter((entry) => entry.url === url && entry.expected !== null).slice(0, BATCH);
  }

  async send() {
    const batch = this.batch();
    if (this.busy || !batch.length) {
      return;
    }
    this.busy = true;
    this.become(this.state === "idle" ? "sending" : this.state);
    try {
      for (const entry of batch) {
        entry.tried = true;
      }
      await Promise.all(batch.map((entry) => this.store.put(entry)));
      const reply = await postJson(batch[0].url, bodyOf(batch), { headers: this.headers });
      this.failures = 0;
      await this.take(batch, reply);
      this.compare(batch[0].url, reply);
      this.age(reply);
      this.become(this.waiting.length ? "sending" : "idle");
    } catch (error) {
      await this.fail(batch, error);
    } finally {
      this.busy = false;
      this.plan(this.state === "idle" || this.state === "sending" ? 0 : this.pause());
    }
  }

  /** Has somebody else written into this journal since the page was printed? Then it is behind. */
  compare(url, reply) {
    if (url !== this.config.save) {
      return;
    }
    const isBehind = reply.before > this.version;
    this.version = reply.version;
    if (isBehind) {
      this.tell("behind", {});
    }
  }

  /** The server gives out newer scripts than this page has. */
  age({ build }) {
    if (build && build !== this.config.build) {
      this.tell("newer", {});
    }
  }

  async take(batch, reply) {
    const answers = new Map(reply.answers.map((answer) => [answer.key, answer]));
    for (const entry of batch) {
      const answer = answers.get(entry.key);
      await this.drop(entry);
      const next = this.waiting.find((one) => one.url === entry.url && cellOf(one.op) === cellOf(entry.op));
      if (next && answer.status === "accepted") {
        next.expected = answer.version;
        await this.store.put(next);
      } else if (next) {
        entry.op = next.op;
        await this.drop(next);
      }
      if (entry.journal === this.config.journal) {
        this.tell("answer", { entry, answer, reply, isLast: !next });
      }
    }
  }

  async fail(batch, error) {
    if (!(error instanceof HttpError)) {
      throw error;
    }
    if (error.data?.build && error.data.build !== this.config.build) {
      // A newer server may not read what an older page says: its successor will send it.
      this.age(error.data);
      this.failures += 1;
      this.become("newer");
      return;
    }
    if (error.kind === "refused" || error.kind === "conflict") {
      for (const entry of batch) {
        await this.drop(entry);
      }
      this.tell("rejected", { entries: batch, why: error.message });
      this.become("idle");
      return;
    }
    this.failures += 1;
    this.become(error.kind === "session" ? await this.signedIn() : error.kind);
  }

  /** After a lost session: signed in again in another window, by the same person? Then a fresh token is taken over. */
  async signedIn() {
    const page = await fetch(location.pathname, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (!page?.ok) {
      return page ? "session" : "network";
    }
    const text = await page.text().catch(() => null);
    if (text === null) {
      return "network";
    }
    const html = new DOMParser().parseFromString(text, "text/html");
    const config = JSON.parse(html.querySelector("#gradebook")?.textContent ?? "{}");
    if (config.user !== this.config.user) {
      return "other";
    }
    const token = html.querySelector('meta[name="csrf-token"]').content;
    if (token !== csrfToken()) {
      document.querySelector('meta[name="csrf-token"]').content = token;
    }
    return "sending";
  }

  async drop(entry) {
    this.waiting = this.waiting.filter((one) => one !== entry);
    await this.store.remove(entry);
  }

  pause() {
    return PAUSES_MS[Math.min(this.failures, PAUSES_MS.length) - 1] ?? PAUSES_MS[0];
  }

  become(state) {
    this.state = state;
    this.changed();
  }

  changed() {
    this.tell("change", {});
  }

  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
