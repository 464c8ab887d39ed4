/** The form of a task shows only what its answers ask for; without scripts it shows everything. */
import { ready } from "./ready.js";

/** Shows `part` only while the radio button `name` = `value` of the form is on. */
function showWhile(form, part, name, value) {
  const update = () => {
    part.hidden = new FormData(form).get(name) !== value;
  };
  form.addEventListener("change", update);
  update();
}

ready("[data-task-form]", (form) => {
  for (const part of form.querySelectorAll("[data-while]")) {
    showWhile(form, part, part.dataset.while, part.dataset.is);
  }
});
