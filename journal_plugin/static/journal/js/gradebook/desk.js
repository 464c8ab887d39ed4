/** What a press of a key or a button does: the cell shows it at once, the queue sends it, the answer settles it. */
import { Answers } from "./answers.js";
import { ABSENT } from "./grid.js";
import { cellOf } from "./queue.js";
import { counted } from "./status.js";
import { Undo } from "./undo.js";

export class Desk {
  constructor({ grid, cursor, queue, notes, config }) {
    const { words } = config;
    Object.assign(this, { grid, cursor, queue, notes, config, words });
    this.texts = null;
    this.refresh = null;
    this.lastMarked = null;
    this.undo = new Undo((entries) => this.takeBack(entries));
    this.advance = () => cursor.move(1, 0);
    this.answers = new Answers(this);
    queue.addEventListener("change", () => this.shade());
    queue.addEventListener("adopted", (event) => this.restore(event.detail.entries));
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

  /** A digit, a point or plus, a letter of attendance, a word of the term column, "/" or "" (clear) at the cursor. */
  press(value) {
    const { cursor, grid } = this;
    const column = grid.columns[cursor.column];
    if (value === "/") {
      this.second();
    } else if (value === "") {
      this.clear();
    } else if (column.term) {
      this.put("f", value);
    } else if (/^[\d•+]$/.test(value)) {
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
      this.advance();
    }
    return isTaken;
  }

  clear() {
    const { cursor, grid } = this;
    const td = cursor.td;
    const slots = grid.columns[cursor.column].term ? ["f"] : ["a", ...grid.columns[cursor.column].works.keys()].map(String);
    this.enterAll(slots.filter((slot) => grid.value(td, slot)).map((slot) => (
      { op: grid.address(cursor.row, cursor.column, slot), value: "" }
    )));
  }

  /** Enters a value into a cell; false where the page knows that the server would refuse it, and then it says why. */
  enter(op, value) {
    return Boolean(this.enterAll([{ op, value }]));
  }

  /** Enters values as one step of undo and one request; how many were taken. The page itself refuses what it can. */
  enterAll(wanted) {
    const { grid } = this;
    let taken = 0;
    const entries = [];
    for (const { op, value } of wanted) {
      const td = grid.find(op);
      const from = td ? grid.value(td, grid.slotOf(op)) : "";
      if (td && this.send(td, op, value)) {
        taken += 1;
        entries.push(...(from === value ? [] : [{ op, from, to: value }]));
      }
    }
    if (entries.length) {
      const [{ op, from, to }] = entries;
      const shown = `${from || "–"} → ${to || "–"}`;
      const { name } = grid.rows[grid.rowOf.get(op.learner)];
      const isOne = entries.every((entry) => entry.op.learner === op.learner);
      this.undo.note({ entries, label: isOne ? `${shown}, ${name}` : counted(this.words.entries, entries.length) });
    }
    return taken;
  }

  takeBack(entries) {
    for (const { op, value, expected } of entries) {
      const td = this.grid.find(op);
      if (td) {
        this.send(td, op, value, expected);
      }
    }
  }

  /** Shows a value in a cell and gives it to the queue; `expected`: over which version, the one on the page if unsaid. */
  send(td, op, value, expected) {
    const { grid, notes } = this;
    const { row, column } = grid.place(td);
    const slot = grid.slotOf(op);
    const who = this.who(row, column);
    const why = this.why(td, column, slot, value);
    if (why) {
      notes.refusal("local", who, why, "", this.askUrl(column, op));
      return false;
    }
    notes.close("local");
    notes.close("works");
    if (grid.value(td, slot) !== value) {
      const version = expected ?? grid.version(td, slot);
      grid.type(td, slot, value);
      notes.close(cellOf(op));
      this.queue.put({ ...op, value }, version, who);
    }
    return true;
  }

  /** The value that would fill a column: the one at the cursor, else the nearest above it; none of attendance. */
  get filling() {
    const { cursor, grid } = this;
    const column = grid.columns[cursor.column];
    const slot = column.term ? "f" : String(cursor.slot);
    let row = cursor.row;
    while (row > 0 && !grid.value(grid.td(row, cursor.column), slot)) {
      row -= 1;
    }
    return { slot, value: column.why ? "" : grid.value(grid.td(row, cursor.column), slot) };
  }

  /** Puts that value into every empty cell of the column whose learner was there; asks nothing, one step of undo. */
  fillColumn() {
    const { cursor, grid } = this;
    const { slot, value } = this.filling;
    if (!value) {
      this.notes.refusal("works", this.day(cursor.column), this.words.noFilling);
      return;
    }
    const rows = [...grid.rows.keys()].filter((row) => {
      const td = grid.td(row, cursor.column);
      return !grid.value(td, slot) && !this.why(td, cursor.column, slot, value);
    });
    this.enterAll(rows.map((row) => ({ op: grid.address(row, cursor.column, slot), value })));
  }

  /** Where leave to correct a cell is asked for; nothing where its column is not shut by its window. */
  askUrl(column, { lesson, term, learner }) {
    const { th } = this.grid.columns[column];
    const place = lesson ? `lesson=${lesson}` : `term=${term}`;
    return "ask" in th.dataset ? `${this.config.ask}?${place}&learner=${learner}` : "";
  }

  why(td, column, slot, value) {
    const { grid, words } = this;
    const shut = grid.shut(td);
    if (shut) {
      return shut;
    }
    if (td.classList.contains("is-out")) {
      return td.textContent;
    }
    if (this.config.mayBoth) {
      return "";
    }
    const marks = [...grid.columns[column].works.keys()].some((place) => grid.value(td, String(place)));
    if (slot === "a" && ABSENT.includes(value) && marks) {
      return words.markFirst;
    }
    const isMark = slot !== "a" && slot !== "f" && value;
    return isMark && ABSENT.includes(grid.value(td, "a")) ? words.absentFirst : "";
  }

  who(row, column) {
    return `${this.grid.rows[row].name}, ${this.day(column)}`;
  }

  /** «14 октября», or the name of the term. */
  day(column) {
    const { day, term, th } = this.grid.columns[column];
    return term ? th.textContent.trim() : day.split(",")[0];
  }

  shade() {
    const isStuck = !["idle", "sending"].includes(this.queue.state);
    for (const td of this.grid.typed.keys()) {
      this.grid.mark(td, isStuck ? "is-wait" : "is-typed");
    }
  }
}
