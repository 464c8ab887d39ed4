/** Who cannot when: every choice of the week becomes a button that a press, or a drawn stroke, turns over. */
import { ready } from "./ready.js";

const LOOKS = { "": "is-can", wish: "is-unwilling", off: "is-off" };

ready("[data-off]", (form) => {
  let brush = null;

  const show = (select) => {
    const button = select.nextElementSibling;
    const chosen = select.selectedOptions[0];
    button.className = `pl-cell ${LOOKS[select.value]}`;
    button.textContent = select.value ? chosen.textContent : "";
    button.setAttribute("aria-label", `${select.getAttribute("aria-label")}: ${chosen.textContent}`);
  };
  const set = (select, value) => {
    select.value = value;
    show(select);
  };
  const following = (select) => select.options[(select.selectedIndex + 1) % select.options.length].value;

  const selects = [...form.querySelectorAll("[data-cell]")];
  for (const select of selects) {
    const button = document.createElement("button");
    button.type = "button";
    select.hidden = true;
    select.after(button);
    show(select);
    button.addEventListener("keydown", (event) => move(event, select));
    button.addEventListener("click", (event) => event.detail === 0 && set(select, following(select)));
    button.addEventListener("pointerdown", (event) => {
      if (event.button === 0) {
        brush = following(select);
        button.releasePointerCapture?.(event.pointerId);
        set(select, brush);
      }
    });
    button.addEventListener("pointerenter", () => brush !== null && set(select, brush));
  }
  addEventListener("pointerup", () => (brush = null));
  addEventListener("pointercancel", () => (brush = null));

  /** Heads turn over everything under or beside them. */
  const head = (cell, all) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pl-head";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const value = following(all[0]);
      all.forEach((select) => set(select, value));
    });
  };
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("[data-cell]")]);
  form.querySelectorAll("[data-head]").forEach((cell, index) => head(cell, rows.map((row) => row[index])));
  form.querySelectorAll("[data-row-head]").forEach((cell, index) => head(cell, rows[index]));

  function move(event, select) {
    const y = rows.findIndex((row) => row.includes(select));
    const x = rows[y].indexOf(select);
    const steps = { ArrowUp: [y - 1, x], ArrowDown: [y + 1, x], ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1] };
    const to = steps[event.key] && rows[steps[event.key][0]]?.[steps[event.key][1]];
    if (to) {
      event.preventDefault();
      to.nextElementSibling.focus();
    }
  }
});
