/** The raster: the week of many groups. What is carried, by mouse or by keys, is in carry.js; sheets are in sheets.js. */
import { ready } from "../ready.js";
import { Carry } from "./carry.js";
import { Cursor } from "./cursor.js";
import { Desk } from "./desk.js";
import { Sheets } from "./sheets.js";

ready("main.rs", (root) => {
  const desk = new Desk(root, JSON.parse(document.getElementById("raster").textContent));
  const cursor = new Cursor(root);
  const sheets = new Sheets(root, desk);
  const carry = new Carry(root, desk, cursor, sheets);
  sheets.carry = carry;
  desk.onRefresh = () => cursor.prepare();
  cursor.prepare();

  root.addEventListener("click", (event) => {
    const { target } = event;
    if (target.closest("[data-cancel]")) {
      carry.cancel();
    } else if (target.closest("[data-undo]")) {
      desk.send({ what: "undo" });
    } else if (carry.isOn && target.closest("td[data-place]")) {
      event.preventDefault();
      carry.drop(target.closest("td[data-place]"));
    } else if (target.closest("[data-load]")) {
      carry.pickUp(target.closest("[data-load]"));
    } else if (target.closest("[data-slot]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      sheets.open(target.closest("[data-slot]"));
    }
  });

  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.target.closest("dialog, .rs-head")) {
      return;
    }
    if (carry.isOn ? carry.key(event) : key(event)) {
      event.preventDefault();
    }
  });

  /** Keys while nothing is carried. */
  function key(event) {
    const box = event.target.closest("[data-slot]");
    const load = event.target.closest("[data-load]");
    switch (event.key) {
      case "Enter":
      case " ":
        (box || load) && carry.pickUp(box ?? load, { byKeys: true });
        return Boolean(box || load);
      case "Delete":
        box && desk.remove(box);
        return Boolean(box);
      case "F2":
        box && sheets.open(box);
        return Boolean(box);
      case "z":
      case "я":
        return event.ctrlKey && (desk.send({ what: "undo" }), true);
      default:
        return cursor.key(event);
    }
  }

  root.addEventListener("dragstart", (event) => carry.dragStart(event));
  root.addEventListener("dragover", (event) => carry.dragOver(event));
  root.addEventListener("drop", (event) => carry.dropped(event));
  root.addEventListener("dragend", () => carry.dragEnd());
  root.querySelector(".rs-bar select")?.addEventListener("change", (event) => event.target.form.requestSubmit());
});
