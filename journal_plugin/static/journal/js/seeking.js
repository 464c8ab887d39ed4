/** A search for a timetable: asks how far it is every two seconds, and shows the page anew when it has ended. */
import { ready } from "./ready.js";

const EVERY_MS = 2000;

ready("[data-seeking]", (section) => {
  const [told, time, bar] = ["told", "time", "bar"].map((name) => section.querySelector(`[data-${name}]`));

  /** The server's words, or null while it does not answer: the search goes on without this page. */
  async function asked() {
    const answer = await fetch(section.dataset.seeking, { credentials: "same-origin" }).catch(() => null);
    return answer?.ok && !answer.redirected ? answer.json() : null;
  }

  async function look() {
    const now = await asked();
    if (now && !now.running) {
      location.reload();
      return;
    }
    if (now) {
      bar.value = now.percent;
      time.textContent = now.time;
      if (told.textContent !== now.told) {
        told.textContent = now.told;
      }
    }
    setTimeout(look, EVERY_MS);
  }
  setTimeout(look, EVERY_MS);
});
