/** The table as rows, columns and cells: what stands in a cell, what is typed over it, how it looks. */
import { average, columnAverage, isCounted, rowTotal } from "./averages.js";

export const SIGNS = { н: "an", б: "ab", у: "au", о: "ao" };
export const ABSENT = ["н", "б", "у"];
const POINTS = { "•": "owed", "+": "done" };

function parsed(text) {
  const records = {};
  for (const part of (text ?? "").split(";").filter(Boolean)) {
    const [slot, rest] = part.split("=");
    const dot = rest.lastIndexOf(".");
    records[slot] = { value: rest.slice(0, dot), version: Number(rest.slice(dot + 1)) };
  }
  return records;
}

function piece(css, text) {
  const span = document.createElement("span");
  span.className = css;
  span.textContent = text;
  return span;
}

export class Grid {
  constructor(table, words, isWeighted) {
    this.words = words;
    this.isWeighted = isWeighted;
    this.read(table);
  }

  read(table) {
    this.table = table;
    this.cells = new Map();
    this.typed = new Map();
    this.journalVersion = Number(table.tHead.dataset.version);
    const heads = [...table.querySelectorAll("thead .day th")];
    this.columns = heads.flatMap((th, index) => this.column(th, index) ?? []);
    this.rows = [...table.tBodies[0].rows].map((tr) => ({
      tr, learner: Number(tr.dataset.learner), ...this.nameOf(tr.cells[0]),
    }));
    this.rowOf = new Map(this.rows.map((row, index) => [row.learner, index]));
    this.columnOf = new Map(this.columns.map((column, index) => [column.lesson ?? `t${column.term}`, index]));
  }

  nameOf(th) {
    const last = [...th.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent).join("").trim();
    const first = th.querySelector(".nm")?.textContent.trim() ?? "";
    return { last, first, name: `${last} ${first}`.trim() };
  }

  column(th, index) {
    const { lesson, term, works, why } = th.dataset;
    if (!lesson && !term) {
      return null;
    }
    return {
      th, index, why: why ?? "", lesson: lesson ? Number(lesson) : null, term: term ? Number(term) : null,
      day: th.title, works: (works ?? "").split(",").filter(Boolean).map((work) => {
        const [pk, weight, ...code] = work.split(":");
        return { pk: Number(pk), weight: Number(weight), code: code.join(":") };
      }),
    };
  }

  /** Why nothing may be written there; nothing where the cell alone has been opened in a shut column. */
  shut(td) {
    const { why } = this.columns[this.place(td).column];
    return td.getAttribute("aria-readonly") === "true" ? why : "";
  }

  td(row, column) {
    return this.rows[row]?.tr.cells[this.columns[column]?.index] ?? null;
  }

  /** Row and column of a cell. */
  place(td) {
    const row = this.rows.findIndex((one) => one.tr === td.parentElement);
    return { row, column: this.columns.findIndex((one) => one.index === td.cellIndex) };
  }

  /** The cell of an operation; null where the page does not show it, as it shows no comments. */
  find(op) {
    if (op.what === "comment") {
      return null;
    }
    const column = this.columnOf.get(op.lesson ?? `t${op.term}`);
    const row = this.rowOf.get(op.learner);
    return column === undefined || row === undefined ? null : this.td(row, column);
  }

  /** "a" for attendance, "f" for a term mark, the work's place for a mark. */
  slotOf(op) {
    if (op.what !== "mark") {
      return op.what === "final" ? "f" : "a";
    }
    const column = this.columns[this.columnOf.get(op.lesson)];
    return String(column.works.findIndex((work) => work.pk === op.work));
  }

  /** The operation that puts something into a slot of a cell. */
  address(row, column, slot) {
    const { learner } = this.rows[row];
    const { lesson, term, works } = this.columns[column];
    if (term) {
      return { what: "final", learner, term };
    }
    return slot === "a" ? { what: "attendance", lesson, learner } : { what: "mark", lesson, work: works[slot].pk, learner };
  }

  records(td) {
    if (!this.cells.has(td)) {
      this.cells.set(td, parsed(td.dataset.s));
    }
    return this.cells.get(td);
  }

  version(td, slot) {
    return this.records(td)[slot]?.version ?? 0;
  }

  /** What a reader sees in a slot: the typed value, else the one that stands. */
  value(td, slot) {
    return this.typed.get(td)?.[slot] ?? this.records(td)[slot]?.value ?? "";
  }

  type(td, slot, value) {
    this.typed.set(td, { ...this.typed.get(td), [slot]: value });
    this.draw(td);
  }

  /** The server has answered: `record` stands in the slot now. */
  settle(td, slot, record, { keepTyped = false } = {}) {
    if (record.version >= this.version(td, slot)) {
      this.records(td)[slot] = record;
    }
    const typed = this.typed.get(td);
    if (typed && !keepTyped) {
      delete typed[slot];
      if (!Object.keys(typed).length) {
        this.typed.delete(td);
      }
    }
    td.classList.remove("is-conflict");
    this.draw(td);
  }

  mark(td, state) {
    td.classList.remove("is-typed", "is-wait");
    if (this.typed.has(td)) {
      td.classList.add(state);
    }
  }

  draw(td) {
    const column = this.columns[this.place(td).column];
    const parts = [];
    let changed = false;
    const show = (slot) => {
      const value = this.value(td, slot);
      changed ||= Boolean(value) && this.version(td, slot) > 1 && !(this.typed.get(td)?.[slot] !== undefined);
      return value;
    };
    if (column.term) {
      const value = show("f");
      parts.push(...(value ? [piece(/^\d$/.test(value) ? `v v${value}` : "w", value)] : []));
    } else {
      const sign = show("a");
      const marks = column.works.map((_work, place) => show(String(place)));
      while (marks.length && !marks.at(-1)) {
        marks.pop();
      }
      parts.push(...(sign ? [piece(`a ${SIGNS[sign]}`, sign)] : []));
      marks.forEach((value, place) => {
        parts.push(...(place ? [piece("sl", "/")] : []), ...(value ? [piece(`v ${POINTS[value] ?? `v${value}`}`, value)] : []));
      });
    }
    const said = td.classList.contains("is-conflict") ? this.words.conflict
      : this.typed.has(td) ? this.words.waiting : changed ? this.words.changed : "";
    td.replaceChildren(...parts, ...(said ? [piece("sr", `, ${said}`)] : []));
    td.classList.toggle("is-changed", changed);
    this.mark(td, "is-typed");
  }

  /** Marks of a cell that stand, in the order of its works. */
  marks(td, works) {
    const records = this.records(td);
    return works.map(({ weight }, place) => ({ value: records[place]?.value ?? "", weight })).filter(isCounted);
  }

  /** Counts anew what depends on a cell: its row, its column, the whole table. */
  count(td) {
    const { row, column } = this.place(td);
    const lessons = this.columns.filter((one) => one.lesson);
    const { tr } = this.rows[row];
    const ofRow = (line) => lessons.flatMap(({ index, works }) => this.marks(line.cells[index], works));
    const total = rowTotal(ofRow(tr), this.isWeighted);
    tr.querySelector(".cnt").textContent = total.count;
    const span = piece(total.look, total.average);
    span.title = total.formula;
    tr.querySelector(".avg").replaceChildren(span);
    const { lesson, index, works } = this.columns[column];
    if (lesson) {
      const ofColumn = this.rows.flatMap((one) => this.marks(one.tr.cells[index], works));
      this.foot(".mean", { [lesson]: columnAverage(ofColumn, this.isWeighted) });
    }
    const all = this.rows.flatMap((one) => ofRow(one.tr));
    this.table.querySelector("tfoot .mean .avg").textContent = average(all, this.isWeighted);
  }

  foot(css, numbers) {
    for (const [lesson, text] of Object.entries(numbers ?? {})) {
      const column = this.columns[this.columnOf.get(Number(lesson))];
      const cell = column && this.table.querySelector(`tfoot ${css}`)?.cells[column.index];
      if (cell) {
        cell.textContent = text;
      }
    }
  }
}
