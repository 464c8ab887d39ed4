/** The button that copies the link to a timetable; without scripts the address is selected and copied by hand. */
import { ready } from "./ready.js";

/** Copies the field's text; where the browser gives no clipboard (a page without https), by the old command. */
async function copy(field) {
  field.select();
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(field.value);
    return true;
  }
  return document.execCommand("copy");
}

ready("[data-copy]", (button) => {
  const field = document.getElementById(button.dataset.copy);
  const said = document.querySelector("[data-copy-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    const isDone = await copy(field).catch(() => false);
    if (isDone) {
      button.textContent = button.dataset.done;
      said.textContent = button.dataset.done;
    }
  });
});
