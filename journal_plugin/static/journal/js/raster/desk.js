/** What the page says and sends. After every accepted change the raster and the tray are read anew from the server. */
import { HttpError, postJson } from "../http.js";

const TOAST_MS = 8000;
const PARTS = ["grid", "tray", "undo"];

export class Desk {
  constructor(root, given) {
    this.root = root;
    this.given = given;
    this.words = given.words;
    this.onRefresh = () => {};
  }

  find(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  /** For readers of the screen. */
  say(text) {
    this.find("say").textContent = text;
  }

  state(kind, text) {
    const line = this.find("state");
    line.className = `save save-${kind}`;
    line.textContent = text;
  }

  /** Asks for one change. Gives true when it is done; what clashes goes to `onClash`, and nothing is written then. */
  async send(wish, onClash = null) {
    const body = { since: this.given.since, key: crypto.randomUUID(), ...wish };
    this.state("going", this.words.saving);
    try {
      const answer = await postJson(this.given.save, body);
      await this.refresh();
      this.state("ok", this.words.saved);
      this.toast(answer.done, answer.what !== "undo");
      return true;
    } catch (error) {
      if (!(error instanceof HttpError)) {
        throw error;
      }
      if (error.status === 422 && onClash) {
        this.state("ok", "");
        onClash(error.data.clashes, body);
        return false;
      }
      const said = { network: this.words.failed, session: this.words.session, server: this.words.server };
      this.refuse(error.data?.error ?? said[error.kind] ?? this.words.server);
      if (error.kind === "conflict") {
        await this.refresh();
      }
      return false;
    }
  }

  refuse(text) {
    this.state("bad", text);
  }

  remove(box) {
    return this.send({ what: "remove", slot: Number(box.dataset.slot), version: Number(box.dataset.version) });
  }

  /** The raster, the tray and the last change as they are on the server now; scrolling and focus stay. */
  async refresh() {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of PARTS) {
      const [mine, fresh] = [this.root, page].map((where) => where.querySelector(`[data-part="${part}"]`));
      if (mine && fresh) {
        mine.replaceChildren(...fresh.childNodes);
      }
    }
    this.onRefresh();
  }

  toast(text, canUndo) {
    const toast = this.find("toast");
    this.find("toast-text").textContent = text;
    toast.querySelector("[data-undo]").hidden = !canUndo;
    toast.hidden = false;
    this.say(text);
    clearTimeout(this.timer);
    const hide = () => {
      if (toast.contains(document.activeElement)) {
        this.timer = setTimeout(hide, TOAST_MS);
      } else {
        toast.hidden = true;
      }
    };
    this.timer = setTimeout(hide, TOAST_MS);
  }
}
