/** The panel: the chosen cell with its keypad, and the lesson with topic, kinds of work and homework. */
import { HttpError, postForm, postJson } from "../http.js";
import { ready } from "../ready.js";
import { Texts } from "./texts.js";
import { say } from "./notes.js";

const LOAD_AFTER_MS = 150;

async function part(address) {
  const response = await fetch(address, { credentials: "same-origin", headers: { "X-Requested-With": "fetch" } });
  return response.ok ? response.text() : "";
}

export class Panel {
  constructor(root, { grid, cursor, desk, config, refresh }) {
    Object.assign(this, { root, grid, cursor, desk, config, refresh });
    this.lesson = null;
    this.timer = 0;
    this.texts = new Texts(desk, config.words);
    desk.texts = this.texts;
    this.texts.accepted = (lesson) => this.renewHints(lesson);
    const query = (name) => root.querySelector(`[data-${name}]`);
    this.cell = query("cell");
    this.name = query("cell-name");
    this.day = query("cell-day");
    this.hint = query("cell-hint");
    this.pads = { mark: query("pad"), final: query("pad-final") };
    this.history = query("history");
    this.historyPlace = query("history-place");
    this.place = query("lesson-place");
    this.buttons = [...root.querySelectorAll("[data-put]")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => desk.press(button.dataset.put));
    }
    this.fill = query("fill");
    this.fill.addEventListener("click", () => desk.fillColumn());
    this.history.addEventListener("toggle", () => {
      root.classList.toggle("is-reading", this.history.open);
      if (this.history.open) {
        this.loadHistory();
      }
    });
    cursor.addEventListener("move", () => this.draw());
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        cursor.td.focus();
      }
    });
  }

  draw() {
    const { cursor, grid } = this;
    const column = grid.columns[cursor.column];
    this.cell.hidden = false;
    this.name.textContent = grid.rows[cursor.row].name;
    this.day.textContent = column.day.split(",")[0] || column.th.textContent.trim();
    const work = column.works[cursor.slot];
    const shut = grid.shut(cursor.td);
    this.hint.textContent = shut || (work && column.works.length > 1 ? say(this.config.words.slot, work) : "");
    const slots = this.root.closest(".is-one") ? [cursor.slot] : [...column.works.keys()];
    const standing = ["a", "f", ...slots].map((slot) => grid.value(cursor.td, String(slot)));
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(Boolean(button.dataset.put) && standing.includes(button.dataset.put)));
      button.setAttribute("aria-disabled", String(Boolean(shut)));
    }
    const filling = this.desk.filling.value;
    this.fill.hidden = !filling;
    this.fill.textContent = say(this.config.words.fill, { value: filling });
    this.pads.mark.hidden = Boolean(column.term);
    this.pads.final.hidden = !column.term;
    this.history.open = false;
    if (column.lesson && column.lesson !== this.lesson) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(column.lesson), this.lesson ? LOAD_AFTER_MS : 0);
    }
  }

  async load(lesson) {
    this.texts.flush();
    const html = await part(this.config.lesson.replace("/0/", `/${lesson}/`)).catch(() => "");
    if (!html || this.grid.columns[this.cursor.column].lesson !== lesson) {
      return;
    }
    this.lesson = lesson;
    this.place.innerHTML = html;
    this.texts.bind(this.place, lesson);
    this.bindWorks(lesson);
  }

  async loadHistory() {
    const { lesson, term } = this.grid.columns[this.cursor.column];
    const { learner } = this.grid.rows[this.cursor.row];
    const [start, end] = this.config.history.split("/lesson/0/history/0/");
    const query = term ? `?term=${term}` : "";
    const html = await part(`${start}/lesson/${lesson ?? 0}/history/${learner}/${end}${query}`).catch(() => "");
    const { columns, rows } = this.grid;
    if (columns[this.cursor.column].lesson === lesson && rows[this.cursor.row].learner === learner) {
      this.historyPlace.innerHTML = html;
      this.texts.bindComments(this.historyPlace, lesson, learner);
    }
  }

  bindWorks(lesson) {
    ready("[data-leave]", (link) => {
      link.addEventListener("click", async (event) => {
        event.preventDefault();
        this.texts.flush();
        await this.desk.queue.settled();
        location.assign(link.href);
      });
    }, this.place);
    ready("[data-plan-way]", (button) => {
      button.addEventListener("click", () => this.shiftPlan(lesson, button.dataset.planWay));
    }, this.place);
    ready("[data-kind-of]", (select) => {
      const before = select.value;
      select.addEventListener("change", () => this.work(lesson, select, { work: Number(select.dataset.kindOf) }, before));
    }, this.place);
    ready("[data-title-of]", (input) => {
      const select = input.closest("li").querySelector("select");
      const work = Number(input.dataset.titleOf);
      input.addEventListener("change", () => this.work(lesson, select, { work, title: input.value }, select.value));
    }, this.place);
    ready("[data-add-kind]", (select) => {
      select.addEventListener("change", () => select.value && this.work(lesson, select, {}, ""));
    }, this.place);
    ready("[data-add-monthly]", (button) => {
      const select = this.place.querySelector("[data-add-kind]");
      button.addEventListener("click", () => {
        if (!this.isBusy) {
          select.value = button.dataset.addMonthly;
          this.work(lesson, select, {}, "");
        }
      });
    }, this.place);
  }

  /** What the server has to say of a topic or homework that it has just taken. */
  async renewHints(lesson) {
    const html = await part(this.config.lesson.replace("/0/", `/${lesson}/`)).catch(() => "");
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    for (const hints of this.lesson === lesson ? fresh.content.querySelectorAll("[data-hints]") : []) {
      this.place.querySelector(`#${hints.id}`)?.replaceChildren(...hints.childNodes);
    }
  }

  /** Moves the planned topics from this lesson on by one, or back; says what became of them and offers the way back. */
  async shiftPlan(lesson, way) {
    const { config, desk } = this;
    if (this.isBusy) {
      return;
    }
    this.isBusy = true;
    this.texts.flush();
    try {
      const body = new URLSearchParams({ way, key: crypto.randomUUID() });
      const { said } = await postForm(`${config.lesson.replace("/0/", `/${lesson}/`)}plan`, body);
      const steps = way === "on" ? [[config.words.undo, () => this.shiftPlan(lesson, "back")]] : [];
      desk.notes.show("plan", "", said, [...steps, [config.words.close]], "ok");
      await this.reload(lesson, "[data-plan-way]");
    } catch (error) {
      if (!(error instanceof HttpError)) {
        throw error;
      }
      desk.notes.refusal("plan", desk.day(this.cursor.column), error.data?.error ?? config.words.saveFailed);
    } finally {
      this.isBusy = false;
    }
  }

  /** Takes the table and the lesson as they are now; who stood in the panel stands at the same thing again. */
  async reload(lesson, same) {
    await this.refresh();
    const isHere = this.place.contains(document.activeElement);
    this.lesson = null;
    await this.load(lesson);
    if (isHere) {
      this.place.querySelector(same)?.focus({ preventScroll: true });
    }
  }

  /** Adds a kind of work or changes one; where marks stand, the server asks first. */
  async work(lesson, select, what, before, agreed = false) {
    const { words } = this.config;
    this.isBusy = true;
    const note = this.place.querySelector("[data-works-note]");
    note.replaceChildren();
    const body = { key: crypto.randomUUID(), kind: Number(select.value), agreed, ...what };
    try {
      await postJson(`${this.config.lesson.replace("/0/", `/${lesson}/`)}works`, body);
      await this.reload(lesson, what.work ? `[data-kind-of="${what.work}"]` : "[data-add-kind]");
    } catch (error) {
      if (!(error instanceof HttpError)) {
        throw error;
      }
      const label = select.selectedOptions[0].textContent;
      const ask = error.kind === "conflict";
      const steps = ask ? [[say(words.changeTo, { value: label }), () => this.work(lesson, select, what, before, true)]] : [];
      note.append(this.question(error.data?.error ?? words.saveFailed, steps, () => {
        select.value = before;
      }));
    } finally {
      this.isBusy = false;
    }
  }

  question(text, steps, leave) {
    const box = document.createElement("div");
    box.className = "note note-warn";
    box.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = text;
    const acts = document.createElement("div");
    acts.className = "note-acts";
    for (const [label, act] of [...steps, [this.config.words.close, leave]]) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-s", textContent: label });
      button.addEventListener("click", () => {
        box.remove();
        act();
      });
      acts.append(button);
    }
    box.append(words, acts);
    return box;
  }

  /** To the keypad or a field of the chosen lesson; until that has come, keys go nowhere rather than into a cell. */
  async focus(what = "") {
    const { lesson } = this.grid.columns[this.cursor.column];
    if (what && lesson && lesson !== this.lesson) {
      clearTimeout(this.timer);
      this.root.tabIndex = -1;
      this.root.focus();
      await this.load(lesson);
      if (document.activeElement !== this.root) {
        return;
      }
    }
    const target = what ? this.root.querySelector(`[data-text="${what}"]`)
      : this.buttons.find((button) => button.offsetParent);
    target?.focus();
  }
}
