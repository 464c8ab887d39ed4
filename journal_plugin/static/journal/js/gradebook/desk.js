/** What a press of a key or a button does: the cell shows it at once, the queue sends it, the answer settles it. */
import { Answers } from "./answers.js";
import { ABSENT } from "./grid.js";
import { cellOf } from "./queue.js";
import { Undo } from "./undo.js";

export class Desk {
  constructor({ grid, cursor, queue, notes, words }) {
    Object.assign(this, { grid, cursor, queue, notes, words });
    this.texts = null;
    this.refresh = null;
    this.lastMarked = null;
    this.undo = new Undo((op, value) => this.enter(op, value, { remember: false }));
    this.answers = new Answers(this);
    queue.addEventListener("change", () => this.shade());
    queue.addEventListener("behind", () => this.refresh?.());
  }

  /** Entries that an earlier page has left are shown as waiting, and questions that are still open as such. */
  restore(entries) {
    this.answers.restore();
    for (const { op } of entries) {
      const td = this.grid.find(op);
      if (td) {
        this.grid.type(td, this.grid.slotOf(op), op.value);
      }
    }
    this.shade();
  }

  /** A digit, a letter of attendance, a word of the term column, "/" or "" (clear) at the cursor. */
  press(value) {
    const { cursor, grid } = this;
    const column = grid.columns[cursor.column];
    if (value === "/") {
      this.second();
    } else if (value === "") {
      this.clear();
    } else if (column.term) {
      this.put("f", value);
    } else if (/^\d$/.test(value)) {
      if (!column.works.length) {
        this.notes.refusal("works", this.who(cursor.row, cursor.column), this.words.noWorks);
        return;
      }
      const td = cursor.td;
      if (this.put(String(cursor.slot), value)) {
        this.lastMarked = td;
      }
    } else {
      this.put("a", value);
    }
  }

  /** «5/4» is typed as it is written: after a mark the cursor has gone down, so "/" comes back to it. */
  second() {
    const { cursor, grid } = this;
    const back = this.lastMarked && this.lastMarked === grid.td(cursor.row - 1, cursor.column);
    const works = grid.columns[cursor.column].works.length;
    if (works < 2) {
      this.notes.refusal("works", this.who(cursor.row, cursor.column), this.words.noWork);
      return;
    }
    if (back) {
      cursor.move(-1, 0);
    }
    cursor.use((cursor.slot + 1) % works);
  }

  put(slot, value) {
    const { cursor } = this;
    const op = this.grid.address(cursor.row, cursor.column, slot);
    const isTaken = this.enter(op, value);
    if (isTaken) {
      cursor.move(1, 0);
    }
    return isTaken;
  }

  clear() {
    const { cursor, grid } = this;
    const td = cursor.td;
    const slots = grid.columns[cursor.column].term ? ["f"] : ["a", ...grid.columns[cursor.column].works.keys()].map(String);
    for (const slot of slots) {
      if (grid.value(td, slot)) {
        this.enter(grid.address(cursor.row, cursor.column, slot), "");
      }
    }
  }

  /** Enters a value into a cell; false where the page knows that the server would refuse it, and then it says why. */
  enter(op, value, { remember = true } = {}) {
    const { grid, notes } = this;
    const td = grid.find(op);
    if (!td) {
      return false;
    }
    const { row, column } = grid.place(td);
    const slot = grid.slotOf(op);
    const from = grid.value(td, slot);
    const who = this.who(row, column);
    const why = this.why(td, column, slot, value);
    if (why) {
      notes.refusal("local", who, why);
      return false;
    }
    notes.close("local");
    notes.close("works");
    if (from !== value) {
      const version = grid.version(td, slot);
      grid.type(td, slot, value);
      notes.close(cellOf(op));
      if (remember) {
        this.undo.note({ op, from, to: value, label: `${from || "–"} → ${value || "–"}, ${grid.rows[row].name}` });
      }
      this.queue.put({ ...op, value }, version, who);
    }
    return true;
  }

  why(td, column, slot, value) {
    const { grid, words } = this;
    if (grid.columns[column].why) {
      return grid.columns[column].why;
    }
    if (td.classList.contains("is-out")) {
      return td.textContent;
    }
    const marks = [...grid.columns[column].works.keys()].some((place) => grid.value(td, String(place)));
    if (slot === "a" && ABSENT.includes(value) && marks) {
      return words.markFirst;
    }
    const isMark = slot !== "a" && slot !== "f" && value;
    return isMark && ABSENT.includes(grid.value(td, "a")) ? words.absentFirst : "";
  }

  who(row, column) {
    return `${this.grid.rows[row].name}, ${this.grid.columns[column].day.split(",")[0]}`;
  }

  shade() {
    const isStuck = !["idle", "sending"].includes(this.queue.state);
    for (const td of this.grid.typed.keys()) {
      this.grid.mark(td, isStuck ? "is-wait" : "is-typed");
    }
  }
}
