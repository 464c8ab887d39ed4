/** A column copied from a spreadsheet: who gets what is shown first, then everything is entered as one batch. */
import { SIGNS } from "./grid.js";
import { means, readRange, readValue } from "./names.js";
import { say } from "./notes.js";
import { counted } from "./status.js";

/** More lines than that are no column of a group; a preview of them would hold up the page. */
const MOST_LETTERS = 20_000;
const MOST_LINES = 300;

export class Paste {
  constructor(dialog, { grid, cursor, desk, words }) {
    Object.assign(this, { dialog, grid, cursor, desk, words });
    this.wanted = [];
    const query = (name) => dialog.querySelector(`[data-paste-${name}]`);
    this.place = query("place");
    this.lines = query("lines");
    this.sum = query("sum");
    this.put = query("put");
    this.put.addEventListener("click", () => {
      dialog.close();
      desk.enterAll(this.wanted);
    });
    dialog.addEventListener("close", () => cursor.td.focus());
    document.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      const isHere = event.target === document.body || event.target.closest?.("td.c");
      if (isHere && cursor.td && text.trim()) {
        event.preventDefault();
        this.show(text);
      }
    });
  }

  show(text) {
    const { cursor, desk, grid, words } = this;
    const range = text.length > MOST_LETTERS ? [] : readRange(text);
    const isLong = text.length > MOST_LETTERS || range?.length > MOST_LINES;
    const column = grid.columns[cursor.column];
    if (!range || isLong || column.why) {
      desk.notes.refusal("works", desk.day(cursor.column), column.why || (isLong ? words.pasteLong : words.pasteWide));
      return;
    }
    this.wanted = [];
    const rows = this.placed(range).map(({ line, row, why }) => this.line(line, row, why));
    const isOne = column.works.length < 2;
    this.place.textContent = isOne ? desk.day(cursor.column) : `${desk.day(cursor.column)}, ${column.works[cursor.slot].code}`;
    this.lines.replaceChildren(...rows);
    const skipped = rows.filter((tr) => tr.classList.contains("is-skipped")).length;
    this.sum.textContent = skipped ? say(words.pasteSkipped, { rows: counted(words.rows, skipped) }) : "";
    this.put.textContent = say(words.pastePut, { entries: counted(words.entries, this.wanted.length) });
    this.put.disabled = !this.wanted.length;
    this.dialog.showModal();
    (this.put.disabled ? this.dialog.querySelector("[type=submit]") : this.put).focus();
  }

  /** Lines with the row of the grid that they are for: by name where names were copied, else from the cursor down. */
  placed(range) {
    const { cursor, grid, words } = this;
    const isHere = (row) => !grid.td(row, cursor.column).classList.contains("is-out");
    if (!range.some(({ name }) => name)) {
      const free = [...grid.rows.keys()].slice(cursor.row).filter(isHere);
      return range.map((line, index) => ({ line, row: free[index], why: index < free.length ? "" : words.pasteBeyond }));
    }
    const taken = new Set();
    return range.map((line) => {
      const found = line.name ? grid.rows.filter(({ last, first }) => means(line.name, last, first)) : [];
      if (found.length !== 1) {
        return { line, why: found.length ? words.pasteMany : words.pasteNobody };
      }
      const row = grid.rowOf.get(found[0].learner);
      const why = !isHere(row) ? words.pasteOut : taken.has(row) ? words.pasteTwice : "";
      taken.add(row);
      return { line, row, why };
    });
  }

  /** A row of the preview; what can be entered is remembered. */
  line({ name, value }, row, problem) {
    const { cursor, desk, grid, words } = this;
    const column = grid.columns[cursor.column];
    const td = row === undefined ? null : grid.td(row, cursor.column);
    const parts = readValue(value, column.term ? this.known("pad-final") : this.known("pad"));
    const slots = (parts ?? []).map((part, index) => (column.term ? "f" : part in SIGNS ? "a" : String(cursor.slot + index)));
    const isFar = slots.some((slot) => slot !== "a" && slot !== "f" && !column.works[slot]);
    const why = problem || (!value ? words.pasteEmpty : !parts || isFar ? words.pasteUnknown
      : slots.map((slot, index) => desk.why(td, cursor.column, slot, parts[index])).find(Boolean)) || "";
    const stands = why ? "" : slots.map((slot) => grid.value(td, slot)).filter(Boolean).join("/");
    const isSame = !why && stands === parts.join("/");
    if (!why && !isSame) {
      this.wanted.push(...slots.map((slot, index) => ({ op: grid.address(row, cursor.column, slot), value: parts[index] })));
    }
    const tr = document.createElement("tr");
    tr.className = why ? "is-skipped" : "";
    const note = why || (isSame ? words.pasteSame : stands ? say(words.pasteOver, { value: stands }) : "");
    const learner = td ? grid.rows[row].name : name || "–";
    for (const [tag, text] of [["th", learner], ["td", value || "–"], ["td", note]]) {
      const cell = document.createElement(tag);
      cell.textContent = text;
      tr.append(cell);
    }
    tr.cells[0].scope = "row";
    return tr;
  }

  /** The values that the keypad offers. */
  known(pad) {
    return [...document.querySelectorAll(`[data-${pad}] [data-put]`)].map((button) => button.dataset.put)
      .filter((value) => value && value !== "/");
  }
}
