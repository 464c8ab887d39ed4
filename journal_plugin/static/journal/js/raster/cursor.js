/** One tab stop in the raster: arrows go from place to place, and through the lessons that share a place. */
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

export class Cursor {
  constructor(root) {
    this.root = root;
    this.at = null;
    root.addEventListener("focusin", (event) => {
      const stop = event.target.closest("td[data-place], [data-slot]");
      if (stop && root.querySelector(".rs-grid").contains(stop)) {
        this.settle(stop);
      }
    });
  }

  get grid() {
    return this.root.querySelector(".rs-grid");
  }

  /** After the raster was printed anew: nothing but one stop is reached by Tab; the focus goes back to its place. */
  prepare() {
    if (!this.grid) {
      return;
    }
    for (const cell of this.grid.querySelectorAll("td[data-place]")) {
      cell.tabIndex = -1;
    }
    for (const box of this.grid.querySelectorAll("[data-slot]")) {
      box.tabIndex = -1;
      box.draggable = true;
      box.setAttribute("role", "button");
    }
    for (const need of this.root.querySelectorAll("[data-load]")) {
      need.draggable = true;
    }
    const stop = this.at && this.stopAt(this.at.column, this.at.place);
    if (stop) {
      stop.tabIndex = 0;
      if (document.activeElement === document.body) {
        stop.focus({ preventScroll: true });
      }
    } else {
      const first = this.grid.querySelector("[data-slot]") ?? this.grid.querySelector("td[data-place]");
      first && (first.tabIndex = 0);
    }
  }

  settle(stop) {
    this.grid.querySelectorAll('[tabindex="0"]').forEach((one) => (one.tabIndex = -1));
    stop.tabIndex = 0;
    const cell = stop.closest("td");
    this.at = { column: cell.dataset.column, place: cell.dataset.place };
  }

  stopAt(column, place) {
    const cell = this.cell(column, place);
    return cell && (cell.querySelector("[data-slot]") ?? cell);
  }

  cell(column, place) {
    return this.grid.querySelector(`td[data-column="${column}"][data-place="${place}"]`);
  }

  /** Moves the focus; gives whether the key was one of its. */
  key(event) {
    const step = STEPS[event.key];
    const from = event.target.closest("td[data-place]");
    if (!step || !from || event.altKey || event.ctrlKey || event.metaKey) {
      return false;
    }
    const boxes = [...from.querySelectorAll("[data-slot]")];
    const inside = boxes[boxes.indexOf(event.target.closest("[data-slot]")) + step[1]];
    if (step[1] && boxes.length > 1 && inside) {
      inside.focus();
      return true;
    }
    const cell = this.beside(from, step);
    if (cell) {
      const found = cell.querySelectorAll("[data-slot]");
      (found[step[1] < 0 ? found.length - 1 : 0] ?? cell).focus();
    }
    return true;
  }

  /** The next cell in a direction, over the heads of days. */
  beside(cell, [right, down]) {
    const rows = [...this.grid.querySelectorAll("tbody tr:not(.rs-day)")];
    const row = rows[rows.indexOf(cell.parentElement) + down];
    return row?.cells[cell.cellIndex + right]?.closest("td") ?? null;
  }
}
