/** The gradebook of one journal: reads its settings from the page and joins the parts. */
import { Cursor } from "./cursor.js";
import { Desk } from "./desk.js";
import { Grid } from "./grid.js";
import { bindKeys } from "./keys.js";
import { Notes } from "./notes.js";
import { One } from "./one.js";
import { Panel } from "./panel.js";
import { Paste } from "./paste.js";
import { Queue } from "./queue.js";
import { Spelling } from "./spelling.js";
import { bindStatus } from "./status.js";
import { show } from "./today.js";

const config = JSON.parse(document.querySelector("#gradebook").textContent);
const table = document.querySelector("[data-grid]");

function bindUndo(undo) {
  const button = document.querySelector("[data-undo]");
  const what = document.querySelector("[data-undo-what]");
  button.addEventListener("click", () => undo.undo());
  undo.addEventListener("change", () => {
    button.hidden = !undo.last;
    what.textContent = undo.last?.label ?? "";
  });
}

/** Takes the table as the server prints it now, for example with another column; the cursor and the focus stay.
 *  Where the server does not answer, the next save tells again that the page is behind. */
async function refresh(grid, cursor, desk) {
  const text = await fetch(location.href, { credentials: "same-origin" }).then((page) => page.text()).catch(() => "");
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-grid]");
  if (!fresh) {
    desk.queue.version = grid.journalVersion;
    return;
  }
  const { row, column } = cursor;
  const isHere = grid.table.contains(document.activeElement);
  grid.table.replaceChildren(...fresh.childNodes);
  grid.read(grid.table);
  desk.queue.version = Math.max(desk.queue.version, grid.journalVersion);
  desk.restore(desk.queue.waiting.filter((entry) => entry.journal === config.journal));
  cursor.arrive(grid.td(row, column) ?? grid.td(0, 0));
  if (isHere) {
    cursor.td.focus({ preventScroll: true });
  }
}

async function start() {
  const { words } = config;
  const grid = new Grid(table, words, config.weighted);
  const cursor = new Cursor(grid);
  const queue = new Queue(config, grid.journalVersion);
  const notes = new Notes(document.querySelector("[data-notes]"), words);
  notes.home = () => cursor.td?.focus({ preventScroll: true });
  const desk = new Desk({ grid, cursor, queue, notes, config });
  desk.refresh = () => refresh(grid, cursor, desk);
  bindUndo(desk.undo);
  queue.addEventListener("newer", () => {
    notes.show("newer", words.newerPage, words.newerKept, [[words.reload, () => location.reload()]], "warn");
  });
  const panel = new Panel(document.querySelector("[data-panel]"), {
    grid, cursor, desk, config, refresh: desk.refresh,
  });
  const finals = [...document.querySelectorAll("[data-pad-final] [data-put]")].map((button) => button.dataset.put);
  const spelling = new Spelling(desk, finals);
  bindKeys({ grid, cursor, desk, panel, spelling, help: document.querySelector("[data-keys]") });
  new Paste(document.querySelector("[data-paste]"), { grid, cursor, desk, words });
  bindStatus(document.querySelector("[data-save]"), queue, notes, config);
  new One(document.querySelector("[data-one]"), { grid, cursor, desk });
  cursor.open();
  show(grid.columns[cursor.column]?.th);
  desk.restore(await queue.open());
}

if (table) {
  start();
}
