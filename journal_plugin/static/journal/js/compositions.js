/** Who is moved to another subgroup is shown before it is sent; without scripts the form sends the same. */
import { ready } from "./ready.js";

ready("[data-composition]", (form) => {
  const rows = [...form.querySelectorAll("[data-stands]")];
  const line = form.querySelector("[data-moved]");
  const update = () => {
    let moved = 0;
    for (const row of rows) {
      const chosen = row.querySelector("input:checked");
      const isMoved = chosen !== null && chosen.value !== row.dataset.stands;
      row.classList.toggle("is-moved", isMoved);
      row.querySelector("[data-moved-mark]").hidden = !isMoved;
      moved += Number(isMoved);
    }
    line.querySelector("b").textContent = moved;
    line.classList.toggle("is-none", !moved);
  };
  form.addEventListener("change", update);
  // A browser that comes back by its history puts the old choices in after this script.
  window.addEventListener("pageshow", update);
  update();
});
