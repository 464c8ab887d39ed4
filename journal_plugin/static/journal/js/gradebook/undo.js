/** Undo and redo of one's own entries on this page: the opposite entry is made, the history keeps both.
 *
 *  A step is everything that was done at once. It is taken back against the version that one's own entry has left: where
 *  somebody else has written since, the server answers with a conflict and nothing is overwritten. */
import { cellOf } from "./queue.js";

export class Undo extends EventTarget {
  /** @param {(entries: {op: object, value: string, expected: number|undefined}[]) => void} enter */
  constructor(enter) {
    super();
    this.enter = enter;
    this.done = [];
    this.undone = [];
    this.versions = new Map();
  }

  get last() {
    return this.done.at(-1);
  }

  /** @param {{entries: {op: object, from: string, to: string}[], label: string}} step */
  note(step) {
    this.done.push(step);
    this.undone.length = 0;
    this.tell();
  }

  /** The server has taken one's own entry: this version of the cell is one's own. */
  settled(op, version) {
    this.versions.set(cellOf(op), version);
  }

  /** Forgets a cell whose value was not accepted. */
  forget(cell) {
    this.versions.delete(cell);
    const kept = (steps) => steps
      .map((step) => ({ ...step, entries: step.entries.filter((entry) => cellOf(entry.op) !== cell) }))
      .filter((step) => step.entries.length);
    this.done = kept(this.done);
    this.undone = kept(this.undone);
    this.tell();
  }

  undo() {
    const step = this.done.pop();
    if (step) {
      this.undone.push(step);
      this.pass([...step.entries].reverse(), (entry) => entry.from);
    }
  }

  redo() {
    const step = this.undone.pop();
    if (step) {
      this.done.push(step);
      this.pass(step.entries, (entry) => entry.to);
    }
  }

  pass(entries, value) {
    this.tell();
    this.enter(entries.map((entry) => (
      { op: entry.op, value: value(entry), expected: this.versions.get(cellOf(entry.op)) }
    )));
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
