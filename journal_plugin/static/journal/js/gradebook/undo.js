/** Undo and redo of one's own entries on this page: the opposite entry is made, the history keeps both. */
export class Undo extends EventTarget {
  constructor(enter) {
    super();
    this.enter = enter;
    this.done = [];
    this.undone = [];
  }

  get last() {
    return this.done.at(-1);
  }

  /** @param {{op: object, from: string, to: string, label: string}} step */
  note(step) {
    this.done.push(step);
    this.undone.length = 0;
    this.tell();
  }

  /** Forgets the steps of a cell whose value was not accepted. */
  forget(matches) {
    this.done = this.done.filter((step) => !matches(step.op));
    this.undone = this.undone.filter((step) => !matches(step.op));
    this.tell();
  }

  undo() {
    this.pass(this.done, this.undone, (step) => step.from);
  }

  redo() {
    this.pass(this.undone, this.done, (step) => step.to);
  }

  pass(source, target, value) {
    const step = source.pop();
    if (step) {
      this.enter(step.op, value(step));
      target.push(step);
      this.tell();
    }
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }
}
