/** Whether the work is saved: one place, always words. */
import { say } from "./notes.js";
import { sign } from "./sign.js";

const LOOKS = { sending: "going", network: "wait", server: "wait", session: "bad", other: "bad", newer: "wait", idle: "ok" };
const ICONS = { sending: "send", network: "cloud-off", server: "cloud-off", session: "key", other: "key", newer: "info", idle: "check" };
const SENTENCES = { sending: "sending", network: "offline", server: "server", session: "session", other: "other", newer: "newer" };

/** A counted noun: forms by the language's plural rules. */
export function counted(forms, n) {
  const rule = new Intl.PluralRules(document.documentElement.lang).select(n);
  return (forms[rule] ?? forms.other).replace("{n}", n);
}

export function bindStatus(place, queue, notes, { words, signIn: address }) {
  let clock = "";
  const signs = allSigns();
  queue.addEventListener("answer", (event) => {
    clock = event.detail.reply.clock;
  });
  const draw = () => {
    const n = queue.waiting.length;
    const state = n ? (queue.state === "idle" ? "sending" : queue.state) : "idle";
    const { conflicts } = notes;
    const { refused } = notes;
    const isBad = state === "idle" && refused + conflicts > 0;
    const entries = counted(words.entries, isBad ? refused || conflicts : n);
    const text = isBad ? say(refused ? words.refused : words.choose, { entries })
      : state === "idle" ? (clock ? say(words.saved, { clock }) : words.ready)
      : say(words[SENTENCES[state]], { entries });
    if (place.dataset.text === text) {
      return;
    }
    place.dataset.text = text;
    place.className = `save save-${isBad ? "bad" : LOOKS[state]}`;
    place.replaceChildren(signs.get(isBad ? "warning" : ICONS[state]), text);
    if (state === "session" || state === "other") {
      place.append(signIn(words, address));
    }
  };
  queue.addEventListener("change", draw);
  notes.addEventListener("change", draw);
  draw();
}

/** Every sign is fetched while there is a network: the one that says that there is none comes too late. */
function allSigns() {
  const signs = new Map([...new Set([...Object.values(ICONS), "warning"])].map((name) => [name, sign(name)]));
  const shelf = document.createElement("span");
  shelf.className = "sr";
  shelf.setAttribute("aria-hidden", "true");
  shelf.append(...signs.values());
  document.body.append(shelf);
  return signs;
}

/** Opens a small window to sign in; it closes by itself, and the entries go on their way. */
function signIn(words, address) {
  const link = document.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.textContent = words.signIn;
  link.addEventListener("click", (event) => {
    if (window.open(address, "journal-sign-in", "popup,width=520,height=680")) {
      event.preventDefault();
    }
  });
  return link;
}
