/** Topic, homework, checked presence of the lesson and comments to marks in the panel: saved by themselves a moment after typing. */
import { say } from "./notes.js";
import { cellOf } from "./queue.js";

const PAUSE_MS = 1200;

export class Texts {
  constructor(desk, words) {
    Object.assign(this, { desk, words });
    this.fields = new Map();
    this.timers = new Map();
    this.settled = new Map();
    this.presence = null;
    /** Called with the lesson whose topic or homework, or the time for it, has been taken. */
    this.accepted = () => {};
  }

  bind(place, lesson) {
    this.forget((op) => op.what !== "comment");
    for (const field of place.querySelectorAll("[data-text]")) {
      this.take(field, { what: field.dataset.text, lesson });
    }
    const presence = place.querySelector("[data-presence]");
    this.presence = presence && { box: presence, op: { what: "presence", lesson } };
    presence?.addEventListener("change", () => {
      this.desk.queue.put({ ...this.presence.op, value: presence.checked ? "+" : "" }, 0, "");
    });
    const plan = place.querySelector("[data-plan]");
    plan?.addEventListener("click", () => {
      this.fill("topic", lesson, plan.dataset.topic);
      this.fill("homework", lesson, plan.dataset.homework, { onlyEmpty: true });
      plan.remove();
    });
  }

  /** Comments to the marks of a learner at a lesson; only those who write find fields here. */
  bindComments(place, lesson, learner) {
    this.forget((op) => op.what === "comment");
    for (const field of place.querySelectorAll("[data-comment]")) {
      this.take(field, { what: "comment", lesson, work: Number(field.dataset.comment), learner });
    }
  }

  forget(matches) {
    for (const [cell, { op }] of this.fields) {
      if (matches(op)) {
        this.fields.delete(cell);
      }
    }
  }

  take(field, op) {
    this.catchUp(field, op);
    field.dataset.sent = field.value;
    this.fields.set(cellOf(op), { field, op });
    field.addEventListener("input", () => this.later(cellOf(op)));
    field.addEventListener("change", () => this.send(cellOf(op)));
  }

  /** What was typed before, or accepted while the part of the page was on its way, is newer than what it shows. */
  catchUp(field, op) {
    const settled = this.settled.get(cellOf(op));
    if (settled && settled.version > Number(field.dataset.version)) {
      field.value = settled.value;
      field.dataset.version = settled.version;
    }
    field.value = this.waiting(op)?.op.value ?? field.value;
  }

  waiting(op) {
    return this.desk.queue.waiting.filter((entry) => cellOf(entry.op) === cellOf(op)).at(-1);
  }

  /** The server counts presence only where it is checked, by the teacher or by an entered absence. */
  checked(present) {
    if (this.presence && this.presence.op.lesson in present && !this.waiting(this.presence.op)) {
      this.presence.box.checked = true;
    }
  }

  fill(what, lesson, value, { onlyEmpty = false } = {}) {
    const known = this.fields.get(cellOf({ what, lesson }));
    if (known && value && !(onlyEmpty && known.field.value)) {
      known.field.value = value;
      this.send(cellOf(known.op));
    }
  }

  later(cell) {
    clearTimeout(this.timers.get(cell));
    this.timers.set(cell, setTimeout(() => this.send(cell), PAUSE_MS));
  }

  /** Sends what is typed and not sent yet: before another lesson is shown. */
  flush() {
    for (const cell of this.fields.keys()) {
      this.send(cell);
    }
  }

  send(cell) {
    clearTimeout(this.timers.get(cell));
    const { field, op } = this.fields.get(cell) ?? {};
    if (field && field.value !== field.dataset.sent) {
      field.dataset.sent = field.value;
      this.desk.queue.put({ ...op, value: field.value.trim() }, Number(field.dataset.version), this.words[op.what]);
    }
  }

  settle(entry, answer, isLast) {
    const cell = cellOf(entry.op);
    const { field } = this.fields.get(cell) ?? {};
    if (field && answer.version >= Number(field.dataset.version)) {
      field.dataset.version = answer.version;
    }
    if (answer.status === "accepted") {
      this.settled.set(cell, { value: answer.value, version: answer.version });
      if (field && ["topic", "homework", "minutes"].includes(entry.op.what)) {
        this.accepted(entry.op.lesson);
      }
      return;
    }
    const { notes, words } = this.desk;
    const take = (value) => {
      if (field?.isConnected) {
        field.value = value;
        field.dataset.sent = value;
      }
    };
    if (answer.status === "conflict" && isLast) {
      notes.conflict(cell, {
        who: entry.label, answer, mine: entry.op.value, keep: () => take(answer.value),
        put: () => this.desk.queue.put(entry.op, answer.version, entry.label),
      });
    } else if (answer.status !== "conflict") {
      notes.refusal(cell, entry.label || say(words.entries.one, { n: 1 }), answer.why, entry.op.value);
      take(answer.value);
    }
  }
}
