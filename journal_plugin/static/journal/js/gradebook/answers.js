/** What the server has answered: the cell settles, a conflict asks, a refusal explains. */
import { cellOf } from "./queue.js";

export class Answers {
  constructor(desk) {
    Object.assign(this, { desk, grid: desk.grid, notes: desk.notes });
    this.asked = new Map();
    desk.queue.addEventListener("answer", (event) => this.answered(event.detail));
    desk.queue.addEventListener("rejected", (event) => this.rejected(event.detail));
  }

  /** The table was taken anew: cells in which two values met are framed again. */
  restore() {
    for (const op of this.asked.values()) {
      this.light(op, true);
    }
  }

  answered({ entry, answer, reply, isLast }) {
    const { desk, grid, notes } = this;
    const { op } = entry;
    const td = grid.find(op);
    grid.foot(".here", reply.present);
    desk.texts?.checked(reply.present ?? {});
    if (!td) {
      desk.texts?.settle(entry, answer, isLast);
      return;
    }
    const slot = grid.slotOf(op);
    const subject = cellOf(op);
    if (answer.status === "accepted") {
      grid.settle(td, slot, { value: answer.value, version: answer.version }, { keepTyped: !isLast });
      grid.count(td);
      // Where the same value stood already, nobody is named: nothing of one's own has been written.
      desk.undo.settled(op, answer.by ? answer.version : entry.expected);
      notes.close(subject);
      if (answer.debt) {
        notes.debt(subject, entry.label, answer.debt);
      }
      return;
    }
    const known = grid.records(td)[slot];
    const stands = answer.version >= (known?.version ?? 0) ? { value: answer.value, version: answer.version } : known;
    grid.settle(td, slot, stands ?? { value: "", version: 0 });
    desk.undo.forget(subject);
    if (answer.status === "conflict") {
      this.ask(entry, answer, td);
    } else {
      notes.refusal(subject, entry.label, answer.why, op.value, answer.ask);
    }
  }

  ask(entry, answer, td) {
    const { grid, notes } = this;
    const { op } = entry;
    const { column } = grid.place(td);
    this.asked.set(cellOf(op), op);
    this.light(op, true);
    const free = op.what === "mark" && op.value && answer.value
      ? grid.columns[column].works.find((work, place) => work.pk !== op.work && !grid.value(td, String(place))) : null;
    const settle = () => {
      this.asked.delete(cellOf(op));
      this.light(op, false);
    };
    const { value: mine, ...address } = op;
    notes.conflict(cellOf(op), {
      who: entry.label, answer, mine,
      both: free ? `${answer.value}/${mine}` : "",
      keep: settle,
      put: () => {
        settle();
        this.desk.enter(address, mine);
      },
      putBoth: () => {
        settle();
        this.desk.enter({ ...address, work: free?.pk }, mine);
      },
    });
  }

  /** Frames a cell in which two values met, or takes the frame away. */
  light(op, isOn) {
    const td = this.grid.find(op);
    if (td) {
      td.classList.toggle("is-conflict", isOn);
      this.grid.draw(td);
    }
  }

  rejected({ entries, why }) {
    for (const { op, label } of entries) {
      const td = this.grid.find(op);
      if (td) {
        this.grid.settle(td, this.grid.slotOf(op), this.grid.records(td)[this.grid.slotOf(op)] ?? { value: "", version: 0 });
      }
      this.notes.refusal(cellOf(op), label, why, op.value);
    }
  }
}
