/** A lesson in the hand: picked up by mouse, finger or keys; every place of its columns says whether it is free. */
import { HttpError } from "../http.js";

const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const MARKS = ["is-free", "is-wish", "is-clash", "is-half", "is-out", "is-here", "is-target"];

export class Carry {
  constructor(root, desk, cursor, sheets) {
    Object.assign(this, { root, desk, cursor, sheets, now: null });
  }

  get isOn() {
    return this.now !== null;
  }

  /** Takes `element` (a lesson of the raster or a line of the load) and asks the server once for the whole week. */
  async pickUp(element, { byKeys = false } = {}) {
    this.cancel({ isSilent: true });
    const { slot, load, version, week, label } = element.dataset;
    const now = { slot, load, version, week: week ?? "", label, isHalf: "half" in element.dataset, from: element, byKeys };
    now.columns = slot ? this.columnsOf(slot) : element.dataset.columns.trim().split(" ");
    now.origin = slot ? element.closest("td") : null;
    this.now = now;
    this.root.classList.add("is-carrying");
    element.classList.add("is-held");
    this.desk.say(this.desk.words.asking);
    this.hand(this.desk.words.asking);
    const query = new URLSearchParams({ since: this.desk.given.since, ...(slot ? { slot } : { load }) });
    const given = await this.ask(`${this.desk.given.verdicts}?${query}`);
    if (this.now !== now) {
      return;
    }
    if (!given) {
      this.cancel({ isSilent: true });
      return;
    }
    Object.assign(now, given);
    this.mark();
    const text = this.desk.words.carried.replace("{lesson}", now.label);
    const shown = matchMedia("(pointer: coarse)").matches ? this.desk.words.touched.replace("{lesson}", now.label) : text;
    this.hand([shown, ...given.hints].join(" "));
    this.desk.say([text, ...given.hints].join(" "));
    if (byKeys || load) {
      this.aim(now.origin ?? this.first());
    }
  }

  async ask(address) {
    try {
      const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
      const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
      if (answer.ok && isJson) {
        return await answer.json();
      }
      throw new HttpError(answer.ok || answer.redirected ? "session" : "server");
    } catch (error) {
      const { failed, session, server } = this.desk.words;
      this.desk.refuse({ session, server }[error.kind] ?? failed);
      return null;
    }
  }

  columnsOf(slot) {
    return [...this.root.querySelectorAll(`[data-slot="${slot}"]`)].map((box) => box.closest("td").dataset.column);
  }

  /** Writes on every place whether it is free, by a class, a sign and words. */
  mark() {
    for (const cell of this.cells()) {
      const [kind, text, full] = this.judge(cell);
      cell.classList.add(kind);
      if (kind !== "is-out" || full) {
        const sign = document.createElement("span");
        sign.className = "rs-sign";
        sign.textContent = text;
        sign.title = full || text;
        cell.prepend(sign);
      }
    }
    this.now.isMarked = true;
  }

  /** [class, short words, all words] of a place. */
  judge(cell) {
    const { words } = this.desk;
    const [weekday, number] = cell.dataset.place.split("-").map(Number);
    if (!this.now.columns.includes(cell.dataset.column)) {
      return ["is-out", "", ""];
    }
    if (weekday > this.now.days || !this.now.numbers.includes(number)) {
      return ["is-out", words.none, words.none];
    }
    if (this.now.origin && this.now.origin.dataset.place === cell.dataset.place) {
      return ["is-here", words.here, words.here];
    }
    const verdict = this.now.places[cell.dataset.place];
    if (!verdict) {
      return ["is-free", words.free, words.free];
    }
    const [kind, week, lines] = verdict;
    if (kind === "wish") {
      return ["is-wish", words.wish, lines.join(" ")];
    }
    return week ? ["is-half", words[`week${week}`], lines.join(" ")] : ["is-clash", words[kind], lines.join(" ")];
  }

  cells() {
    return this.cursor.grid.querySelectorAll("td[data-place]");
  }

  first() {
    return this.root.querySelector("td.is-free") ?? this.root.querySelector("td.is-wish, td.is-half, td.is-clash");
  }

  /** The place over which the lesson is held now, told in words. */
  aim(cell) {
    this.root.querySelector("td.is-target")?.classList.remove("is-target");
    if (!cell) {
      return;
    }
    cell.classList.add("is-target");
    this.now.target = cell;
    cell.focus();
    const { days, words } = { days: this.desk.given.days, words: this.desk.words };
    const [weekday, number] = cell.dataset.place.split("-");
    const where = words.place.replace("{day}", days[weekday]).replace("{number}", number);
    const [, text, full] = this.judge(cell);
    this.desk.say(`${where}: ${full || text}`);
  }

  key(event) {
    if (STEPS[event.key]) {
      if (this.now.isMarked) {
        this.step(STEPS[event.key]);
      }
      return true;
    }
    if (event.key === "Enter" || event.key === " ") {
      if (event.target.closest("[data-cancel]")) {
        return false;
      }
      this.now.target && this.drop(this.now.target);
      return true;
    }
    if (event.key === "Escape") {
      this.cancel();
      return true;
    }
    if (event.key === "Delete" && this.now.slot) {
      const box = this.now.from;
      this.cancel({ isSilent: true });
      this.desk.remove(box);
      return true;
    }
    return event.key === "Tab";
  }

  step(step) {
    let cell = this.now.target ?? this.first();
    do {
      cell = this.cursor.beside(cell, step);
    } while (cell?.classList.contains("is-out"));
    cell && this.aim(cell);
  }

  /** Puts the lesson down; where it clashes the server refuses and a reason is asked for. */
  async drop(cell) {
    const { now } = this;
    if (!now.isMarked || cell.classList.contains("is-out")) {
      return;
    }
    if (cell.classList.contains("is-here")) {
      this.cancel();
      return;
    }
    const [weekday, number] = cell.dataset.place.split("-").map(Number);
    const busyWeek = now.places[cell.dataset.place]?.[1] ?? "";
    const wish = { weekday, number, ...this.whose(now, busyWeek) };
    this.cursor.at = { column: cell.dataset.column, place: cell.dataset.place };
    this.cancel({ isSilent: true });
    cell.focus({ preventScroll: true });
    await this.desk.send(wish, (lines, body) => this.sheets.ask(lines, body, now.week || now.isHalf ? "" : busyWeek));
  }

  whose(now, busyWeek) {
    if (now.slot) {
      return { what: "change", slot: Number(now.slot), version: Number(now.version) };
    }
    return { what: "place", load: Number(now.load), ...(now.isHalf ? { week: busyWeek === "A" ? "B" : "A" } : {}) };
  }

  cancel({ isSilent = false } = {}) {
    const { now } = this;
    if (!now) {
      return;
    }
    this.now = null;
    this.root.classList.remove("is-carrying");
    now.from.classList.remove("is-held");
    this.root.querySelectorAll(".rs-sign").forEach((sign) => sign.remove());
    for (const cell of this.cells()) {
      cell.classList.remove(...MARKS);
    }
    this.hand("");
    if (!isSilent) {
      this.desk.say(this.desk.words.cancelled.replace("{lesson}", now.label));
      now.from.isConnected && now.from.focus();
    }
  }

  /** The strip at the foot that says what is in the hand. */
  hand(text) {
    this.desk.find("hand-text").textContent = text;
    this.desk.find("hand").hidden = !text;
  }

  dragStart(event) {
    const element = event.target.closest?.("[data-slot], [data-load]");
    if (!element) {
      return;
    }
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", element.dataset.label);
    this.pickUp(element, {});
    this.now.isDragged = true;
  }

  dragOver(event) {
    const place = event.target.closest?.("td[data-place]");
    const tray = event.target.closest?.("[data-tray]");
    if (!this.isOn || (!place && !(tray && this.now.slot)) || place?.classList.contains("is-out")) {
      return;
    }
    event.preventDefault();
    if (place && place !== this.now.target) {
      this.root.querySelector("td.is-target")?.classList.remove("is-target");
      place.classList.add("is-target");
      this.now.target = place;
    }
  }

  dropped(event) {
    if (!this.isOn) {
      return;
    }
    event.preventDefault();
    const place = event.target.closest("td[data-place]");
    this.now.isDragged = false;
    if (place) {
      this.whenMarked(() => this.drop(place));
    } else if (event.target.closest("[data-tray]") && this.now.slot) {
      const box = this.now.from;
      this.cancel({ isSilent: true });
      this.desk.remove(box);
    }
  }

  /** A quick hand drops before the server has answered: its wish waits for the answer. */
  async whenMarked(act) {
    const { now } = this;
    while (this.now === now && !now.isMarked) {
      await new Promise((done) => setTimeout(done, 30));
    }
    if (this.now === now) {
      act();
    }
  }

  dragEnd() {
    if (this.now?.isDragged) {
      this.cancel();
    }
  }
}
