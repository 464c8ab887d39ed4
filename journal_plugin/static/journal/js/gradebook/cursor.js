/** Where the teacher is: one tab stop that moves, the row and the column under it lit up. */
import { opening } from "./today.js";

export class Cursor extends EventTarget {
  constructor(grid) {
    super();
    this.grid = grid;
    this.row = 0;
    this.column = 0;
    this.slot = 0;
    this.stop = null;
    grid.table.addEventListener("focusin", (event) => {
      const td = event.target.closest("td.c");
      if (td) {
        this.arrive(td);
      }
    });
    grid.table.addEventListener("pointerdown", (event) => {
      const td = event.target.closest("td.c");
      if (td) {
        event.preventDefault();
        this.arrive(td);
        td.focus({ preventScroll: true });
      }
    });
  }

  get td() {
    return this.grid.td(this.row, this.column);
  }

  /** Opens at the lesson of the address, else at today's or the last one; the page's focus stays where it is. */
  open() {
    const head = opening(this.grid.table);
    const column = this.grid.columns.findIndex((one) => one.th === head);
    this.column = Math.max(column, 0);
    const row = this.grid.rows.findIndex((_one, index) => !this.grid.td(index, this.column).classList.contains("is-out"));
    this.row = Math.max(row, 0);
    if (this.td) {
      this.arrive(this.td);
    }
  }

  arrive(td) {
    const { row, column } = this.grid.place(td);
    if (row < 0 || column < 0) {
      return;
    }
    const isNew = row !== this.row || column !== this.column || !td.classList.contains("is-here");
    if (this.stop !== td) {
      this.stop?.removeAttribute("tabindex");
      this.stop = td;
    }
    td.tabIndex = 0;
    if (!isNew) {
      return;
    }
    for (const lit of this.grid.table.querySelectorAll(".is-here, .row-here, .col-here")) {
      lit.classList.remove("is-here", "row-here", "col-here");
    }
    Object.assign(this, { row, column, slot: 0 });
    td.classList.add("is-here");
    td.parentElement.classList.add("row-here");
    this.grid.columns[column].th.classList.add("col-here");
    this.grid.rows.forEach((_one, index) => this.grid.td(index, column)?.classList.add("col-here"));
    this.tell();
  }

  go(row, column) {
    const at = (value, length) => Math.min(Math.max(value, 0), length - 1);
    const td = this.grid.td(at(row, this.grid.rows.length), at(column, this.grid.columns.length));
    td.tabIndex = 0;
    td.focus({ preventScroll: true });
    this.arrive(td); // a hidden table takes no focus
    td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  move(down, right) {
    this.go(this.row + down, this.column + right);
  }

  use(slot) {
    this.slot = slot;
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("move"));
  }
}
