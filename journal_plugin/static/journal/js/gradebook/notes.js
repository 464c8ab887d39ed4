/** Conflicts and refusals in the flow of the page: what happened, what is kept, the next step as buttons. */

import { sign } from "./sign.js";

/** Puts parts such as {who} into a sentence. */
export function say(sentence, parts) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => parts[name] ?? whole);
}

function button(label, act) {
  const one = document.createElement("button");
  one.type = "button";
  one.className = "btn btn-s";
  one.textContent = label;
  one.addEventListener("click", act);
  return one;
}

export class Notes extends EventTarget {
  constructor(place, words) {
    super();
    this.place = place;
    this.words = words;
    this.shown = new Map();
    /** Where the focus goes when the note that had it is gone. */
    this.home = () => {};
  }

  /** A note with a bold beginning; `steps` are [label, act]; a later note of the same subject replaces it. */
  show(subject, bold, text, steps, tone = "bad") {
    this.close(subject);
    const box = document.createElement("div");
    box.className = `note note-${tone}`;
    box.setAttribute("role", "alert");
    const words = document.createElement("p");
    const strong = document.createElement("b");
    strong.textContent = bold;
    words.append(...(bold ? [strong, " "] : []), text);
    const acts = document.createElement("div");
    acts.className = "note-acts";
    for (const [label, act] of steps) {
      acts.append(button(label, () => {
        this.close(subject);
        this.home();
        act?.();
      }));
    }
    box.append(sign(tone === "ok" ? "check" : "warning"), words, acts);
    this.shown.set(subject, box);
    this.place.append(box);
    return box;
  }

  /** How many notes wait for a choice between two values. */
  get conflicts() {
    return [...this.shown.values()].filter((box) => "conflict" in box.dataset).length;
  }

  /** How many notes say that something was not taken. */
  get refused() {
    return [...this.shown.values()].filter((box) => "refused" in box.dataset).length;
  }

  close(subject) {
    const box = this.shown.get(subject);
    if (box) {
      box.remove();
      this.shown.delete(subject);
      this.dispatchEvent(new Event("change"));
    }
  }

  /** Two people entered different values. */
  conflict(subject, { who, answer, mine, both, keep, put, putBoth }) {
    const { words } = this;
    const shown = (value) => value || words.nothing;
    const text = [
      say(words.theirs, { by: answer.by || "–", at: answer.at, value: shown(answer.value) }),
      say(words.mine, { value: shown(mine) }),
    ].join(" ");
    const short = (value) => (shown(value).length > 12 ? `${shown(value).slice(0, 12)}…` : shown(value));
    const steps = [[say(words.keep, { value: short(answer.value) }), keep], [say(words.put, { value: short(mine) }), put]];
    if (both) {
      steps.push([say(words.both, { value: both }), putBoth]);
    }
    this.show(subject, say(words.twoValues, { who }), text, steps).dataset.conflict = "";
    this.dispatchEvent(new Event("change"));
  }

  /** A term mark has opened a debt: its page asks when and how it is passed. */
  debt(subject, who, url) {
    const { words } = this;
    const steps = [[words.toDebt, () => location.assign(url)], [words.close]];
    this.show(subject, say(words.owes, { who }), words.setPassing, steps, "warn");
  }

  /** The server did not take the value `mine`, which stays to be read here, or the page knows that it would not; `ask`: where
   *  leave to correct is asked for. */
  refusal(subject, who, why, mine = "", ask = "") {
    const { words } = this;
    const steps = ask ? [[words.ask, () => location.assign(ask)], [words.close]] : [[words.close]];
    const text = mine ? `${why} ${say(words.typed, { value: mine })}` : why;
    this.show(subject, say(words.notAccepted, { who }), text, steps).dataset.refused = "";
    this.dispatchEvent(new Event("change"));
  }
}
