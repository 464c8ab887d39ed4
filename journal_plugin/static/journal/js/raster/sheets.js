/** The sheet of a lesson and the question why it stands although it clashes. */

export class Sheets {
  constructor(root, desk) {
    this.root = root;
    this.desk = desk;
    this.sheet = desk.find("sheet");
    this.asking = desk.find("ask");
    this.sheet.addEventListener("click", (event) => this.onClick(event));
    this.sheet.addEventListener("change", (event) => this.onChange(event));
    this.sheet.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.asking.addEventListener("close", () => this.answered());
  }

  /** Opens the sheet of a lesson; where the server does not give it, the lesson's link is followed. */
  async open(box) {
    this.box = box;
    const page = await this.read();
    if (!page) {
      location.assign(box.href);
      return;
    }
    this.sheet.replaceChildren(...page.body.childNodes);
    this.sheet.showModal();
    this.stood = this.values();
  }

  /** The sheet as the server prints it, with the rooms of another `week` if one is given. */
  async read(week = null) {
    const query = new URLSearchParams({ since: this.desk.given.since, ...(week === null ? {} : { week }) });
    const address = this.desk.given.lesson.replace("/0/", `/${this.box.dataset.slot}/`);
    const answer = await fetch(`${address}?${query}`, { credentials: "same-origin" }).catch(() => null);
    return answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  }

  get form() {
    return this.sheet.querySelector("form");
  }

  values() {
    const given = new FormData(this.form);
    return { ...Object.fromEntries(given), teachers: given.getAll("teachers") };
  }

  onClick(event) {
    if (event.target === this.sheet || event.target.closest("[data-close]")) {
      this.sheet.close();
    } else if (event.target.closest("[data-remove]")) {
      this.sheet.close();
      this.desk.send(this.wish("remove", {}));
    } else if (event.target.closest("[data-carry]")) {
      this.sheet.close();
      this.carry.pickUp(this.box, { byKeys: true });
    }
  }

  /** Which rooms are free depends on the week: their list is read anew, the chosen one stays. */
  async onChange(event) {
    if (event.target.name !== "week") {
      return;
    }
    const page = await this.read(event.target.value);
    const fresh = page?.querySelector("[name=room]");
    const room = this.form?.elements.room;
    if (fresh && room && this.form.elements.week.value === event.target.value) {
      const chosen = room.value;
      room.replaceChildren(...fresh.childNodes);
      room.value = chosen;
    }
  }

  wish(what, fields) {
    const { lesson, version } = this.form.dataset;
    return { what, slot: Number(lesson), version: Number(version), since: this.form.elements.since.value, ...fields };
  }

  async save() {
    const now = this.values();
    const changed = Object.keys(now).filter((name) => name !== "since" && String(now[name]) !== String(this.stood[name]));
    if (!changed.length) {
      this.sheet.close();
      return;
    }
    const fields = Object.fromEntries(changed.map((name) => [name, now[name]]));
    const isDone = await this.desk.send(this.wish("change", fields), (lines, body) => {
      this.sheet.close();
      this.ask(lines, body, "");
    });
    if (isDone) {
      this.sheet.close();
    } else if (this.sheet.open) {
      this.sheet.querySelector("[data-sheet-error]").textContent = this.desk.find("state").textContent;
    }
  }

  /** Why the place is refused; a reason overrides, or the lesson stands in the other week of the two. */
  ask(lines, body, busyWeek) {
    this.body = body;
    this.otherWeek = busyWeek ? (busyWeek === "A" ? "B" : "A") : "";
    const list = this.asking.querySelector("[data-clashes]");
    list.replaceChildren(
      ...lines.map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      }),
    );
    const week = this.asking.querySelector("[data-other-week]");
    week.hidden = !this.otherWeek;
    week.textContent = this.desk.words[`only${this.otherWeek}`] ?? "";
    this.asking.querySelector("[data-reason]").value = "";
    this.asking.returnValue = "";
    this.asking.showModal();
    this.desk.say(lines.join(" "));
  }

  answered() {
    const reason = this.asking.querySelector("[data-reason]").value.trim();
    const way = this.asking.returnValue;
    if (way === "week") {
      this.desk.send({ ...this.body, week: this.otherWeek }, (lines, body) => this.ask(lines, body, ""));
    } else if (way === "override" && reason) {
      this.desk.send({ ...this.body, reason });
    } else if (way === "override") {
      this.asking.showModal();
      this.asking.querySelector("[data-reason]").focus();
    }
  }
}
