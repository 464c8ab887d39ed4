/** On a phone: one learner at a time, large, with keys for a thumb; the table waits behind it. */
const KEPT = "journal-one";
const PHONE = matchMedia("(max-width: 44rem)");

export class One {
  constructor(button, { grid, cursor, desk }) {
    Object.assign(this, { button, grid, cursor, desk });
    this.root = button.closest(".gb");
    this.place = this.root.querySelector("[data-cell-place]");
    this.slots = this.root.querySelector("[data-cell-slots]");
    const byTable = desk.advance;
    desk.advance = () => (this.isOn ? this.next() : byTable());
    button.addEventListener("click", () => this.turn(!this.isOn));
    for (const step of this.root.querySelectorAll("[data-step]")) {
      step.addEventListener("click", () => this.step(Number(step.dataset.step)));
    }
    for (const [source, name] of [[cursor, "move"], [desk.queue, "change"], [desk.queue, "answer"]]) {
      source.addEventListener(name, () => this.draw());
    }
    if (PHONE.matches && sessionStorage.getItem(KEPT)) {
      this.turn(true);
    }
  }

  get isOn() {
    return PHONE.matches && this.root.classList.contains("is-one");
  }

  turn(isOn) {
    this.root.classList.toggle("is-one", isOn);
    this.button.setAttribute("aria-pressed", String(isOn));
    sessionStorage.setItem(KEPT, isOn ? "1" : "");
    this.draw();
    if (!isOn) {
      this.cursor.go(this.cursor.row, this.cursor.column);
    }
  }

  /** Rows of the learners who were there on the day. */
  get rows() {
    const { cursor, grid } = this;
    return [...grid.rows.keys()].filter((row) => !grid.td(row, cursor.column).classList.contains("is-out"));
  }

  step(by) {
    const { rows } = this;
    const at = rows.indexOf(this.cursor.row) + by;
    if (rows[at] !== undefined) {
      this.cursor.go(rows[at], this.cursor.column);
    }
  }

  /** After a mark: to the lesson's next work, after the last one and after an absence to the next learner. */
  next() {
    const { cursor, grid } = this;
    const works = grid.columns[cursor.column].works.length;
    const isMarked = Boolean(grid.value(cursor.td, String(cursor.slot)));
    if (isMarked && cursor.slot + 1 < works) {
      cursor.use(cursor.slot + 1);
    } else {
      this.step(1);
    }
  }

  draw() {
    const { cursor, grid, rows } = this;
    const column = grid.columns[cursor.column];
    if (!this.isOn || !column) {
      return;
    }
    const at = rows.indexOf(cursor.row);
    this.place.textContent = `${at + 1} / ${rows.length}`;
    for (const step of this.root.querySelectorAll("[data-step]")) {
      step.disabled = rows[at + Number(step.dataset.step)] === undefined;
    }
    const td = cursor.td;
    const states = ["is-typed", "is-wait", "is-conflict", "is-changed"].filter((state) => td.classList.contains(state));
    const sign = grid.value(td, column.term ? "f" : "a");
    const works = column.works.map(({ code }, slot) => this.slot(slot, code, grid.value(td, String(slot)), states));
    this.slots.replaceChildren(...works, ...(sign ? [this.sign(sign, states)] : []));
  }

  /** A work of the lesson with its mark: touched, the keys write into it. */
  slot(slot, code, value, states) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = ["one-slot", ...states].join(" ");
    button.setAttribute("aria-pressed", String(slot === this.cursor.slot));
    button.append(Object.assign(document.createElement("b"), { textContent: value || "–" }), code);
    button.addEventListener("click", () => this.cursor.use(slot));
    return button;
  }

  sign(value, states) {
    const box = document.createElement("p");
    box.className = ["one-slot", ...states].join(" ");
    box.append(Object.assign(document.createElement("b"), { textContent: value }));
    return box;
  }
}
